/* Köpir: small improvements of pages that work without them. All words come from the page itself. */
(function () {
  "use strict";
  var doc = document;

  function each(list, act) { Array.prototype.forEach.call(list, act); }
  function all(root, selector, act) {
    each(root.querySelectorAll(selector), function (node) {
      var name = "k" + selector.replace(/\W/g, "");
      if (!node[name]) { node[name] = true; act(node); }
    });
  }
  function make(name, attributes, text) {
    var node = doc.createElement(name);
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (text) node.textContent = text;
    return node;
  }
  function say(text) {
    var live = doc.getElementById("announce");
    if (live) live.textContent = text;
  }
  function later(act, pause) {
    var timer;
    function run() { clearTimeout(timer); timer = setTimeout(act, pause); }
    run.stop = function () { clearTimeout(timer); };
    return run;
  }

  /* A second press of a button does nothing; coming back to the page forgives. */
  doc.addEventListener("submit", function (event) {
    var button = event.submitter || event.target.querySelector("[data-once]");
    if (!button || !button.hasAttribute("data-once")) return;
    if (event.target.kSent) return event.preventDefault();
    event.target.kSent = true;
    setTimeout(function () { event.target.kSent = false; }, 5000);
  });
  window.addEventListener("pageshow", function () {
    each(doc.forms, function (form) { form.kSent = false; });
  });

  /* Characters left, seen at once and heard after a pause. */
  function counting(note) {
    var area = doc.getElementById(note.dataset.countFor);
    if (!area) return;
    var tell = later(function () { say(note.textContent); }, 1000);
    function show() {
      var left = note.dataset.limit - area.value.replace(/\r?\n/g, "\r\n").length;
      note.textContent = note.dataset[left < 0 ? "over" : "left"] + " " +
        String(Math.abs(left)).replace(/\B(?=(\d{3})+$)/g, note.dataset.group);
      note.classList.toggle("k-count--over", left < 0);
    }
    area.addEventListener("input", function () { show(); tell(); });
    show();
  }

  /* Copying an address. */
  function copying(button) {
    var before = button.textContent;
    button.addEventListener("click", function () {
      function done() {
        button.textContent = button.dataset.copied;
        say(button.textContent);
        setTimeout(function () { button.textContent = before; }, 3000);
      }
      var text = button.dataset.copy;
      if (navigator.clipboard) return navigator.clipboard.writeText(text).then(done);
      var field = make("textarea", { readonly: "", "class": "govuk-visually-hidden" });
      field.value = text;
      doc.body.appendChild(field);
      field.select();
      if (doc.execCommand("copy")) done();
      doc.body.removeChild(field);
    });
  }

  /* Autosave: the whole form but files and secrets; a copy in the browser only while the server cannot be reached. */
  function autosaving(form) {
    var url = form.dataset.autosaveUrl;
    var key = "kopir:" + location.pathname + ":" + url;
    var note = make("p", { "class": "k-autosave", role: "status" });
    var dirty = false;
    form.appendChild(note);

    function words() {
      var pairs = [];
      each(form.elements, function (field) {
        var choice = field.type === "checkbox" || field.type === "radio";
        if (!field.name || /file|submit|button|password/.test(field.type) || (choice && !field.checked)) return;
        pairs.push([field.name, field.value]);
      });
      return pairs;
    }
    function remember() {
      var kept = words().filter(function (pair) { return pair[0] !== "csrfmiddlewaretoken"; });
      try { localStorage.setItem(key, JSON.stringify(kept)); } catch (full) { return; }
      note.textContent = form.dataset.offline;
    }
    function forget() { try { localStorage.removeItem(key); } catch (closed) { return; } }
    function save(leaving) {
      if (!dirty) return;
      dirty = false;
      var body = words().map(function (pair) { return pair.map(encodeURIComponent).join("="); }).join("&");
      var headers = { "Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "autosave" };
      var token = form.querySelector("[name=csrfmiddlewaretoken]");
      if (token) headers["X-CSRFToken"] = token.value;
      fetch(url, { method: "POST", body: body, headers: headers, credentials: "same-origin", keepalive: leaving === true })
        .then(function (answer) {
          if (!answer.ok || answer.redirected) throw answer;
          forget();
          note.textContent = form.dataset.saved + " " + new Date().toTimeString().slice(0, 5);
        })
        .catch(function () { dirty = true; remember(); });
    }
    function put(pairs) {
      each(form.elements, function (field) {
        var mine = pairs.filter(function (pair) { return pair[0] === field.name; }).map(function (pair) { return pair[1]; });
        if (field.type === "checkbox" || field.type === "radio") field.checked = mine.indexOf(field.value) >= 0;
        else if (mine.length && !/file|hidden/.test(field.type)) field.value = mine[0];
      });
      dirty = true;
      save();
    }
    function offer() {
      var kept;
      try { kept = JSON.parse(localStorage.getItem(key)); } catch (broken) { return; }
      if (!kept) return;
      var box = make("div", { "class": "k-notice k-notice--info", role: "status" });
      var button = make("button", { type: "button", "class": "govuk-button govuk-button--secondary" }, form.dataset.restoreAction);
      button.addEventListener("click", function () { put(kept); box.parentNode.removeChild(box); });
      box.appendChild(make("p", {}, form.dataset.restore));
      box.appendChild(button);
      form.insertBefore(box, form.firstChild);
    }

    var soon = later(save, 1500);
    form.addEventListener("input", function () { dirty = true; soon(); });
    form.addEventListener("submit", function () { soon.stop(); dirty = false; if (navigator.onLine) forget(); else remember(); });
    window.addEventListener("online", save);
    window.addEventListener("pagehide", function () { save(true); });
    offer();
  }

  /* A narrowed list is drawn anew in silence; who does not see it hears how many rows it shows, or that there are none. */
  doc.addEventListener("htmx:afterSettle", function (event) {
    var asked = event.detail.requestConfig, form = asked && asked.elt, words = form && form.dataset.narrowed;
    var list = words && doc.querySelector(form.getAttribute("hx-target"));
    if (!list) return;
    var told = list.querySelector(".k-empty h2, .k-found");
    var rows = list.querySelectorAll(".k-row, .k-card, tbody tr, .k-timeline__item").length;
    say(told ? told.textContent : rows ? words + " " + rows : "");
  });

  /* Escape closes the header's inner open menu; a press elsewhere the account's. */
  doc.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.defaultPrevented || !event.target.closest(".k-header")) return;
    var menu = doc.querySelector(".k-account[open]") || doc.querySelector(".k-menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  function closing(menu) {
    doc.addEventListener("click", function (event) { if (!menu.contains(event.target)) menu.open = false; });
  }

  function enhance(root) {
    all(root, "[data-count-for]", counting);
    all(root, "[data-copy]", copying);
    all(root, "[data-focus]", function (node) { node.focus(); });
    all(root, ".k-account", closing);
    if (!window.fetch) return;
    all(root, "form[data-autosave]", autosaving);
  }
  doc.documentElement.classList.add("js");
  window.kopir = { all: all, make: make, say: say, later: later };
  doc.addEventListener("htmx:load", function (event) { enhance(event.target.parentNode || event.target); });
  enhance(doc);
})();
