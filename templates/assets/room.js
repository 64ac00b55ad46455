// The room without a network. Every capture is kept on the device first and sent afterwards; the page says where
// each stands: kept here, waiting, sent, refused. See room.go for why it is done in this way.
import { Store } from "./room-store.js";

const root = document.getElementById("rum");
const text = (name, values = {}) =>
  Object.entries(values).reduce((s, [k, v]) => s.replaceAll(`{${k}}`, v), root.dataset["text" + name.replace(/(^|_)(\w)/g, (_, __, c) => c.toUpperCase())] ?? name);
const at = (id) => document.getElementById(id);
const store = new Store(root.dataset);
let known = new Set(root.dataset.known.split(" "));
let outcome = navigator.onLine ? "sent" : "waiting";

// --- keeping

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-capture]");
  if (!form || event.defaultPrevented || root.dataset.failed) return;
  event.preventDefault();
  event.stopPropagation();
  keep(form);
}, true);

const wanted = ["point", "what", "who", "on", "text", "standing", "agreement", "reason", "parked", "base"];

async function keep(form) {
  const values = new FormData(form);
  const fields = {};
  for (const name of wanted) if (values.has(name)) fields[name] = name === "base" ? Number(values.get(name)) : String(values.get(name)).trim();
  const missing = [...form.querySelectorAll("input:not([type=hidden]), textarea")].find((input) => !input.value.trim());
  if (missing) {
    missing.focus();
    return;
  }
  try {
    await store.add(form.dataset.capture, fields);
  } catch {
    fail();
    form.submit();
    return;
  }
  for (const input of form.querySelectorAll("input:not([type=hidden]), textarea")) input.value = "";
  form.querySelector("input:not([type=hidden]), textarea")?.focus();
  form.closest("details.sk-record, li details")?.removeAttribute("open");
  await show();
  soon(0);
}

// fail says aloud that this device does not keep what is written; forms then go straight to the server.
function fail() {
  root.dataset.failed = "yes";
  at("rum-lost").textContent = text("no_storage");
}

// --- showing

const summary = (r) => {
  const f = r.fields;
  switch (r.kind) {
    case "agreement": return f.what;
    case "change": return text("change", { what: f.what });
    case "withdraw": return text("withdrawn", { reason: f.reason });
    case "takeup": return text("taken_up");
    case "decide": return text("decided", { standing: root.dataset["standing" + f.standing.replace(/(^|_)(\w)/g, (_, __, c) => c.toUpperCase())] });
    case "proposal": return text("proposed", { text: f.text });
    default: return f.text;
  }
};
const dated = (iso) => (iso ? new Date(iso + "T12:00").toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric" }) : "");
const detail = (r) => (r.fields.who ? text("by", { who: r.fields.who, date: dated(r.fields.on) }) : "");
const status = (r) => {
  if (r.state === "refused") return text("refused");
  if (r.state === "sent") return text("sent");
  return r.tried > 0 || !navigator.onLine ? text("waiting") : text("saved");
};

// place is the list that a record is shown in.
function place(r) {
  const kind = { change: "agreement", withdraw: "agreement", decide: "agreement", takeup: "park" }[r.kind] ?? r.kind;
  const lists = [...root.querySelectorAll(`[data-records="${kind}"]`)];
  if (r.kind === "change" || r.kind === "withdraw") {
    const of = root.querySelector(`[data-id="${CSS.escape(r.fields.agreement)}"]`)?.closest("[data-records]");
    if (of) return of;
  }
  return lists.find((list) => (list.dataset.of ?? "") === (r.fields.point ?? "")) ?? lists.at(-1);
}

async function show() {
  const records = await store.all();
  for (const shown of root.querySelectorAll("[data-local]")) if (!shown.querySelector("form")) shown.remove();
  for (const r of records) {
    if (r.state === "sent" && (known.has(r.id) || !["agreement", "park", "proposal", "decide"].includes(r.kind))) continue;
    if (root.querySelector(`[data-local="${r.id}"]`)) continue;
    const list = r.state === "refused" ? at("rum-afviste") : place(r);
    list?.append(item(r));
  }
  at("rum-afvist").hidden = !records.some((r) => r.state === "refused");
  sayHowItStands(records);
}

function item(r) {
  const li = at("rum-post").content.firstElementChild.cloneNode(true);
  const slot = (name) => li.querySelector(`[data-slot="${name}"]`);
  li.dataset.local = r.id;
  li.dataset.state = r.state;
  slot("text").textContent = summary(r);
  slot("meta").textContent = detail(r);
  slot("status").textContent = status(r);
  slot("message").textContent = r.state === "refused" ? r.message : "";
  if (r.now) slot("now").textContent = text("now", { what: r.now.what, who: r.now.who, date: dated(r.now.on) });
  // What may have reached the server is corrected there; what has not is corrected here.
  const mendable = r.state === "refused" || (r.state === "saved" && r.tried === 0);
  slot("mend").hidden = !mendable || !["agreement", "change", "withdraw", "park", "proposal"].includes(r.kind);
  slot("drop").hidden = !mendable;
  slot("mend").addEventListener("click", () => mend(r, li));
  slot("drop").addEventListener("click", (event) => drop(r, event.currentTarget));
  if (r.now) slot("mend").textContent = text("keep_mine");
  if (r.now) slot("drop").textContent = text("use_theirs");
  return li;
}

// drop takes away what a person says twice is not wanted.
async function drop(r, button) {
  if (!button.dataset.sure && !r.now) {
    button.dataset.sure = "yes";
    button.textContent = text("drop_sure");
    return;
  }
  await store.drop(r.id);
  await show();
}

const labels = { what: "what", who: "who", on: "when", text: "text", reason: "text" };

function mend(r, li) {
  if (li.querySelector("form")) return;
  const form = at("rum-ret").content.firstElementChild.cloneNode(true);
  const fields = form.querySelector('[data-slot="fields"]');
  for (const [name, label] of Object.entries(labels)) {
    if (!(name in r.fields)) continue;
    const input = document.createElement(name === "text" && r.kind === "proposal" ? "textarea" : "input");
    input.className = "sk-input";
    input.name = name;
    input.id = "ret-" + r.id + "-" + name;
    if (name === "on") input.type = "date";
    input.value = r.fields[name];
    if (r.field === name) input.setAttribute("aria-invalid", "true");
    const caption = document.createElement("label");
    caption.className = "sk-label";
    caption.htmlFor = input.id;
    caption.textContent = text(label);
    fields.append(caption, input);
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const values = Object.fromEntries([...fields.querySelectorAll("[name]")].map((i) => [i.name, i.value.trim()]));
    await store.change(r.id, (now) => {
      Object.assign(now.fields, values);
      if (now.now) now.fields.base = now.now.base;
      Object.assign(now, { state: "saved", message: "", now: null, tried: 0 });
    });
    li.remove();
    await show();
    soon(0);
  });
  li.append(form);
  form.querySelector("[aria-invalid], [name]")?.focus();
}

