// One tap on a child opens the box for it; what was begun about a child waits when the sheet is closed.
import { say } from "./toasts.js";

const sheet = document.getElementById("write-sheet");
const form = sheet.querySelector("form");
const title = sheet.querySelector("[data-says]");
const text = form.elements.text;
const choices = form.querySelectorAll("input[type=radio]");
const begun = new Map();
let tile = null;

const chosen = () => [...choices].filter(({ checked }) => checked).map(({ value }) => value);

function start({ words, picks, key }) {
  text.value = words;
  form.elements.key.value = key;
  for (const choice of choices) choice.checked = picks.includes(choice.value);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

const blank = () => ({ words: "", picks: [], key: crypto.randomUUID() });

function open(link) {
  tile = link.dataset.write;
  form.action = link.href;
  title.textContent = title.dataset.says.replace("%n", link.dataset.name);
  start(begun.get(tile) ?? blank());
  sheet.showModal();
  text.focus();
}

function put() {
  if (tile === null) return;
  if (text.value.trim()) begun.set(tile, { words: text.value, picks: chosen(), key: form.elements.key.value });
  else begun.delete(tile);
}

// The renewed tile is another element.
const back = (child) => document.querySelector(`[data-write="${child}"]`)?.focus();

async function finish(sentence) {
  const child = tile;
  begun.delete(child);
  tile = null;
  start(blank());
  sheet.close();
  if (sentence) say(sentence, "success");
  const part = { target: "#tiles", select: "#tiles", swap: "outerHTML" };
  await htmx.ajax("GET", location.pathname, part).catch(() => {});
  back(child);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-write]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});

sheet.addEventListener("click", ({ target }) => {
  if (target === sheet || target.closest("[data-close-sheet]")) sheet.close();
});

sheet.addEventListener("close", () => {
  put();
  if (tile !== null) back(tile);
});

document.addEventListener("fnug:saved", ({ detail }) => {
  if (tile !== null && new URL(detail.action, location.href).href === form.action) finish(detail.answer.said);
});

// A keyboard on the glass covers what is fixed to the lower edge; the sheet stands on top of it.
const view = window.visualViewport;
const stand = () => {
  sheet.style.marginBottom = `${Math.max(0, innerHeight - view.height - view.offsetTop)}px`;
};
view?.addEventListener("resize", stand);
view?.addEventListener("scroll", stand);
