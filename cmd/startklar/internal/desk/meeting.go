package desk

import (
	"context"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/meeting"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
)

// MeetingReads are the read models of meetings.
type MeetingReads interface {
	// Meeting returns a meeting; NotFound if there is none.
	Meeting(ctx context.Context, id meeting.ID) (meeting.Meeting, error)
	// MeetingByLink finds the meeting and the link by the hash of a token; NotFound if there is none.
	MeetingByLink(ctx context.Context, hash string) (meeting.Meeting, string, error)
	Meetings(ctx context.Context, q view.MeetingQuery) ([]view.MeetingRow, error)
	// MeetingsHeld lists the steps of journeys that have been held as meetings.
	MeetingsHeld(ctx context.Context, q view.OverviewQuery) ([]view.HeldRow, error)
}

// Meeting returns a meeting as the actor may see it: a municipality sees its own part and how full the room
// is, whoever manages the meeting sees all. It returns Private if the actor may not know of it.
func (d *Desk) Meeting(ctx context.Context, actor person.Actor, id meeting.ID) (meeting.Seen, error) {
	if err := policy.CheckRole(actor, policy.ReadMeeting); err != nil {
		return meeting.Seen{}, err
	}
	m, err := d.reads.Meeting(ctx, id)
	if err != nil {
		return meeting.Seen{}, hidden(err)
	}
	return seeMeeting(actor, m)
}

// hidden makes what is not there look like what may not be seen.
func hidden(err error) error {
	if domain.CodeOf(err) == domain.NotFound {
		return domain.Refuse(domain.Private, "not_found", nil)
	}
	return err
}

func seeMeeting(actor person.Actor, m meeting.Meeting) (meeting.Seen, error) {
	if err := policy.CheckReadMeeting(actor, m.Owners()); err != nil {
		return meeting.Seen{}, err
	}
	if policy.SeesWholeMeeting(actor, m.Owners()) {
		return m.See(), nil
	}
	return m.SeePart(actor.Has), nil
}

// MeetingByLink returns the meeting that a link opens as its holder may see it, and who the holder is. A link
// that does not work, for whatever reason, is NotFound.
func (d *Desk) MeetingByLink(ctx context.Context, hash string, today calendar.Date) (meeting.Seen, person.Actor, error) {
	m, id, err := d.reads.MeetingByLink(ctx, hash)
	if err != nil {
		return meeting.Seen{}, person.Actor{}, err
	}
	l := m.Link(id)
	if l == nil || !l.Works(today) || m.Party(l.Municipality) == nil {
		return meeting.Seen{}, person.Actor{}, domain.Refuse(domain.NotFound, "link_expired", nil)
	}
	actor := person.Actor{ID: person.ID("link:" + id), Role: person.Guest, Municipalities: []municipality.Code{l.Municipality}, Link: id}
	return m.SeePart(actor.Has), actor, nil
}

// Meetings lists the meetings that the actor may see within what is asked for: municipal people those of their
// municipality, consultants also those that they host, the national agency all.
func (d *Desk) Meetings(ctx context.Context, actor person.Actor, q view.MeetingQuery) ([]view.MeetingRow, error) {
	if err := policy.CheckRole(actor, policy.ReadMeeting); err != nil {
		return nil, err
	}
	switch {
	case actor.Role == person.NationalOfficer || actor.Role == person.System:
		q.All = q.All || q.Municipalities == nil && q.Hosts == nil
	case actor.Role.Municipal():
		q.All, q.Hosts, q.Municipalities, q.Own = false, nil, actor.Municipalities, actor.Municipalities[0]
	default:
		q = ofConsultant(q, actor)
	}
	return d.reads.Meetings(ctx, q)
}

// MeetingsHeld lists the steps that have been held as meetings in the journeys that the actor sees in the overview.
func (d *Desk) MeetingsHeld(ctx context.Context, actor person.Actor, q view.OverviewQuery) ([]view.HeldRow, error) {
	if err := policy.CheckRole(actor, policy.ReadOverview); err != nil {
		return nil, err
	}
	if actor.Role == person.ProcessConsultant {
		q.Municipalities = within(q.Municipalities, actor)
	}
	return d.reads.MeetingsHeld(ctx, q)
}

// ofConsultant narrows a question to a consultant's municipalities; without a narrower one it is about these
// and what the consultant hosts.
func ofConsultant(q view.MeetingQuery, actor person.Actor) view.MeetingQuery {
	if q.Municipalities == nil && q.Hosts == nil {
		q.Hosts = []person.ID{actor.ID}
		if actor.OnBehalfOf != "" {
			q.Hosts = append(q.Hosts, actor.OnBehalfOf)
		}
	} else {
		q.Hosts = nil
	}
	q.All, q.Municipalities = false, within(q.Municipalities, actor)
	return q
}
