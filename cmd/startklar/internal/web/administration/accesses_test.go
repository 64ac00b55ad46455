package administration_test

import (
	"context"
	"net/http"
	"testing"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

func TestLooksAtCountsAreListedForThoseWhoMaySeeThem(t *testing.T) {
	w := webtest.New(t)
	look := func(actor person.Actor, q desk.FigureQuery) {
		t.Helper()
		if _, err := w.App.Desk.Figures(context.Background(), actor, q); err != nil {
			t.Fatal(err)
		}
	}
	leader := person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
	march := calendar.NewMonth(2026, 3)
	look(leader, desk.FigureQuery{What: "figures", From: march, To: march})
	look(person.SystemActor("cli"), desk.FigureQuery{What: "forecast", Units: []monitoring.UnitID{"0461"}, To: march})
	look(person.Actor{ID: "star", Role: person.NationalOfficer}, desk.FigureQuery{What: "indicator", From: march})
	whole := []string{"Leder i Aalborg", "Aalborg", "marts 2026", "system:cli", "Odense", "Til og med", "Alle kommuner", "forecast"}
	w.Check(webtest.Scenarios{
		{Name: "administrator", Who: "admin", Path: "/opslag", Status: 200, Want: append(whole, "Det slettes efter 730 dage")},
		{Name: "star", Who: "star", Path: "/opslag", Status: 200, Want: whole},
		{Name: "of one municipality", Who: "star", Path: "/opslag?kommune=0461", Status: 200, Want: []string{"forecast", "Alle kommuner"}, Forbidden: []string{"<div>figures </div>", "<div>marts 2026 </div>"}},
		{Name: "by one person", Who: "star", Path: "/opslag?person=leder", Status: 200, Want: []string{"figures"}, Forbidden: []string{"forecast"}},
		{Name: "before anybody looked", Who: "star", Path: "/opslag?til=2001-01-01", Status: 200, Want: []string{"Ingen har set tal"}},
		{Name: "as a file", Who: "star", Path: "/opslag?format=csv", Status: 200, Want: []string{"Aalborg", "Odense", "forecast", ";Indikator"}},
		{Name: "leader", Who: "leder", Path: "/opslag", Status: http.StatusForbidden, Forbidden: []string{"forecast"}},
		{Name: "consultant", Who: "konsulent", Path: "/opslag", Status: http.StatusForbidden, Forbidden: []string{"forecast"}},
		{Name: "what is kept how long", Who: "admin", Path: "/drift", Status: 200, Want: []string{"Opslag i tal", "730 dage"}},
	})
}

func TestALogIsShownAPageAtATime(t *testing.T) {
	w := webtest.New(t)
	look := func(what string, times int) {
		t.Helper()
		for range times {
			if _, err := w.App.Desk.Figures(context.Background(), person.SystemActor("cli"), desk.FigureQuery{What: what}); err != nil {
				t.Fatal(err)
			}
		}
	}
	const first, others, older = "<div>earliest </div>", "<div>later </div>", "Vis ældre"
	look("earliest", 1)
	look("later", 49)
	w.Get("star", "/opslag").Says(t, 200, []string{first, others}, []string{older})
	look("later", 1)
	w.Get("star", "/opslag?person=system:cli").Says(t, 200, []string{others, older, "/opslag?foer=2&person=system%3Acli"}, []string{first})
	w.Get("star", "/opslag?foer=2&person=system%3Acli").Says(t, 200, []string{first}, []string{others, older})
}
