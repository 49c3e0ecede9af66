// What waits on this device. Of each record only its number, its writer and sign-in can be read from outside; the
// rest is encrypted with that person's key, which no script can take out of the browser (docs/adr/0019).
const STORES = ["outbox", "drafts", "tiles"];
const own = document.body.dataset;

export const usable = Boolean(globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks);
export const signedIn = own.signedIn ? { person: Number(own.signedIn), session: own.session } : null;

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("fnug", 1);
    asked.onupgradeneeded = () => {
      const made = asked.result;
      made.createObjectStore("keys", { keyPath: "person" });
      for (const name of STORES) {
        const store = made.createObjectStore(name, { keyPath: "sequence", autoIncrement: true });
        store.createIndex("person", "person");
      }
    };
    asked.onsuccess = () => resolve(letGo(asked.result));
    asked.onerror = () => reject(asked.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

// Another tab with a newer release must not wait for this one; and what the browser closed is opened anew.
function letGo(found) {
  found.onclose = () => (opened = undefined);
  found.onversionchange = () => { found.close(); opened = undefined; };
  return found;
}

// One transaction; what `act` asks for last is its result. What is put is on the disk by then.
async function transact(names, mode, act, durability = "relaxed") {
  const transaction = (await database()).transaction(names, mode, { durability });
  return new Promise((resolve, reject) => {
    const last = act(...names.map((name) => transaction.objectStore(name)));
    transaction.oncomplete = () => resolve(last?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

const look = (name, act) => transact([name], "readonly", act);

// ---- keys ----

const keyOf = (person) => look("keys", (keys) => keys.get(person)).then((found) => found?.key);

async function madeKey(person) {
  const found = await keyOf(person);
  if (found) return found;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await transact(["keys"], "readwrite", (keys) => keys.add({ person, key })).catch(() => {}); // another tab was first
  return keyOf(person);
}

const bound = ({ id, person }, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`fnug:${person}:${id}`) });

async function sealed(record, content) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const ciphertext = await crypto.subtle.encrypt(bound(record, iv), await madeKey(record.person), plain);
  return { ...record, iv, ciphertext };
}

// A key is taken away only while nobody is using one.
const withKeys = (mode, act) => navigator.locks.request("fnug-keys", { mode }, act);

// ---- records ----

// Puts a record, a new one or in the place of the one with its sequence; drops others at the same moment.
export function put(name, { sequence, person, session, id = crypto.randomUUID() }, content, drop = []) {
  return withKeys("shared", async () => {
    const record = await sealed({ ...(sequence && { sequence }), id, person, session }, content);
    return transact(STORES, "readwrite", (...stores) => {
      for (const [from, number] of drop) stores[STORES.indexOf(from)].delete(number);
      return stores[STORES.indexOf(name)].put(record);
    }, "strict");
  });
}

export const records = (name, person) =>
  look(name, (store) => (person === undefined ? store.getAll() : store.index("person").getAll(person)));

export const record = (name, sequence) => look(name, (store) => store.get(sequence));

// What a record says, or null when its key is gone.
export async function read(record, key = keyOf(record.person)) {
  try {
    const plain = await crypto.subtle.decrypt(bound(record, record.iv), await key, record.ciphertext);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return null;
  }
}

// What a person's records say, in pairs of record and content.
export async function readAll(name, person) {
  const key = await keyOf(person);
  const found = await records(name, person);
  return Promise.all(found.map(async (record) => ({ record, content: await read(record, key) })));
}

export const forget = (name, ...numbers) =>
  transact([name], "readwrite", (store) => numbers.forEach((number) => store.delete(number)));

export const empty = (name) => transact([name], "readwrite", (store) => store.clear());

// What waits was written in an earlier sign-in, and its writer says now that it may be sent.
export const adopt = (numbers, session) =>
  transact(["outbox"], "readwrite", (store) => {
    for (const number of numbers) {
      const asked = store.get(number);
      asked.onsuccess = () => asked.result && store.put({ ...asked.result, session });
    }
  });

// A key whose last record is gone goes too.
export const sweep = () =>
  withKeys("exclusive", () =>
    transact(["keys", ...STORES], "readwrite", (keys, ...stores) => {
      const asked = keys.getAllKeys();
      asked.onsuccess = () => asked.result.forEach((person) => dropIfLast(keys, stores, person));
    }));

function dropIfLast(keys, stores, person) {
  let left = 0;
  stores.forEach((store, place) => {
    const asked = store.index("person").count(person);
    asked.onsuccess = () => {
      left += asked.result;
      if (place === stores.length - 1 && !left) keys.delete(person);
    };
  });
}
