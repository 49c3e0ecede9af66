// One tap on a child opens the box for it. Keeping what was begun is the drafts' work, sending it the outbox's.
const TILES = { target: "#tiles", select: "#tiles", swap: "outerHTML" };
const sheet = document.getElementById("write-sheet");
const form = sheet.querySelector("form");
const title = sheet.querySelector("[data-says]");
const { text, key } = form.elements;

function open({ href, dataset }) {
  form.dispatchEvent(new Event("fnug:leaving", { bubbles: true }));
  form.reset();
  form.action = href;
  form.dataset.about = dataset.initials;
  form.querySelector("[data-names]").dataset.self = dataset.write;
  key.value = crypto.randomUUID?.() ?? key.value;
  title.textContent = title.dataset.says.replace("%n", dataset.name);
  form.dispatchEvent(new Event("fnug:opened", { bubbles: true }));
  sheet.showModal();
  text.focus();
}

// The renewed tile is another element than the one that had the focus.
async function renew() {
  const child = document.activeElement.dataset.write;
  await htmx.ajax("GET", location.pathname, TILES).catch(() => {});
  if (child && !sheet.open) document.querySelector(`[data-write="${child}"]`)?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-write]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});

sheet.addEventListener("click", ({ target }) => {
  if (target === sheet || target.closest("[data-close-sheet]")) sheet.close();
});

// Safe on this device: the next child can be written about while this one is on its way.
form.addEventListener("fnug:kept", ({ detail }) => {
  if (detail?.put) sheet.close();
});

document.addEventListener("fnug:saved", renew);

// A keyboard on the glass covers what is fixed to the lower edge; the sheet stands on top of it.
const view = window.visualViewport;
const stand = () => {
  const covered = Math.max(0, innerHeight - view.height - view.offsetTop);
  sheet.style.marginBottom = covered ? `${covered}px` : "";
  sheet.style.maxHeight = covered ? `${view.height}px` : "";
};
view?.addEventListener("resize", stand);
view?.addEventListener("scroll", stand);
