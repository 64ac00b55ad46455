// What a device holds of a workshop: records in IndexedDB, pages and files in the cache. Both the room and the
// projector write and read here.

let opened;
function database() {
  opened ??= new Promise((yes, no) => {
    const request = indexedDB.open("startklar-rum", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("records", { keyPath: "id" }).createIndex("room", "room");
      request.result.createObjectStore("rooms", { keyPath: "room" });
    };
    request.onsuccess = () => yes(request.result);
    request.onerror = request.onblocked = () => no(request.error);
  });
  return opened;
}

// run does something in one transaction and ends when it is on the disk: strict durability waits for that, so
// that a browser that is killed afterwards has lost nothing.
async function run(stores, mode, work) {
  const db = await database();
  return new Promise((yes, no) => {
    const transaction = db.transaction(stores, mode, { durability: "strict" });
    let result;
    transaction.oncomplete = () => yes(result?.result ?? result);
    transaction.onerror = transaction.onabort = () => no(transaction.error);
    result = work(transaction);
  });
}

const channel = "BroadcastChannel" in self ? new BroadcastChannel("startklar-rum") : null;

export class Store {
  constructor(data) {
    this.room = data.room;
    this.owner = data.owner;
    this.data = data;
  }

  // changed is called when another tab has written.
  listen(changed) {
    channel?.addEventListener("message", (event) => event.data === this.room && changed());
  }

  // all are the room's records in the order in which they were made.
  async all() {
    const found = await run("records", "readonly", (t) => t.objectStore("records").index("room").getAll(this.room));
    return found.sort((a, b) => a.made - b.made || (a.id < b.id ? -1 : 1));
  }

  // add keeps a new record. Its id is made here, on the device, in letters alone: a row of digits could be taken for
  // a personal number, and the record would be refused.
  async add(kind, fields) {
    const id = crypto.randomUUID().replace(/\d/g, (digit) => "ghijklmnop"[digit]);
    const record = { id, room: this.room, owner: this.owner, kind, fields, made: Date.now(), state: "saved", tried: 0 };
    await this.put(record);
    return record;
  }

  async put(record) {
    await run("records", "readwrite", (t) => t.objectStore("records").put(record));
    channel?.postMessage(this.room);
  }

  // change rewrites a record as it stands now: another tab may have had it meanwhile.
  async change(id, alter) {
    await run("records", "readwrite", (t) => {
      const store = t.objectStore("records");
      const got = store.get(id);
      got.onsuccess = () => {
        if (!got.result) return;
        alter(got.result);
        store.put(got.result);
      };
    });
    channel?.postMessage(this.room);
  }

  async drop(id) {
    await run("records", "readwrite", (t) => t.objectStore("records").delete(id));
    channel?.postMessage(this.room);
  }

  async about() {
    return (await run("rooms", "readonly", (t) => t.objectStore("rooms").get(this.room))) ?? { room: this.room };
  }

  async note(changes) {
    await run("rooms", "readwrite", (t) => {
      const store = t.objectStore("rooms");
      const got = store.get(this.room);
      got.onsuccess = () => store.put({ room: this.room, ...got.result, ...changes });
    });
  }

  // fetchAll puts the room's pages and files into the cache: all of them, or an error and nothing new. They are
  // asked for anew, past the browser's own cache. Once fetched, the pages alone are brought up to date.
  async fetchAll(files = this.data.files.split(" ")) {
    const pages = ["", "/vis", "/plakat", "/handlingsark"].map((part) => this.room + part);
    const got = await Promise.all(
      [...pages, ...files].map(async (address) => {
        const answer = await fetch(address, { credentials: "same-origin", cache: "no-cache" });
        const room = !pages.includes(address) || answer.headers.get("X-Startklar-Room");
        if (!answer.ok || answer.redirected || !room) throw new Error(address + " " + answer.status);
        return [address, answer];
      }),
    );
    const cache = await caches.open("startklar" + this.room);
    for (const [address, answer] of got) await cache.put(address, answer);
  }

  // remove takes everything of the room off the device. It refuses while anything has not been confirmed.
  async remove() {
    if ((await this.all()).some((r) => r.state !== "sent")) return false;
    await caches.delete("startklar" + this.room);
    for (const record of await this.all()) await this.drop(record.id);
    await run("rooms", "readwrite", (t) => t.objectStore("rooms").delete(this.room));
    return true;
  }

  // send gives one record to the server: "sent", "refused", "signin" or "waiting".
  async send(record) {
    let answer;
    try {
      answer = await fetch(this.room + "/send", {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ ...record.fields, id: record.id, kind: record.kind, owner: record.owner }),
        signal: AbortSignal.timeout(15_000),
      });
    } catch {
      return "waiting";
    }
    if (answer.status === 401) return "signin";
    if (answer.status >= 500 || answer.status === 429) return "waiting";
    const told = await answer.json().catch(() => null);
    if (!told) return "waiting";
    if (answer.ok) {
      await this.change(record.id, (r) => Object.assign(r, { state: "sent", message: "", now: null }));
      return "sent";
    }
    await this.change(record.id, (r) => Object.assign(r, { state: "refused", message: told.message, field: told.field, now: told.now }));
    return "refused";
  }

  // sendAll gives everything that waits to the server, in order. Only one tab does so at a time; were it two, the
  // server would take each record once all the same. What rests on a refused record waits with it.
  async sendAll() {
    const work = async () => {
      const held = new Set();
      for (const record of await this.all()) {
        if (record.state === "refused") held.add(record.id);
        if (record.state !== "saved") continue;
        if (held.has(record.fields.agreement) || held.has(record.fields.parked)) continue;
        await this.change(record.id, (r) => (r.tried += 1));
        const outcome = await this.send(record);
        if (outcome === "refused") held.add(record.id);
        if (outcome === "waiting" || outcome === "signin") return outcome;
      }
      return "sent";
    };
    if (!navigator.locks) return work();
    return navigator.locks.request("startklar" + this.room, work);
  }
}
