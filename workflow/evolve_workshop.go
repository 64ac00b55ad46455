package workflow

import (
	"slices"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// evolveWorkshop handles what concerns a meeting's room; ok tells whether the event was such. The event's
// subject is the meeting and, where it is about one record of it, that record's id.
func evolveWorkshop(s State, e domain.Event) (_ State, ok bool) {
	item, id := roomSubject(e.Subject)
	switch b := e.Body.(type) {
	case *AgreementMade:
		return s.withNewAgreement(&Agreement{
			ID: id, Item: item, Point: b.Point, By: person.ID(e.Actor), At: e.At,
			Texts: []AgreementText{{What: b.What, Who: b.Who, On: b.On, By: person.ID(e.Actor), At: e.At}},
		}), true
	case *AgreementChanged:
		return s.withAgreement(id, func(a *Agreement) {
			a.Texts = append(slices.Clone(a.Texts), AgreementText{What: b.What, Who: b.Who, On: b.On, By: person.ID(e.Actor), At: e.At})
		}), true
	case *AgreementWithdrawn:
		return s.withAgreement(id, func(a *Agreement) { a.Withdrawn, a.Reason = true, b.Reason }), true
	case *CheckAnswered:
		return s.withAgreement(id, func(a *Agreement) {
			a.Answers = append(slices.Clone(a.Answers), CheckAnswer{Round: b.Round, Done: b.Done, On: b.On, By: person.ID(e.Actor), At: e.At})
		}), true
	case *WorkshopPrepared, *QuestionDecided, *PointParked, *PointTakenUp:
		return s.withWorkshop(item, func(w *Workshop) { changeRoom(w, id, e) }), true
	case *MinutesSent, *MinutesObjected, *ObjectionAnswered, *MinutesConfirmed, *CheckOpened:
		return s.withWorkshop(item, func(w *Workshop) { changeMinutes(w, id, e) }), true
	default:
		return s, false
	}
}

// roomSubject takes the subject of a workshop's event apart: the meeting, and the record within its room.
func roomSubject(subject string) (item journey.InstanceID, id string) {
	item, part := SplitSubject(subject)
	return item, string(part)
}

func changeRoom(w *Workshop, id string, e domain.Event) {
	by := person.ID(e.Actor)
	switch b := e.Body.(type) {
	case *WorkshopPrepared:
		w.Agenda, w.Revision, w.PreparedBy, w.PreparedAt = b.Agenda, b.Revision, by, e.At
	case *QuestionDecided:
		w.Decisions = append(slices.Clone(w.Decisions), RoomDecision{ID: id, Point: b.Point, Standing: b.Standing, By: by, At: e.At})
	case *PointParked:
		w.Parked = append(slices.Clone(w.Parked), ParkedPoint{ID: id, Text: b.Text, Point: b.Point, By: by, At: e.At})
	case *PointTakenUp:
		w.parked(id, func(p *ParkedPoint) { p.TakenUp = true })
	}
}

func changeMinutes(w *Workshop, id string, e domain.Event) {
	by := person.ID(e.Actor)
	switch b := e.Body.(type) {
	case *MinutesSent:
		w.Minutes = append(slices.Clone(w.Minutes), MinutesEdition{
			Number: b.Edition, On: b.On, By: by, ObjectBy: b.ObjectBy, Agreements: b.Agreements, Decisions: b.Decisions, Parked: b.Parked,
		})
		for n, on := range b.Checks {
			w.Checks = append(slices.Clone(w.Checks), Check{Round: n + 1, DueOn: on})
		}
	case *MinutesObjected:
		w.Objections = append(slices.Clone(w.Objections), Objection{
			ID: id, Edition: b.Edition, Agreement: b.Agreement, Text: b.Text, By: by, At: e.At,
		})
	case *ObjectionAnswered:
		w.objection(id, func(o *Objection) { o.Answered, o.Reply = true, b.Reply })
	case *MinutesConfirmed:
		w.Minutes = slices.Clone(w.Minutes)
		for n := range w.Minutes {
			if m := &w.Minutes[n]; m.Number == b.Edition {
				m.ConfirmedOn, m.ConfirmedBy, m.BySilence = b.On, by, b.BySilence
			}
		}
	case *CheckOpened:
		w.Checks = slices.Clone(w.Checks)
		for n := range w.Checks {
			if w.Checks[n].Round == b.Round {
				w.Checks[n].OpenedOn = b.On
			}
		}
	}
}

// evolveErasedWorkshop does what an event of a room did whose content is gone: the record stays, without its
// text.
func evolveErasedWorkshop(s State, e domain.Event) (_ State, ok bool) {
	item, id := roomSubject(e.Subject)
	by := person.ID(e.Actor)
	switch e.Kind {
	case (&AgreementMade{}).EventKind():
		return s.withNewAgreement(&Agreement{ID: id, Item: item, By: by, At: e.At, Texts: []AgreementText{{By: by, At: e.At, Erased: true}}}), true
	case (&AgreementChanged{}).EventKind():
		return s.withAgreement(id, func(a *Agreement) {
			a.Texts = append(slices.Clone(a.Texts), AgreementText{On: a.Text().On, By: by, At: e.At, Erased: true})
		}), true
	case (&AgreementWithdrawn{}).EventKind():
		return s.withAgreement(id, func(a *Agreement) { a.Withdrawn = true }), true
	case (&PointParked{}).EventKind():
		return s.withWorkshop(item, func(w *Workshop) {
			w.Parked = append(slices.Clone(w.Parked), ParkedPoint{ID: id, By: by, At: e.At, Erased: true})
		}), true
	case (&MinutesObjected{}).EventKind():
		return s.withWorkshop(item, func(w *Workshop) {
			w.Objections = append(slices.Clone(w.Objections), Objection{ID: id, Edition: len(w.Minutes), By: by, At: e.At, Erased: true})
		}), true
	case (&ObjectionAnswered{}).EventKind():
		return s.withWorkshop(item, func(w *Workshop) { w.objection(id, func(o *Objection) { o.Answered = true }) }), true
	default:
		return s, false
	}
}

// erasableWorkshop are the kinds of a room's events that hold what a person wrote and nothing that the course
// of the journey rests on.
var erasableWorkshop = map[string]bool{
	"agreement_made": true, "agreement_changed": true, "agreement_withdrawn": true,
	"point_parked": true, "minutes_objected": true, "objection_answered": true,
}

func (w *Workshop) parked(id string, change func(*ParkedPoint)) {
	w.Parked = slices.Clone(w.Parked)
	for n := range w.Parked {
		if w.Parked[n].ID == id {
			change(&w.Parked[n])
		}
	}
}

func (w *Workshop) objection(id string, change func(*Objection)) {
	w.Objections = slices.Clone(w.Objections)
	for n := range w.Objections {
		if w.Objections[n].ID == id {
			change(&w.Objections[n])
		}
	}
}

// withWorkshop returns the state with a changed copy of a meeting's room, made where there was none.
func (s State) withWorkshop(item journey.InstanceID, change func(*Workshop)) State {
	s.Workshops = slices.Clone(s.Workshops)
	for n, w := range s.Workshops {
		if w.Item == item {
			changed := *w
			change(&changed)
			s.Workshops[n] = &changed
			return s
		}
	}
	made := Workshop{Item: item}
	change(&made)
	s.Workshops = append(s.Workshops, &made)
	return s
}

// withNewAgreement returns the state with one agreement more. An agreement makes its meeting's room.
func (s State) withNewAgreement(a *Agreement) State {
	s.Agreements = append(slices.Clone(s.Agreements), a)
	return s.withWorkshop(a.Item, func(*Workshop) {})
}

// withAgreement returns the state with a changed copy of an agreement.
func (s State) withAgreement(id string, change func(*Agreement)) State {
	s.Agreements = slices.Clone(s.Agreements)
	for n, a := range s.Agreements {
		if a.ID == id {
			changed := *a
			change(&changed)
			s.Agreements[n] = &changed
		}
	}
	return s
}
