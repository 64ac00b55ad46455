package reactions

import (
	"slices"
	"strconv"

	"startklar/domain"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/workflow/journal"
)

// consultants keeps a municipality's consultancy in step with what its consultants' own streams say: who gains a
// municipality is its consultant, who loses it without another taking over leaves it without one.
func consultants(h journal.Happened) (follow []domain.Command) {
	before, _ := h.Before.(roster.Person)
	after, ok := h.After.(roster.Person)
	if !ok {
		return nil
	}
	was, is := before.Consults(), after.Consults()
	for _, code := range was {
		if !slices.Contains(is, code) {
			follow = append(follow, roster.ReleaseMunicipality{Municipality: code, From: after.ID})
		}
	}
	for _, code := range is {
		if !slices.Contains(was, code) {
			follow = append(follow, roster.AssignConsultant{Municipality: code, Consultant: after.ID})
		}
	}
	return follow
}

// consultancies keeps the consultants' own streams in step with the municipality's consultancy.
func consultancies(h journal.Happened) (follow []domain.Command) {
	for _, e := range h.Events {
		b, ok := e.Body.(*roster.ConsultantAssigned)
		if !ok {
			continue
		}
		code := municipality.Code(e.Subject)
		if b.Before != "" {
			follow = append(follow, roster.LoseMunicipality{ID: b.Before, Municipality: code})
		}
		if b.Consultant != "" {
			follow = append(follow, roster.GainMunicipality{ID: b.Consultant, Municipality: code})
		}
	}
	return follow
}

// deputies asks whether who was named can stand in, and tells them.
func deputies(h journal.Happened) (follow []domain.Command) {
	p, ok := h.After.(roster.Person)
	if !ok {
		return nil
	}
	for _, e := range h.Events {
		b, ok := e.Body.(*roster.AbsenceRegistered)
		if !ok {
			continue
		}
		follow = append(follow,
			roster.StandIn{ID: b.Deputy, Role: p.Role, Municipalities: p.Municipalities},
			message.Post{
				ID: IDOf(h.Stream, e, "deputy"), To: []message.Audience{message.To(b.Deputy)}, Notice: "deputy",
				Args:  map[string]string{"person": string(p.ID), "from": b.From.String(), "to": b.To.String()},
				About: message.About{Stream: h.Stream},
			})
	}
	return follow
}

// handovers moves the municipalities once a handover is carried out, and tells the new consultant and the
// municipalities' leaders. Of a handover that is only planned the new consultant alone is told.
func handovers(h journal.Happened) (follow []domain.Command) {
	state, ok := h.After.(roster.Handover)
	if !ok {
		return nil
	}
	for _, e := range h.Events {
		switch e.Body.(type) {
		case *roster.HandoverWasPlanned:
			if state.State == roster.HandoverPlanned {
				follow = append(follow, handoverNotice(h, e, state, "handover_planned"))
			}
		case *roster.HandoverWasCancelled:
			follow = append(follow, handoverNotice(h, e, state, "handover_cancelled"))
		case *roster.HandoverCarriedOut:
			follow = append(follow, carriedOut(h, e, state)...)
		}
	}
	return follow
}

func carriedOut(h journal.Happened, e domain.Event, state roster.Handover) []domain.Command {
	follow := []domain.Command{handoverNotice(h, e, state, "handover_done")}
	for _, code := range state.Municipalities {
		follow = append(follow,
			roster.AssignConsultant{Municipality: code, Consultant: state.To, From: state.From, Handover: state.ID},
			message.Post{
				ID: IDOf(h.Stream, e, "leaders-"+string(code)), Notice: "new_consultant",
				To:   []message.Audience{message.ToRole(person.MunicipalLeader, code), message.ToRole(person.MunicipalMember, code)},
				Args: map[string]string{"person": string(state.To), "before_person": string(state.From)},
			})
	}
	return follow
}

// handoverNotice tells the new consultant about a handover.
func handoverNotice(h journal.Happened, e domain.Event, state roster.Handover, notice string) domain.Command {
	return message.Post{
		ID: IDOf(h.Stream, e, "receiver"), To: []message.Audience{message.To(state.To)}, Notice: notice,
		Args: map[string]string{
			"person": string(state.From), "on": state.On.String(), "count": strconv.Itoa(len(state.Municipalities)),
		},
		About: message.About{Stream: h.Stream},
	}
}
