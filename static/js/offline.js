// The page without a network: the unit's children as initials, one box to write in, and on by itself when it can.
import { ready } from "./sending.js";
import { say } from "./toasts.js";
import * as vault from "./vault.js";
import { tiles } from "./writer.js";

const AGAIN = 5_000;
let timer;
const place = document.getElementById("offline-tiles");
const sheet = document.getElementById("write-sheet");
const form = sheet.querySelector("form");
const title = sheet.querySelector("[data-says]");
const back = document.getElementById("is-back");

function open([child, initials]) {
  form.action = `/children/${child}/diary/write/`;
  form.dataset.about = initials;
  form.elements.key.value = crypto.randomUUID();
  title.textContent = title.dataset.says.replace("%n", initials);
  form.dispatchEvent(new Event("fnug:opened", { bubbles: true }));
  sheet.showModal();
  form.elements.text.focus();
}

function tile(child) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn offline-tile";
  made.textContent = child[1];
  made.addEventListener("click", () => open(child));
  return made;
}

async function draw() {
  const found = vault.usable && (await tiles());
  document.getElementById("offline-unit").textContent = found ? found.unit : "";
  place.replaceChildren(...(found ? found.children.map(tile) : []));
  document.getElementById("offline-none").hidden = Boolean(found);
}

// The page that was asked for stands in the address; this one has an address of its own too.
function goOn() {
  if (location.pathname === place.dataset.here) location.replace("/");
  else location.reload();
}

async function look() {
  clearTimeout(timer);
  try {
    await ready();
  } catch {
    timer = setTimeout(look, AGAIN);
    return;
  }
  if (sheet.open) back.hidden = false;
  else goOn();
}

form.querySelector("[name=more]").remove(); // the full form needs the network
sheet.addEventListener("close", () => form.reset());
sheet.querySelector("[data-close-sheet]").addEventListener("click", () => sheet.close());
form.addEventListener("fnug:kept", ({ detail }) => {
  if (!detail.put) return;
  sheet.close();
  say(place.dataset.kept, "success");
  if (!back.hidden) goOn();
});
document.querySelector("[data-again]").addEventListener("click", look);
back.querySelector("button").addEventListener("click", goOn);
addEventListener("online", look);
draw();
look();
