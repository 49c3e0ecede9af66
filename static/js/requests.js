// What comes back when part of a page is fetched: a refusal, a failure, or the sign-in page after a long evening.
import { say } from "./toasts.js";
import { word } from "./words.js";

const page = (xhr) => new DOMParser().parseFromString(xhr.responseText, "text/html");

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!page(event.detail.xhr).querySelector("[data-alone]")) return;
  event.detail.shouldSwap = false;
  location.reload();
});

document.addEventListener("htmx:responseError", ({ detail }) => {
  const refusal = page(detail.xhr).querySelector("[data-refusal]")?.textContent;
  if (refusal) say(refusal, "warning");
  else say(word("failed"));
});

document.addEventListener("htmx:sendError", () => say(word("offline")));
