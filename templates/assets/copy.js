// Copies a text with one press. Without it the text stands in a field and can be marked and copied by hand.

for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const told = document.getElementById(button.dataset.told);
  if (!field || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = button.dataset.done;
    } catch {
      field.focus();
      field.select();
      told.textContent = button.dataset.failed;
    }
  });
}
