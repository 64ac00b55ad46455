package monitor_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
)

// monitoringTexts are all fields of the monitoring's forms that take what somebody writes or chooses: each is sent a
// personal number while the rest of the form is in order.
var monitoringTexts = map[string][]string{
	"/begivenheder":                     {"title", "text", "cause", "from", "until", "indicators", "suspends"},
	"/begivenheder/HAENDELSE1":          {"title", "text", "cause", "from", "until", "indicators", "base_revision"},
	"/begivenheder/HAENDELSE1/tilbage":  {"reason"},
	"/leverancer/indlaes/gem":           {"fil"},
	"/leverancer/indlaes/kasser":        {"fil"},
	april + "/frys":                     {"reason", "as_of"},
	april + "/frigiv":                   {"number"},
	april + "/kasser":                   {"reason", "number"},
	april + "/0851/kommentar":           {"text", "base_revision"},
	"/stoette/0851/1/hypotese":          {"note", "guess", "base_revision"},
	"/stoette/0851/1/dialog":            {"note", "with", "way", "on"},
	"/stoette/0851/1/hjaelp":            {"text", "kinds"},
	"/stoette/0851/1/aftale":            {"text", "on"},
	"/stoette/0851/1/opfoelgning":       {"on"},
	"/stoette/0851/1/flet":              {"into"},
	"/stoette/0851/1/resultat":          {"note", "outcome"},
	"/stoette/0851/forslag/2/aabn":      {"reason"},
	"/stoette/0851/forslag/2/saml":      {"into"},
	"/stoette/0851/forslag/2/laeg-vaek": {"reason"},
	"/stoette/nyt":                      {"municipality", "subjects", "reason"},
	april + "/landet/kommentar":         {"text"},
}

// inOrder is what stands in a field that is not being tried.
var inOrder = url.Values{
	"title": {"En dato"}, "text": {"En tekst"}, "cause": {"law"}, "from": {"2026-05"}, "reason": {"En grund"}, "guess": {"chance"}, "way": {"call"},
	"on": {"2026-08-10"}, "kinds": {"sparring"}, "outcome": {"explained"}, "municipality": {"0851"}, "subjects": {"8"}, "number": {"2"}, "note": {"Et notat"},
}

// writes are the fields in which somebody writes: there it is said what has to go.
var writes = map[string]bool{"title": true, "text": true, "note": true, "reason": true, "with": true}

// TestNoFieldOfTheMonitoringTakesAPersonalNumber sends one in every field and in every address. It may come back where
// its writer can mend it, in the field itself; it stands nowhere else, not in the log and not in the store.
func TestNoFieldOfTheMonitoringTakesAPersonalNumber(t *testing.T) {
	number := webtest.PersonalNumber()
	t.Setenv("TMPDIR", t.TempDir())
	w := monitored(t)
	var log bytes.Buffer
	w.Options.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w.Open()
	for path, fields := range monitoringTexts {
		for _, field := range fields {
			t.Run(path+" "+field, func(t *testing.T) {
				form := webtest.Form("base_revision", revision(w), "as_of", "2026-08-01T10:00:00Z")
				for name, values := range inOrder {
					form[name] = values
				}
				form.Set(field, number)
				before := written(w)
				a := w.Post("star", path, form)
				if a.Status < http.StatusBadRequest {
					t.Errorf("status %d to %q", a.Status, a.Location)
				}
				if writes[field] && !strings.Contains(a.Text, "personnummer") {
					t.Error("it is not said what is wrong")
				}
				if written(w) != before {
					t.Error("something was written")
				}
				onlyInItsField(t, a, number)
			})
		}
	}
	for _, address := range []string{
		"/indikatorer/%", "/indikatorer/6?kommune=%&region=%&maaned=%&pr=%&billede=%", "/indikatorer/6/svar?kommune=%&pr=%", "/tal?billede=%&format=%",
		"/leverancer?pr=%&antal=%", "/leverancer/%", "/leverancer/0851/%", "/leverancer/0851?pr=%", "/leverancer/indlaest/%", "/opgoerelser/%", "/opgoerelser/2026-04/%",
		april + "/0851?udgave=%", april + "/0851?format=%", "/stoette?emne=%&region=%&grund=%&vis=%", "/stoette/%", "/stoette/%/1", "/stoette/0851/%",
		"/stoette/0851/forslag/%", "/stoette/nyt?kommune=%", "/stoette/hvem-kan-vi-spoerge?indikator=%", "/begivenheder/%", "/opslag?kommune=%&person=%&til=%",
	} {
		a := w.Get("star", strings.ReplaceAll(address, "%", number))
		onlyInItsField(t, a, number)
		if t.Failed() {
			t.Fatal(address)
		}
	}
	if strings.Contains(log.String(), number) || log.Len() == 0 {
		t.Errorf("the log has %d bytes, and the number: %v", log.Len(), strings.Contains(log.String(), number))
	}
	neverWritten(t, filepath.Dir(os.TempDir()), number)
}

// onlyInItsField looks for the number in a page without what its writer has in hand: the fields, and the addresses
// that lead to the same again.
func onlyInItsField(t *testing.T, a webtest.Page, number string) {
	t.Helper()
	a.Doc.Find("textarea, input, option").Remove()
	if text := a.Doc.Text(); strings.Contains(text, number) {
		at := strings.Index(text, number)
		t.Errorf("the page says it: …%s…", strings.Join(strings.Fields(text[max(0, at-80):at]), " "))
	}
}
