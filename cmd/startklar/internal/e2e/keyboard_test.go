package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// reachable are the names of everything on the page that a keyboard must reach; a group of radio buttons is
// one stop.
const reachable = `[...new Set([...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
	.filter((el) => shown(el) && el.type !== "hidden" && !el.disabled).map(stopName))]`

// stopName tells stops apart.
const stopName = `const stopName = (el) => el.type === "radio" ? "radio " + el.name
	: el.tagName + " " + (el.id || el.getAttribute("href") || el.name || "") + " " + flat(el.textContent).slice(0, 60);`

// TestKeyboardReachesEverything tabs through every page of the tour on an ordinary screen: everything that can be
// used is reached, in the order of the page, shows the focus, and is not hidden behind something else.
func TestKeyboardReachesEverything(t *testing.T) {
	t.Parallel()
	inspect(t, serveDemo(t), look{lang: "da", keyboard: true, quick: true, every: 12})
}

// trail walks to the next stop and says what it finds there.
const trail = `(() => {` + stopName + `
	const el = document.activeElement;
	if (el === document.body || !el) return {end: true};
	const marks = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
	const faces = [getComputedStyle(el), getComputedStyle(el, "::after"), getComputedStyle(el, "::before")];
	for (const row of [el.closest(".sk-task"), el.closest("label")]) if (row) faces.push(getComputedStyle(row));
	if (el.labels?.[0]) faces.push(getComputedStyle(el.labels[0], "::before"), getComputedStyle(el.labels[0], "::after"));
	const box = el.getClientRects()[0];
	const drawn = [...el.querySelectorAll("rect")].some((r) => parseFloat(getComputedStyle(r).strokeWidth) >= 3);
	const inside = box && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
	const points = box ? [[.5, .5], [.1, .5], [.9, .5], [.5, .15], [.5, .85]].map(([x, y]) => [
		Math.min(innerWidth - 1, Math.max(0, box.left + box.width * x)), Math.min(innerHeight - 1, Math.max(0, box.top + box.height * y)),
	]) : [];
	const open = points.some(([x, y]) => {
		const hit = document.elementFromPoint(x, y);
		return hit && (el.contains(hit) || hit.contains(el) || hit.closest("label")?.control === el || [...(el.labels ?? [])].some((l) => l.contains(hit)));
	});
	const index = [...document.querySelectorAll("*")].indexOf(el);
	return {name: stopName(el), marked: drawn || faces.some(marks), inside: !!inside, open, index};
})()`

type footstep struct {
	End    bool   `json:"end"`
	Name   string `json:"name"`
	Marked bool   `json:"marked"`
	Inside bool   `json:"inside"`
	Open   bool   `json:"open"`
	Index  int    `json:"index"`
}

// tabsThrough walks through a page by the tab key.
func (i *inspection) tabsThrough(name string) {
	i.t.Helper()
	missed := ask[[]string](i.tab, `(() => {`+stopName+`return `+reachable+`})()`)
	last, before := "", -1
	for range 3*len(missed) + 5 {
		i.do(chromedp.KeyEvent(kb.Tab))
		at := ask[footstep](i.tab, trail)
		if at.End {
			break // past the last one, into the browser itself
		}
		missed = slices.DeleteFunc(missed, func(stop string) bool { return stop == at.Name })
		if at.Name == last { // the parts of a date are the browser's own
			continue
		}
		switch {
		case !at.Marked:
			i.t.Errorf("%s: nothing shows the focus at %s", name, at.Name)
		case !at.Inside || !at.Open:
			i.t.Errorf("%s: the focus is out of sight at %s", name, at.Name)
		case at.Index < before:
			i.t.Errorf("%s: the focus goes back to %s, against the order of the page", name, at.Name)
		}
		last, before = at.Name, at.Index
	}
	if len(missed) > 0 { // what has gone meanwhile, such as a button that is there while something is sent, is not missed
		still := ask[[]string](i.tab, `(() => {`+stopName+`return `+reachable+`})()`)
		missed = slices.DeleteFunc(missed, func(stop string) bool { return !slices.Contains(still, stop) })
	}
	if len(missed) > 0 {
		i.t.Errorf("%s: the keyboard does not reach:\n%s", name, strings.Join(missed, "\n"))
	}
}

// visibleFocus checks that what has the focus shows it, and is not hidden behind something else.
func (p tab) visibleFocus(stop string) {
	p.t.Helper()
	marked := ask[bool](p, `(() => {
		const el = document.activeElement;
		const marks = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
		const faces = [getComputedStyle(el), getComputedStyle(el, "::after"), getComputedStyle(el, "::before")];
		const row = el.closest(".sk-task");
		if (row) faces.push(getComputedStyle(row));
		if (el.labels?.[0]) faces.push(getComputedStyle(el.labels[0], "::before"), getComputedStyle(el.labels[0], "::after"));
		return faces.some(marks);
	})()`)
	if !marked {
		p.t.Errorf("%s: nothing shows the focus at %s", p.path(), stop)
	}
	seen := ask[bool](p, `(() => {
		const box = document.activeElement.getClientRects()[0];
		return box && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
	})()`)
	if !seen {
		p.t.Errorf("%s: the focus is out of sight at %s", p.path(), stop)
	}
}

// TestSkipLinkLeadsToTheContent uses the first stop of every page.
func TestSkipLinkLeadsToTheContent(t *testing.T) {
	t.Parallel()
	p := newStory(t, true).signIn("Leder i Aalborg")
	p.open(aalborg + "/readiness/svar/C.4")
	p.do(chromedp.KeyEvent(kb.Tab))
	p.until(`document.activeElement.textContent === "Gå til indholdet"`)
	p.visibleFocus("the skip link")
	p.do(chromedp.KeyEvent(kb.Enter))
	p.until(`location.hash === "#indhold" && document.activeElement.id === "indhold"`)
	p.do(chromedp.KeyEvent(kb.Tab))
	p.until(`document.querySelector("main").contains(document.activeElement)`)
}
