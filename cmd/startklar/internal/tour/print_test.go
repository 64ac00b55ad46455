package tour_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
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
	printer := report.FindPrinter(1, time.Minute)
	if printer == nil {
		missing(t, "Chromium, from the package chromium of Debian")
	}
	for _, tool := range []string{"pdftotext", "pdfinfo", "pdfimages"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, tool+", from the package poppler-utils of Debian")
		}
	}
	full := enter(t, haunted)
	h := &house{app: full.app, path: full.path, cookies: map[person.ID][]*http.Cookie{}}
	if err := h.serve(printer); err != nil {
		t.Fatal(err)
	}
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
			name := filepath.Join(t.TempDir(), "x.pdf")
			if err := os.WriteFile(name, []byte(a.body), 0o600); err != nil {
				t.Fatal(err)
			}
			text := strings.Join(strings.Fields(run(t, "pdftotext", "-raw", name, "-")), "")
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
