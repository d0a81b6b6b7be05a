// Passkeys: the device makes or shows its key, and the form is sent with the answer. The pages say what to do without.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const asBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const asText = (buffer) =>
    btoa(Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join(""))
      .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const named = (keys) => (keys || []).map((key) => ({ ...key, id: asBytes(key.id) }));

  const answer = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = asText(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: asText(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    });
  };

  const make = (form, options) => {
    const wanted = structuredClone(options.publicKey);
    const alone = form.querySelector("[name=passwordless]")?.checked;
    wanted.challenge = asBytes(wanted.challenge);
    wanted.user.id = asBytes(wanted.user.id);
    wanted.excludeCredentials = named(wanted.excludeCredentials);
    if (alone) {
      wanted.authenticatorSelection = {
        ...wanted.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
      };
    }
    return navigator.credentials.create({ publicKey: wanted });
  };

  const show = (options) => {
    const wanted = structuredClone(options.publicKey);
    wanted.challenge = asBytes(wanted.challenge);
    wanted.allowCredentials = named(wanted.allowCredentials);
    return navigator.credentials.get({ publicKey: wanted });
  };

  const ask = async (form) => {
    if (form.dataset.passkey === "make") return make(form, JSON.parse(form.dataset.options).creation_options);
    if (form.dataset.options) return show(JSON.parse(form.dataset.options).request_options);
    const told = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!told.ok) throw new Error(told.statusText);
    return show((await told.json()).request_options);
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const credential = form.querySelector("[name=credential]");
    form.querySelector("[data-passkey-without]").hidden = true;
    const says = (name) => form.querySelector(`[data-passkey-says=${name}]`);
    if (!window.PublicKeyCredential) {
      says("unknown").hidden = false;
      continue;
    }
    for (const part of form.querySelectorAll("[data-passkey-part]")) part.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (credential.value) return;
      event.preventDefault();
      says("stopped").hidden = true;
      try {
        credential.value = answer(await ask(form));
        form.requestSubmit();
      } catch (error) {
        says(error.name === "SecurityError" ? "unknown" : "stopped").hidden = false;
      }
    });
    addEventListener("pageshow", () => (credential.value = ""));
  }
});
