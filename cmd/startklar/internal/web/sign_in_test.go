package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestTheDoorIsOpenInTheDemonstrationAlone(t *testing.T) {
	w := newWorld(t)
	w.check([]scenario{
		{"people to be", "", "/log-ind", http.StatusOK, []string{"Vælg kommune", ">Aalborg<", "Konsulent Nord", "Medarbejder i STAR", "Administrator"}, nil},
	})
	w.handler = w.serve(false)
	w.check([]scenario{
		{"no door", "", "/log-ind", http.StatusOK, []string{"organisations eget login"}, []string{"Vælg kommune", "Konsulent Nord", "<form method=\"post\" action=\"/log-ind\""}},
	})
	if got := w.post("", "/log-ind", url.Values{"person": {"leder"}}); got.status != http.StatusUnauthorized || got.header.Get("Set-Cookie") != "" {
		t.Errorf("a closed door answers %d", got.status)
	}
}

func TestSigningInGivesANewSessionAndStaysWithin(t *testing.T) {
	w := newWorld(t)
	before := w.session("leder")
	request := httptest.NewRequest(http.MethodPost, "/log-ind", strings.NewReader(url.Values{
		"kommune": {"0461"}, "rolle": {"MunicipalLeader"}, "retur": {"//evil.example/"},
	}.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.AddCookie(before[0])
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusSeeOther || recorder.Header().Get("Location") != "/" {
		t.Fatalf("status %d to %q", recorder.Code, recorder.Header().Get("Location"))
	}
	if after := recorder.Result().Cookies(); len(after) == 0 || after[0].Value == before[0].Value {
		t.Error("the session kept its token")
	}
	if got := w.get("leder", journeyPath); got.status != http.StatusSeeOther {
		t.Errorf("the old token still opens the journey: %d", got.status)
	}
}

func TestAWrongChoiceAtTheDoorIsExplained(t *testing.T) {
	w := newWorld(t)
	w.post("", "/log-ind", url.Values{"kommune": {""}, "rolle": {"MunicipalLeader"}}).
		expect(t, http.StatusUnprocessableEntity, []string{"Vælg en kommune fra listen.", `href="#kommune"`}, nil)
	w.post("", "/log-ind", url.Values{"kommune": {"0851"}, "rolle": {"NationalOfficer"}}).expect(t, http.StatusUnprocessableEntity, nil, nil)
	w.post("", "/log-ind", url.Values{"person": {"system:cli"}}).expect(t, http.StatusNotFound, nil, nil)
}

func TestSigningOutForgets(t *testing.T) {
	w := newWorld(t)
	w.session("leder")
	if got := w.post("leder", "/log-ud", nil); got.location() != "/log-ind" {
		t.Errorf("leads to %q", got.location())
	}
	if got := w.get("leder", journeyPath); got.status != http.StatusSeeOther {
		t.Errorf("status %d after signing out", got.status)
	}
}

func TestPlainPagesAreOpenInBothLanguages(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/tilgaengelighed", "/persondata", "/hjaelp"} {
		w.get("", path).expect(t, http.StatusOK, []string{"Alle, også uden login", `lang="da"`}, nil)
		w.cookies["english"] = []*http.Cookie{{Name: "sprog", Value: "en"}}
		w.get("english", path).expect(t, http.StatusOK, []string{"Everybody, also without signing in", `lang="en"`}, nil)
	}
}
