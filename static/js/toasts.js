// Good news leaves by itself after a while, unless someone is reading; bad news stays.
import { word } from "./words.js";

const STAYS = 9_000;
const shelf = document.getElementById("toasts");

function dismiss(toast) {
  toast.classList.add("toast-going");
  setTimeout(() => toast.remove(), 300);
}

function tend(toast) {
  const close = toast.querySelector("[data-close-toast]");
  close.hidden = false;
  close.addEventListener("click", () => dismiss(toast));
  if (!("going" in toast.dataset)) return;
  const wait = () => setTimeout(() => (toast.matches(":hover, :focus-within") ? wait() : dismiss(toast)), STAYS);
  wait();
}

export function say(text, kind = "error") {
  const toast = document.createElement("div");
  toast.className = `toast-note toast-${kind}`;
  if (kind === "success") toast.dataset.going = "";
  toast.innerHTML = '<p></p><button type="button" class="tool" data-close-toast>×</button>';
  toast.querySelector("p").textContent = text;
  toast.querySelector("button").setAttribute("aria-label", word("close"));
  shelf.append(toast);
  toast.scrollIntoView({ block: "nearest" });
}

if (shelf) {
  shelf.querySelectorAll(".toast-note").forEach(tend);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.matches?.(".toast-note")) tend(node);
  }).observe(shelf, { childList: true });
}
