package store

import (
	"context"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/workflow"
)

const (
	selectCases = "SELECT c.journey, c.not_begun, c.clarifying, c.for_workshop, c.clear, c.workshop, c.workshop_on, c.workshop_at, " +
		"c.workshop_held, c.ready_at, c.signed_at FROM journey_cases c"
	selectWaits  = "SELECT w.journey, w.item, w.roles, w.assignee, w.due_on, w.from_on FROM journey_waits w"
	selectOffers = "SELECT p.journey, p.item, p.field, p.sent_at FROM journey_proposals p"
	// Rooms in which nobody has objected hold no JSON.
	selectDisputes = "SELECT w.journey, w.item, w.objections FROM journey_workshops w"
	// The latest trace that somebody of a municipal role has left in each journey.
	selectSeen = "SELECT t.journey, MAX(t.at) FROM journey_traces t JOIN people p ON p.id = t.person " +
		"AND p.role IN ('MunicipalLeader', 'MunicipalMember')"
)

// A journey has news if it was signed, became ready or came past a deadline since a day.
const selectNews = "SELECT j.municipality, j.run, j.due_on, CASE WHEN c.workshop_on = '' AND c.workshop_held = '' THEN c.ready_at ELSE 0 END, " +
	"c.signed_at FROM journeys j JOIN journey_cases c ON c.journey = j.id " +
	"WHERE c.ready_at >= ? OR c.signed_at >= ? OR j.due_on >= ? ORDER BY j.name_key, j.id"

// News lists the journeys in which something has happened since a day began, by name.
func (s *Store) News(ctx context.Context, since calendar.Date) (news []view.NewsRow, err error) {
	at := micros(since.Start())
	err = s.read(ctx, func(t *tx) error {
		var code, run, dueOn string
		var readyAt, signedAt int64
		return t.each("news", selectNews, []any{at, at, since.String()}, []any{&code, &run, &dueOn, &readyAt, &signedAt}, func() error {
			news = append(news, view.NewsRow{
				Municipality: municipality.Code(code), Run: journey.State(run), ReadyAt: moment(readyAt), SignedAt: moment(signedAt),
			})
			return dates(date{dueOn, &news[len(news)-1].DueOn})
		})
	})
	return news, err
}

// Caseload returns journeys with what they wait for and how their questions stand, selected and ordered as the
// overview is: one statement for each table, whatever the number of journeys.
func (s *Store) Caseload(ctx context.Context, q view.OverviewQuery) (cases []view.Case, err error) {
	if q.Municipalities != nil && len(q.Municipalities) == 0 {
		return nil, nil
	}
	b := newOverviewQuery(q)
	err = s.read(ctx, func(t *tx) error {
		var o view.Overview
		if err := t.overviewJourneys(b, &o); err != nil {
			return err
		}
		if err := t.overviewStages(b, &o); err != nil {
			return err
		}
		cases = make([]view.Case, len(o.Rows))
		at := make(map[string]*view.Case, len(o.Rows))
		for n, row := range o.Rows {
			cases[n].OverviewRow = row
			at[string(row.Journey)] = &cases[n]
		}
		return t.caseParts(b, at)
	})
	return cases, err
}

func (t *tx) caseParts(b *overviewQuery, cases map[string]*view.Case) error {
	if err := t.caseFacts(b, cases); err != nil {
		return err
	}
	if err := t.caseWaits(b, cases); err != nil {
		return err
	}
	if err := t.caseOffers(b, cases); err != nil {
		return err
	}
	if err := t.caseDisputes(b, cases); err != nil {
		return err
	}
	return t.caseSeen(b, cases)
}

func (t *tx) caseFacts(b *overviewQuery, cases map[string]*view.Case) error {
	var id, workshop, on, at, held string
	var notBegun, clarifying, forWorkshop, clear, readyAt, signedAt int64
	query, args := b.of(selectCases, "c", "")
	into := []any{&id, &notBegun, &clarifying, &forWorkshop, &clear, &workshop, &on, &at, &held, &readyAt, &signedAt}
	return t.each("cases", query, args, into, func() error {
		c := cases[id]
		c.Mix = journey.Mix{NotBegun: int(notBegun), Clarifying: int(clarifying), ForWorkshop: int(forWorkshop), Clear: int(clear)}
		c.Workshop, c.WorkshopAt = journey.InstanceID(workshop), at
		c.ReadyAt, c.SignedAt = moment(readyAt), moment(signedAt)
		return dates(date{on, &c.WorkshopOn}, date{held, &c.WorkshopHeld})
	})
}

func (t *tx) caseWaits(b *overviewQuery, cases map[string]*view.Case) error {
	var id, item, roles, assignee, dueOn, fromOn string
	query, args := b.of(selectWaits, "w", " ORDER BY w.journey, w.ordinal")
	return t.each("waits", query, args, []any{&id, &item, &roles, &assignee, &dueOn, &fromOn}, func() error {
		w := view.CaseWait{Item: journey.InstanceID(item), Assignee: person.ID(assignee)}
		for role := range strings.SplitSeq(roles, ",") {
			if role != "" {
				w.Roles = append(w.Roles, person.Role(role))
			}
		}
		c := cases[id]
		c.Waiting = append(c.Waiting, w)
		last := &c.Waiting[len(c.Waiting)-1]
		return dates(date{dueOn, &last.Due}, date{fromOn, &last.From})
	})
}

func (t *tx) caseOffers(b *overviewQuery, cases map[string]*view.Case) error {
	var id, item, field string
	var at int64
	query, args := b.of(selectOffers, "p", " AND p.state = ? AND p.source = ? ORDER BY p.journey, p.sent_at, p.ordinal")
	args = append(args, string(workflow.ProposalWaiting), string(workflow.FromConsultant))
	return t.each("offers", query, args, []any{&id, &item, &field, &at}, func() error {
		cases[id].Offers = append(cases[id].Offers, view.CaseOffer{Item: journey.InstanceID(item), Field: journey.FieldID(field), At: moment(at)})
		return nil
	})
}

func (t *tx) caseDisputes(b *overviewQuery, cases map[string]*view.Case) error {
	var id, item, objections string
	query, args := b.of(selectDisputes, "w", " AND w.objections <> '' ORDER BY w.journey, w.ordinal")
	return t.each("disputes", query, args, []any{&id, &item, &objections}, func() error {
		var room workflow.Workshop
		if err := decoded(objections, &room.Objections); err != nil {
			return err
		}
		if open := room.OpenObjections(); len(open) > 0 {
			cases[id].Disputes = append(cases[id].Disputes, view.CaseDispute{Item: journey.InstanceID(item), Count: len(open), At: open[0].At})
		}
		return nil
	})
}

func (t *tx) caseSeen(b *overviewQuery, cases map[string]*view.Case) error {
	var id string
	var at int64
	query, args := b.of(selectSeen, "t", " GROUP BY t.journey")
	return t.each("traces", query, args, []any{&id, &at}, func() error {
		cases[id].SeenAt = moment(at)
		return nil
	})
}
