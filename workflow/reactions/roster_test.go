package reactions

import (
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

const copenhagen, aalborg municipality.Code = "0101", "0851"

var handoverDay = calendar.NewDate(2026, time.March, 2)

// happened is what a stream's events did to its state; the events are numbered from 7.
func happened(s domain.Stream, before, after any, events ...domain.Event) journal.Happened {
	for i := range events {
		events[i].Number = int64(7 + i)
	}
	return journal.Happened{Stream: s, Before: before, After: after, Events: events}
}

// gives fails the test unless the commands are those that are wanted, in that order.
func gives(t *testing.T, got []domain.Command, want ...domain.Command) {
	t.Helper()
	if d := cmp.Diff(want, got, cmp.AllowUnexported(calendar.Date{})); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func consultant(codes ...municipality.Code) roster.Person {
	return roster.Person{ID: "pk", Role: person.ProcessConsultant, Municipalities: codes}
}

func TestAConsultancyFollowsItsConsultant(t *testing.T) {
	left := consultant(copenhagen)
	left.EndedAt = handoverDay.Start()
	leader := roster.Person{ID: "pk", Role: person.MunicipalLeader, Municipalities: []municipality.Code{copenhagen}}
	gains := roster.AssignConsultant{Municipality: aalborg, Consultant: "pk"}
	leaves := roster.ReleaseMunicipality{Municipality: copenhagen, From: "pk"}
	for name, c := range map[string]struct {
		before, after roster.Person
		want          []domain.Command
	}{
		"a new consultant":                {roster.Person{}, consultant(aalborg), []domain.Command{gains}},
		"one municipality more":           {consultant(copenhagen), consultant(copenhagen, aalborg), []domain.Command{gains}},
		"one less":                        {consultant(copenhagen, aalborg), consultant(aalborg), []domain.Command{leaves}},
		"another one":                     {consultant(copenhagen), consultant(aalborg), []domain.Command{leaves, gains}},
		"the same in another order":       {consultant(copenhagen, aalborg), consultant(aalborg, copenhagen), nil},
		"who leaves the programme":        {consultant(copenhagen), left, []domain.Command{leaves}},
		"who becomes something else":      {consultant(copenhagen), leader, []domain.Command{leaves}},
		"a leader is nobody's consultant": {roster.Person{}, leader, nil},
	} {
		t.Run(name, func(t *testing.T) {
			gives(t, consultants(happened(roster.Stream("pk"), c.before, c.after)), c.want...)
		})
	}
}

func TestConsultantsFollowTheConsultancy(t *testing.T) {
	lose := roster.LoseMunicipality{ID: "old", Municipality: aalborg}
	gain := roster.GainMunicipality{ID: "new", Municipality: aalborg}
	for name, c := range map[string]struct {
		body domain.Body
		want []domain.Command
	}{
		"the first":        {&roster.ConsultantAssigned{Consultant: "new"}, []domain.Command{gain}},
		"another":          {&roster.ConsultantAssigned{Before: "old", Consultant: "new"}, []domain.Command{lose, gain}},
		"none any more":    {&roster.ConsultantAssigned{Before: "old"}, []domain.Command{lose}},
		"something erased": {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			stream := domain.Stream{Kind: roster.ConsultancyKind, ID: string(aalborg)}
			event := domain.Event{Subject: string(aalborg), Body: c.body}
			gives(t, consultancies(happened(stream, nil, roster.Consultancy{}, event)), c.want...)
		})
	}
}

func TestADeputyIsAskedForAndTold(t *testing.T) {
	away := roster.AbsenceRegistered{From: handoverDay, To: handoverDay.AddDays(4), Deputy: "deputy"}
	absent := consultant(copenhagen)
	h := happened(roster.Stream("pk"), absent, absent, domain.Event{Body: &roster.AbsenceEnded{}}, domain.Event{Body: &away})
	gives(t, deputies(h),
		roster.StandIn{ID: "deputy", Role: person.ProcessConsultant, Municipalities: absent.Municipalities},
		message.Post{
			ID: "person.pk.8.deputy", To: []message.Audience{message.To("deputy")}, Notice: "deputy",
			Args:  map[string]string{"person": "pk", "from": "2026-03-02", "to": "2026-03-06"},
			About: message.About{Stream: roster.Stream("pk")},
		})
	gives(t, deputies(happened(roster.Stream("pk"), absent, absent, domain.Event{Body: &roster.AbsenceEnded{}})))
}

func TestAHandoverMovesMunicipalitiesOnceItIsCarriedOut(t *testing.T) {
	stream := domain.Stream{Kind: roster.HandoverKind, ID: "h"}
	state := func(s roster.HandoverState) roster.Handover {
		return roster.Handover{
			ID: "h", From: "old", To: "new", Municipalities: []municipality.Code{copenhagen, aalborg}, On: handoverDay, State: s,
		}
	}
	receiver := func(number, notice string) domain.Command {
		return message.Post{
			ID: "handover.h." + number + ".receiver", To: []message.Audience{message.To("new")}, Notice: notice,
			Args:  map[string]string{"person": "old", "on": "2026-03-02", "count": "2"},
			About: message.About{Stream: stream},
		}
	}
	moves := func(code municipality.Code, number string) []domain.Command {
		return []domain.Command{
			roster.AssignConsultant{Municipality: code, Consultant: "new", From: "old", Handover: "h"},
			message.Post{
				ID: "handover.h." + number + ".leaders-" + string(code), Notice: "new_consultant",
				To: []message.Audience{
					message.ToRole(person.MunicipalLeader, code), message.ToRole(person.MunicipalMember, code),
				},
				Args: map[string]string{"person": "new", "before_person": "old"},
			},
		}
	}
	done := func(number string) []domain.Command {
		all := append([]domain.Command{receiver(number, "handover_done")}, moves(copenhagen, number)...)
		return append(all, moves(aalborg, number)...)
	}
	planned, carriedOut := domain.Event{Body: &roster.HandoverWasPlanned{}}, domain.Event{Body: &roster.HandoverCarriedOut{}}
	for name, c := range map[string]struct {
		state  roster.HandoverState
		events []domain.Event
		want   []domain.Command
	}{
		"planned for a later day":  {roster.HandoverPlanned, []domain.Event{planned}, []domain.Command{receiver("7", "handover_planned")}},
		"planned and done at once": {roster.HandoverDone, []domain.Event{planned, carriedOut}, done("8")},
		"carried out on its day":   {roster.HandoverDone, []domain.Event{carriedOut}, done("7")},
		"cancelled": {
			roster.HandoverCancelled,
			[]domain.Event{{Body: &roster.HandoverWasCancelled{}}},
			[]domain.Command{receiver("7", "handover_cancelled")},
		},
		"a note that was erased": {roster.HandoverPlanned, []domain.Event{{}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			gives(t, handovers(happened(stream, nil, state(c.state), c.events...)), c.want...)
		})
	}
}

func TestWhatIsNotOfTheRosterHasNoConsequencesThere(t *testing.T) {
	h := happened(domain.Stream{Kind: "other", ID: "x"}, nil, "another state", domain.Event{Body: &roster.AbsenceEnded{}})
	for name, reaction := range map[string]journal.Reaction{
		"consultants": consultants, "consultancies": consultancies, "deputies": deputies, "handovers": handovers,
	} {
		t.Run(name, func(t *testing.T) { gives(t, reaction(h)) })
	}
}
