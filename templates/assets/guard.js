// Asks before a page is left with something unsaved in a form[data-guard].
//
// A field that saves itself is not asked about: autosave.js keeps it. Choices
// and tables are sent with the form alone.

for (const form of document.querySelectorAll("form[data-guard]")) guard(form);

function guard(form) {
  let changed = false;
  form.addEventListener("input", (event) => {
    if (!event.target.closest("[data-autosave-url]")) changed = true;
  });
  form.addEventListener("submit", () => setTimeout(() => (changed = changed && !form.dataset.sent)));
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
