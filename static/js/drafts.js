// What is being written in a form with data-outbox is kept as it grows, encrypted, one draft for each form's address,
// and is put back when its writer opens that form again, also after signing in anew.
import { say } from "./toasts.js";
import * as vault from "./vault.js";
import { word } from "./words.js";
import { offline, writer } from "./writer.js";

const PAUSE = 400;
const SENT = "fnug-sent";
const FORMS = "form[data-outbox]";
const timers = new Map();
let before = Promise.resolve();

export function fieldsOf(form, button) {
  const fields = [...new FormData(form, button)];
  return fields.filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
}

const hasAddress = (form) => Boolean(form.getAttribute("action"));
export const next = (act) => (before = before.then(act).catch(() => {}));

export async function draftsOf(person) {
  const all = await vault.readAll("drafts", person);
  return all.map(({ record, content }) => ({ record, ...content }));
}

// What else goes when an entry is put into the outbox: its draft.
export async function dropOf(action, person) {
  const found = await draftsOf(person);
  return found.filter((draft) => draft.action === action).map(({ record }) => ["drafts", record.sequence]);
}

export async function putDraft(who, content, drop = []) {
  const older = await dropOf(content.action, who.person);
  return vault.put("drafts", who, content, [...older, ...drop]);
}

const hasWords = (form) => [...form.querySelectorAll("textarea")].some(({ value }) => value.trim());

async function drop(action, { person }) {
  await vault.forget("drafts", ...(await dropOf(action, person)).map(([, number]) => number));
}

async function keep(form, content, worth) {
  const who = await writer();
  if (!who) return;
  if (worth) form.dataset.draft = await putDraft(who, content);
  else await drop(content.action, who);
  form.dispatchEvent(new CustomEvent("fnug:kept", { bubbles: true, detail: { put: false } }));
}

// As the form is now: a sheet is another child's in a moment.
function keepNow(form) {
  clearTimeout(timers.get(form));
  if (!timers.delete(form) || !hasAddress(form)) return;
  const { written, about } = form.dataset;
  const content = { action: form.action, fields: fieldsOf(form), written, about };
  const worth = hasWords(form);
  next(() => keep(form, content, worth));
}

// What somebody began to type before the draft was there stays below it.
function words(field, kept) {
  const typed = field.value === field.defaultValue ? "" : field.value.trim();
  return [kept, typed].filter(Boolean).join("\n");
}

function put(form, fields) {
  const left = [...fields];
  const take = (name, value) => {
    const place = left.findIndex((one) => one[0] === name && (value === undefined || one[1] === value));
    return place < 0 ? undefined : left.splice(place, 1)[0][1];
  };
  for (const field of form.elements) {
    if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken") continue;
    if (/radio|checkbox/.test(field.type)) field.checked = take(field.name, field.value) !== undefined;
    else if (field.options) for (const option of field.options) option.selected = take(field.name, option.value) !== undefined;
    else {
      const kept = take(field.name) ?? field.value;
      field.value = field.type === "textarea" ? words(field, kept) : kept;
    }
  }
}

// A form that came back from the server holds the same entry, and newer words.
async function restore(form) {
  delete form.dataset.written;
  delete form.dataset.draft;
  const who = hasAddress(form) && (await writer());
  const draft = who && (await draftsOf(who.person)).find(({ action }) => action === form.action);
  if (!draft) return;
  form.dataset.draft = draft.record.sequence;
  if (draft.written) form.dataset.written = draft.written;
  const key = draft.fields.find(([name]) => name === "key")?.[1];
  if (key === form.elements.namedItem("key")?.value) return;
  put(form, draft.fields);
  form.dispatchEvent(new CustomEvent("fnug:restored", { bubbles: true, detail: { fields: draft.fields } }));
  form.querySelector("textarea")?.dispatchEvent(new Event("input", { bubbles: true }));
  say(word("returned"), "info");
}

// The address whose form is on its way to the server as an ordinary form; leaving the page may keep it once more.
export const goes = (action) => sessionStorage.setItem(SENT, action);

// An ordinary form that was sent and saved leaves no draft either.
async function settle() {
  const action = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const who = action && document.querySelector("[data-going]") && (await writer());
  if (who) await drop(action, who);
}

function noted({ target }) {
  const form = target.form;
  if (!form?.matches(FORMS) || target.type === "file") return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => keepNow(form), PAUSE));
}

const all = () => [...timers.keys()].forEach(keepNow);

if (vault.usable && (vault.signedIn || offline)) {
  document.addEventListener("input", noted);
  document.addEventListener("change", noted);
  document.addEventListener("fnug:leaving", ({ target }) => keepNow(target));
  document.addEventListener("fnug:opened", ({ target }) => next(() => restore(target)));
  document.addEventListener("fnug:kept", ({ target, detail }) => detail?.put && timers.delete(target));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && all());
  document.addEventListener("close", all, true);
  addEventListener("pagehide", all);
  addEventListener("submit", ({ target, defaultPrevented }) => {
    if (!defaultPrevented && target.matches(FORMS)) goes(target.action);
  });
  next(settle);
  const arrived = (part) => part.querySelectorAll(FORMS).forEach((form) => next(() => restore(form)));
  document.addEventListener("htmx:load", ({ target }) => arrived(target));
  arrived(document);
}