let said = "";
function sayHowItStands(records) {
  const count = (state) => records.filter((r) => r.state === state).length;
  const waiting = count("saved");
  const lines = [];
  if (count("refused")) lines.push(text("line_refused", { n: count("refused") }));
  if (waiting) lines.push(text(navigator.onLine && outcome !== "waiting" ? "line_saved" : "line_waiting", { n: waiting }));
  if (outcome === "signin" && waiting) lines.push(text("line_signin"));
  if (!lines.length) lines.push(text("all_sent", { n: count("sent") }));
  const line = lines.join(" ");
  if (line !== said) at("rum-line").textContent = said = line;
  at("rum-line").dataset.waiting = waiting;
  at("rum-send").hidden = waiting === 0;
  if (outcome === "signin" && waiting && !at("rum-login")) {
    const link = document.createElement("a");
    link.id = "rum-login";
    link.className = "button button-primary";
    link.href = root.dataset.signin;
    link.textContent = text("line_signin");
    at("rum-send").before(link);
  }
}

// --- sending

let timer;
let pause = 2000;
function soon(wait) {
  clearTimeout(timer);
  timer = setTimeout(sync, wait);
}

let running = false;
async function sync() {
  if (running) return soon(500);
  running = true;
  try {
    const before = (await store.all()).filter((r) => r.state === "saved").length;
    outcome = before ? await store.sendAll() : outcome === "signin" ? "sent" : outcome;
    const left = (await store.all()).filter((r) => r.state === "saved").length;
    if (before > left) await refresh();
    await show();
    pause = outcome === "waiting" ? Math.min(pause * 2, 60_000) : 2000;
    if (left && outcome === "waiting") soon(pause);
  } catch {
    fail();
  } finally {
    running = false;
  }
}

// refresh takes over what the server has now, list by list, so that nothing that is being written is touched, and
// keeps the fetched pages up to date.
async function refresh() {
  try {
    const answer = await fetch(location.pathname, { credentials: "same-origin" });
    if (!answer.ok || !answer.headers.get("X-Startklar-Room")) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const now = fresh.getElementById(part.id);
      if (now && !part.contains(document.activeElement)) part.replaceChildren(...now.childNodes);
    }
    const theirs = fresh.getElementById("rum");
    root.dataset.known = theirs.dataset.known;
    known = new Set(theirs.dataset.known.split(" "));
    if ((await store.about()).fetched) {
      await store.fetchAll([]);
      await store.note({ fetched: Date.now() });
    }
  } catch {
    // What was sent is sent; the lists come with the next visit.
  }
}

addEventListener("online", () => soon(0));
addEventListener("offline", show);
document.addEventListener("visibilitychange", () => document.hidden || soon(0));
at("rum-send").addEventListener("click", () => {
  pause = 2000;
  soon(0);
});
store.listen(show);

// --- fetching, saving as a file, removing

