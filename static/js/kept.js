// What was sent but did not arrive, because the session had ended or the line was cut, waits in this tab
// for the same person, and is put back where it was written. Signing out forgets it.
import { worthKeeping } from "./forms.js";
import { say } from "./toasts.js";
import { usable } from "./vault.js";
import { word } from "./words.js";

const SHELF = "fnug-kept";
const FIELDS = "input:not([type=password], [type=file], [type=hidden]), textarea, select, [name=key]";
const person = document.body.dataset.signedIn;
const isDrafted = (form) => usable && "outbox" in form.dataset; // drafts.js keeps it encrypted
const forget = () => sessionStorage.removeItem(SHELF);

const fields = (form) => [...form.querySelectorAll(FIELDS)].filter(({ name }) => name);
const state = (field) => (/radio|checkbox/.test(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value]);

function keep(form) {
  const kept = { person, at: location.pathname, to: form.action, fields: fields(form).map(state) };
  sessionStorage.setItem(SHELF, JSON.stringify(kept));
}

function putBack(field, [, value, checked]) {
  if (checked === undefined) field.value = value;
  else field.checked = checked;
}

function refill(form, kept) {
  for (const field of fields(form)) {
    const [name, value, checked] = state(field);
    const found = kept.find((one) => one[0] === name && (checked === undefined || one[1] === value));
    if (found) putBack(field, found);
  }
  const text = form.querySelector("textarea");
  text?.dispatchEvent(new Event("input", { bubbles: true }));
  say(word("returned"), "info");
}

function arrive() {
  const kept = JSON.parse(sessionStorage.getItem(SHELF));
  if (!kept) return;
  const settled = kept.person !== person || document.querySelector("[data-errors], [data-going]");
  const form = kept.at === location.pathname && [...document.forms].find(({ action }) => action === kept.to);
  if (settled || form) forget();
  if (!settled && form) refill(form, kept.fields);
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-leaves]")) forget();
  else if (person && !event.defaultPrevented && worthKeeping(event.target) && !isDrafted(event.target)) keep(event.target);
});

if (person) arrive();
else if (sessionStorage.getItem(SHELF) && word("waits")) say(word("waits"), "info");
