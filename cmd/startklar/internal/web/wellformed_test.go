package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"startklar/workflow"
)

// TestEveryPageIsWellFormed looks at what a page must be for somebody who cannot see it.
func TestEveryPageIsWellFormed(t *testing.T) {
	w := newWorld(t)
	w.do("leder", workflow.CompleteItem{Target: target(aalborgJourney), Item: "request"})
	w.do("star", workflow.DeliverDocument{Target: target(aalborgJourney), Item: "starter_pack", Document: "cv_paper", Version: 1})
	for _, who := range []string{"leder", "konsulent", "star"} {
		paths := []string{journeyPath, journeyPath + "/historik", "/tilgaengelighed", "/persondata", "/hjaelp", "/log-ind", "/findes-ikke"}
		for _, item := range []string{"request", "workshop_preparation", "startup_workshop", "regional_seminar", "starter_pack", "finished"} {
			paths = append(paths, journeyPath+"/"+item)
		}
		if who != "leder" {
			paths = append(paths, "/overblik", "/overblik?gruppe=region&sent=1")
		}
		for _, path := range paths {
			t.Run(who+path, func(t *testing.T) { wellFormed(t, w.get(who, path)) })
		}
	}
	t.Run("refused", func(t *testing.T) {
		wellFormed(t, w.post("leder", journeyPath+"/workshop_preparation/pause", form("reason", "")))
	})
	t.Run("preview", func(t *testing.T) {
		wellFormed(t, w.post("star", journeyPath+"/startup_workshop/frist", form("on", "2026-07-01", "reason", "Ferie")))
	})
}

func wellFormed(t *testing.T, a answer) {
	t.Helper()
	if a.status >= http.StatusInternalServerError || a.body == "" {
		t.Fatalf("status %d", a.status)
	}
	page, err := goquery.NewDocumentFromReader(strings.NewReader(a.raw))
	if err != nil {
		t.Fatal(err)
	}
	if n := page.Find("h1").Length(); n != 1 {
		t.Errorf("%d h1", n)
	}
	if n := page.Find("[style], style, script:not([src]), [onclick]").Length(); n != 0 {
		t.Errorf("%d inline styles or scripts", n)
	}
	ids := map[string]bool{}
	page.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if ids[id] {
			t.Errorf("the id %q stands twice", id)
		}
		ids[id] = true
	})
	labelled(t, page, ids)
	page.Find("form[method=post]").Each(func(_ int, s *goquery.Selection) {
		action := s.AttrOr("action", "")
		if strings.HasPrefix(action, "/forloeb/") && s.Find("input[name=client_key]").AttrOr("value", "") == "" {
			t.Errorf("the form to %q has no client key", action)
		}
	})
}

// labelled checks that every field has a label, and that what is pointed at is there.
func labelled(t *testing.T, page *goquery.Document, ids map[string]bool) {
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
