// What every page does where scripts run; none of it is needed to use the page.

// The error summary takes the focus, so that it is read first.
document.querySelector("[data-focus]")?.focus();

// A closed block would be missing on paper.
const opened = new Set();
addEventListener("beforeprint", () => {
  for (const block of document.querySelectorAll("details:not([open])")) {
    opened.add(block);
    block.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const block of opened) block.open = false;
  opened.clear();
});

// A form is sent once. It may be sent again when the page is shown anew.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // After this turn, so that the button's own name and value are still sent.
  setTimeout(() => event.submitter?.setAttribute("aria-disabled", "true"));
  setTimeout(() => release(form), 15_000);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) release(form);
});
function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
}

// How many characters are left, said when the typing rests.
for (const counter of document.querySelectorAll("[data-limit-for]")) {
  const field = document.getElementById(counter.dataset.limitFor);
  const limit = Number(counter.dataset.limit);
  const announcer = counter.cloneNode(false);
  announcer.removeAttribute("id");
  announcer.className = "sk-hear";
  announcer.setAttribute("role", "status");
  counter.after(announcer);
  let rest;
  const count = () => {
    const left = limit - [...field.value].length;
    const text = left < 0 ? counter.dataset.textOver : counter.dataset.textLeft;
    counter.textContent = text.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    counter.classList.toggle("sk-limit--over", left < 0);
    clearTimeout(rest);
    if (left < limit / 10) rest = setTimeout(() => (announcer.textContent = counter.textContent), 1000);
  };
  field?.addEventListener("input", count);
  field?.addEventListener("autosave:write", count);
  if (field) count();
}
