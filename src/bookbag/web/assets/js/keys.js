// Single keys for those who work the desk all day. Tabbing does all of it too; whoever is hindered by them turns them off.
const OFF = "bookbag-keys-off";
const dialog = document.getElementById("keys");

const rows = () => [...document.querySelectorAll("[data-row] .bb-list__main a")];

// The link of the row that the keyboard stands on.
const current = () => document.activeElement?.closest("[data-row]")?.querySelector(".bb-list__main a");

function move(by) {
  const links = rows();
  const place = links.indexOf(current());
  links[Math.min(Math.max(place + by, 0), links.length - 1)]?.focus();
}

function open(part = "") {
  const link = current();
  if (link) location.assign(link.href + part);
}

// On a case the key goes to the field itself; in a list it opens the case there.
function go(id) {
  const field = document.getElementById(id);
  if (!field) return open(`#${id}`);
  const fold = field.closest("details");
  if (fold) fold.open = true;
  field.focus();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => open(),
  a: () => go("id_owner"),
  r: () => go("reply_body"),
  "/": () => document.getElementById("search").select(),
  "?": () => dialog.showModal(),
};

function isWriting(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

function pressed(event) {
  const act = KEYS[event.key];
  if (!act || event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target) || dialog.open) return;
  if (event.key !== "?" && localStorage.getItem(OFF)) return;
  event.preventDefault();
  act();
}

export function startKeys() {
  if (!dialog) return;
  const help = document.getElementById("keys-help");
  const off = document.getElementById("keys-off");
  off.checked = Boolean(localStorage.getItem(OFF));
  off.addEventListener("change", () => (off.checked ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF)));
  help.hidden = false;
  help.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", pressed);
}
