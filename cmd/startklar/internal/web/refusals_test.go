package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/person"
)

// Each refused action has its status and its Danish words, and nothing has changed after it.
func TestEveryRefusalHasStatusAndWordsAndChangesNothing(t *testing.T) {
	long := strings.Repeat("x", 1001)
	for name, c := range map[string]struct {
		who    person.ID
		path   string
		form   url.Values
		status int
		want   string
	}{
		"wrong role":                    {"konsulent", "/plan/gennemfoer", nil, http.StatusForbidden, "ligger hos andre end dig"},
		"wrong role for the sign-off":   {"medarbejder", "/signoff/godkend", url.Values{"declared": {"1"}, "digest": {"x"}}, http.StatusForbidden, "ikke"},
		"wrong state: completed":        {"leder", "/request/gennemfoer", nil, http.StatusConflict, "er ikke åben lige nu"},
		"wrong state: gate closed":      {"konsulent", "/startup_workshop/moede", url.Values{"on": {"2026-06-01"}, "start": {"09:00"}, "end": {"12:00"}, "bekraeft": {"1"}}, http.StatusConflict, "er ikke åben lige nu"},
		"stale revision":                {"leder", "/readiness/kladde", nil, http.StatusConflict, "gemte en anden tekst"},
		"too long a text":               {"leder", "/plan/pause", url.Values{"reason": {long}}, http.StatusUnprocessableEntity, "Teksten er for lang: 1.001 tegn"},
		"a reason missing":              {"leder", "/plan/pause", url.Values{"reason": {" "}}, http.StatusUnprocessableEntity, "begrundelse"},
		"unknown item":                  {"leder", "/nowhere/gennemfoer", nil, http.StatusNotFound, "findes ikke"},
		"unknown question":              {"leder", "/readiness/svar/Z.9/standing", url.Values{"standing": {"clear"}}, http.StatusNotFound, "findes ikke"},
		"unknown standing":              {"leder", "/readiness/svar/A.a.1/standing", url.Values{"standing": {"perhaps"}}, http.StatusUnprocessableEntity, "Vælg"},
		"personal number":               {"leder", "/plan/pause", url.Values{"reason": {"Vi taler om " + webtest.PersonalNumber()}}, http.StatusUnprocessableEntity, "personnummer"},
		"another municipality":          {"nabo", "/request/gennemfoer", nil, http.StatusNotFound, "findes ikke"},
		"client key with other content": {"leder", "/plan/start", url.Values{"client_key": {"used"}}, http.StatusConflict, "sendt før med et andet indhold"},
	} {
		t.Run(name, func(t *testing.T) {
			w := webtest.AtWork(t)
			w.Write("medarbejder", "readiness", "A.a.1", "Kollegaens tekst")
			v := w.As(c.who)
			w.As("leder").Post(webtest.Path+"/steering_group/start", url.Values{"client_key": {"used"}})
			before := w.State().Number
			var p webtest.Page
			if strings.HasSuffix(c.path, "/kladde") {
				p = v.Send(http.MethodPost, webtest.Path+c.path, "application/json", `{"client_key":"k","field":"A.a.1","text":"Mit","base_revision":0}`)
			} else {
				p = v.Post(webtest.Path+c.path, c.form)
			}
			p.Says(t, c.status, []string{c.want}, nil)
			if now := w.State().Number; now != before {
				t.Errorf("event %d came of it", now)
			}
		})
	}
}
