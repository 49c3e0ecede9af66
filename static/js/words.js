// Sentences that only the browser needs stand translated in the page (#words).
const words = document.getElementById("words")?.dataset ?? {};

export const word = (name, number) => (words[name] ?? "").replace("%n", number);
