// Light or dark, and no page back after signing out.
const sheet = document.getElementById("dark-sheet");
const YEAR = 60 * 60 * 24 * 365;

for (const row of document.querySelectorAll("[data-themes]")) {
  row.hidden = false;
  const buttons = row.querySelectorAll("[data-theme]");
  row.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-theme]");
    if (!chosen) return;
    const age = chosen.dataset.theme === "system" ? 0 : YEAR;
    document.cookie = `theme=${chosen.dataset.theme}; path=/; max-age=${age}; samesite=lax`;
    sheet.media = chosen.dataset.media;
    for (const button of buttons) button.setAttribute("aria-pressed", button === chosen);
  });
}

const signedIn = "signedIn" in document.body.dataset;

addEventListener("pageshow", ({ persisted }) => {
  if (persisted && signedIn) location.reload();
});

// Signing out in one window takes the pages of the others along.
const GONE = "fnug-signed-out";
document.querySelector("form[data-leaves]")?.addEventListener("submit", () => localStorage.setItem(GONE, Date.now()));
addEventListener("storage", ({ key }) => {
  if (key === GONE && signedIn) setTimeout(() => location.reload(), 1500);
});
