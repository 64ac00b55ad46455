// The projector: one slide after the other by Page Up and Page Down, and agreements in one line, kept on the
// device as in the room.
import { Store } from "./room-store.js";

const root = document.getElementById("projektor");
const slides = [...document.querySelectorAll(".sk-slide")];
const store = new Store(root.dataset);
const word = (name, values = {}) =>
  Object.entries(values).reduce((s, [k, v]) => s.replaceAll(`{${k}}`, v), root.dataset["text" + name[0].toUpperCase() + name.slice(1)] ?? "");

const here = () => {
  const seen = slides.findIndex((s) => s.getBoundingClientRect().bottom > innerHeight / 2);
  return seen < 0 ? slides.length - 1 : seen;
};

function go(n) {
  const slide = slides[Math.max(0, Math.min(slides.length - 1, n))];
  slide.scrollIntoView({ behavior: "instant", block: "start" });
  const field = slide.querySelector("form input:not([type=hidden])");
  (field ?? slide).focus({ preventScroll: true });
  history.replaceState(null, "", "#" + slide.id);
}

addEventListener("keydown", (event) => {
  const writing = event.target.matches("input, textarea");
  if (event.key === "PageDown" || (!writing && event.key === "ArrowRight")) go(here() + 1);
  else if (event.key === "PageUp" || (!writing && event.key === "ArrowLeft")) go(here() - 1);
  else return;
  event.preventDefault();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest(".sk-slide__turn a[href^='#']");
  if (!link) return;
  event.preventDefault();
  go(slides.findIndex((s) => "#" + s.id === link.getAttribute("href")));
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-capture]");
  if (!form) return;
  event.preventDefault();
  event.stopPropagation();
  const inputs = [...form.querySelectorAll("input:not([type=hidden])")];
  const missing = inputs.find((i) => !i.value.trim());
  if (missing) return missing.focus();
  const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => ["point", "what", "who", "on"].includes(name)));
  try {
    await store.add(form.dataset.capture, fields);
  } catch {
    form.submit(); // this device keeps nothing: the server takes it
    return;
  }
  for (const input of inputs) input.value = "";
  inputs[0].focus();
  await show();
  await store.sendAll();
  await show();
}, true);

const shown = new Set(root.dataset.known.split(" "));
async function show() {
  for (const old of document.querySelectorAll("[data-local]")) old.remove();
  for (const r of await store.all()) {
    if (r.kind !== "agreement" || shown.has(r.id)) continue;
    const list = document.querySelector(`[data-of="${CSS.escape(r.fields.point ?? "")}"]`);
    if (!list) continue;
    const li = document.createElement("li");
    li.dataset.local = r.id;
    const what = document.createElement("strong");
    what.textContent = r.fields.what;
    const when = r.fields.on ? new Date(r.fields.on + "T12:00").toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" }) : "";
    const who = document.createElement("span");
    who.textContent = " " + word("by", { who: r.fields.who, date: when }) + (r.state === "sent" ? "" : " · " + word(r.state === "refused" ? "refused" : "saved"));
    li.append(what, who);
    list.append(li);
  }
}
store.listen(show);
show();
