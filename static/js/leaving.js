// Whoever signs out is asked about what is not sent yet; of what needs no keeping nothing stays.
import { ask } from "./asks.js";
import { sendNow } from "./sending.js";
import { say } from "./toasts.js";
import { says, waiting } from "./unsent.js";
import * as vault from "./vault.js";

async function leave(form) {
  await vault.empty("tiles");
  await vault.sweep();
  form.dataset.asked = "";
  form.requestSubmit();
}

async function sendAndLeave(form) {
  await sendNow().catch(() => {});
  const { own } = await waiting();
  if (own.length) say(says("notYet"), "warning");
  else await leave(form);
}

async function askBeforeLeaving(form) {
  const { own, drafts } = await waiting();
  if (!own.length && !drafts.length) return leave(form);
  const options = { confirmMore: says("leaveMore"), confirmYes: says("leaveKeep") };
  if (own.length) options.other = { label: says("leaveSend"), act: () => sendAndLeave(form) };
  ask(says(own.length ? "leaveAsk" : "leaveBegun"), options, () => leave(form));
}

if (vault.usable) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-leaves]") || "asked" in form.dataset) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    askBeforeLeaving(form).catch(() => { form.dataset.asked = ""; form.requestSubmit(); });
  }, true);
}
