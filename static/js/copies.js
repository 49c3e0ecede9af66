// A button that copies what stands in fields: data-copies="#a, #b", data-copied="Copied."
import { say } from "./toasts.js";

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const texts = [...document.querySelectorAll(button.dataset.copies)].map(({ value }) => value);
    await navigator.clipboard.writeText(texts.filter(Boolean).join("\n\n"));
    say(button.dataset.copied, "success");
  });
}
