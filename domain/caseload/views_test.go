package caseload_test

import (
	"fmt"
	"strings"
	"testing"

	"startklar/domain"
	"startklar/domain/caseload"
	"startklar/domain/person"
)

// views tells what a person has: "v1 Navn query", a star at the one that they begin with.
func (s *stream) views() string {
	v := s.state.(caseload.Views)
	var all []string
	for _, view := range v.Views {
		all = append(all, fmt.Sprintf("%s %s %s", view.Ref, view.Name, view.Query))
	}
	return strings.Join(all, "|") + "*" + string(v.Standard)
}

func TestViewsAreKeptUnderTheirNames(t *testing.T) {
	s := newStream(caseload.ViewsSubject{})
	for _, step := range []struct {
		name    string
		command domain.Command
		want    domain.Code
		views   string
	}{
		{"one", caseload.SaveView{Person: "konsulent", Name: " Nord ", Query: "region=Nordjylland"}, "", "v1 Nord region=Nordjylland*"},
		{"another, to begin with", caseload.SaveView{Person: "konsulent", Name: "Sent", Query: "sent=1", Standard: true}, "", "v1 Nord region=Nordjylland|v2 Sent sent=1*v2"},
		{"the same name", caseload.SaveView{Person: "konsulent", Name: "nord", Query: "trin=x"}, "", "v1 nord trin=x|v2 Sent sent=1*v2"},
		{"begin with a built-in one", caseload.BeginWithView{Person: "konsulent", View: caseload.LateCases}, "", "v1 nord trin=x|v2 Sent sent=1*forsinkede"},
		{"begin with one's own", caseload.BeginWithView{Person: "konsulent", View: "v1"}, "", "v1 nord trin=x|v2 Sent sent=1*v1"},
		{"begin with none that is", caseload.BeginWithView{Person: "konsulent", View: "v9"}, domain.NotFound, "v1 nord trin=x|v2 Sent sent=1*v1"},
		{"forget it", caseload.DeleteView{Person: "konsulent", View: "v1"}, "", "v2 Sent sent=1*"},
		{"forget it again", caseload.DeleteView{Person: "konsulent", View: "v1"}, domain.NotFound, "v2 Sent sent=1*"},
		{"forget a built-in one", caseload.DeleteView{Person: "konsulent", View: caseload.LateCases}, domain.NotFound, "v2 Sent sent=1*"},
		{"without a name", caseload.SaveView{Person: "konsulent", Name: " "}, domain.Invalid, "v2 Sent sent=1*"},
		{"a long name", caseload.SaveView{Person: "konsulent", Name: strings.Repeat("å", caseload.MaxViewName+1)}, domain.Invalid, "v2 Sent sent=1*"},
		{"a long query", caseload.SaveView{Person: "konsulent", Name: "x", Query: strings.Repeat("q", caseload.MaxViewQuery+1)}, domain.Invalid, "v2 Sent sent=1*"},
		{"a new one gets a new number", caseload.SaveView{Person: "konsulent", Name: "Syd", Query: "q"}, "", "v2 Sent sent=1|v3 Syd q*"},
	} {
		if got := domain.CodeOf(s.try(consultant, step.command)); got != step.want {
			t.Errorf("%s: %q, want %q", step.name, got, step.want)
		}
		if got := s.views(); got != step.views {
			t.Errorf("%s: %q, want %q", step.name, got, step.views)
		}
	}
}

func TestViewsAreOnesOwn(t *testing.T) {
	for _, test := range []struct {
		actor person.Actor
		of    person.ID
		want  domain.Code
	}{
		{consultant, consultant.ID, ""},
		{officer, officer.ID, ""},
		{consultant, officer.ID, domain.Private},
		{officer, consultant.ID, domain.Private},
		{leader, leader.ID, domain.Permission},
	} {
		s := newStream(caseload.ViewsSubject{})
		if got := domain.CodeOf(s.try(test.actor, caseload.SaveView{Person: test.of, Name: "x"})); got != test.want {
			t.Errorf("%s saves for %s: %q, want %q", test.actor.ID, test.of, got, test.want)
		}
	}
}

func TestNobodyKeepsMoreViewsThanTheyCanOverlook(t *testing.T) {
	s := newStream(caseload.ViewsSubject{})
	for n := range caseload.MaxViews {
		if err := s.try(consultant, caseload.SaveView{Person: "konsulent", Name: fmt.Sprint(n)}); err != nil {
			t.Fatal(err)
		}
	}
	if got := domain.CodeOf(s.try(consultant, caseload.SaveView{Person: "konsulent", Name: "en til"})); got != domain.Conflict {
		t.Errorf("got %q", got)
	}
	if err := s.try(consultant, caseload.SaveView{Person: "konsulent", Name: "3", Query: "ny"}); err != nil {
		t.Errorf("one that is there already cannot be changed: %v", err)
	}
}

func TestAnErasedViewIsGoneAndItsNumberStaysTaken(t *testing.T) {
	s := newStream(caseload.ViewsSubject{})
	if err := s.try(consultant, caseload.SaveView{Person: "konsulent", Name: "hemmeligt"}); err != nil {
		t.Fatal(err)
	}
	s.state = s.erased(t, 0)
	if err := s.try(consultant, caseload.SaveView{Person: "konsulent", Name: "ny"}); err != nil {
		t.Fatal(err)
	}
	if got := s.views(); got != "v2 ny *" {
		t.Errorf("left %q", got)
	}
}
