/* Köpir: suggestions under an input, as a combobox with a list. Without this file the input stays a plain one. */
(function () {
  "use strict";
  var doc = document, make = window.kopir.make, say = window.kopir.say, later = window.kopir.later;

  function suggesting(input) {
    var id = (input.id || input.name) + "_list";
    var list = make("ul", { id: id, role: "listbox", "class": "k-suggest", "aria-label": input.getAttribute("data-suggest-count") });
    var target = doc.getElementById(input.getAttribute("data-suggest-target") || "");
    var asked = 0, at = -1, found = [];
    var attributes = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" };
    Object.keys(attributes).forEach(function (key) { input.setAttribute(key, attributes[key]); });
    list.hidden = true;
    var frame = make("div", { "class": "k-suggest__frame" });
    input.parentNode.insertBefore(frame, input);
    frame.appendChild(input);
    frame.appendChild(list);

    function open(yes) {
      list.hidden = !yes;
      input.setAttribute("aria-expanded", String(yes));
      if (!yes) mark(-1);
    }
    function mark(n) {
      if (list.children[at]) list.children[at].setAttribute("aria-selected", "false");
      at = n;
      var option = found[n] && list.children[n];
      if (!option) return input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    }
    function choose(n) {
      input.value = found[n].label;
      if (target) target.value = found[n].value;
      open(false);
      input.dispatchEvent(new Event("change", { bubbles: true }));
      if (input.hasAttribute("data-suggest-go") && input.form) input.form.submit();
    }
    function show(results) {
      found = results;
      list.textContent = "";
      results.forEach(function (result, n) {
        var option = make("li", { role: "option", id: id + n, "aria-selected": "false" }, result.label);
        if (result.hint) option.appendChild(make("span", { "class": "k-suggest__hint" }, " " + result.hint));
        option.addEventListener("mousedown", function (event) { event.preventDefault(); choose(n); });
        list.appendChild(option);
      });
      at = -1;
      open(results.length > 0);
      say(results.length ? input.getAttribute("data-suggest-count") + " " + results.length : input.getAttribute("data-suggest-none"));
    }
    var ask = later(function () {
      var mine = ++asked, words = input.value.trim();
      if (words.length < 2) return open(false);
      var url = input.getAttribute("data-suggest-url");
      fetch(url + (url.indexOf("?") < 0 ? "?" : "&") + "q=" + encodeURIComponent(words), { credentials: "same-origin" })
        .then(function (answer) { return answer.json(); })
        .then(function (data) { if (mine === asked && doc.activeElement === input) show(data.results); })
        .catch(function () { open(false); });
    }, 250);

    input.addEventListener("input", function () { if (target) target.value = ""; ask(); });
    input.addEventListener("blur", function () { ask.stop(); open(false); });
    input.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); open(false); }
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); choose(at); }
      else if (step && !found.length) ask();
      else if (step) { event.preventDefault(); open(true); mark((at + step + found.length) % found.length); }
    });
  }

  function enhance(root) { if (window.fetch) window.kopir.all(root, "[data-suggest-url]", suggesting); }
  doc.addEventListener("htmx:load", function (event) { enhance(event.target.parentNode || event.target); });
  enhance(doc);
})();
