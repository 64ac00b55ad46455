package store

import (
	"context"
	"slices"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/view"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/reactions"
)

func TestTheLedgerIsWalkedBackAndNarrowed(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, err := Open(context.Background(), url, Options{ReadConnections: 2})
		if err != nil {
			t.Fatal(err)
		}
		day := calendar.NewDate(2026, 3, 2)
		door, err := journal.Open(s, journal.Options{Clock: func() time.Time { return day.Start().Add(9 * time.Hour) }, Reactions: reactions.All()},
			workflow.Publications{}, roster.Subject{}, roster.Consultancies{}, roster.Handovers{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { door.Close(); s.Close() })
		register(doer(t, door, person.SystemActor("test"))) // k1 with 0101 and 0851, k2, l: five events
		day = day.AddDays(5)
		admin := person.Actor{ID: "admin", Role: person.Administrator, OnBehalfOf: "boss"}
		doer(t, door, admin)(roster.SetContact{ID: "k1", Contact: roster.Contact{Phone: "00 00 00 12"}})
		doer(t, door, admin)(roster.EndPerson{ID: "l"})
		doer(t, door, person.SystemActor("test"))(journal.Erase{Of: roster.Stream("k1"), Numbers: []int64{2}, Reason: "Ønske"})
		for _, c := range []struct {
			name string
			q    view.LedgerQuery
			want []int64
		}{
			{"everything", view.LedgerQuery{}, []int64{8, 7, 6, 5, 4, 3, 2, 1}},
			{"a page", view.LedgerQuery{LogQuery: view.LogQuery{Limit: 2}}, []int64{8, 7}},
			{"the next", view.LedgerQuery{LogQuery: view.LogQuery{Limit: 2, Before: 7}}, []int64{6, 5}},
			{"a municipality", view.LedgerQuery{LogQuery: view.LogQuery{Municipality: "0851"}}, []int64{3}},
			{"who acted", view.LedgerQuery{LogQuery: view.LogQuery{Person: "admin"}}, []int64{7, 6}},
			{"for whom", view.LedgerQuery{LogQuery: view.LogQuery{Person: "boss"}}, []int64{7, 6}},
			{"to whom", view.LedgerQuery{LogQuery: view.LogQuery{Person: "l"}}, []int64{7, 5}},
			{"a kind", view.LedgerQuery{Kind: roster.ConsultancyKind}, []int64{3, 2}},
			{"without some kinds", view.LedgerQuery{Without: []string{"consultant_assigned", "payload_erased"}}, []int64{7, 6, 5, 4, 1}},
			{"from a day", view.LedgerQuery{LogQuery: view.LogQuery{From: day}}, []int64{8, 7, 6}},
			{"to a day", view.LedgerQuery{LogQuery: view.LogQuery{To: day.AddDays(-1)}}, []int64{5, 4, 3, 2, 1}},
			{"a place named like another", view.LedgerQuery{LogQuery: view.LogQuery{Municipality: "085"}}, nil},
		} {
			t.Run(c.name, func(t *testing.T) {
				if c.q.Limit == 0 {
					c.q.Limit = 100
				}
				rows, err := s.Ledger(context.Background(), c.q)
				var got []int64
				for _, row := range rows {
					got = append(got, row.Position)
					if row.Erased != (row.Position == 6) || row.Number < 1 || row.Kind == "" || row.Actor == "" {
						t.Errorf("row %+v", row)
					}
				}
				if err != nil || !slices.Equal(got, c.want) {
					t.Errorf("got %v, %v, want %v", got, err, c.want)
				}
			})
		}
	})
}

func TestDefinitionsAreCountedWithTheirJourneys(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, do := openReal(t, url)
		def, err := workflow.Parse("x", []byte(smallest))
		if err != nil {
			t.Fatal(err)
		}
		do(workflow.Publish(def))
		all, err := s.DefinitionUse(context.Background())
		if want := []view.DefinitionUse{{Key: def.Key, Version: def.Version, Hash: def.Hash}}; err != nil || !slices.Equal(all, want) {
			t.Errorf("got %+v, %v", all, err)
		}
	})
}

func TestClientKeysAreForgottenAfterAWhile(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, door := openDoor(t, url)
		ctx, actor := context.Background(), person.SystemActor("test")
		begun := time.Now()
		send := func(name string) error {
			_, err := door.Do(ctx, journal.Request{Actor: actor, ClientKey: "k", Command: roster.RegisterPerson{
				ID: "a", Name: name, Role: person.ProcessConsultant, Municipalities: []municipality.Code{},
			}})
			return err
		}
		if err := send("Et"); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			before time.Time
			want   domain.Code
		}{{begun.Add(-time.Hour), domain.KeyReused}, {begun.Add(time.Hour), ""}} {
			if err := s.ForgetKeys(ctx, step.before); err != nil {
				t.Fatal(err)
			}
			if err := send("To"); domain.CodeOf(err) != step.want {
				t.Errorf("forgotten before %s: %v", step.before, err)
			}
		}
	})
}
