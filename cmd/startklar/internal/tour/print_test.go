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

// TestPaperTellsWhatItsFileTells prints every document of an edition that a leader can print, a correction among them,
// and compares it with the file of the same document: each row of a table stands on paper as in the file, the counts
// are the same ones, and no number is on paper alone. What the file tells is read cell by cell, as other tests do before
// they attack it.
func TestPaperTellsWhatItsFileTells(t *testing.T) {
	h := printing(t, enter(t, furnished))
	counts, rows := 0, 0
	for _, e := range editionsOf(t, h) {
		if e.before == nil && e.row.Edition.Number == 1 && rows > 0 {
			continue // one edition of each kind
		}
		for _, part := range []string{string(own), string(own) + "/halvside", "landet"} {
			address := e.address(part, "html")
			article := e.fetch(address).page(t).Find("article.sk-st")
			e.sheet(article, address, true)
			_, paper := read(t, e.fetch(e.address(part, "pdf")))
			shown := onPaper(article)
			counts += sameNumbers(t, address, visible(shown), paper)
			together := strings.ReplaceAll(paper, " ", "")
			shown.Find("table tbody tr").Each(func(_ int, row *goquery.Selection) {
				rows++
				if text := strings.ReplaceAll(plain(row.Text()), " ", ""); !strings.Contains(together, text) {
					t.Errorf("%s: the row %q does not stand on paper", address, plain(row.Text()))
				}
			})
		}
	}
	if counts < 100 || rows < 40 {
		t.Errorf("only %d counts and %d rows on paper: the test looks at nothing", counts, rows)
	}
	t.Logf("%d counts and %d rows stand on paper as in the file", counts, rows)
}

// onPaper is what is printed of a document: not what is read aloud or folded away, such as the values of a drawing.
func onPaper(article *goquery.Selection) *goquery.Selection {
	shown := article.Clone()
	shown.Find("svg title, svg desc, .sk-hear, details").Remove()
	if shown.HasClass("sk-st--nation") { // which is one page, with no room for the drawings' sentences
		shown.Find(".sk-chart__said").Remove()
	}
	return shown
}

// visible is the text of a document, with a space between its parts.
func visible(shown *goquery.Selection) string {
	var parts []string
	shown.Find("*").Contents().Each(func(_ int, part *goquery.Selection) {
		if goquery.NodeName(part) == "#text" {
			parts = append(parts, part.Text())
		}
	})
	return plain(strings.Join(parts, " "))
}

// sameNumbers compares the counts of two texts, how often each of them stands there, and looks for numbers that stand on
// paper alone. It returns how many counts there are.
func sameNumbers(t *testing.T, where, file, paper string) (n int) {
	t.Helper()
	inFile, printed := occurrences(countsInWords, file), occurrences(countsInWords, paper)
	for pair, times := range printed {
		n += times
		if inFile[pair] != times {
			t.Errorf("%s: %q stands %d times on paper and %d times in the file", where, pair, times, inFile[pair])
		}
	}
	for pair := range inFile {
		if printed[pair] == 0 {
			t.Errorf("%s: %q does not stand on paper", where, pair)
		}
	}
	known := occurrences(anyNumber, file)
	for number := range occurrences(anyNumber, paper) {
		if known[number] == 0 && number != "1" && number != "2" && number != "3" { // of pages
			t.Errorf("%s: the number %s stands on paper only", where, number)
		}
	}
	return n
}

var anyNumber = regexp.MustCompile(`\d+`)

func occurrences(of *regexp.Regexp, text string) map[string]int {
	found := map[string]int{}
	for _, one := range of.FindAllString(text, -1) {
		found[strings.TrimRight(one, ".")]++
	}
	return found
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
