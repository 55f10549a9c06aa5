/* Köpir: passkeys. A form with data-passkey ("create" or "get") asks the device for a credential, puts it into its hidden
   field and is sent. The options stand in data-passkey-options or come from data-passkey-options-url. */
(function () {
  "use strict";
  var doc = document;

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }
  function text(buffer) {
    if (!buffer) return undefined;
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function known(list) {
    return (list || []).map(function (one) { return Object.assign({}, one, { id: bytes(one.id) }); });
  }

  function creation(options, alone) {
    var key = Object.assign({}, options.publicKey);
    key.challenge = bytes(key.challenge);
    key.user = Object.assign({}, key.user, { id: bytes(key.user.id) });
    key.excludeCredentials = known(key.excludeCredentials);
    key.authenticatorSelection = Object.assign({}, key.authenticatorSelection, {
      residentKey: alone ? "required" : "discouraged", requireResidentKey: alone
    });
    if (alone) key.authenticatorSelection.userVerification = "required";
    return { publicKey: key };
  }
  function request(options) {
    var key = Object.assign({}, options.publicKey);
    key.challenge = bytes(key.challenge);
    key.allowCredentials = known(key.allowCredentials);
    return { publicKey: key };
  }
  function plain(credential) {
    var answer = credential.response;
    return {
      id: credential.id, rawId: text(credential.rawId), type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment || undefined,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: {
        clientDataJSON: text(answer.clientDataJSON),
        attestationObject: text(answer.attestationObject),
        authenticatorData: text(answer.authenticatorData),
        signature: text(answer.signature),
        userHandle: text(answer.userHandle),
        transports: answer.getTransports ? answer.getTransports() : undefined
      }
    };
  }

  function say(form, words) {
    var note = form.querySelector("[role=alert]");
    if (!note) {
      note = doc.createElement("p");
      note.setAttribute("role", "alert");
      note.className = "govuk-error-message";
      form.insertBefore(note, form.firstChild);
    }
    note.textContent = words;
  }
  function options(form) {
    var url = form.getAttribute("data-passkey-options-url");
    if (!url) return Promise.resolve(JSON.parse(form.getAttribute("data-passkey-options")));
    return fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw answer;
      return answer.json();
    }).then(function (data) { return data.request_options; });
  }
  function ask(form, found) {
    if (form.getAttribute("data-passkey") === "get") return navigator.credentials.get(request(found));
    var alone = form.elements.passwordless;
    return navigator.credentials.create(creation(found, !alone || alone.checked));
  }

  function prepare(form) {
    var busy = false;
    if (!window.PublicKeyCredential || !window.fetch) return say(form, form.getAttribute("data-passkey-unable"));
    form.querySelector("[data-passkey-ready]").hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (busy) return;
      busy = true;
      options(form).then(function (found) { return ask(form, found); }).then(function (credential) {
        form.elements.credential.value = JSON.stringify(plain(credential));
        form.submit();
      }).catch(function () {
        busy = false;
        say(form, form.getAttribute("data-passkey-failed"));
      });
    });
  }

  Array.prototype.forEach.call(doc.querySelectorAll("form[data-passkey]"), prepare);
})();
