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

// TestKeyboardReachesEverything tabs through the question's page, which has every kind of control.
func TestKeyboardReachesEverything(t *testing.T) {
	t.Parallel()
	p := newStory(t, true).signIn("Leder i Aalborg")
	for _, path := range []string{"/readiness/svar/C.4", "/readiness", "/plan"} {
		p.open(aalborg + path)
		missed := ask[[]string](p, `(() => {`+stopName+`return `+reachable+`})()`)
		last := ""
		for range 3 * len(missed) {
			p.do(chromedp.KeyEvent(kb.Tab))
			stop := ask[string](p, `(() => {`+stopName+`return document.activeElement === document.body ? "" : stopName(document.activeElement)})()`)
			if stop == "" {
				break // past the last one, into the browser itself
			}
			if stop != last { // the parts of a date are the browser's own
				p.visibleFocus(stop)
			}
			missed, last = slices.DeleteFunc(missed, func(name string) bool { return name == stop }), stop
		}
		if len(missed) > 0 {
			t.Errorf("%s: the keyboard does not reach:\n%s", path, strings.Join(missed, "\n"))
		}
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
