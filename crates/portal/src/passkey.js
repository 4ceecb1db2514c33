// Asks the browser for a passkey, a new one or one that is known, and sends the answer with the form around it. Without this
// file the words beside the form say what else there is. It asks nobody but this node, and keeps nothing.
//
// Not trusted by the node: it judges every answer by the key that it holds, and by a challenge that it made.
"use strict";

const box = document.querySelector("[data-passkey]");

function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function toText(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// What the node writes as text, the browser wants as bytes.
function readable(options) {
  options.challenge = toBytes(options.challenge);
  if (options.user) options.user.id = toBytes(options.user.id);
  const known = [...(options.excludeCredentials ?? []), ...(options.allowCredentials ?? [])];
  for (const one of known) one.id = toBytes(one.id);
  return options;
}

const PARTS = ["attestationObject", "authenticatorData", "clientDataJSON", "signature", "userHandle"];

function written(credential) {
  const response = {};
  for (const part of PARTS) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  const id = toText(credential.rawId);
  return JSON.stringify({ id, rawId: id, type: credential.type, response });
}

function say(key) {
  const words = box.querySelector(`[data-say="${key}"]`);
  box.querySelector("[role=status]").textContent = words ? words.textContent : "";
}

async function answered(form) {
  const headers = { accept: "application/json" };
  const body = new URLSearchParams(new FormData(form));
  const asked = await fetch(box.dataset.begin, { method: "POST", headers, body });
  // Where the node does not ask, the form goes without an answer, and its page says why.
  if (!asked.ok) return;
  const { pending, options } = await asked.json();
  const publicKey = readable(options.publicKey);
  const isNew = box.dataset.passkey === "new";
  const credential = isNew
    ? await navigator.credentials.create({ publicKey })
    : await navigator.credentials.get({ publicKey });
  form.elements.namedItem("pending").value = pending;
  form.elements.namedItem("answer").value = written(credential);
}

function begin() {
  const form = box.querySelector("form");
  let isAsking = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    say("asking");
    answered(form).then(
      () => form.submit(),
      // The browser tells nobody whether there was no passkey, or somebody said no.
      () => {
        isAsking = false;
        say("failed");
      },
    );
  });
  box.hidden = false;
  for (const words of document.querySelectorAll("[data-no-passkey]")) words.hidden = true;
}

if (box && window.PublicKeyCredential) begin();
