// While somebody writes about a child, names of other children are offered: hidden in other files, or not this child,
// or also about that child (JRN-3). The server hides them in any case; nothing of this stays on the device.
const SHELF = "[data-names]";
const WORD = "[\\p{L}\\p{N}_]";

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const firstWord = (name) => name.split(" ")[0];
const stands = (form, text) => new RegExp(`(?<!${WORD})${escaped(form)}(?=s?(?!${WORD}))`, "u").test(text);

// As the server does it: where two share a name, the one who stands first is meant.
function found(children, text) {
  const taken = new Set();
  return children.filter(({ dataset: { name } }) => {
    const forms = [name, firstWord(name)].filter((form) => !taken.has(form));
    forms.forEach((form) => taken.add(form));
    return forms.some((form) => stands(form, text));
  });
}

const said = (form) => [...form.querySelectorAll("textarea")].map(({ value }) => value).join("\n");
const hidden = (form, name, value) => form.querySelector(`input[type=hidden][name="${name}"][value="${value}"]`);

function put(form, shelf, name, value, wanted) {
  const there = hidden(form, name, value);
  if (!wanted) there?.remove();
  else if (!there) shelf.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
}

const boxOf = (form, child) => form.querySelector(`input[type=checkbox][name=others][value="${child}"]`);
const isAdded = (form, child) => boxOf(form, child)?.checked || Boolean(hidden(form, "others", child));

function add(form, shelf, child) {
  const box = boxOf(form, child);
  if (box) box.checked = true;
  else put(form, shelf, "others", child, true);
}

function chipToHide(form, shelf, { child, name }) {
  const chip = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox" });
  box.checked = !hidden(form, "not_meant", child);
  box.addEventListener("change", () => put(form, shelf, "not_meant", child, !box.checked));
  chip.append(box, shelf.dataset.hides.replace("%n", firstWord(name)));
  return chip;
}

function chipToAdd(form, shelf, { child, name }) {
  const chip = Object.assign(document.createElement("button"), { type: "button" });
  chip.textContent = shelf.dataset.adds.replace("%n", firstWord(name));
  chip.addEventListener("click", () => {
    add(form, shelf, child);
    chip.remove();
    form.querySelector("textarea").focus();
  });
  return chip;
}

function offer(form, shelf, { dataset }) {
  const chips = [chipToHide(form, shelf, dataset)];
  if (!isAdded(form, dataset.child)) chips.push(chipToAdd(form, shelf, dataset));
  for (const chip of chips) {
    chip.className = "chip";
    chip.dataset.offers = dataset.child;
  }
  shelf.append(...chips);
}

function look(form) {
  const shelf = form?.querySelector(SHELF);
  if (!shelf) return;
  const isSelf = ({ dataset }) => dataset.child === shelf.dataset.self;
  const children = [...shelf.querySelectorAll("[data-child]")].sort((a, b) => isSelf(b) - isSelf(a));
  const others = found(children, said(form)).filter((child) => !isSelf(child));
  const numbers = new Set(others.map(({ dataset }) => dataset.child));
  const chips = [...shelf.querySelectorAll("[data-offers]")];
  for (const chip of chips) if (!numbers.has(chip.dataset.offers)) chip.remove();
  const offered = new Set(chips.map(({ dataset }) => dataset.offers));
  for (const child of others) if (!offered.has(child.dataset.child)) offer(form, shelf, child);
}

// What was said by chips belongs to one entry: the next one begins without.
function begin({ type, target, detail }) {
  if (type === "fnug:kept" && !detail?.put) return;
  target.querySelectorAll(`${SHELF} input[type=hidden]`).forEach((field) => field.remove());
  look(target);
}

document.addEventListener("fnug:kept", begin);
document.addEventListener("fnug:opened", begin);

document.addEventListener("fnug:restored", ({ target, detail }) => {
  const shelf = target.querySelector(SHELF);
  for (const [name, value] of shelf ? detail.fields : []) {
    if (name === "not_meant" || (name === "others" && !boxOf(target, value))) put(target, shelf, name, value, true);
  }
  look(target);
});

document.addEventListener("input", ({ target }) => {
  if (target.matches("textarea")) look(target.form);
});
for (const shelf of document.querySelectorAll(SHELF)) look(shelf.closest("form"));
