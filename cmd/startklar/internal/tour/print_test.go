package tour_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/report"
	"startklar/cmd/startklar/internal/tour"
	"startklar/cmd/startklar/internal/tour/hostile"
	"startklar/domain/person"
	"startklar/templates/catalogue"

	"github.com/PuerkitoBio/goquery"
)

// TestHostileTextsPrintAsText prints one of every kind of document with the browser that prints the product's, and
// reads the file back: the hostile texts stand there in their letters, and nothing of them was carried out.
func TestHostileTextsPrintAsText(t *testing.T) {
	h := printing(t, enter(t, haunted))
	printed := h.printed(t)
	if len(printed) < 4 {
		t.Errorf("only %d kinds of documents are printed", len(printed))
	}
	shown := 0
	for route, s := range printed {
		t.Run(strings.TrimPrefix(route, "/"), func(t *testing.T) {
			a := h.get(t, s.who, catalogue.Danish, s.address)
			if a.status != http.StatusOK {
				t.Fatalf("%s: status %d", s.address, a.status)
			}
			name, paper := read(t, a)
			text := strings.ReplaceAll(paper, " ", "")
			if s.shows {
				shown++
				wants := []string{hostile.Live, "<imgsrc=xonerror=canary("}
				if strings.Contains(route, ":document") { // written in Markdown, from which tags are taken out
					wants = []string{"=1+", "canary("}
				}
				for _, want := range wants {
					if !strings.Contains(text, want) {
						t.Errorf("%s does not read %q: %.300s", s.address, want, text)
					}
				}
			}
			if facts := strings.Join(strings.Fields(run(t, "pdfinfo", name)), " "); !strings.Contains(facts, "JavaScript: no") {
				t.Errorf("it carries something out: %s", facts)
			}
			if images := strings.Count(strings.TrimSpace(run(t, "pdfimages", "-list", name)), "\n"); images > 1 {
				t.Errorf("%d pictures were loaded", images-1)
			}
		})
	}
	if shown < 3 {
		t.Errorf("only %d kinds of documents show a hostile text: the test looks at nothing", shown)
	}
}

// counted is a count pair in words, such as "1.089 af 7.253".
var counted = regexp.MustCompile(`\d[\d.]* af \d[\d.]*\d`)

// TestPaperTellsNoMoreCountsThanItsFile reads statements as they leave the house: every count on paper stands in the file
// of the same statement too, of which other tests know that it tells of no hidden one.
func TestPaperTellsNoMoreCountsThanItsFile(t *testing.T) {
	h := printing(t, enter(t, furnished))
	for _, address := range []string{"/opgoerelser/2026-07/" + string(own), "/opgoerelser/2026-07/landet"} {
		leader := person.ID("leder-" + string(own))
		file := strings.Join(strings.Fields(h.get(t, leader, catalogue.Danish, address+"?format=html").page(t).Text()), " ")
		_, paper := read(t, h.get(t, leader, catalogue.Danish, address+"?format=pdf"))
		pairs := counted.FindAllString(paper, -1)
		if len(pairs) < 10 {
			t.Errorf("%s: only %d counts on paper: %.200s", address, len(pairs), paper)
		}
		for _, pair := range pairs {
			if !strings.Contains(file, pair) {
				t.Errorf("%s: %q stands on paper only", address, pair)
			}
		}
	}
}

// TestAStatementKeepsToItsPages prints what the demo has released: the national edition is one page, a municipality's
// statement three, a corrected one too.
func TestAStatementKeepsToItsPages(t *testing.T) {
	h := printing(t, enter(t, furnished))
	mine := "/" + string(own) + "?format=pdf"
	for address, most := range map[string]int{"/opgoerelser/2026-07/landet?format=pdf": 1, "/opgoerelser/2026-06/landet?format=pdf": 1, "/opgoerelser/2026-07" + mine: 3, "/opgoerelser/2026-06" + mine: 3} {
		name, _ := read(t, h.get(t, person.ID("leder-"+string(own)), catalogue.Danish, address))
		facts := strings.Join(strings.Fields(run(t, "pdfinfo", name)), " ")
		pages := regexp.MustCompile(`Pages: (\d+)`).FindStringSubmatch(facts)
		if len(pages) != 2 || len(pages[1]) > 1 || int(pages[1][0]-'0') > most {
			t.Errorf("%s: %s, want at most %d pages", address, facts, most)
		}
	}
}

// printing is a house with the browser that prints.
func printing(t *testing.T, full *house) *house {
	t.Helper()
	printer := report.FindPrinter(1, time.Minute)
	if printer == nil {
		missing(t, "Chromium, from the package chromium of Debian")
	}
	for _, tool := range []string{"pdftotext", "pdfinfo", "pdfimages"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, tool+", from the package poppler-utils of Debian")
		}
	}
	h := &house{app: full.app, path: full.path, cookies: map[person.ID][]*http.Cookie{}}
	if err := h.serve(printer); err != nil {
		t.Fatal(err)
	}
	return h
}

// read stores a printed answer and gives its text, with one space between words.
func read(t *testing.T, a answer) (name, text string) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(name, []byte(a.body), 0o600); err != nil {
		t.Fatal(err)
	}
	return name, strings.Join(strings.Fields(run(t, "pdftotext", "-raw", name, "-")), " ")
}

// document is a printed file, and whether the page that it is made of shows a hostile text.
type document struct {
	stop
	shows bool
}

// printed finds one file of every kind: one that shows a hostile text, if there is any.
func (h *house) printed(t *testing.T) map[string]document {
	t.Helper()
	found := map[string]document{}
	for _, s := range h.stops(t, func(tour.Stop) {}) {
		if s.File != "" {
			continue
		}
		page := h.get(t, s.who, catalogue.Danish, s.address).page(t)
		page.Find(`a[href*="format=pdf"]`).Each(func(_ int, a *goquery.Selection) {
			d := document{s, strings.Contains(page.Find("main").Text(), hostile.Live)}
			d.address = a.AttrOr("href", "")
			if route := h.route(http.MethodGet, d.address); found[route].address == "" || d.shows && !found[route].shows {
				found[route] = d
			}
		})
	}
	return found
}

func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal("missing: " + what)
	}
	t.Skip("missing: " + what)
}

func run(t *testing.T, tool string, arguments ...string) string {
	t.Helper()
	output, err := exec.CommandContext(t.Context(), tool, arguments...).Output()
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	return string(output)
}
