package tour_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/tour"
	"startklar/domain/person"
	"startklar/templates/catalogue"

	"github.com/PuerkitoBio/goquery"
)

// TestATableIsAFileOnItsOwnPage looks at every table that can be taken along: the page that shows it leads to the file,
// and whoever may not open the page does not get the file.
func TestATableIsAFileOnItsOwnPage(t *testing.T) {
	h := enter(t, furnished)
	c := tour.Walks(today)
	tables := 0
	for _, s := range h.all(t) {
		if s.File != "xlsx" && s.File != "csv" {
			continue
		}
		tables++
		t.Run(s.Name, func(t *testing.T) {
			page := without(t, s.address, "format")
			if !leadsTo(h.get(t, s.who, catalogue.Danish, page).page(t), s.address) {
				t.Errorf("no link on %s leads to %s", page, s.address)
			}
			refused := 0
			for _, who := range oneOfEach(c) {
				shown := h.get(t, who, catalogue.Danish, page).status
				if shown == http.StatusOK {
					continue
				}
				refused++
				if got := h.get(t, who, catalogue.Danish, s.address); got.status != shown {
					t.Errorf("the page answers %q with %d, the file with %d", who, shown, got.status)
				}
			}
			if refused == 0 {
				t.Errorf("%s is for everybody", page)
			}
		})
	}
	if tables < 15 {
		t.Errorf("only %d tables", tables)
	}
}

// oneOfEach are somebody of every role, and nobody.
func oneOfEach(walks []tour.Walk) (who []person.ID) {
	seen := map[string]bool{}
	for _, w := range walks {
		role, _, _ := strings.Cut(string(w.Person), "-")
		if !seen[role] {
			seen[role], who = true, append(who, w.Person)
		}
	}
	return who
}

func without(t *testing.T, address, parameter string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Del(parameter)
	u.RawQuery = query.Encode()
	return u.String()
}

// leadsTo tells whether a file can be fetched where people look for one: below a table, or at the head of a paper, where
// links to other pages stand beside it.
func leadsTo(page *goquery.Document, address string) bool {
	found := false
	page.Find(".sk-downloads a[href], .sk-turns a[download][href]").Each(func(_ int, a *goquery.Selection) {
		found = found || a.AttrOr("href", "") == address
	})
	return found
}
