// A draft is kept while one writes: a moment after the last letter, and when the page is left.
import { word } from "./words.js";

const form = document.querySelector("form[data-autosave]");
const PAUSE = 1200;
const changed = new Set();
let timer, under_way = false;

function body() {
  const sent = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") sent.append(name, value);
  for (const name of changed) sent.append("changed", name);
  return sent;
}

function show(text) {
  const came = new DOMParser().parseFromString(text, "text/html").querySelector("#kept");
  if (!came) throw new Error("no answer of ours");
  document.getElementById("kept").replaceWith(came);
  const { edit, attachTo } = came.dataset;
  if (!edit) return;
  if (location.pathname !== edit) history.replaceState(null, "", edit + location.hash);
  form.action = edit;
  const papers = document.querySelector(".attach");
  if (papers && attachTo) papers.dataset.attach = attachTo;
}

function failed() {
  const said = document.createElement("p");
  said.className = "small kept-not";
  said.textContent = word("unkept");
  document.getElementById("kept").prepend(said);
}

async function keep(leaving = false) {
  clearTimeout(timer);
  if (!changed.size || under_way) return;
  const names = [...changed];
  const sent = body();
  changed.clear();
  under_way = true;
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: sent, keepalive: leaving, headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.text());
    if (!changed.size) form.dispatchEvent(new CustomEvent("fnug:kept", { bubbles: true }));
  } catch {
    for (const name of names) changed.add(name);
    failed();
  } finally {
    under_way = false;
    if (changed.size) timer = setTimeout(keep, 4 * PAUSE);
  }
}

form?.addEventListener("input", ({ target }) => {
  if (!target.name || target.type === "file") return;
  changed.add(target.name);
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
});
if (form) addEventListener("pagehide", () => keep(true));
if (form) form.addEventListener("submit", () => { clearTimeout(timer); changed.clear(); });
