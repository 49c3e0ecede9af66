// A long form in short steps: one is shown at a time. Without script they stand below each other.
const place = document.querySelector("[data-stepwise]");
const steps = place ? [...place.querySelectorAll("[data-step]")] : [];
const links = place ? [...place.querySelectorAll(".steps a")] : [];
const next = place?.querySelector("[data-next]");
const before = place?.querySelector("[data-before]");
let now = 0;

function show(number, move = true) {
  now = number;
  steps.forEach((step, place) => (step.hidden = place !== number));
  links.forEach((link, place) => {
    link.parentElement.classList.toggle("step-done", place < number);
    link.parentElement.toggleAttribute("aria-current", false);
    if (place === number) link.parentElement.setAttribute("aria-current", "step");
  });
  const last = number === steps.length - 1;
  if (next) next.hidden = last;
  if (before) before.hidden = number === 0;
  for (const one of place.querySelectorAll("[data-last]")) one.hidden = !last;
  if (!move) return;
  scrollTo({ top: 0 });
  steps[number].querySelector("h2")?.focus({ preventScroll: true });
}

const holding = (target) => steps.findIndex((step) => step === target || step.contains(target));

function follow(move) {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const number = target ? holding(target) : -1;
  if (number < 0) return;
  show(number, move && target === steps[number]);
  if (target !== steps[number]) target.querySelector("input, select, textarea")?.focus();
}

if (steps.length) {
  const wrong = holding(place.querySelector(".is-invalid"));
  show(wrong < 0 ? 0 : wrong, false);
  if (wrong < 0) follow(false);
  addEventListener("hashchange", () => follow(true));
  next?.addEventListener("click", () => (location.hash = links[now + 1].hash));
  before?.addEventListener("click", () => (location.hash = links[now - 1].hash));
  // The way from the list of errors, or of what is missing, leads to a field that may be in a hidden step.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#div_']");
    const number = link ? holding(document.querySelector(link.hash)) : -1;
    if (number >= 0 && steps[number].hidden) show(number, false);
  }, true);
}
