package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
)

func TestTheDoorIsOpenInTheDemonstrationAlone(t *testing.T) {
	w := webtest.New(t)
	w.Check(webtest.Scenarios{
		{"people to be", "", "/log-ind", http.StatusOK, []string{"Vælg kommune", ">Aalborg<", "Konsulent Nord", "Medarbejder i STAR", "Administrator"}, nil},
	})
	w.Options.Demo = false
	w.Open()
	w.Check(webtest.Scenarios{
		{"no door", "", "/log-ind", http.StatusOK, []string{"organisations eget login"}, []string{"Vælg kommune", "Konsulent Nord", "<form method=\"post\" action=\"/log-ind\""}},
	})
	if got := w.Post("", "/log-ind", url.Values{"person": {"leder"}}); got.Status != http.StatusUnauthorized || got.Header.Get("Set-Cookie") != "" {
		t.Errorf("a closed door answers %d", got.Status)
	}
}

func TestSigningInGivesANewSessionAndStaysWithin(t *testing.T) {
	w := webtest.New(t)
	v := w.Stranger()
	before := v.Post("/log-ind", url.Values{"person": {"leder"}}).Header.Get("Set-Cookie")
	after := v.Post("/log-ind", url.Values{"kommune": {"0461"}, "rolle": {"MunicipalLeader"}, "retur": {"//evil.example/"}})
	if after.Status != http.StatusSeeOther || after.Location != "/" {
		t.Fatalf("status %d to %q", after.Status, after.Location)
	}
	old, err := http.ParseSetCookie(before)
	if err != nil {
		t.Fatal(err)
	}
	if made, err := http.ParseSetCookie(after.Header.Get("Set-Cookie")); err != nil || made.Name != old.Name || made.Value == old.Value {
		t.Errorf("the session kept its token (%v)", err)
	}
	request := httptest.NewRequest(http.MethodGet, webtest.Path, nil)
	request.AddCookie(old)
	recorder := httptest.NewRecorder()
	w.Stranger().Handler().ServeHTTP(recorder, request)
	if recorder.Code != http.StatusSeeOther {
		t.Errorf("the old token still opens the journey: %d", recorder.Code)
	}
}

func TestAWrongChoiceAtTheDoorIsExplained(t *testing.T) {
	w := webtest.New(t)
	w.Post("", "/log-ind", url.Values{"kommune": {""}, "rolle": {"MunicipalLeader"}}).
		Says(t, http.StatusUnprocessableEntity, []string{"Vælg en kommune fra listen.", `href="#kommune"`}, nil)
	w.Post("", "/log-ind", url.Values{"kommune": {"0851"}, "rolle": {"NationalOfficer"}}).Says(t, http.StatusUnprocessableEntity, nil, nil)
	w.Post("", "/log-ind", url.Values{"person": {"system:cli"}}).Says(t, http.StatusNotFound, nil, nil)
}

func TestSigningOutForgets(t *testing.T) {
	w := webtest.New(t)
	if got := w.Post("leder", "/log-ud", nil); got.Location != "/log-ind" {
		t.Errorf("leads to %q", got.Location)
	}
	if got := w.Get("leder", webtest.Path); got.Status != http.StatusSeeOther {
		t.Errorf("status %d after signing out", got.Status)
	}
}

func TestPlainPagesAreOpenInBothLanguages(t *testing.T) {
	w := webtest.New(t)
	for _, path := range []string{"/tilgaengelighed", "/persondata", "/hjaelp"} {
		w.Get("", path).Says(t, http.StatusOK, []string{"Alle, også uden login", `lang="da"`}, nil)
		english := w.Stranger()
		english.Get("/sprog/en")
		english.Get(path).Says(t, http.StatusOK, []string{"Everybody, also without signing in", `lang="en"`}, nil)
	}
}
