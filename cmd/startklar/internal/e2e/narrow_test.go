package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"startklar/cmd/startklar/internal/tour"
	"startklar/domain/calendar"
)

// stop finds a stop of the tour, and opens it as the one who walks there.
func (p tab) stop(name string) {
	p.t.Helper()
	for _, w := range tour.Walks(calendar.DateOf(time.Now())) {
		for _, s := range w.Stops {
			if s.Name == name {
				p.signInAs(w.Person)
				p.open(s.Path)
				return
			}
		}
	}
	p.t.Fatalf("the tour has no stop %q", name)
}

// TestTheMapFitsANarrowScreen looks at the map of the country at 320 px: it scrolls nowhere, and the list that says
// the same comes before it.
func TestTheMapFitsANarrowScreen(t *testing.T) {
	t.Parallel()
	p := newTab(t, serveDemo(t).base)
	p.stop("overview")
	p.do(chromedp.EmulateViewport(tight, tall))
	if !ask[bool](p, `(() => { const m = document.querySelector(".sk-map"), r = m.querySelector(".sk-map__tiles").getBoundingClientRect();
		return m.scrollWidth <= m.clientWidth && r.left >= 0 && r.right <= innerWidth && r.width > 200; })()`) {
		t.Error("the map is wider than the screen")
	}
	if !ask[bool](p, `(() => { const tiles = [...document.querySelectorAll("a.sk-map__tile")].map((a) => a.getAttribute("href"));
		const list = new Set([...document.querySelectorAll(".sk-table tbody th a")].map((a) => a.getAttribute("href")));
		return tiles.length > 50 && tiles.every((href) => list.has(href)); })()`) {
		t.Error("a tile leads to what the list does not")
	}
}

// TestSettledAnswersAreFoldedOnAPhone checks that answers nobody needs to act on are behind one line on a narrow screen,
// that a press shows them, and that wide screens show them at once.
func TestSettledAnswersAreFoldedOnAPhone(t *testing.T) {
	t.Parallel()
	demo := serveDemo(t)
	for _, name := range []string{"check", "approval"} {
		p := newTab(t, demo.base)
		p.stop(name)
		const row, line = `document.querySelector(".sk-shelf .sk-summary__row")`, `document.querySelector(".sk-shelf > summary")`
		p.do(chromedp.EmulateViewport(narrow, tall))
		if ask[bool](p, row+`.checkVisibility({contentVisibilityAuto: true})`) || !ask[bool](p, line+`.checkVisibility()`) {
			t.Errorf("%s: the settled answers are not folded on a phone", name)
		}
		p.clickOn(line)
		p.until(row + `.checkVisibility()`)
		p.clickOn(line)
		p.do(chromedp.EmulateViewport(wide, tall))
		if !ask[bool](p, row+`.checkVisibility()`) || ask[bool](p, line+`.checkVisibility()`) {
			t.Errorf("%s: the settled answers are folded where there is room", name)
		}
		p.noComplaints()
	}
}

// TestAStatusIsSeenOnAPhone looks at tables whose rows are cards on a narrow screen: where a status is all that a cell
// says, it is there to see.
func TestAStatusIsSeenOnAPhone(t *testing.T) {
	t.Parallel()
	demo := serveDemo(t)
	for _, path := range []string{"/leverancer", "/stoette"} {
		p := newTab(t, demo.base)
		p.signInAs("star-1")
		p.do(chromedp.EmulateViewport(narrow, tall))
		p.open(path)
		const all = `[...document.querySelectorAll(".sk-table td .sk-status:only-child")]`
		if n := ask[int](p, all+`.length`); n < 2 {
			t.Errorf("%s: only %d statuses: the test looks at nothing", path, n)
		}
		if n := ask[int](p, all+`.filter((s) => !s.checkVisibility()).length`); n > 0 {
			t.Errorf("%s: %d statuses are hidden", path, n)
		}
		p.noComplaints()
	}
}
