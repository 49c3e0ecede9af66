// The outbox is sent one after the other, oldest first, by one tab at a time; only a receipt takes a record away.
import * as vault from "./vault.js";

const SHORT = 1_000;
const LONG = 60_000;
const MAY_TAKE = 30_000;
const CLOCK = "fnug-clock";
const HOUR = 3_600_000;
const told = new BroadcastChannel("fnug");
const BROKEN = "500";
const REFUSALS = [400, 403, 404, 405, 409, 410, 413, 422];

export const state = { door: false };
let pause = SHORT;
let timer;
let clock;
let again = false;

export function changed() {
  told.postMessage("changed");
  document.dispatchEvent(new CustomEvent("fnug:waiting"));
}
told.onmessage = () => document.dispatchEvent(new CustomEvent("fnug:waiting"));

const within = () => ({ signal: AbortSignal.timeout(MAY_TAKE), redirect: "manual", cache: "no-store" });

// Who is signed in, and how far this device's clock is from the server's. The first answer counts as long as later
// ones do not contradict it, for an hour and in all tabs: with another one in between, two entries might change places.
export async function ready() {
  const before = Date.now();
  const answer = await fetch("/diary/ready/", within());
  if (!answer.ok) throw new Error(answer.status);
  const said = await answer.json();
  const after = Date.now();
  const error = (after - before) / 2;
  const offset = said.at - (before + after) / 2;
  clock = JSON.parse(localStorage.getItem(CLOCK));
  const agrees = clock && Math.abs(offset - clock.offset) <= error + clock.error;
  if (!agrees || Math.abs(after - clock.since) > HOUR) clock = { offset, error, since: after };
  localStorage.setItem(CLOCK, JSON.stringify(clock));
  document.dispatchEvent(new CustomEvent("fnug:ready", { detail: said }));
  return said;
}

export function times(written) {
  const now = Date.now();
  return { ago: Math.max(0, (now - written) / 1000), sent: (now + clock.offset) / 1000 };
}

async function post({ action, fields, written }, { csrf }) {
  const body = new URLSearchParams(fields);
  for (const [name, value] of Object.entries(times(written))) body.set(name, value);
  const headers = { "X-Fnug-Outbox": "1", "X-CSRFToken": csrf };
  const answer = await fetch(action, { method: "POST", body, headers, ...within() });
  const said = await answer.json().catch(() => null);
  if (answer.type === "opaqueredirect" || answer.status === 401 || (answer.status === 403 && said)) return { door: true };
  if (said?.saved) return { said };
  if (REFUSALS.includes(answer.status)) return { refused: said?.errors ? Object.values(said.errors).flat() : [] };
  throw new Error(answer.status);
}

// Gives false when nobody may send on.
async function send(number, allowed) {
  const record = await vault.record("outbox", number);
  const content = record && (await vault.read(record));
  if (!content || content.refused) return true;
  const { said, refused, door } = await post(content, allowed);
  if (door) return false;
  if (refused) await vault.put("outbox", record, { ...content, refused });
  else await vault.forget("outbox", number);
  pause = SHORT; // the line holds
  changed();
  if (said) document.dispatchEvent(new CustomEvent("fnug:saved", { detail: { ...content, answer: said, id: record.id } }));
  return true;
}

const mine = ({ person, session }) => (record) => record.person === person && record.session === session;

async function pass() {
  if (!(await vault.records("outbox")).length) return;
  const allowed = await ready();
  state.door = !allowed.person;
  const due = (await vault.records("outbox")).filter(mine(allowed));
  let broken;
  for (const { sequence } of due) {
    const goesOn = await send(sequence, allowed).catch((error) => {
      if (error.message !== BROKEN) throw error;
      return (broken = error); // the server stumbles over this one; the next ones need not wait for it
    });
    if (goesOn) continue;
    state.door = true;
    break;
  }
  if (broken) throw broken;
}

// Sends what may be sent, also what is written meanwhile; without a network it tries again, less and less often.
export async function run() {
  if (again) return;
  again = true;
  clearTimeout(timer);
  await navigator.locks.request("fnug-outbox", async () => {
    again = false;
    try {
      await pass();
      pause = SHORT;
    } catch {
      navigator.storage?.persist?.(); // what waits longer should not be the first to go when the disk is full
      timer = setTimeout(run, pause * (0.75 + Math.random() / 2));
      pause = Math.min(2 * pause, LONG);
    }
  });
  changed();
}

// In a new sign-in its writer sends explicitly what an earlier one left.
export async function sendNow() {
  const { person, session } = await ready();
  const waiting = await vault.records("outbox", person ?? 0);
  await vault.adopt(waiting.map(({ sequence }) => sequence), session);
  await run();
}

if (vault.usable) {
  const now = () => { pause = SHORT; run(); };
  addEventListener("online", now);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && now());
  now();
}
