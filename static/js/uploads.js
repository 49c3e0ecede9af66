// Files leave as soon as they are chosen, one after the other, each with its progress. A refused one says why and
// stays in sight; one that a poor connection lost can be sent again without choosing it anew.
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
const page = (text) => new DOMParser().parseFromString(text, "text/html");
const waiting = new Set();
let before = Promise.resolve();

function rowOf(place, file) {
  const row = place.querySelector("template").content.firstElementChild.cloneNode(true);
  row.querySelector("[data-name]").textContent = file.name;
  place.querySelector("[data-on-the-way]").append(row);
  return row;
}

function post(url, file, onProgress) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("files", file);
  request.open("POST", url);
  request.setRequestHeader("X-CSRFToken", token());
  request.setRequestHeader("HX-Request", "true");
  request.upload.onprogress = onProgress;
  return new Promise((resolve) => {
    request.onload = () => resolve(request);
    request.onerror = () => resolve(null);
    request.send(body);
  });
}

function say(row, sentence, again) {
  row.querySelector("progress").hidden = true;
  row.querySelector("[data-said]").textContent = sentence;
  const button = row.querySelector("button");
  button.hidden = false;
  button.textContent = again ? button.dataset.again : button.dataset.close;
  button.onclick = () => {
    if (again) again();
    row.remove();
  };
}

async function send(place, file, row) {
  const bar = row.querySelector("progress");
  const answer = await post(place.dataset.attach, file, ({ loaded, total }) => {
    // What is missing to the end is the time that the centre needs to look at the file.
    bar.value = (0.95 * loaded) / total;
  });
  if (!answer) return say(row, place.dataset.lost, () => take(place, file));
  const came = page(answer.responseText);
  const list = came.querySelector("[data-papers]");
  const refusal = came.querySelector("[data-refusal]")?.textContent;
  if (list) show(list);
  if (refusal) return say(row, refusal);
  if (!list && came.querySelector("[data-alone]")) return location.reload();
  if (!list) return say(row, place.dataset.failed, () => take(place, file));
  row.remove();
  place.querySelector("[data-status]").textContent = `${file.name}: ${place.dataset.added}`;
}

function show(list) {
  document.querySelector("[data-papers]").replaceWith(list);
  htmx.process(list);
}

function take(place, file) {
  const row = rowOf(place, file);
  if (file.size > Number(place.dataset.most)) return say(row, place.dataset.tooLarge);
  waiting.add(row);
  before = before.then(() => send(place, file, row)).finally(() => waiting.delete(row));
}

// No second step is needed: choosing is sending, and the label is the button for it.
for (const button of document.querySelectorAll("[data-attach-button]")) button.hidden = true;
for (const place of document.querySelectorAll("[data-attach]")) place.classList.add("attach-lively");

document.addEventListener("change", ({ target }) => {
  const place = target.matches("input[type=file]") && target.closest("[data-attach]");
  if (!place) return;
  for (const file of target.files) take(place, file);
  target.value = "";
});

// The text around is as saved as it was before.
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-attach] input[type=file]")) event.stopPropagation();
}, true);

addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});
