package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/person"
)

func TestHomeLeadsEverybodyToTheirWork(t *testing.T) {
	w := webtest.New(t)
	for _, c := range []struct {
		who      person.ID
		path, to string
	}{
		{"leder", "/", webtest.Path},
		{"konsulent", "/", "/min-dag"},
		{"star", "/", "/overblik"},
		{"star", "/kommune/0851", webtest.Path},
		{"", "/", "/log-ind?retur=%2F"},
		{"", webtest.Path, "/log-ind?retur=" + url.QueryEscape(webtest.Path)},
	} {
		if got := w.Get(c.who, c.path); got.Status != http.StatusSeeOther || got.Location != c.to {
			t.Errorf("%s as %q: %d to %q, want %q", c.path, c.who, got.Status, got.Location, c.to)
		}
	}
	w.Check(webtest.Scenarios{
		{"an administrator reads what the role holds", "admin", "/", http.StatusOK, []string{"Din rolle", "Oprette personer"}, []string{"Aalborg"}},
		{"a municipality without a journey", "star", "/kommune/0101", http.StatusOK, []string{"Forløbet er ikke begyndt endnu"}, nil},
		{"a code that does not exist", "star", "/kommune/9999", http.StatusNotFound, nil, nil},
		{"another's municipality", "nabo", "/kommune/0851", http.StatusNotFound, nil, nil},
	})
}
