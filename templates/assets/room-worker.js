// The service worker of the workshop's room. It answers for the pages under /rum/ that a person has fetched, and
// for their files, when the network does not. It stores nothing by itself: room.js does that when somebody asks
// for it, so that no page is ever kept that nobody wanted on this device.
const patience = 4000;
const isRoom = (url) => url.pathname.startsWith("/rum/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && isRoom(url)) event.respondWith(page(event.request));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(file(event.request));
});

// A page comes from the network while that answers in time with the room itself. A sign-in page, an error or
// silence gives way to what was fetched.
async function page(request) {
  const kept = await caches.match(request, { ignoreVary: true, ignoreSearch: true });
  if (!kept) return fetch(request);
  try {
    const answer = await within(fetch(request));
    return answer.ok && answer.headers.get("X-Startklar-Room") ? answer : kept;
  } catch {
    return kept;
  }
}

function within(answer) {
  return Promise.race([answer, new Promise((_, no) => setTimeout(() => no(new Error("slow")), patience))]);
}

// A file bears its content in its address, so that the kept one is the right one.
async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
