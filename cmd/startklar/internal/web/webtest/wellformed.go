package webtest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// WellFormed checks what a page must be for somebody who cannot see it.
func WellFormed(t testing.TB, p Page) {
	t.Helper()
	if p.Status >= http.StatusInternalServerError || p.Raw == "" {
		t.Fatalf("status %d", p.Status)
	}
	if n := p.Doc.Find("h1").Length(); n != 1 {
		t.Errorf("%d h1", n)
	}
	if n := p.Doc.Find("[style], style, script:not([src]), [onclick]").Length(); n != 0 {
		t.Errorf("%d inline styles or scripts", n)
	}
	ids := map[string]bool{}
	p.Doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if ids[id] {
			t.Errorf("the id %q stands twice", id)
		}
		ids[id] = true
	})
	labelled(t, p.Doc, ids)
	p.Doc.Find("form[method=post]").Each(func(_ int, s *goquery.Selection) {
		action := s.AttrOr("action", "")
		if strings.HasPrefix(action, "/forloeb/") && s.Find("input[name=client_key]").AttrOr("value", "") == "" {
			t.Errorf("the form to %q has no client key", action)
		}
	})
}

// labelled checks that every field has a label, and that what is pointed at is there.
func labelled(t testing.TB, page *goquery.Document, ids map[string]bool) {
	t.Helper()
	page.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
		if id := s.AttrOr("id", ""); page.Find(`label[for="`+id+`"]`).Length() == 0 {
			t.Errorf("the field %q has no label", id)
		}
	})
	page.Find("a[href^='#']").Each(func(_ int, s *goquery.Selection) {
		if to, _ := url.PathUnescape(strings.TrimPrefix(s.AttrOr("href", ""), "#")); !ids[to] {
			t.Errorf("a link leads to #%s, which is not there", to)
		}
	})
	for _, name := range []string{"aria-describedby", "aria-labelledby"} {
		page.Find("[" + name + "]").Each(func(_ int, s *goquery.Selection) {
			for id := range strings.FieldsSeq(s.AttrOr(name, "")) {
				if !ids[id] {
					t.Errorf("%s names %q, which is not there", name, id)
				}
			}
		})
	}
}
