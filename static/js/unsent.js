// “3 not sent yet” is always in sight, with a list of the own ones.
import { ask } from "./asks.js";
import { draftsOf, goes, putDraft } from "./drafts.js";
import { changed, ready, run, sendNow, state, times } from "./sending.js";
import { say } from "./toasts.js";
import * as vault from "./vault.js";
import { word } from "./words.js";
import { writer } from "./writer.js";

const button = document.getElementById("unsent");
const list = document.getElementById("unsent-list");
const part = (selector) => list.querySelector(selector);
export const says = (name, number) => list.dataset[name].replace("%n", number);
let soon = false;

export async function waiting() {
  const who = await writer();
  const all = await vault.records("outbox");
  const found = who && all.length ? await vault.readAll("outbox", who.person) : [];
  const own = found.map((one) => ({ store: "outbox", ...one }));
  return { who, own, others: all.filter(({ person }) => person !== who?.person).length, drafts: who ? await elsewhere(who) : [] };
}

// What was begun in a form that this page does not have.
async function elsewhere({ person }) {
  const here = [...document.querySelectorAll("form[data-outbox]")].map(({ action }) => action);
  const drafts = (await draftsOf(person)).filter(({ action }) => action && !here.includes(action));
  return drafts.map(({ record, ...content }) => ({ record, store: "drafts", content }));
}

const ofEarlier = ({ who, own }) => own.filter(({ record, content }) => content && !content.refused && record.session !== who.session).length;

// Who wrote what waits is not known at the door.
const byOthers = (who, number) => says(who ? "others" : "door", number);

function summary({ who, own, others, drafts, earlier }) {
  const refused = own.filter(({ content }) => !content || content.refused).length;
  if (refused) return says("refused", refused);
  if (own.length) return says(state.door ? "door" : earlier && vault.signedIn ? "asks" : "count", own.length);
  if (others) return byOthers(who, others);
  return drafts.length ? says("begun", drafts.length) : "";
}

function note({ store, content }) {
  if (!content) return says("unreadable");
  if (store === "drafts") return says("writing");
  return content.refused ? content.refused.join(" ") || says("gone") : says("waits");
}

function when({ content }) {
  const at = new Date(Number(content?.written) || NaN);
  if (isNaN(at)) return "";
  const day = at.toDateString() === new Date().toDateString() ? {} : { day: "2-digit", month: "2-digit" };
  return at.toLocaleString(document.documentElement.lang, { ...day, hour: "2-digit", minute: "2-digit" });
}

function element(tag, kind, text) {
  const made = document.createElement(tag);
  made.className = kind;
  made.textContent = text;
  return made;
}

function act(label, kind, doing) {
  const made = element("button", `btn ${kind}`, label);
  made.type = "button";
  made.addEventListener("click", doing);
  return made;
}

async function throwAway({ store, record }) {
  await vault.forget(store, record.sequence);
  changed();
}

const askFirst = (one) => () =>
  ask(says("awayAsk"), { confirmMore: says("awayMore"), confirmYes: says("away") }, () => throwAway(one));

// The server shows the form again with what is wrong; until it is saved the words are a draft.
const putRight = ({ record, content }) => async () => {
  const { csrf } = await ready().catch(() => ({}));
  if (!csrf) return say(word("offline"));
  await putDraft(vault.signedIn, content, [["outbox", record.sequence]]);
  goes(content.action);
  const form = element("form", "", "");
  Object.assign(form, { method: "post", action: content.action, hidden: true });
  for (const [name, value] of [...content.fields, ...Object.entries(times(content.written)), ["csrfmiddlewaretoken", csrf]]) {
    const field = Object.assign(document.createElement("textarea"), { name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
};

function acts(one) {
  const { store, content } = one;
  if (store === "drafts") return [act(says("on"), "", () => location.assign(content.action)), act(says("away"), "btn-quiet", askFirst(one))];
  if (content && !content.refused) return [];
  const right = content?.refused.length && vault.signedIn ? [act(says("right"), "", putRight(one))] : [];
  return [...right, act(says("away"), "btn-quiet", askFirst(one))];
}

function line(one) {
  const item = element("li", "due", "");
  const about = [when(one), one.content?.about].filter(Boolean).join(" · ");
  item.append(element("span", "due-title", about), element("span", "due-note", note(one)));
  if (one.content?.refused && !one.content.refused.length) {
    item.append(element("p", "unsent-words", one.content.fields.find(([name]) => name === "text")?.[1] ?? ""));
  }
  const row = element("div", "row-line", "");
  row.append(...acts(one));
  if (row.childElementCount) item.append(row);
  return item;
}

async function draw() {
  const found = await waiting();
  const { who, own, others, drafts } = found;
  const earlier = ofEarlier(found);
  button.textContent = summary({ ...found, earlier });
  button.hidden = !button.textContent;
  if (button.hidden && list.open) list.close();
  part("#unsent-others").hidden = !others;
  part("#unsent-others").textContent = others ? byOthers(who, others) : "";
  if (list.open) part("#unsent-own").replaceChildren(...[...own, ...drafts].map(line));
  part("[data-send-now]").hidden = !earlier || !vault.signedIn || state.door;
  part("[data-send-now]").textContent = says("send", earlier);
  part("[data-to-door]").hidden = !state.door;
  part("[data-to-door]").href = `${list.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
}

function drawSoon() {
  if (soon) return;
  soon = true;
  setTimeout(() => { soon = false; draw(); }, 150);
}

if (vault.usable && list) {
  document.addEventListener("fnug:waiting", drawSoon);
  button.addEventListener("click", () => { list.showModal(); draw(); });
  part("[data-close-list]").addEventListener("click", () => list.close());
  part("[data-send-now]").addEventListener("click", () => sendNow().catch(() => say(word("offline"))));
  draw();
}