at("rum-hent").addEventListener("click", async () => {
  const line = at("rum-fetched");
  line.textContent = text("fetching");
  try {
    if (!("serviceWorker" in navigator)) throw new Error("no worker");
    await navigator.serviceWorker.register(root.dataset.worker, { scope: "/rum/" });
    await navigator.serviceWorker.ready;
  } catch {
    line.textContent = text("no_worker");
    return;
  }
  try {
    await store.fetchAll();
    const persisted = (await navigator.storage?.persist?.()) ?? false;
    await store.note({ fetched: Date.now(), persisted });
    await showFetched();
  } catch {
    line.textContent = text("fetch_failed");
  }
});

async function showFetched() {
  const about = await store.about();
  at("rum-fjern").hidden = !about.fetched;
  if (!about.fetched) return;
  const when = new Date(about.fetched).toLocaleString(document.documentElement.lang, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  at("rum-fetched").textContent = text("fetched", { when }) + (about.persisted ? "" : " " + text("not_persistent"));
  at("rum-fetched").dataset.fetched = "yes";
}

at("rum-gem").addEventListener("click", async () => {
  const records = await store.all();
  const readable = records.map((r) => [status(r), summary(r), detail(r)].filter(Boolean).join(" · "));
  const content = JSON.stringify({ startklar: root.dataset.room, title: root.dataset.title, readable, records }, null, 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  link.download = "workshop-" + new Date().toISOString().slice(0, 10) + ".json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
});

// A file from another device: records keep their ids, so that what was sent from there changes nothing from here.
at("rum-ind").addEventListener("change", async (event) => {
  try {
    const told = JSON.parse(await event.target.files[0].text());
    if (told.startklar !== root.dataset.room) throw new Error("another room");
    const here = new Set((await store.all()).map((r) => r.id));
    const fresh = told.records.filter((r) => r.room === root.dataset.room && !here.has(r.id) && r.state !== "sent");
    for (const r of fresh) await store.put({ ...r, owner: store.owner, state: "saved", tried: 0 });
    at("rum-lost").textContent = "";
    at("rum-fetched").textContent = text("imported", { n: fresh.length });
    await show();
    soon(0);
  } catch {
    at("rum-lost").textContent = text("import_failed");
  }
});

at("rum-fjern").addEventListener("click", async () => {
  if (await store.remove()) {
    at("rum-fetched").textContent = text("removed");
    delete at("rum-fetched").dataset.fetched;
    at("rum-fjern").hidden = true;
  } else {
    at("rum-lost").textContent = text("remove_waiting");
  }
});

// --- the clock: minutes in words, said aloud at three moments of a point and never by the second

const points = [...root.querySelectorAll(".sk-point[data-minutes]")].filter((p) => Number(p.dataset.minutes) > 0);
const clock = { point: "", since: 0, used: {} };

async function begin(id) {
  stop();
  Object.assign(clock, { point: id, since: Date.now() });
  await store.note({ clock });
  tick(true);
}

function stop() {
  if (clock.point) clock.used[clock.point] = usedMs(clock.point);
  clock.point = "";
}

const usedMs = (id) => (clock.used[id] ?? 0) + (clock.point === id ? Date.now() - clock.since : 0);
const minutes = (ms) => Math.floor(ms / 60_000);

let lastSaid = "";
function announce(words) {
  if (words !== lastSaid) at("rum-ur-sig").textContent = lastSaid = words;
}

function tick(fresh) {
  const point = at(clock.point);
  if (!point) {
    at("rum-ur-punkt").textContent = text("clock_none");
    at("rum-ur-tid").textContent = at("rum-ur-plan").textContent = "";
    return;
  }
  const title = point.dataset.title;
  const planned = Number(point.dataset.minutes);
  const used = minutes(usedMs(clock.point));
  const left = planned - used;
  const rest = left >= 0 ? text("clock_left", { n: left }) : text("clock_over", { n: -left });
  at("rum-ur-punkt").textContent = text("clock_now", { title });
  at("rum-ur-tid").textContent = text("clock_used", { n: used, of: planned }) + " " + rest;
  at("rum-ur-tid").dataset.over = left < 0;
  const behind = points.reduce((sum, p) => {
    const over = minutes(usedMs(p.id)) - Number(p.dataset.minutes);
    return p.id === clock.point ? sum + Math.max(over, 0) : clock.used[p.id] ? sum + over : sum;
  }, 0);
  at("rum-ur-plan").textContent = behind > 0 ? text("clock_behind", { n: behind }) : behind < 0 ? text("clock_ahead", { n: -behind }) : "";
  if (fresh) announce(text("clock_now", { title }) + " " + rest);
  else if (left === 5) announce(text("clock_five", { title }));
  else if (left === 0) announce(text("clock_up", { title }));
}

for (const button of root.querySelectorAll("[data-begin]")) {
  button.hidden = false;
  button.addEventListener("click", () => begin(button.dataset.begin));
}
at("rum-ur-stop").addEventListener("click", async () => {
  stop();
  await store.note({ clock });
  announce(text("clock_paused"));
  tick();
});
setInterval(() => tick(), 15_000);

// --- begin

async function start() {
  at("rum-status").hidden = false;
  at("rum-ur").hidden = points.length === 0;
  Object.assign(clock, (await store.about()).clock ?? {});
  tick();
  await showFetched();
  await show();
  soon(0);
}
start().catch(fail);
