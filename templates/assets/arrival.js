// Keeps up to date how far a file is on its way in, and shows the page anew when it has come to an end. Without it the
// page's own link does that.

const pause = 1000;

for (const place of document.querySelectorAll("[data-arrival]")) watch(place);

async function watch(place) {
  const text = place.querySelector(".sk-progress p");
  const bar = place.querySelector("progress");
  const said = place.querySelector("[role=status]");
  let stage;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    let now;
    try {
      const answer = await fetch(place.dataset.arrival, { headers: { Accept: "application/json" } });
      now = answer.ok ? await answer.json() : { busy: false };
    } catch {
      continue; // the line is down: it may come back
    }
    if (!now.busy) {
      location.reload();
      return;
    }
    text.textContent = now.text;
    bar.max = Math.max(now.total, 1);
    bar.value = now.done;
    if (now.stage !== stage) said.textContent = now.text;
    stage = now.stage;
  }
}
