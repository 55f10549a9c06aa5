/* Köpir: the work a device does before its answer to an open survey is taken, so that one device cannot send thousands.
   Finds a text such that SHA-256 of "token:text" begins with as many zero bits as the form says. Needs no library and no
   secure connection; works while the person reads the questions. */
(function () {
  "use strict";
  var K = [];

  (function () {
    /* The constants of SHA-256: the fractions of the cube roots of the first 64 primes. */
    var number = 2;
    while (K.length < 64) {
      var prime = true;
      for (var divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) { prime = false; break; }
      if (prime) { var root = Math.cbrt(number); K.push(((root - Math.floor(root)) * 4294967296) | 0); }
      number += 1;
    }
  }());
  var BEGIN = [2, 3, 5, 7, 11, 13, 17, 19].map(function (prime) {
    var root = Math.sqrt(prime);
    return ((root - Math.floor(root)) * 4294967296) | 0;
  });

  function turned(word, by) { return (word >>> by) | (word << (32 - by)); }

  /* Of plain ASCII text; answers eight words. */
  function sha256(text) {
    var length = text.length, blocks = ((length + 8) >> 6) + 1, words = new Int32Array(blocks * 16), state = BEGIN.slice();
    for (var at = 0; at < length; at += 1) words[at >> 2] |= text.charCodeAt(at) << (24 - (at & 3) * 8);
    words[length >> 2] |= 0x80 << (24 - (length & 3) * 8);
    words[words.length - 1] = length * 8;
    var w = new Int32Array(64);
    for (var block = 0; block < blocks; block += 1) {
      var a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
      for (var round = 0; round < 64; round += 1) {
        if (round < 16) w[round] = words[block * 16 + round];
        else {
          var x = w[round - 15], y = w[round - 2];
          w[round] = (w[round - 16] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) + w[round - 7]
            + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10))) | 0;
        }
        var first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[round] + w[round]) | 0;
        var second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
      }
      state = [a, b, c, d, e, f, g, h].map(function (word, place) { return (word + state[place]) | 0; });
    }
    return state;
  }

  function zeroBits(state) {
    for (var place = 0; place < 8; place += 1) if (state[place] !== 0) return place * 32 + Math.clz32(state[place]);
    return 256;
  }

  function begin(form) {
    var token = form.elements.token, work = form.elements.work, bits = Number(form.getAttribute("data-work"));
    var note = form.querySelector("[data-work-note]"), offline = form.querySelector("[data-offline-note]"), number = 0, sending = false;
    function search() {
      var until = Date.now() + 40;
      while (Date.now() < until) {
        for (var step = 0; step < 200; step += 1, number += 1) {
          if (zeroBits(sha256(token.value + ":" + number)) >= bits) return found(String(number));
        }
      }
      setTimeout(search, 0);
    }
    function found(text) {
      work.value = text;
      if (note) note.hidden = true;
      if (sending) form.submit();
    }
    /* Without a line the browser would show its own page, and what was answered would be gone: nothing of it is kept. */
    form.addEventListener("submit", function (event) {
      var lost = navigator.onLine === false;
      if (offline) offline.hidden = !lost;
      if (lost) { event.preventDefault(); event.stopPropagation(); return; }
      if (work.value || form.elements.code.value) return;
      event.preventDefault();
      sending = true;
      if (note) note.hidden = false;
    });
    search();
  }

  window.kopirWork = { sha256: sha256, zeroBits: zeroBits };
  document.addEventListener("DOMContentLoaded", function () {
    Array.prototype.forEach.call(document.querySelectorAll("form[data-work]"), begin);
  });
}());
