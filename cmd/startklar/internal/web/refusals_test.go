package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/domain/person"
)

// Each refused action has its status and its Danish words, and nothing has changed after it.
func TestEveryRefusalHasStatusAndWordsAndChangesNothing(t *testing.T) {
	long := strings.Repeat("x", 1001)
	for name, c := range map[string]struct {
		who    person.Actor
		path   string
		form   url.Values
		status int
		want   string
	}{
		"wrong role":                    {adviser, "/plan/gennemfoer", nil, http.StatusForbidden, "ligger hos andre end dig"},
		"wrong role for the sign-off":   {member, "/signoff/godkend", url.Values{"declared": {"1"}, "digest": {"x"}}, http.StatusForbidden, "ikke"},
		"wrong state: completed":        {leader, "/request/gennemfoer", nil, http.StatusConflict, "er ikke åben lige nu"},
		"wrong state: gate closed":      {adviser, "/startup_workshop/moede", url.Values{"on": {"2026-06-01"}, "start": {"09:00"}, "end": {"12:00"}, "bekraeft": {"1"}}, http.StatusConflict, "er ikke åben lige nu"},
		"stale revision":                {leader, "/readiness/kladde", nil, http.StatusConflict, "gemte en anden tekst"},
		"too long a text":               {leader, "/plan/pause", url.Values{"reason": {long}}, http.StatusUnprocessableEntity, "Teksten er for lang: 1.001 tegn"},
		"a reason missing":              {leader, "/plan/pause", url.Values{"reason": {" "}}, http.StatusUnprocessableEntity, "begrundelse"},
		"unknown item":                  {leader, "/nowhere/gennemfoer", nil, http.StatusNotFound, "findes ikke"},
		"unknown question":              {leader, "/readiness/svar/Z.9/standing", url.Values{"standing": {"clear"}}, http.StatusNotFound, "findes ikke"},
		"unknown standing":              {leader, "/readiness/svar/A.a.1/standing", url.Values{"standing": {"perhaps"}}, http.StatusUnprocessableEntity, "Vælg"},
		"personal number":               {leader, "/plan/pause", url.Values{"reason": {"Vi taler om " + cpr()}}, http.StatusUnprocessableEntity, "personnummer"},
		"another municipality":          {neighbour, "/request/gennemfoer", nil, http.StatusNotFound, "findes ikke"},
		"client key with other content": {leader, "/plan/start", url.Values{"client_key": {"used"}}, http.StatusConflict, "sendt før med et andet indhold"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHall(t)
			h.writes(member, "readiness", "A.a.1", "Kollegaens tekst")
			v := h.as(c.who)
			h.as(leader).post(h.path("/steering_group/start"), url.Values{"client_key": {"used"}})
			before := h.state().Number
			var p page
			if strings.HasSuffix(c.path, "/kladde") {
				p = v.send(http.MethodPost, h.path(c.path), "application/json", `{"client_key":"k","field":"A.a.1","text":"Mit","base_revision":0}`)
			} else {
				p = v.post(h.path(c.path), c.form)
			}
			p.says(t, c.status, []string{c.want}, nil)
			if now := h.state().Number; now != before {
				t.Errorf("event %d came of it", now)
			}
		})
	}
}
