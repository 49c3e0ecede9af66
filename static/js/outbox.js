// A form with data-outbox is safe on this device before it is sent (JRN-7); without script, or where the browser
// cannot encrypt, it is an ordinary form.
import { dropOf, fieldsOf, next } from "./drafts.js";
import { changed, run } from "./sending.js";
import { say } from "./toasts.js";
import { usable, put } from "./vault.js";
import { word } from "./words.js";
import { writer } from "./writer.js";

const here = new Map();
const SAVED = "fnug-saved";

const withFile = (form) => [...form.querySelectorAll("input[type=file]")].some(({ files }) => files.length);

function emptied(form) {
  form.reset();
  for (const text of form.querySelectorAll("textarea")) text.value = "";
  const key = form.elements.namedItem("key");
  if (key) key.value = crypto.randomUUID();
  delete form.dataset.written;
  delete form.dataset.draft;
  form.dispatchEvent(new CustomEvent("fnug:kept", { bubbles: true, detail: { put: true } }));
}

// One after the other: a number is given in the order of writing.
async function keep(form, content) {
  const who = await writer();
  if (!who) throw new Error("nobody writes here");
  const id = crypto.randomUUID();
  here.set(id, form.dataset.then);
  await put("outbox", { ...who, id }, content, await dropOf(content.action, who.person));
  emptied(form);
  changed();
  run();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!usable || event.defaultPrevented || !form.matches("form[data-outbox]")) return;
  if (event.submitter?.formNoValidate || withFile(form)) return;
  event.preventDefault();
  if (!form.reportValidity()) return;
  const { written, about } = form.dataset;
  const content = { action: form.action, fields: fieldsOf(form, event.submitter), written: Number(written) || Date.now(), about };
  next(() => keep(form, content).catch(() => HTMLFormElement.prototype.submit.call(form)));
});

// Whoever writes the next one already is not led away.
const writing = () => [...document.querySelectorAll("form[data-outbox] textarea")].some(({ value, defaultValue }) => value.trim() && value !== defaultValue);

// The page that it leads to shows it and says so; no word of it is kept on the way.
function lead(then, { entry }) {
  const there = new URL(then, location);
  there.hash = `entry-${entry}`;
  sessionStorage.setItem(SAVED, "1");
  if (there.pathname !== location.pathname) return location.assign(there);
  history.replaceState(null, "", there);
  location.reload();
}

if (word("saved") && sessionStorage.getItem(SAVED)) {
  sessionStorage.removeItem(SAVED);
  say(word("saved"), "success");
}

document.addEventListener("fnug:saved", ({ detail }) => {
  if (!here.has(detail.id)) return;
  const then = here.get(detail.id);
  here.delete(detail.id);
  if (then && !writing()) lead(then, detail.answer);
  else say(detail.answer.said, "success");
});
