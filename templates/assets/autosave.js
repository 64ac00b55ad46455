// Saves one field of a form while it is being written.
//
// A draft goes out after one second of rest, at least every ten seconds while
// somebody writes, when the field is left and when the page goes away. Each
// text has a client key of its own; a repeated attempt repeats the key, so the
// server stores a text once however often it hears it. What the server has not
// acknowledged is kept in this browser and offered after a crash.
//
// A field stands in a form of its own, or in a box within a form that has more
// fields; then the box holds the field's revision as [data-revision].
//
// All words come from the page: data-text-* on the box and <template>s in it.

const REST = 1_000;
const LONGEST = 10_000;
const SLOW = 400; // a quicker save shows no "saving": the line would only flicker
const BACKOFF = [2_000, 5_000, 15_000, 30_000, 60_000];
const KEEP_COPY = 7 * 24 * 3600 * 1000;
const PREFIX = "startklar:draft:";
const RENEWED = "startklar:session-renewed";

for (const box of document.querySelectorAll("[data-autosave-url]")) autosave(box);
dropOldCopies();

function autosave(box) {
  const texts = box.dataset;
  const form = box.closest("form");
  const field = document.getElementById(texts.fieldId);
  if (!field) return;
  const revisionInput = box.querySelector("[data-revision]") ?? form.elements.base_revision;
  const line = box.querySelector("[data-save]");
  const lineText = line.querySelector("[data-save-text]");
  const lineRetry = line.querySelector("[data-save-retry]");
  const lineAlert = line.querySelector("[data-save-alert]");
  const storageKey = [PREFIX + texts.owner, texts.autosaveUrl, texts.field].join("|");

  let acknowledged = field.value; // what the server is known to have
  let attempt = null; // { text, revision, key }: the save under way or to be repeated
  let flight = null; // promise of the request under way
  let failures = 0;
  let restTimer, longTimer, retryTimer, slowTimer;
  let blocked = false; // a conflict or a refusal waits for the person
  let signedOut = false;
  let dialog = null;
  let conflictBox = null;

  const dirty = () => field.value !== acknowledged;

  // --- when to save

  field.addEventListener("input", () => {
    keepCopy();
    clearRefusal();
    if (conflictBox) slot(conflictBox, "mine", field.value);
    if (blocked) return;
    show("waiting", texts.textWaiting);
    clearTimeout(restTimer);
    restTimer = setTimeout(save, REST);
    longTimer ??= setTimeout(save, LONGEST);
  });
  field.addEventListener("blur", () => save());
  addEventListener("pagehide", () => save({ leaving: true }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
    else if (signedOut) save({ again: true }); // back from signing in
  });
  // Another field of the page got through: the session lives again.
  document.addEventListener(RENEWED, () => signedOut && save({ again: true }));
  addEventListener("online", () => failures && save({ again: true }));
  lineRetry.addEventListener("click", () => save({ again: true }));

  // An ordinary submit waits for the draft under way, or it would meet a
  // revision made by itself.
  let passing = false;
  form.addEventListener("submit", (event) => {
    if (passing || (!flight && !dirty())) return;
    event.preventDefault();
    const submitter = event.submitter;
    settle().then(() => {
      if (blocked) return (conflictBox ?? field).focus(); // what waits for the person
      if (signedOut || (failures && !navigator.onLine)) return;
      passing = true;
      form.requestSubmit(submitter?.form === form ? submitter : undefined);
      passing = false;
    });
  });

  async function settle() {
    if (flight) await flight;
    if (dirty() && !blocked) await save();
  }

  // --- saving

  function save({ leaving = false, again = false } = {}) {
    clearTimeout(restTimer);
    clearTimeout(longTimer);
    longTimer = undefined;
    if (blocked || (!dirty() && !again)) return flight;
    if (flight && !leaving) return flight.then(() => save());
    if (!dirty()) {
      signedOut = false;
      failures = 0;
      dialog?.close();
      lineAlert.textContent = "";
      showSaved();
      return null;
    }
    clearTimeout(retryTimer);
    const revision = Number(revisionInput.value);
    if (attempt?.text !== field.value || attempt.revision !== revision) {
      attempt = { text: field.value, revision, key: newKey() };
    }
    clearTimeout(slowTimer);
    if (!leaving) slowTimer = setTimeout(() => show("saving", texts.textSaving), SLOW);
    const sent = attempt;
    flight = send(sent, leaving)
      .then((answer) => take(answer, sent))
      .catch(() => fail())
      .finally(() => {
        clearTimeout(slowTimer);
        flight = null;
        if (failures === 0 && !blocked && !signedOut && dirty()) restTimer = setTimeout(save, REST);
      });
    return flight;
  }

  function send(draft, leaving) {
    return fetch(texts.autosaveUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual", // a redirect to the sign-in page is not an answer
      keepalive: draft.text.length < 20_000, // survives the page; browsers allow 64 KB in all
      signal: leaving ? undefined : AbortSignal.timeout(20_000),
      body: JSON.stringify({
        client_key: draft.key,
        field: texts.field,
        text: draft.text,
        base_revision: draft.revision,
      }),
    });
  }

  async function take(answer, sent) {
    if (answer.status === 200) return saved(await answer.json(), sent);
    if (answer.status === 401 || answer.type === "opaqueredirect") return signIn();
    if (answer.status < 400 || answer.status >= 500) return fail();
    const body = await answer.json();
    // A conflict about anything but the text has no text to choose.
    return answer.status === 409 && "revision" in body ? conflict(body) : refused(body);
  }

  function saved(answer, sent) {
    acknowledged = sent.text;
    revisionInput.value = answer.revision;
    attempt = null;
    failures = 0;
    lineAlert.textContent = "";
    if (signedOut) {
      signedOut = false;
      dialog?.close();
      document.dispatchEvent(new Event(RENEWED));
    }
    if (dirty()) {
      keepCopy();
      show("waiting", texts.textWaiting);
    } else {
      dropCopy();
      showSaved(answer.saved_label);
    }
  }

  function fail() {
    failures += 1;
    clearTimeout(slowTimer);
    show("unsaved", texts.textUnsaved);
    if (failures === 2) lineAlert.textContent = texts.textLost;
    retryTimer = setTimeout(() => save({ again: true }), BACKOFF[Math.min(failures, BACKOFF.length) - 1]);
  }

  // --- the server says no: the text may not be stored as it is

  function refused(answer) {
    attempt = null;
    failures = 0;
    blocked = true;
    // What may not be stored is not left behind on a shared machine either. A
    // text that is only too long, or too late, is.
    if (answer.keep) keepCopy();
    else dropCopy();
    show("refused", texts.textRefused);
    let message = document.getElementById(`${field.id}-error`);
    if (!message) {
      message = document.createElement("p");
      message.id = `${field.id}-error`;
      message.className = "sk-error";
      message.setAttribute("role", "status");
      field.before(message);
    }
    message.dataset.autosave = "yes";
    message.textContent = `${texts.textError}: ${answer.message}`;
    field.setAttribute("aria-invalid", "true");
    describe(message.id, true);
    field.closest(".sk-field")?.classList.add("sk-field--error");
  }

  function clearRefusal() {
    const message = document.getElementById(`${field.id}-error`);
    if (!message?.dataset.autosave || conflictBox) return;
    message.remove();
    describe(message.id, false);
    field.removeAttribute("aria-invalid");
    field.closest(".sk-field")?.classList.remove("sk-field--error");
    blocked = false;
  }

  function describe(id, on) {
    const ids = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
    on ? ids.add(id) : ids.delete(id);
    ids.size ? field.setAttribute("aria-describedby", [...ids].join(" ")) : field.removeAttribute("aria-describedby");
  }

  // --- a colleague was quicker

  function conflict(answer) {
    attempt = null;
    failures = 0;
    if (answer.text === field.value) { // both wrote the same
      acknowledged = answer.text;
      revisionInput.value = answer.revision;
      dropCopy();
      return showSaved(answer.at_label);
    }
    blocked = true;
    keepCopy();
    show("conflict", texts.textConflict);
    conflictBox?.remove();
    conflictBox = fromTemplate("conflict");
    slot(conflictBox, "message", answer.message);
    slot(conflictBox, "mine", field.value);
    slot(conflictBox, "theirs", answer.text);
    slot(conflictBox, "by", answer.by);
    slot(conflictBox, "at", answer.at_label);
    const choose = (decide, then) => () => {
      const text = decide(field.value);
      revisionInput.value = answer.revision;
      acknowledged = answer.text;
      blocked = false;
      conflictBox.remove();
      conflictBox = null;
      write(text);
      field.focus();
      then();
    };
    on(conflictBox, "mine", choose((mine) => mine, save));
    on(conflictBox, "theirs", choose(() => answer.text, () => {
      dropCopy();
      showSaved();
    }));
    on(conflictBox, "merge", choose((mine) => `${mine}\n\n${answer.text}`, () => {
      keepCopy();
      show("waiting", texts.textWaiting);
      restTimer = setTimeout(save, LONGEST); // time to edit the two into one
    }));
    line.after(conflictBox);
    // Whoever is writing keeps the focus; the line says what happened. Whoever
    // has left the field is taken to the choice.
    if (document.activeElement !== field) conflictBox.focus();
  }

  // --- the session ran out: the text stays

  function signIn() {
    signedOut = true;
    show("unsaved", texts.textUnsaved);
    if (!dialog) {
      dialog = fromTemplate("signin");
      document.body.append(dialog);
      on(dialog, "retry", () => save({ again: true }));
      on(dialog, "close", () => dialog.close());
      dialog.addEventListener("close", () => field.focus());
    }
    if (!dialog.open && !document.querySelector("dialog[open]")) dialog.showModal();
  }

  // --- the copy in this browser

  function keepCopy() {
    try {
      localStorage.setItem(storageKey, JSON.stringify({ text: field.value, revision: revisionInput.value, at: Date.now() }));
    } catch {} // private mode or full: the server's copy is the one that counts
  }

  function dropCopy() {
    try {
      localStorage.removeItem(storageKey);
    } catch {}
  }

  function offerCopy() {
    let copy;
    try {
      copy = JSON.parse(localStorage.getItem(storageKey));
    } catch {}
    if (!copy?.text || copy.text === field.value) return dropCopy();
    const offer = fromTemplate("restore");
    offer.querySelector("[data-slot=text]").textContent = copy.text;
    on(offer, "restore", () => {
      offer.remove();
      // The old revision goes along: if a colleague has written since, the
      // server answers with both texts instead of taking this one.
      revisionInput.value = copy.revision ?? revisionInput.value;
      write(copy.text);
      field.focus();
      save();
    });
    on(offer, "discard", () => {
      offer.remove();
      dropCopy();
      field.focus();
    });
    box.before(offer);
  }

  // --- small things

  function write(text) {
    field.value = text;
    field.dispatchEvent(new Event("autosave:write", { bubbles: true }));
  }

  function fromTemplate(name) {
    return box.querySelector(`template[data-template=${name}]`).content.firstElementChild.cloneNode(true);
  }

  function show(state, text) {
    clearTimeout(slowTimer);
    line.dataset.state = state;
    if (lineText.textContent !== text) lineText.textContent = text;
    lineRetry.hidden = state !== "unsaved";
  }

  function showSaved(label) {
    show("saved", label ?? texts.textSaved);
  }

  if (lineText.textContent) line.dataset.state = "saved";
  offerCopy();
}

function slot(root, name, text) {
  root.querySelector(`[data-slot=${name}]`).textContent = text ?? "";
}

function on(root, name, act) {
  root.querySelector(`[data-do=${name}]`).addEventListener("click", act);
}

// randomUUID exists on secure pages only; a test server on plain http has none.
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

function dropOldCopies() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue;
      const copy = JSON.parse(localStorage.getItem(key));
      if (!(Date.now() - copy?.at < KEEP_COPY)) localStorage.removeItem(key);
    }
  } catch {}
}
