package tour_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/demo"
	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/tour"
	"startklar/cmd/startklar/internal/tour/hostile"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/templates/catalogue"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"
)

// through is the door that the hostile house was filled through.
var through *hostile.Door

// haunted is the house in which every text that a person wrote is hostile, and as long as it may be where the
// tour leads.
var haunted = once(func(ctx context.Context, a *app.App, clock *demo.Clock, def *workflow.Definition) error {
	through = hostile.New(a.Door, def, tour.Visits(today))
	if err := demo.Fill(ctx, through, a.Intake, clock, def, nil); err != nil {
		return err
	}
	if err := demo.Publish(ctx, throughDesk{a.Desk}, clock); err != nil {
		return err
	}
	return giveLinks(ctx, through, "Et par ord.")
})

// throughDesk is a desk whose commands go through the hostile door.
type throughDesk struct{ *desk.Desk }

func (throughDesk) Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error) {
	return through.Do(ctx, journal.Request{Actor: actor, ClientKey: key, Command: c})
}

// TestHostileTextsDoNoHarm looks at every page and every file of the tour, in both languages, where every text
// tries to be markup, a formula, a line of another kind.
func TestHostileTextsDoNoHarm(t *testing.T) {
	h := enter(t, haunted)
	shown := 0
	// A stop may be gone where a hostile text took the place of one that leads there.
	for _, s := range h.stops(t, func(s tour.Stop) { t.Logf("%s is not there", s.Name) }) {
		a := h.get(t, s.who, catalogue.Danish, s.address)
		t.Run(s.Name, func(t *testing.T) {
			if a.status >= http.StatusInternalServerError && a.status != http.StatusServiceUnavailable {
				t.Fatalf("status %d", a.status)
			}
			if text := a.wordless(); text != "" {
				t.Errorf("a text is missing: %.80s", text)
			}
			if s.File == "" {
				harmless(t, a)
				return
			}
			if check := files[s.File]; check == nil {
				t.Errorf("nobody knows what a hostile text does in a %s", s.File)
			} else if a.status == http.StatusOK {
				check(t, a)
			}
		})
		if strings.Contains(a.body, "canary(") {
			shown++
		}
	}
	if shown < 40 {
		t.Errorf("only %d stops show a hostile text: the test looks at nothing", shown)
	}
}

// harmless finds what a browser would carry out.
func harmless(t *testing.T, a answer) {
	t.Helper()
	page := a.page(t)
	if n := page.Find("script:not([src]), img[src=x], [onerror], [onclick], style").Length(); n > 0 {
		t.Errorf("%d live canaries", n)
	}
	page.Find("a[href], form[action]").Each(func(_ int, el *goquery.Selection) {
		for _, name := range []string{"href", "action"} {
			if to := strings.ToLower(strings.TrimSpace(el.AttrOr(name, ""))); strings.HasPrefix(to, "javascript:") || strings.HasPrefix(to, "data:") {
				t.Errorf("a link carries something out: %.100s", to)
			}
		}
	})
	if a.header.Get("Content-Security-Policy") == "" {
		t.Error("no content policy")
	}
}

// files are the kinds of file that leave the house, and what a hostile text must not do there.
var files = map[string]func(*testing.T, answer){
	"csv": func(t *testing.T, a answer) {
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.body, "\ufeff")))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				neutral(t, cell)
			}
		}
	},
	// A page that stands by itself has its style within it, and nothing that is carried out or fetched.
	"html": func(t *testing.T, a answer) {
		page := a.page(t)
		if n := page.Find("script, img, iframe, object, link, body style, [onerror], [onclick]").Length(); n > 0 {
			t.Errorf("%d live canaries", n)
		}
		if n := page.Find("head > style").Length(); n != 1 {
			t.Errorf("%d style sheets", n)
		}
	},
	"xlsx": func(t *testing.T, a answer) {
		book, err := excelize.OpenReader(strings.NewReader(a.body))
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		for _, name := range book.GetSheetList() {
			rows, err := book.GetRows(name)
			if err != nil {
				t.Fatal(err)
			}
			for y, row := range rows {
				for x, text := range row {
					neutral(t, text)
					if strings.Contains(text, "⟦") {
						t.Errorf("a text is missing: %.80s", text)
					}
					cell, _ := excelize.CoordinatesToCellName(x+1, y+1)
					if formula, _ := book.GetCellFormula(name, cell); formula != "" {
						t.Errorf("%s!%s is a formula: %s", name, cell, formula)
					}
				}
			}
		}
	},
	"docx": func(t *testing.T, a answer) {
		z, err := zip.NewReader(strings.NewReader(a.body), int64(len(a.body)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			if strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, ".rels") {
				wellFormedXML(t, f)
			}
		}
	},
	"md": func(t *testing.T, a answer) {
		for line := range strings.Lines(a.body) {
			if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, hostile.Live) || strings.Contains(trimmed, "<img src=x") && !strings.Contains(trimmed, `\<img`) && !strings.Contains(trimmed, "&lt;img") {
				t.Errorf("live markup: %.120s", trimmed)
			}
		}
	},
	"ics": func(t *testing.T, a answer) {
		for line := range strings.SplitSeq(strings.TrimSuffix(a.body, "\r\n"), "\r\n") {
			if len(line) > 75 {
				t.Errorf("a line of %d bytes: %.90q", len(line), line)
			}
		}
		whole := strings.NewReplacer("\r\n ", "", "\r\n\t", "").Replace(a.body)
		for line := range strings.SplitSeq(strings.TrimSuffix(whole, "\r\n"), "\r\n") {
			if name, _, ok := strings.Cut(line, ":"); !ok || strings.ContainsAny(name, " <") || strings.Contains(line, "\n") {
				t.Errorf("no line of a calendar: %.90q", line)
			}
		}
	},
	"pdf": func(t *testing.T, a answer) {
		if !strings.HasPrefix(a.body, "%PDF-") {
			t.Errorf("no PDF: %.40q", a.body)
		}
	},
}

