// The editor of reports: every heading saves itself a moment after the last letter. Who comes second overwrites
// nothing; the server keeps those words beside the heading, and this page goes on with its own.
const PAUSE = 1200;
const AGAIN = 8000;
const form = document.querySelector("form[data-report]");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const sections = [...form.querySelectorAll("[data-section]")].map(opened);

function opened(element) {
  const text = element.querySelector("textarea");
  const pk = element.dataset.section;
  return { element, text, pk, saved: text.value, quoting: [], timer: 0, busy: false };
}

const hidden = ({ element, pk }, name) => element.querySelector(`[name="${name}-${pk}"]`);
const unsaved = (section) => section.text.value !== section.saved || section.quoting.length > 0;

function say(section, sentence, bad = false) {
  const line = section.element.querySelector("[data-said]");
  line.textContent = sentence;
  line.classList.toggle("report-unsaved", bad);
}

function count(section) {
  const words = section.text.value.split(/\s+/).filter((word) => word.replace(/[>–]/g, "")).length;
  section.element.querySelector("[data-count]").textContent = form.dataset.words.replace("%n", words);
  const chip = form.querySelector(`[data-heading="${section.pk}"]`);
  chip.toggleAttribute("data-empty", !words);
}

function body(section) {
  const sent = new FormData();
  sent.set("csrfmiddlewaretoken", token);
  sent.set("page", form.elements.page.value);
  sent.set("text", section.text.value);
  for (const name of ["base", "leftover"]) sent.set(name, hidden(section, name).value);
  if (section.quoting.length) sent.set("quoting", section.quoting[0]);
  return sent;
}

function later(section, pause) {
  clearTimeout(section.timer);
  section.timer = setTimeout(() => save(section), pause);
}

async function save(section, leaving = false) {
  clearTimeout(section.timer);
  if (section.busy || !unsaved(section)) return;
  section.busy = true;
  const sent = body(section);
  say(section, form.dataset.saving);
  try {
    const answer = await fetch(section.element.dataset.url, { method: "POST", body: sent, keepalive: leaving });
    take(section, sent, answer, answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : null);
  } catch {
    say(section, form.dataset.unsavedWords, true);
    later(section, AGAIN);
  }
  section.busy = false;
}

function take(section, sent, answer, said) {
  if (answer.redirected || (!said && answer.ok)) return say(section, form.dataset.signedOut, true);
  if (!said) throw new Error(answer.status);
  say(section, said.said, !answer.ok || said.late);
  if (!answer.ok) return section.quoting.shift();
  section.saved = sent.get("text");
  if (sent.has("quoting")) section.quoting.shift();
  if (!said.late) hidden(section, "base").value = said.version;
  hidden(section, "leftover").value = said.leftover;
  section.element.querySelector("[data-quotes]").innerHTML = said.beside;
  if (unsaved(section)) later(section, PAUSE);
  else if (!sections.some(unsaved)) form.dispatchEvent(new CustomEvent("fnug:kept", { bubbles: true }));
}

function insert(section, quotation) {
  const { text } = section;
  const before = text.value.slice(0, text.selectionEnd).trimEnd();
  const after = text.value.slice(text.selectionEnd).trimStart();
  const start = before ? `${before}\n\n${quotation}\n\n` : `${quotation}\n\n`;
  text.value = start + after;
  text.setSelectionRange(start.length, start.length);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

form.addEventListener("input", ({ target }) => {
  const section = sections.find(({ text }) => text === target);
  if (!section) return;
  count(section);
  later(section, PAUSE);
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quotation]");
  const section = button && sections.find(({ element }) => element.contains(button));
  if (!section) return;
  event.preventDefault();
  insert(section, button.dataset.quotation);
  section.quoting.push(button.value.split("-")[1]);
  button.setAttribute("aria-disabled", "true");
  save(section);
});

form.addEventListener("focusout", ({ target }) => {
  const section = sections.find(({ text }) => text === target);
  if (section) save(section);
});

form.addEventListener("submit", () => sections.forEach(({ timer }) => clearTimeout(timer)));
addEventListener("pagehide", () => sections.forEach((section) => save(section, true)));
sections.forEach(count);
