package web_test

import (
	"context"
	"net/http"
	"testing"

	"startklar/cmd/startklar/internal/desk"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

func TestLooksAtCountsAreListedForThoseWhoMaySeeThem(t *testing.T) {
	w := newWorld(t)
	look := func(actor person.Actor, q desk.FigureQuery) {
		t.Helper()
		if _, err := w.app.Desk.Figures(context.Background(), actor, q); err != nil {
			t.Fatal(err)
		}
	}
	leader := person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
	march := calendar.NewMonth(2026, 3)
	look(leader, desk.FigureQuery{What: "figures", From: march, To: march})
	look(person.SystemActor("cli"), desk.FigureQuery{What: "forecast", Units: []monitoring.UnitID{"0461"}, To: march})
	look(person.Actor{ID: "star", Role: person.NationalOfficer}, desk.FigureQuery{What: "indicator", From: march})
	whole := []string{"Leder i Aalborg", "Aalborg", "marts 2026", "system:cli", "Odense", "Til og med", "Alle kommuner", "forecast"}
	w.check([]scenario{
		{name: "administrator", who: "admin", path: "/opslag", status: 200, want: append(whole, "Det slettes efter 730 dage")},
		{name: "star", who: "star", path: "/opslag", status: 200, want: whole},
		{name: "of one municipality", who: "star", path: "/opslag?kommune=0461", status: 200, want: []string{"forecast", "Alle kommuner"}, forbidden: []string{"<div>figures </div>", "<div>marts 2026 </div>"}},
		{name: "by one person", who: "star", path: "/opslag?person=leder", status: 200, want: []string{"figures"}, forbidden: []string{"forecast"}},
		{name: "before anybody looked", who: "star", path: "/opslag?til=2001-01-01", status: 200, want: []string{"Ingen har set tal"}},
		{name: "as a file", who: "star", path: "/opslag?format=csv", status: 200, want: []string{"Aalborg", "Odense", "forecast", ";Indikator"}},
		{name: "leader", who: "leder", path: "/opslag", status: http.StatusForbidden, forbidden: []string{"forecast"}},
		{name: "consultant", who: "konsulent", path: "/opslag", status: http.StatusForbidden, forbidden: []string{"forecast"}},
		{name: "what is kept how long", who: "admin", path: "/drift", status: 200, want: []string{"Opslag i tal", "730 dage"}},
	})
}

func TestALogIsShownAPageAtATime(t *testing.T) {
	w := newWorld(t)
	look := func(what string, times int) {
		t.Helper()
		for range times {
			if _, err := w.app.Desk.Figures(context.Background(), person.SystemActor("cli"), desk.FigureQuery{What: what}); err != nil {
				t.Fatal(err)
			}
		}
	}
	const first, others, older = "<div>earliest </div>", "<div>later </div>", "Vis ældre"
	look("earliest", 1)
	look("later", 49)
	w.get("star", "/opslag").expect(t, 200, []string{first, others}, []string{older})
	look("later", 1)
	w.get("star", "/opslag?person=system:cli").expect(t, 200, []string{others, older, "/opslag?foer=2&person=system%3Acli"}, []string{first})
	w.get("star", "/opslag?foer=2&person=system%3Acli").expect(t, 200, []string{first}, []string{others, older})
}
