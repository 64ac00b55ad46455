package webtest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/sheet"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"
)

// Page is what came back: as it was sent (Raw), with its characters as they are read (Body), and the words that a
// reader of the page meets, on one line (Text).
type Page struct {
	Status          int
	Header          http.Header
	Location        string
	Raw, Body, Text string
	Doc             *goquery.Document
}

// Says checks a status, what must be there in one of the page's forms, and what must not be there in any.
func (p Page) Says(t testing.TB, status int, want, forbidden []string) {
	t.Helper()
	if p.Status != status {
		t.Errorf("status %d, want %d", p.Status, status)
	}
	for _, text := range want {
		if _, there := p.find(text); !there {
			t.Errorf("the page does not say %q:\n%s", text, p.Text)
		}
	}
	for _, text := range append(forbidden[:len(forbidden):len(forbidden)], "⟦") { // the mark of a missing text
		if around, there := p.find(text); there {
			t.Errorf("the page says %q: …%s…", text, around)
		}
	}
}

// find looks for a text, and returns it with what stands around it.
func (p Page) find(text string) (around string, there bool) {
	for _, form := range []string{p.Text, p.Body, p.Raw} {
		if at := strings.Index(form, text); at >= 0 {
			return form[max(0, at-80):min(len(form), at+len(text)+80)], true
		}
	}
	return "", false
}

// Form reads what a browser would send of the one form that goes to a path.
func (p Page) Form(t testing.TB, action string) url.Values {
	t.Helper()
	form := p.Doc.Find("form").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.AttrOr("action", "") == action })
	if form.Length() != 1 {
		t.Fatalf("%d forms go to %s", form.Length(), action)
	}
	values := url.Values{}
	form.Find("input, textarea, select").Each(func(_ int, s *goquery.Selection) {
		name, named := s.Attr("name")
		_, checked := s.Attr("checked")
		kind := s.AttrOr("type", "")
		switch {
		case !named || s.Closest("template").Length() > 0 || (kind == "radio" || kind == "checkbox") && !checked:
		case goquery.NodeName(s) == "textarea":
			values.Add(name, s.Text())
		case goquery.NodeName(s) == "select":
			values.Add(name, s.Find("option[selected]").AttrOr("value", ""))
		default:
			values.Add(name, s.AttrOr("value", ""))
		}
	})
	return values
}

// Workbook is the first sheet of a file of that name, row by row. Its second says where it comes from.
func (p Page) Workbook(t testing.TB, name string) [][]string {
	t.Helper()
	if p.Status != http.StatusOK || p.Header.Get("Content-Type") != sheet.MIME {
		t.Fatalf("status %d, type %q", p.Status, p.Header.Get("Content-Type"))
	}
	if got := p.Header.Get("Content-Disposition"); got != `attachment; filename="`+name+`"` {
		t.Errorf("the file is %s", got)
	}
	f, err := excelize.OpenReader(strings.NewReader(p.Raw))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(f.GetSheetList()[0])
	if err != nil {
		t.Fatal(err)
	}
	about, err := f.GetRows(f.GetSheetList()[1])
	if err != nil || len(about) < 4 {
		t.Errorf("the file does not say where it comes from: %q, %v", about, err)
	}
	return rows
}