// neutral checks that a spreadsheet takes the cell for a text.
func neutral(t *testing.T, cell string) {
	t.Helper()
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		t.Errorf("a spreadsheet would calculate %.60q", cell)
	}
}

func wellFormedXML(t *testing.T, f *zip.File) {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(bytes.NewReader(content)); ; {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
}

// rare is why nobody in the demo gives a command: it is an exception, and what it says is shown by the same
// components as the reasons and notes that are hostile.
const rare = "nobody in the demo does it; its reason or text is shown as every other one"

// gentle are the commands through which no hostile text comes, with the reason.
var gentle = map[string]string{
	"erase":               "an administrator's reason, given on the command line; no page shows it",
	"set_contact":         "a telephone number and an address of mail, which may not be any text",
	"assign_item":         "an id",
	"accept_proposal":     rare,
	"decline_proposal":    rare,
	"draft_proposal":      rare,
	"decide_question":     rare,
	"cancel_meeting":      rare,
	"close_stage":         rare,
	"describe_meeting":    rare,
	"record_attendance":   rare,
	"retract_synthesis":   rare,
	"terminate_item":      rare,
	"freeze_statement":    "the reason of a correction, which the demo has none of",
	"discard_statement":   "the reason why nobody reads a frozen edition; no page shows it",
	"withdraw_agreement":  rare,
	"withdraw_invitation": rare,
	"withdraw_version":    rare,
}

// TestEveryWrittenTextWasHostile compares the commands that carry what a person writes with those that have come
// through the hostile door.
func TestEveryWrittenTextWasHostile(t *testing.T) {
	enter(t, haunted)
	seen := through.Seen()
	for _, command := range writing(t) {
		came := slices.ContainsFunc(keysOf(seen), func(key string) bool { return strings.HasPrefix(key, command+".") })
		excepted := slices.ContainsFunc(keysOf(gentle), func(key string) bool { return key == command || strings.HasPrefix(key, command+".") })
		if !came && !excepted {
			t.Errorf("%s: nobody in the demo writes this, so no page has been seen with a hostile text in it", command)
		}
	}
}

func keysOf[V any](m map[string]V) []string {
	var all []string
	for key := range m {
		all = append(all, key)
	}
	return all
}

// writing are the names of the commands that implement WrittenTexts, as the sources have them.
func writing(t *testing.T) []string {
	t.Helper()
	names, writes := map[string]string{}, map[string]bool{}
	for _, root := range []string{"../../../../domain", "../../../../workflow"} {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			for _, d := range file.Decls {
				collect(d, filepath.Dir(path), names, writes)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var all []string
	for kind := range writes {
		if names[kind] == "" {
			t.Errorf("%s has no name that can be read", kind)
		}
		all = append(all, names[kind])
	}
	if len(all) < 30 {
		t.Fatalf("only %d commands carry texts: the search no longer understands the code", len(all))
	}
	slices.Sort(all)
	return all
}

// collect notes the name of a command, and that it carries texts.
func collect(d ast.Decl, dir string, names map[string]string, writes map[string]bool) {
	f, ok := d.(*ast.FuncDecl)
	if !ok || f.Recv == nil || len(f.Recv.List) != 1 {
		return
	}
	receiver, ok := f.Recv.List[0].Type.(*ast.Ident)
	if !ok {
		return
	}
	kind := dir + "." + receiver.Name
	switch f.Name.Name {
	case "WrittenTexts":
		writes[kind] = true
	case "CommandName":
		ast.Inspect(f, func(n ast.Node) bool {
			if text, ok := n.(*ast.BasicLit); ok && text.Kind == token.STRING {
				names[kind] = strings.Trim(text.Value, `"`)
			}
			return true
		})
	}
}

// bare is the house in which everybody has only just come: nobody has written anything.
var bare = once(func(ctx context.Context, a *app.App, clock *demo.Clock, def *workflow.Definition) error {
	system := person.SystemActor("test")
	for _, p := range demo.People(clock) {
		if _, err := a.Desk.Do(ctx, system, "", p); err != nil {
			return err
		}
	}
	for _, m := range municipality.All() {
		if _, err := a.Desk.Do(ctx, system, "", start(m.Code, def)); err != nil {
			return err
		}
	}
	return nil
})

// TestEveryPageWithoutAnyText visits the tour where nothing has been written: what is not there yet is refused or
// says what comes next, and never fails.
func TestEveryPageWithoutAnyText(t *testing.T) {
	h := enter(t, bare)
	pages := 0
	for _, s := range h.stops(t, func(tour.Stop) {}) {
		a := h.get(t, s.who, catalogue.Danish, s.address)
		t.Run(s.Name, func(t *testing.T) {
			if a.status >= http.StatusInternalServerError && a.status != http.StatusServiceUnavailable {
				t.Fatalf("status %d", a.status)
			}
			if text := a.wordless(); text != "" {
				t.Errorf("a text is missing: %.80s", text)
			}
			if a.status == http.StatusOK && s.File == "" {
				whole(t, stop{tour.Stop{Name: s.Name, Bare: s.Bare}, s.who, s.address}, a)
			}
		})
		if a.status == http.StatusOK {
			pages++
		}
	}
	if pages < 50 {
		t.Errorf("only %d pages are there", pages)
	}
}

// start begins a municipality's journey on the tour's day.
func start(code municipality.Code, def *workflow.Definition) workflow.StartJourney {
	return workflow.StartJourney{
		Target: workflow.Target{Journey: journey.NewID(code, def.Key, 1)}, Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: today,
	}
}
