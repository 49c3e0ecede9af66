// What was added to an entry below it, in a list, stands there as soon as it is saved; the rest of the page stays.
const ADDING = "form.entry-adding:not([data-then])";

document.addEventListener("fnug:saved", ({ detail }) => {
  for (const form of document.querySelectorAll(ADDING)) {
    if (form.action !== detail.action) continue;
    const row = form.closest(".entry");
    window.htmx?.ajax("GET", form.action.replace(/add\/$/, ""), { target: row, swap: "innerHTML" });
  }
});

// Whoever taps “Add” writes at once.
document.addEventListener("htmx:load", ({ target }) => {
  if (target.matches("form.entry-adding")) target.querySelector("textarea").focus();
});
