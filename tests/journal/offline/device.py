"""A browser as a device that is put away, and everything that can be read on it."""

from pathlib import Path

WAITING = """async () => {
    const open = await new Promise((done) => { indexedDB.open("fnug", 1).onsuccess = (e) => done(e.target.result); });
    const count = (name) => new Promise((done) => {
        open.transaction(name).objectStore(name).count().onsuccess = (e) => done(e.target.result);
    });
    const found = {};
    for (const name of open.objectStoreNames) found[name] = await count(name);
    open.close();
    return found;
}"""
UNTIL = """async ([condition, milliseconds]) => {
    const end = performance.now() + milliseconds;
    for (;;) {
        const found = await condition();
        if (found || performance.now() > end) return found;
        await new Promise((done) => setTimeout(done, 20));
    }
}"""
EVERYTHING = """async () => {
    const text = (value) => JSON.stringify(value, (_, one) => {
        if (one instanceof ArrayBuffer) one = new Uint8Array(one);
        return one instanceof Uint8Array ? String.fromCharCode(...one) : one;
    });
    const found = {shelves: text([{...localStorage}, {...sessionStorage}]), records: "", kept: "", loose: 0};
    const open = await new Promise((done) => { indexedDB.open("fnug", 1).onsuccess = (e) => done(e.target.result); });
    for (const name of open.objectStoreNames) {
        const rows = await new Promise((done) => {
            open.transaction(name).objectStore(name).getAll().onsuccess = (e) => done(e.target.result);
        });
        if (name === "keys") found.loose += rows.filter(({ key }) => key.extractable).length;
        found.records += text(rows);
    }
    open.close();
    for (const name of await caches.keys()) {
        const shelf = await caches.open(name);
        for (const request of await shelf.keys()) found.kept += request.url + await (await shelf.match(request)).text();
    }
    return found;
}"""


def waiting(page):
    """How many records lie in each store."""
    return page.evaluate(WAITING)


def comes_true(page, condition, seconds=20):
    """What an asynchronous function in the page says once it is true, or in the end."""
    waited = UNTIL.replace("[condition, milliseconds]", "milliseconds").replace(
        "condition()", f"({condition})()"
    )
    return page.evaluate(waited, seconds * 1000)


def is_empty(page, store, seconds=20):
    return comes_true(page, f"async () => (await ({WAITING})()).{store} === 0", seconds)


def readable(page):
    """What script can read: the browser's shelves, the database's records, the service worker's pages."""
    return page.evaluate(EVERYTHING)


def on_disk(profile, *words):
    """Files of the browser's profile in which one of the words stands, in either way of writing letters."""
    codes = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
    files = (path for path in Path(profile).rglob("*") if path.is_file())
    return [path.relative_to(profile).parts for path in files if any(c in path.read_bytes() for c in codes)]


class Network:
    """The line of one or several tabs."""

    def __init__(self, *pages):
        self.devtools = [page.context.new_cdp_session(page) for page in pages]
        for tab in self.devtools:
            tab.send("Network.enable")

    def set(self, offline=False, latency=0, speed=-1):
        facts = {"offline": offline, "latency": latency}
        speeds = {"downloadThroughput": speed, "uploadThroughput": speed}
        for tab in self.devtools:
            tab.send("Network.emulateNetworkConditions", {**facts, **speeds})

    def cut(self):
        self.set(offline=True)

    def slow(self):
        self.set(latency=60, speed=40_000)

    def back(self):
        self.set()
