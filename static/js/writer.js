// For whom this page writes: who is signed in, or, without a network, whose board was opened last on this device.
import * as vault from "./vault.js";

export const offline = document.querySelector("[data-without-network]");
const LASTS = 12 * 60 * 60 * 1000;

// The unit's tiles as initials, or null when there are none or they are too old.
export async function tiles() {
  const [record] = await vault.records("tiles");
  const content = record && (await vault.read(record));
  const age = content ? Date.now() - content.at : LASTS;
  if (age >= 0 && age < LASTS) return { person: record.person, session: record.session, ...content };
  await vault.empty("tiles");
  return null;
}

export async function writer() {
  if (!offline) return vault.signedIn;
  const found = await tiles();
  return found && { person: found.person, session: found.session };
}

// A board that is opened leaves its initials; whoever signs in next, or out, takes them away.
async function keep(board) {
  const children = [...board.querySelectorAll("[data-offline-child]")].map(({ dataset }) => [Number(dataset.offlineChild), dataset.initials]);
  const before = (await vault.records("tiles")).map(({ sequence }) => ["tiles", sequence]);
  await vault.put("tiles", vault.signedIn, { at: Date.now(), unit: board.dataset.offlineUnit, children }, before);
}

async function arrive() {
  await vault.sweep(); // and so waits for what the page before this one was still putting down
  const others = (await vault.records("tiles")).some(({ person }) => person !== vault.signedIn?.person);
  if (others) {
    await vault.empty("tiles");
    await vault.sweep();
  }
  const board = document.querySelector("[data-offline-unit]");
  if (board && vault.signedIn) await keep(board);
}

if (vault.usable && !offline) arrive();
