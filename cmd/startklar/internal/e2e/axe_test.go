package e2e

import (
	"fmt"
	"html"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/tour"
	"startklar/domain/calendar"
	"startklar/domain/person"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// look is what an inspection looks for on every stop of the tour.
type look struct {
	lang     string
	widths   []int64
	pictures string
	// quick leaves out the stops on which something is done first.
	quick bool
	// every leaves out all stops but each n-th, unless all walks are asked for; 0 leaves out none.
	every int
	// magnified doubles the letters and looks only at what fits.
	magnified bool
	// hostile looks at pages whose texts are hostile; some of them lie elsewhere than the tour thinks.
	hostile bool
	// keyboard walks through each page by the tab key.
	keyboard bool
}

// everyWalk tells whether everything is walked in full (make walks). An ordinary run must stay short: it runs axe on
// one page in five at the narrowest width and on one in ten at the others, and visits one in twelve in the other walks.
var everyWalk = os.Getenv("STARTKLAR_TEST_WALKS") == "all"

// TestScreenshotsOfEveryPageThatAxeAccepts visits every page in every role. On each, axe finds nothing against
// WCAG 2.2 A and AA at three widths, nothing is wider than a narrow screen, and the browser has nothing to
// complain of.
func TestScreenshotsOfEveryPageThatAxeAccepts(t *testing.T) {
	t.Parallel()
	inspect(t, serveDemo(t), look{lang: "da", widths: []int64{tight, medium, wide}, every: 5})
}

// TestPagesInEnglishAreAcceptedByAxe visits the pages in the other language, on the narrowest screen: the components
// are the same, and package tour reads the words of all.
func TestPagesInEnglishAreAcceptedByAxe(t *testing.T) {
	t.Parallel()
	inspect(t, serveDemo(t), look{lang: "en", widths: []int64{tight}, quick: true, every: 12})
}

// TestLettersOfTwiceTheSizeFit visits every page with a browser in which a person has doubled the letters (WCAG
// 1.4.4): nothing is wider than an ordinary screen.
func TestLettersOfTwiceTheSizeFit(t *testing.T) {
	t.Parallel()
	inspect(t, serveDemo(t), look{lang: "da", magnified: true, quick: true, every: 12})
}

// TestHostileTextsFit visits every page where every text that a person wrote tries to be a script, has no room to
// break and is as long as it may be: nothing of it runs, and nothing is wider than the narrowest screen.
func TestHostileTextsFit(t *testing.T) {
	t.Parallel()
	inspect(t, serveStore(t, hauntedStore), look{lang: "da", hostile: true, quick: true, every: 12})
}

// TestPicturesOfEveryPage takes the pictures of `make screenshots`, and nothing without it.
func TestPicturesOfEveryPage(t *testing.T) {
	dir := os.Getenv("STARTKLAR_TEST_SCREENSHOTS")
	if dir == "" {
		return // pictures are for people: no test rests on them
	}
	t.Parallel()
	if err := os.MkdirAll(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	inspect(t, serveDemo(t), look{lang: "da", widths: []int64{wide, narrow}, pictures: dir})
}

// together is how many stops one tab visits: short walks keep all tabs busy to the end.
const together = 10

// inspect walks the tour, a few tabs at a time.
func inspect(t *testing.T, demo site, l look) {
	t.Helper()
	axe := ""
	if len(l.widths) > 0 && l.pictures == "" {
		axe = axeSource(t)
	}
	for n, w := range tour.Walks(calendar.DateOf(time.Now())) {
		for part, stops := range slices.Collect(slices.Chunk(l.chosen(w.Stops), together)) {
			t.Run(fmt.Sprintf("%s %d", w.Name, part+1), func(t *testing.T) {
				t.Parallel()
				i := &inspection{look: l, tab: l.tab(t, demo.base), axe: axe, prefix: fmt.Sprintf("%02d", n+1)}
				i.signInAs(w.Person)
				i.speak(l.lang)
				for _, s := range stops {
					i.count = s.number
					i.visit(s.Stop)
				}
			})
		}
	}
}

// numbered is a stop with its place in its walk, from 1.
type numbered struct {
	tour.Stop
	number int
}

// chosen are the stops that this run visits.
func (l look) chosen(all []tour.Stop) (chosen []numbered) {
	for n, s := range all {
		shared := everyWalk || l.every == 0 || (n+1)%l.every == 0
		if shared && s.File == "" && (!l.quick || !s.Acts) {
			chosen = append(chosen, numbered{s, n + 1})
		}
	}
	return chosen
}

// tab opens one in the browser of the look.
func (l look) tab(t *testing.T, base string) tab {
	t.Helper()
	if !l.magnified {
		return newTab(t, base)
	}
	browser, err := magnifier()
	unlessAvailable(t, err)
	return openTab(browser, t, base, chromedp.WithNewBrowserContext())
}

// inspection is one person's walk.
type inspection struct {
	look
	tab
	axe, prefix string
	count       int
}

// signInAs brings a person's session from the demo door into the tab.
func (p tab) signInAs(who person.ID) {
	p.t.Helper()
	if who == "" {
		return
	}
	c := newClient(p.base)
	if err := c.signIn(p.ctx, string(who)); err != nil {
		p.t.Fatal(err)
	}
	u, _ := url.Parse(p.base)
	for _, cookie := range c.http.Jar.Cookies(u) {
		p.bring([]*network.Cookie{{Name: cookie.Name, Value: cookie.Value, HTTPOnly: true, SameSite: network.CookieSameSiteLax}})
	}
}

// speak chooses the language as a person would, but for the way back.
func (p tab) speak(lang string) {
	p.t.Helper()
	if lang != "da" {
		p.bring([]*network.Cookie{{Name: "sprog", Value: lang, HTTPOnly: true, SameSite: network.CookieSameSiteLax}})
	}
}

// reach opens a stop; where only another page's link knows the address, by way of that.
func (i *inspection) reach(s tour.Stop) int {
	i.t.Helper()
	status := i.open(s.Path)
	if s.Link == "" {
		return status
	}
	fits := regexp.MustCompile(s.Link)
	for _, href := range ask[[]string](i.tab, `[...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href"))`) {
		if fits.MatchString(html.UnescapeString(href)) {
			return i.open(href)
		}
	}
	if !i.hostile {
		i.t.Fatalf("%s: nothing on %s leads to %s", s.Name, s.Path, s.Link)
	}
	return s.Answer()
}

// widthsNow are the widths at which axe looks at the stop.
func (i *inspection) widthsNow() []int64 {
	if everyWalk || i.count%10 == 0 {
		return i.widths
	}
	return i.widths[:1]
}

// visit looks at one page at every width.
func (i *inspection) visit(s tour.Stop) {
	i.t.Helper()
	i.expect("status of 4") // refused pages are among those that are looked at
	i.do(chromedp.EmulateViewport(wide, tall))
	if status := i.reach(s); status != s.Answer() && (!i.hostile || status >= 500) {
		i.t.Errorf("%s: status %d, want %d", s.Name, status, s.Answer())
	}
	if s.Acts {
		if acts[s.Name] == nil {
			i.t.Fatalf("%s: nobody says what is done there", s.Name)
		}
		acts[s.Name](i.tab)
	}
	switch {
	case i.pictures != "":
		for _, width := range i.widths {
			i.do(chromedp.EmulateViewport(width, tall))
			i.picture(s.Name, width)
		}
		i.take()
		return
	case i.keyboard:
		i.tabsThrough(s.Name)
	case i.hostile:
		i.do(chromedp.EmulateViewport(tight, tall))
		i.reflows(s.Name, tight)
	case i.magnified:
		i.do(chromedp.EmulateViewport(1280, tall))
		if size := ask[string](i.tab, `getComputedStyle(document.documentElement).fontSize`); size != "20px" {
			i.t.Fatalf("%s: the browser's letters are %s, not twice the size", s.Name, size)
		}
		i.reflows(s.Name+" with letters of twice the size", 1280)
	default:
		i.looksRight(s.Name)
	}
	i.complained(s.Name)
}

func (i *inspection) complained(name string) {
	i.t.Helper()
	for _, text := range i.take() {
		i.t.Errorf("%s: the browser complained: %s", name, text)
	}
}

func (i *inspection) looksRight(name string) {
	i.t.Helper()
	i.do(chromedp.EmulateViewport(tight, tall))
	i.reflows(name, tight)
	i.complained(name)
	for _, width := range i.widthsNow() {
		i.do(chromedp.EmulateViewport(width, tall))
		i.accepted(name, width)
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

// reflows checks that nothing makes a page wider than the screen. A wide table scrolls in a frame of its own.
func (i *inspection) reflows(name string, screen int) {
	i.t.Helper()
	if width := ask[int](i.tab, `document.scrollingElement.scrollWidth`); width > screen {
		culprits := ask[[]string](i.tab, fmt.Sprintf(`[...document.querySelectorAll("body *")]
			.filter((el) => shown(el) && el.getBoundingClientRect().right > %d && !el.closest(".sk-table__frame"))
			.slice(0, 5).map((el) => el.outerHTML.slice(0, 160))`, screen))
		i.t.Errorf("%s is %d px wide on a screen of %d: %s", name, width, screen, strings.Join(culprits, "\n"))
	}
}

// picture keeps the whole page as an image, where images are wanted.
func (i *inspection) picture(name string, width int64) {
	i.t.Helper()
	image, err := chromedp.Run(i.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		i.t.Fatalf("%s: picture: %v", name, err)
	}
	file := fmt.Sprintf("%s%02d-%s-%d.png", i.prefix, i.count, strings.ReplaceAll(name, " ", "-"), width)
	if err := os.WriteFile(filepath.Join(i.pictures, file), image, 0o600); err != nil {
		i.t.Fatal(err)
	}
}
