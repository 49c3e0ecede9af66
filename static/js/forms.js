// Sent once, lost never: double submits, unsaved text, room left, growing fields, the way from an error to its field.
import { word } from "./words.js";

const GIVE_UP = 30_000;
const dirty = new Set();

function hold(form, button) {
  form.dataset.sending = "";
  if (button && !button.dataset.label) {
    button.dataset.label = button.innerHTML;
    button.textContent = word("sending");
    button.classList.add("is-sending");
    button.setAttribute("aria-disabled", "true");
  }
  form.releaseTimer = setTimeout(() => release(form), GIVE_UP);
}

function release(form) {
  clearTimeout(form.releaseTimer);
  delete form.dataset.sending;
  const buttons = document.querySelectorAll(".is-sending");
  for (const button of buttons) {
    if (button.form !== form) continue;
    button.innerHTML = button.dataset.label;
    delete button.dataset.label;
    button.classList.remove("is-sending");
    button.removeAttribute("aria-disabled");
  }
}

const byHtmx = (form) => [...form.attributes].some(({ name }) => /^(data-)?hx-(get|post|put|patch|delete)$/.test(name));

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if ("sending" in form.dataset) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (event.defaultPrevented || byHtmx(form)) return;
  dirty.delete(form);
  const button = event.submitter;
  // After the browser has read the form, so that the button's own name and value are sent.
  setTimeout(() => hold(form, button));
});

document.addEventListener("htmx:beforeRequest", ({ target, detail }) => {
  if (target instanceof HTMLFormElement) hold(target, detail.requestConfig.triggeringEvent?.submitter);
});

document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (!(target instanceof HTMLFormElement)) return;
  release(target);
  if (detail.successful) dirty.delete(target);
});

addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));

// ---- a choice made while other choices were on their way stays chosen ----

let chosen = [];

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  chosen = [...detail.target.querySelectorAll("input:checked")].map(({ name, value }) => [name, value]);
});

document.addEventListener("htmx:afterSwap", () => {
  for (const [name, value] of chosen) {
    for (const field of document.getElementsByName(name)) field.checked ||= field.value === value;
  }
});

// ---- unsaved text: forms with a long text, or marked data-unsaved ----

export const worthKeeping = (form) => form?.method === "post" && (form.querySelector("textarea") || "unsaved" in form.dataset);

document.addEventListener("input", ({ target }) => {
  if (worthKeeping(target.form)) dirty.add(target.form);
});

document.addEventListener("fnug:kept", ({ target }) => dirty.delete(target));

addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
});

// The browser fills a form again on the way back, even one that was saved; kept.js does it where it was not.
for (const form of document.forms) if (worthKeeping(form)) form.autocomplete = "off";

// ---- room left: shown in the last third ----

function count(field) {
  const left = field.maxLength - field.value.length;
  let note = field.nextElementSibling;
  if (!note?.classList.contains("grow")) {
    note = document.createElement("div");
    note.className = "grow";
    note.setAttribute("role", "status");
    field.after(note);
  }
  note.textContent = left < field.maxLength / 3 ? word("left", left) : "";
}

const grows = CSS.supports("field-sizing", "content");

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 3}px`;
}

document.addEventListener("input", ({ target }) => {
  if (!(target instanceof HTMLTextAreaElement)) return;
  if (target.maxLength > 0) count(target);
  if (!grows) grow(target);
});

// ---- from the summary of errors to the field itself ----

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-errors] a[href^='#']");
  const field = link && document.querySelector(`${link.hash} :is(input, select, textarea):not([type=hidden])`);
  if (!field) return;
  event.preventDefault();
  field.focus({ preventScroll: true });
  field.closest(".mb-3, .form-check")?.scrollIntoView({ block: "center" });
});

// ---- a form that came back: nothing of it is saved, and "back" later must not ask to send it again ----

const errors = document.querySelector("[data-errors]");
if (errors) {
  errors.focus();
  history.replaceState(null, "", location.href);
  if (worthKeeping(errors.closest("form"))) dirty.add(errors.closest("form"));
}
