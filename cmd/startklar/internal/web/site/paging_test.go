package site_test

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/templates/catalogue"
)

func TestTheNearestPagesOfManyAreOffered(t *testing.T) {
	for name, c := range map[string]struct {
		matching, size, current int
		pages, now              string
	}{
		"nothing":       {0, 50, 1, "", ""},
		"one page":      {50, 50, 1, "", ""},
		"one more":      {51, 50, 1, "1 2", "1"},
		"in the middle": {1000, 50, 10, "1 7 8 9 10 11 12 13 20", "10"},
		"at the end":    {1000, 50, 20, "1 17 18 19 20", "20"},
		"past the end":  {1000, 50, 99, "1 20", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var pages, now []string
			for _, v := range site.PageViews(&site.Words{Lang: catalogue.Danish}, c.matching, c.size, c.current, func(q url.Values) string { return q.Get("side") }) {
				if v.Label != "Side "+v.Href {
					t.Errorf("page %s is called %q", v.Href, v.Label)
				}
				pages = append(pages, v.Href)
				if v.Current {
					now = append(now, v.Href)
				}
			}
			if strings.Join(pages, " ") != c.pages || strings.Join(now, " ") != c.now {
				t.Errorf("pages %q at %q", pages, now)
			}
		})
	}
}

func TestAnAddressIsChanged(t *testing.T) {
	query := url.Values{"region": {"Syddanmark", "Sjælland"}, "side": {"4"}, "q": {""}}
	before := maps.Clone(query)
	for _, c := range []struct {
		changes url.Values
		want    string
	}{
		{nil, "/overblik?region=Syddanmark&side=4"},
		{url.Values{"side": {""}}, "/overblik?region=Syddanmark"},
		{url.Values{"side": {""}, "region": {""}}, "/overblik"},
		{url.Values{"q": {"a&b=c"}, "side": {"5"}}, "/overblik?q=a%26b%3Dc&region=Syddanmark&side=5"},
	} {
		if got := site.AddressWith("/overblik", query, c.changes); got != c.want {
			t.Errorf("%v: %s, want %s", c.changes, got, c.want)
		}
	}
	if !maps.EqualFunc(query, before, slices.Equal) {
		t.Errorf("the query became %v", query)
	}
}
