// Keeps the public shell, so that the app opens without a network: styles, scripts, font, icons and one page that
// holds nobody's data. VERSION and SHELL are put in front by the server. No page of the app, no photo and no answer
// is ever kept here (docs/adr/0019).
const NAME = `fnug-${VERSION}`;
const [WITHOUT_NETWORK] = SHELL;
const PATIENCE = 10_000;

const fresh = (path) => new Request(path, { credentials: "omit", cache: path === WITHOUT_NETWORK ? "reload" : "default" });

async function install() {
  const shell = await caches.open(NAME);
  await shell.addAll(SHELL.map(fresh));
  await skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable();
}

const tooLong = () => new Promise((_, reject) => setTimeout(reject, PATIENCE));
const kept = (path) => caches.open(NAME).then((shell) => shell.match(path, { ignoreVary: true }));

async function page(event) {
  const answered = async () => (await event.preloadResponse) ?? fetch(event.request);
  try {
    return await Promise.race([answered(), tooLong()]);
  } catch {
    return (await kept(WITHOUT_NETWORK)) ?? Response.error();
  }
}

const plain = (path) => decodeURIComponent(path); // “@” in an address is written in two ways
const PATHS = new Map(SHELL.map((path) => [plain(path), path]));
const part = async (request, path) => (await kept(path)) ?? fetch(request);

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(page(event));
    return;
  }
  const path = PATHS.get(plain(new URL(request.url).pathname));
  if (path) event.respondWith(part(request, path));
});
