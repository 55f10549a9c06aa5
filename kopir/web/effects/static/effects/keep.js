/* A filled measurement without a line: kept on the device, sent once there is one. Its key is made with the page, so that it
   arrives once even when it is sent twice. Without this script the form is an ordinary one. All words come from the page. */
(function () {
  "use strict";
  var STORE = "kopir.measurements", form = document.querySelector("form[data-keep]");
  if (!form || !window.fetch || !window.FormData) return;
  var list = document.querySelector("[data-kept-list]");

  function kept() {
    try { return JSON.parse(window.localStorage.getItem(STORE)) || []; } catch (error) { return []; }
  }
  function keep(all) {
    try { window.localStorage.setItem(STORE, JSON.stringify(all)); return true; } catch (error) { return false; }
  }
  function say(text) {
    var line = document.createElement("p");
    line.className = "govuk-body";
    line.textContent = text;
    list.appendChild(line);
  }
  function token() {
    return form.querySelector("[name=csrfmiddlewaretoken]").value;
  }
  function key(one) {
    return new URLSearchParams(one.body).get("key");
  }
  function without(gone) {
    keep(kept().filter(function (one) { return key(one) !== key(gone); }));
  }
  function send(one) {
    return window.fetch(one.to, {
      method: "POST", body: new URLSearchParams(one.body), credentials: "same-origin", redirect: "manual",
      headers: { "X-Kopir": "device", "X-CSRFToken": token() }
    });
  }
  /* What the server has answered for good is forgotten; whoever was signed out, and a line that broke, comes again later. */
  function sendKept() {
    kept().reduce(function (before, one) {
      return before.then(function () {
        return send(one).then(function (answer) {
          if (answer.ok) {
            without(one);
            say(form.getAttribute("data-sent") + " " + one.title);
          } else if (answer.status === 422) {
            return answer.json().then(function (told) {
              without(one);
              say(form.getAttribute("data-refused") + " " + one.title + ". " + told.errors.join(" "));
            });
          }
        });
      });
    }, Promise.resolve()).catch(function () { /* no line yet */ });
  }
  function body(button) {
    var data = new FormData(form), all = new URLSearchParams();
    data.forEach(function (value, name) {
      if (name !== "csrfmiddlewaretoken") all.append(name, value);
    });
    if (button && button.name) all.append(button.name, button.value);
    return all.toString();
  }

  form.addEventListener("submit", function (event) {
    if (window.navigator.onLine !== false) return;
    var one = { to: form.getAttribute("data-keep"), body: body(event.submitter), title: document.title };
    without(one);
    if (!keep(kept().concat([one]))) return;
    event.preventDefault();
    form.kSent = false;
    say(form.getAttribute("data-kept"));
  });
  window.addEventListener("online", sendKept);
  if (window.navigator.onLine !== false) sendKept();
})();
