// The quick box: a second tap takes a choice back, Enter saves, Shift+Enter begins a new line.
const CHOICE = ".pick input[type=radio]";

let before = null;

const choiceOf = (target) => target.closest?.(".pick")?.querySelector(CHOICE);

function takeBack(choice) {
  choice.checked = false;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("pointerdown", ({ target }) => {
  const choice = choiceOf(target);
  before = choice?.checked ? choice : null;
});

document.addEventListener("click", ({ target }) => {
  if (target === before) takeBack(target);
  if (target.matches(CHOICE)) before = null;
});

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (key === " " && target.matches(CHOICE) && target.checked) {
    event.preventDefault();
    takeBack(target);
  }
  if (key !== "Enter" || event.shiftKey || event.isComposing || !target.matches("[data-enter-saves]")) return;
  event.preventDefault();
  target.form.requestSubmit(target.form.querySelector("[type=submit]:not([name])"));
});
