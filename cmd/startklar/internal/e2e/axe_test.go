package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestScreenshotsOfEveryPageThatAxeAccepts visits every page in every role. On each, axe finds nothing against
// WCAG 2.2 A and AA at two widths, nothing is wider than a narrow screen, and the browser has nothing to
// complain of. With STARTKLAR_TEST_SCREENSHOTS=DIR the pages are pictured there.
func TestScreenshotsOfEveryPageThatAxeAccepts(t *testing.T) {
	t.Parallel()
	walk(t, "da", os.Getenv("STARTKLAR_TEST_SCREENSHOTS"), wide, narrow)
}

// TestEveryPageInEnglishIsAcceptedByAxe walks the same way in the other language, on a narrow screen.
func TestEveryPageInEnglishIsAcceptedByAxe(t *testing.T) {
	t.Parallel()
	walk(t, "en", "", narrow)
}

func walk(t *testing.T, lang, pictures string, widths ...int64) {
	t.Helper()
	axe, demo := axeSource(t), serveDemo(t)
	if pictures != "" {
		if err := os.MkdirAll(pictures, 0o750); err != nil {
			t.Fatal(err)
		}
	}
	for n, w := range walks(demo) {
		t.Run(w.who, func(t *testing.T) {
			t.Parallel()
			i := &inspection{tab: newTab(t, demo.base), axe: axe, widths: widths, pictures: pictures, prefix: fmt.Sprintf("%d", n+1)}
			i.signIn(w)
			if lang != "da" {
				i.open("/sprog/" + lang)
			}
			for _, stop := range w.stops {
				i.visit(stop)
			}
		})
	}
}

// inspection is one person's walk.
type inspection struct {
	tab
	axe, pictures, prefix string
	widths                []int64
	count                 int
}

func (i *inspection) signIn(w roleWalk) {
	i.t.Helper()
	switch {
	case w.place != "":
		i.open("/log-ind")
		i.pick("Kommune", w.place)
		i.follow("Gå ind")
	case w.who != "nobody":
		i.open("/log-ind")
		i.follow(w.who)
	}
}

// visit looks at one page at every width.
func (i *inspection) visit(s stop) {
	i.t.Helper()
	i.count++
	i.expect("status of 4") // refused pages are among those that are looked at
	i.do(chromedp.EmulateViewport(wide, tall))
	if status := i.open(s.path); s.status != 0 && status != s.status {
		i.t.Errorf("%s: status %d, want %d", s.name, status, s.status)
	}
	if s.then != nil {
		s.then(i.tab)
	}
	i.do(chromedp.EmulateViewport(tight, tall))
	i.reflows(s.name)
	for _, text := range i.take() {
		i.t.Errorf("%s: the browser complained: %s", s.name, text)
	}
	for _, width := range i.widths {
		i.do(chromedp.EmulateViewport(width, tall))
		i.picture(s.name, width)
		i.accepted(s.name, width)
	}
	i.take() // axe writes styles of its own, which the content policy stops
}

// verdict is what axe found on a page.
type verdict struct {
	Passed     int      `json:"passed"`
	Violations []string `json:"violations"`
}

const axeRun = `axe.run({preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then((r) => ({
	passed: r.passes.length,
	violations: r.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.target.join(" ") + "\n" + n.html + "\n" + n.failureSummary)),
}))`

// accepted runs axe. The content policy stays in force: what a debugger evaluates is not subject to it.
func (i *inspection) accepted(name string, width int64) {
	i.t.Helper()
	if !ask[bool](i.tab, `!!globalThis.axe`) {
		i.do(chromedp.Evaluate[chromedp.Void](i.axe))
	}
	found, err := chromedp.Run(i.ctx, chromedp.Evaluate[verdict](axeRun, chromedp.EvalAwaitPromise))
	if err != nil {
		i.t.Fatalf("%s: axe: %v", name, err)
	}
	if found.Passed < 10 {
		i.t.Errorf("%s at %d px: axe checked %d rules only", name, width, found.Passed)
	}
	for _, violation := range found.Violations {
		i.t.Errorf("%s at %d px: %s", name, width, violation)
	}
}

// reflows checks that nothing makes a page wider than the narrowest screen. A wide table scrolls in a frame of
// its own.
func (i *inspection) reflows(name string) {
	i.t.Helper()
	if width := ask[int](i.tab, `document.scrollingElement.scrollWidth`); width > tight {
		culprits := ask[[]string](i.tab, fmt.Sprintf(`[...document.querySelectorAll("body *")]
			.filter((el) => shown(el) && el.getBoundingClientRect().right > %d && !el.closest(".sk-table__frame"))
			.slice(0, 5).map((el) => el.outerHTML.slice(0, 160))`, tight))
		i.t.Errorf("%s is %d px wide on a screen of %d: %s", name, width, tight, strings.Join(culprits, "\n"))
	}
}

// picture keeps the whole page as an image, where images are wanted.
func (i *inspection) picture(name string, width int64) {
	i.t.Helper()
	if i.pictures == "" {
		return
	}
	image, err := chromedp.Run(i.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		i.t.Fatalf("%s: picture: %v", name, err)
	}
	file := fmt.Sprintf("%s%02d-%s-%d.png", i.prefix, i.count, strings.ReplaceAll(name, " ", "-"), width)
	if err := os.WriteFile(filepath.Join(i.pictures, file), image, 0o600); err != nil {
		i.t.Fatal(err)
	}
}
