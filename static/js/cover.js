// Hides the screen at once from a child who comes in: one key, one button, until it is tapped again. It is loaded
// before the page is drawn, so that a page opened under the cover shows nothing either.
(() => {
  const KEY = "F9";
  const FLAG = "fnug-cover";
  const root = document.documentElement;
  let cover, title;

  const draw = () => {
    root.classList.add("covered");
    title ??= document.title;
    document.title = "Fnug";
    if (cover && !cover.open) cover.showModal();
  };

  const lift = () => {
    sessionStorage.removeItem(FLAG);
    root.classList.remove("covered");
    if (title !== undefined) document.title = title;
    title = undefined;
  };

  const hide = () => {
    sessionStorage.setItem(FLAG, "1");
    draw();
  };

  if (sessionStorage.getItem(FLAG)) draw();

  addEventListener("keydown", (event) => {
    if (event.key !== KEY || !cover) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (cover.open) cover.close();
    else hide();
  }, true);

  document.addEventListener("DOMContentLoaded", () => {
    cover = document.getElementById("cover");
    if (!cover) return lift();
    cover.addEventListener("close", lift);
    cover.addEventListener("cancel", (event) => event.preventDefault());
    cover.querySelector("button").addEventListener("click", () => cover.close());
    for (const button of document.querySelectorAll("[data-cover]")) {
      button.hidden = false;
      button.addEventListener("click", hide);
    }
    if (root.classList.contains("covered")) draw();
  });
})();
