// <details> menus close on Escape, on a click elsewhere, and when another opens.
const MENUS = "details.menu[open], details.more[open]";

function closeMenus(except) {
  for (const menu of document.querySelectorAll(MENUS)) if (menu !== except) menu.open = false;
}

document.addEventListener("click", ({ target }) => {
  const inside = target.closest?.(".menu-panel, .sheet");
  if (!inside) closeMenus(target.closest?.("summary")?.parentElement);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelector(MENUS)?.querySelector("summary").focus();
  closeMenus();
});
