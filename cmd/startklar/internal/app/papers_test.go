package app_test

import (
	"io/fs"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain/personaldata"
	"startklar/templates"
)

// The programme's definition ships its twelve papers: every one in both languages, said to be an example, each
// with a purpose and readers.
func TestEveryDocumentOfTheProgrammeHasItsPaper(t *testing.T) {
	url, _ := store(t)
	a := open(t, app.Options{URL: url})
	documents, err := a.Store.Documents(t.Context(), "flere-skal-med-2")
	if err != nil || len(documents) != 12 {
		t.Fatalf("%d documents, %v", len(documents), err)
	}
	long := 0
	for _, listed := range documents {
		d, err := a.Store.Document(t.Context(), listed.ID)
		if err != nil {
			t.Fatal(err)
		}
		v, ok := d.Newest()
		if !ok || v.Number != 1 || !v.Example || v.By != "system:starterpack" {
			t.Errorf("%s: %+v", d.ID, v)
			continue
		}
		for _, text := range []string{
			d.About.Purpose.DA, d.About.Purpose.EN, d.About.Audience.DA, d.About.Audience.EN, d.About.Serves.EN, v.Text.DA, v.Text.EN,
		} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s lacks a text", d.ID)
			}
			if _, found := personaldata.FindCPR(text); found || strings.HasPrefix(text, "# ") {
				t.Errorf("%s: a text must not hold that", d.ID)
			}
		}
		if v.Minutes("da") >= 4 && v.Minutes("en") >= 4 {
			long++
		}
	}
	if long != 3 {
		t.Errorf("%d papers are written in full, want 3", long)
	}
	papers, err := fs.Glob(templates.StarterPack(), "*.md")
	if err != nil || len(papers) != 24 {
		t.Errorf("%d files, %v", len(papers), err)
	}
}

func TestOpenIntroducesEachDocumentOnce(t *testing.T) {
	url, _ := store(t)
	visit(t, app.Options{URL: url})
	a := open(t, app.Options{URL: url})
	report, err := a.Door.Verify(t.Context())
	if err != nil || report.Difference != "" {
		t.Fatalf("%+v, %v", report, err)
	}
	documents, err := a.Store.Documents(t.Context(), "flere-skal-med-2")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		if len(d.Versions) != 1 {
			t.Errorf("%s has %d versions", d.ID, len(d.Versions))
		}
	}
}
