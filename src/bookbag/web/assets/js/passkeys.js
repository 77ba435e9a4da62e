// Passkeys: the browser's own dialogue between a press of a button and the form that carries what was signed. Forms marked
// [data-passkey] are hidden until this script finds that the browser knows passkeys; without it their page says so.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const letters = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const listed = (credentials) => (credentials || []).map((each) => ({ ...each, id: bytes(each.id) }));

// What a page says of the passkey to be used or made. Where one signs in, nobody is known yet, and the server is asked.
async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return (await answer.json()).publicKey;
}

async function made(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: listed(options.excludeCredentials),
  };
  const credential = await navigator.credentials.create({ publicKey });
  const { attestationObject, clientDataJSON } = credential.response;
  return [credential, { attestationObject: letters(attestationObject), clientDataJSON: letters(clientDataJSON) }];
}

async function used(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: listed(options.allowCredentials),
  };
  const credential = await navigator.credentials.get({ publicKey });
  const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response;
  return [
    credential,
    {
      authenticatorData: letters(authenticatorData),
      clientDataJSON: letters(clientDataJSON),
      signature: letters(signature),
      userHandle: userHandle && letters(userHandle),
    },
  ];
}

async function ask(form) {
  const [credential, response] = await (form.dataset.passkey === "make" ? made : used)(await optionsOf(form));
  form.elements.credential.value = JSON.stringify({
    id: credential.id,
    rawId: letters(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
  form.submit();
}

export function startPasskeys() {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) {
      form.nextElementSibling.hidden = false;
      continue;
    }
    form.hidden = false;
    const failed = form.querySelector("[role=alert]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      failed.textContent = "";
      // Whoever closes the browser's dialogue, or waits too long, may press again.
      ask(form).catch(() => (failed.textContent = failed.dataset.says));
    });
  }
}
