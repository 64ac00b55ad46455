package journeys_test

import (
	"net/http"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/workflow"
)

func TestTheHistoryTellsWhoDidWhat(t *testing.T) {
	w := webtest.New(t)
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "request"})
	w.Do("leder", workflow.SaveAnswer{Target: webtest.Target(), Item: "readiness", Field: "A.a.1", Text: "=Første udkast"})
	w.Do("medarbejder", workflow.SaveAnswer{Target: webtest.Target(), Item: "readiness", Field: "A.a.1", Text: "Andet udkast", Base: 1})
	page := webtest.Path + "/historik"
	w.Check(webtest.Scenarios{
		{
			"before and after, with names", "leder", page, http.StatusOK,
			[]string{"Leder i Aalborg", "Projektleder i Aalborg", "Skrev et svar", "=Første udkast", "Andet udkast", "12.3.2026 kl. 14.32", "Følger af planen, efter Leder i Aalborg", "Startede forløbet"},
			nil,
		},
		{"drafts are withheld from the consultant", "konsulent", page, http.StatusOK, []string{"Skrev et svar", "Ikke delt endnu"}, []string{"udkast"}},
		{"and from STAR", "star", page, http.StatusOK, []string{"Ikke delt endnu"}, []string{"udkast"}},
		{"a neighbour does not know of it", "nabo", page, http.StatusNotFound, nil, []string{"udkast"}},
		{"by person", "leder", page + "?person=medarbejder", http.StatusOK, []string{"1 hændelse", "Andet udkast"}, nil},
		{"by item", "leder", page + "?opgave=starter_pack", http.StatusOK, nil, []string{"Skrev et svar"}},
		{"by sort", "leder", page + "?slags=moeder", http.StatusOK, []string{"0 hændelser", "Ingen hændelser"}, nil},
		{"a page past the end", "leder", page + "?side=99", http.StatusOK, nil, nil},
	})
	file := w.Get("leder", page+"?format=csv")
	file.Says(t, http.StatusOK, []string{"\ufeff", "'=Første udkast"}, []string{";=Første"})
	if !strings.Contains(file.Header.Get("Content-Disposition"), "historik-0851-2026-03-12.csv") {
		t.Errorf("the file is called %q", file.Header.Get("Content-Disposition"))
	}
	w.Get("star", page+"?format=csv").Says(t, http.StatusOK, nil, []string{"udkast"})
}
