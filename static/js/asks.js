// data-confirm="Question?" on a form or a button asks first; hx-confirm gets the same dialog.
// data-confirm-more="What it means", data-confirm-yes="Discharge".
const dialog = document.getElementById("ask");
const agreed = new WeakSet();

// `options.other` is a third way, `{ label, act }`.
export function ask(question, options, onYes) {
  const [no, other, yes] = dialog.querySelectorAll("button");
  const more = dialog.querySelector("#ask-more");
  dialog.querySelector("#ask-title").textContent = question;
  more.textContent = options.confirmMore ?? "";
  more.hidden = !options.confirmMore;
  yes.classList.toggle("btn-danger", !options.other);
  yes.textContent = options.confirmYes ?? yes.dataset.plain ?? yes.textContent;
  other.hidden = !options.other;
  other.textContent = options.other?.label ?? "";
  other.onclick = () => {
    dialog.close();
    options.other.act();
  };
  no.onclick = () => dialog.close();
  yes.onclick = () => {
    dialog.close();
    onYes();
  };
  dialog.showModal();
  no.focus();
}

if (dialog) {
  const yes = dialog.querySelector("[value=yes]");
  yes.dataset.plain = yes.textContent;

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const source = event.submitter?.dataset.confirm ? event.submitter : form;
    if (!source.dataset.confirm || agreed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(source.dataset.confirm, options(source, event.submitter), () => {
      agreed.add(form);
      form.requestSubmit(event.submitter);
    });
  }, true);

  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, options(event.target, event.target), () => event.detail.issueRequest(true));
  });
}

function options(source, button) {
  return { confirmYes: button?.textContent.trim(), ...source.dataset };
}
