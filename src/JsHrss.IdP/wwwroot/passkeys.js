// Passkeys: asks the browser, and posts what it answers with the page's own form. Without this file the page says what is needed.
"use strict";
(() => {
  const canAsk = Boolean(window.PublicKeyCredential && navigator.credentials && navigator.credentials.get);

  // The options carry bytes as base64url (WebAuthn §5.1.8); younger browsers read that themselves, older ones do not.
  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withIds = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  const optionsOf = (kind, options) => kind === "create"
    ? { ...options, challenge: toBytes(options.challenge), user: { ...options.user, id: toBytes(options.user.id) }, excludeCredentials: withIds(options.excludeCredentials) }
    : { ...options, challenge: toBytes(options.challenge), allowCredentials: withIds(options.allowCredentials) };

  const answerOf = (credential) => {
    const { response } = credential;
    const answer = { clientDataJSON: toText(response.clientDataJSON) };
    if (response.attestationObject) {
      answer.attestationObject = toText(response.attestationObject);
      answer.transports = response.getTransports ? response.getTransports() : [];
    } else {
      answer.authenticatorData = toText(response.authenticatorData);
      answer.signature = toText(response.signature);
      if (response.userHandle) answer.userHandle = toText(response.userHandle);
    }
    return JSON.stringify({
      id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: answer,
      clientExtensionResults: credential.getClientExtensionResults(), authenticatorAttachment: credential.authenticatorAttachment,
    });
  };

  for (const form of document.querySelectorAll("[data-passkey]")) {
    const kind = form.dataset.passkey;
    const button = form.querySelector("[data-passkey-go]");
    const told = form.querySelector("[data-passkey-told]");
    const address = form.dataset.question || form.getAttribute("action");
    let running = null;
    let timer = 0;

    const ask = async (mediation) => {
      if (running) running.abort();
      clearTimeout(timer);
      const own = running = new AbortController();
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: own.signal });
      if (answer.status === 403 && kind === "create") return location.assign(form.getAttribute("action")); // the proof has grown old; the page asks for another
      if (!answer.ok) throw new Error(String(answer.status));
      const { ticket, options } = await answer.json();
      const request = { publicKey: optionsOf(kind, options), signal: own.signal };
      if (mediation) {
        request.mediation = mediation;
        // A challenge is good for five minutes; a page may stand open for longer.
        timer = setTimeout(() => offer(), 4 * 60 * 1000);
      }
      const credential = await navigator.credentials[kind](request);
      if (!credential || own.signal.aborted) return;
      clearTimeout(timer);
      form.elements.Ticket.value = ticket;
      form.elements.Credential.value = answerOf(credential);
      form.submit();
    };

    const offer = () => ask("conditional").catch(() => {}); // nobody has asked for it: nothing is told

    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled")) return;
      told.textContent = "";
      button.setAttribute("aria-disabled", "true");
      try {
        await ask();
      } catch (failure) {
        told.textContent = failure.name === "NotAllowedError" ? form.dataset.cancelled
          : failure.name === "InvalidStateError" && form.dataset.known ? form.dataset.known
          : form.dataset.failed;
      } finally {
        button.removeAttribute("aria-disabled");
      }
    });
    form.addEventListener("submit", (event) => { // Enter in the name's field
      event.preventDefault();
      button.click();
    });

    if (!canAsk) continue;
    form.hidden = false;
    for (const missing of document.querySelectorAll("[data-passkey-missing]")) missing.hidden = true;
    if (form.dataset.autofill && PublicKeyCredential.isConditionalMediationAvailable) {
      PublicKeyCredential.isConditionalMediationAvailable().then((is) => { if (is) offer(); }).catch(() => {});
    }
  }
})();
