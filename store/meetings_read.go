package store

import (
	"context"
	"strings"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/meeting"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/workflow"
)

const (
	selectMeeting     = "SELECT content FROM meetings WHERE id = ?"
	selectMeetingLink = "SELECT m.content, l.link FROM meeting_links l JOIN meetings m ON m.id = l.meeting WHERE l.hash = ?"
)

// Meeting returns a meeting; NotFound if there is none.
func (s *Store) Meeting(ctx context.Context, id meeting.ID) (meeting.Meeting, error) {
	m, _, err := s.meeting(ctx, selectMeeting, string(id))
	return m, err
}

// MeetingByLink returns the meeting of a link and the link's id by the hash of its token; NotFound if there
// is none.
func (s *Store) MeetingByLink(ctx context.Context, hash string) (meeting.Meeting, string, error) {
	return s.meeting(ctx, selectMeetingLink, hash)
}

func (s *Store) meeting(ctx context.Context, query, key string) (m meeting.Meeting, link string, err error) {
	var content string
	into := []any{&content}
	if query == selectMeetingLink {
		into = append(into, &link)
	}
	err = s.read(ctx, func(t *tx) error {
		found, err := t.one("meeting", query, []any{key}, into)
		if err == nil && !found {
			err = domain.Refuse(domain.NotFound, "meeting_unknown", nil)
		}
		return err
	})
	if err == nil {
		err = decoded(content, &m)
	}
	return m, link, err
}

// Meetings lists meetings.
func (s *Store) Meetings(ctx context.Context, q view.MeetingQuery) (rows []view.MeetingRow, err error) {
	err = s.read(ctx, func(t *tx) error {
		rows, err = t.meetings(q)
		return err
	})
	return rows, err
}

const selectHeld = "SELECT i.journey, i.item, i.meeting FROM journey_items i"

// MeetingsHeld lists the steps of journeys that have been held as meetings; the journeys are selected as the overview
// is.
func (s *Store) MeetingsHeld(ctx context.Context, q view.OverviewQuery) (held []view.HeldRow, err error) {
	if q.Municipalities != nil && len(q.Municipalities) == 0 {
		return nil, nil
	}
	var id, item, booking string
	query, args := newOverviewQuery(q).of(selectHeld, "i", " AND i.meeting <> '' ORDER BY i.journey, i.ordinal")
	err = s.read(ctx, func(t *tx) error {
		return t.each("meetings held", query, args, []any{&id, &item, &booking}, func() error {
			var m workflow.Meeting
			if err := decoded(booking, &m); err != nil || m.HeldOn.IsZero() {
				return err
			}
			held = append(held, view.HeldRow{Journey: journey.ID(id), Item: journey.InstanceID(item), On: m.HeldOn})
			return nil
		})
	})
	return held, err
}

const meetingColumns = "m.id, m.kind, m.host, m.title, m.state, m.on_date, m.start_at, m.end_at, m.place, m.closes_on, " +
	"m.capacity, m.taken, m.waiting, m.invited, m.voted, m.answered, m.notes, " +
	"o.municipality, o.partstat, o.persons, o.waiting, o.voted, o.attendance"

func (t *tx) meetings(q view.MeetingQuery) (rows []view.MeetingRow, err error) {
	var id, kind, host, title, state, on, start, end, place, closes string
	var capacity, taken, waiting, invited, voted, answered, notes int64
	var code, partstat, attendance *string
	var persons, ownWaiting, ownVoted *int64
	query, args := meetingQuery(q)
	into := []any{
		&id, &kind, &host, &title, &state, &on, &start, &end, &place, &closes, &capacity, &taken, &waiting, &invited, &voted,
		&answered, &notes, &code, &partstat, &persons, &ownWaiting, &ownVoted, &attendance,
	}
	err = t.each("meetings", query, args, into, func() error {
		r := view.MeetingRow{
			ID: meeting.ID(id), Kind: meeting.Kind(kind), Host: person.ID(host), Title: title, State: meeting.State(state),
			Slot: meeting.Slot{Start: start, End: end}, Place: place, Notes: notes != 0,
			Room:    meeting.Places{Capacity: int(capacity), Taken: int(taken), Waiting: int(waiting)},
			Invited: int(invited), Voted: int(voted), Answered: int(answered),
		}
		if code != nil {
			r.Own = &view.MeetingParty{
				Municipality: municipality.Code(*code), Partstat: meeting.Partstat(*partstat), Persons: int(*persons),
				Waiting: *ownWaiting > 0, Voted: *ownVoted != 0, Attendance: meeting.Attendance(*attendance),
			}
		}
		rows = append(rows, r)
		last := &rows[len(rows)-1]
		return dates(date{on, &last.Slot.On}, date{closes, &last.ClosesOn})
	})
	return rows, err
}

// meetingQuery builds the statement of one list. Texts are ours alone; whatever was asked for is an argument.
func meetingQuery(q view.MeetingQuery) (string, []any) {
	b := &overviewQuery{}
	b.meetingScope(q)
	if !q.From.IsZero() {
		b.and("(m.on_date = '' OR m.on_date >= ?)", q.From.String())
	}
	if !q.Until.IsZero() {
		b.and("m.on_date <> '' AND m.on_date <= ?", q.Until.String())
	}
	query := "SELECT " + meetingColumns + " FROM meetings m LEFT JOIN meeting_parties o ON o.meeting = m.id AND o.municipality = ?"
	if len(b.where) > 0 {
		query += " WHERE " + strings.Join(b.where, " AND ")
	}
	query += " ORDER BY m.on_date"
	if q.Latest {
		query += " DESC"
	}
	query += ", m.start_at, m.id"
	args := append([]any{string(q.Own)}, b.args...)
	if q.Limit > 0 {
		query, args = query+" LIMIT ?", append(args, q.Limit)
	}
	return query, args
}

// meetingScope keeps the meetings of the hosts and those to which the municipalities are invited.
func (b *overviewQuery) meetingScope(q view.MeetingQuery) {
	if q.All {
		return
	}
	ways, args := []string{"1 = 0"}, []any{}
	if len(q.Hosts) > 0 {
		ways = append(ways, "m.host IN (?"+strings.Repeat(", ?", len(q.Hosts)-1)+")")
		for _, host := range q.Hosts {
			args = append(args, string(host))
		}
	}
	if len(q.Municipalities) > 0 {
		ways = append(ways, "EXISTS (SELECT 1 FROM meeting_parties p WHERE p.meeting = m.id AND p.municipality IN (?"+
			strings.Repeat(", ?", len(q.Municipalities)-1)+"))")
		for _, code := range q.Municipalities {
			args = append(args, string(code))
		}
	}
	b.and("("+strings.Join(ways, " OR ")+")", args...)
}
