package store

import (
	"startklar/domain/calendar"
	"startklar/domain/meeting"
)

var meetingsTable = newTable("meetings", []string{"id"}, []string{
	"kind", "host", "title", "state", "on_date", "start_at", "end_at", "place", "closes_on", "capacity", "taken", "waiting",
	"invited", "voted", "answered", "notes", "changed_at", "content",
})

// Every command changes a meeting's row: the part is the state as a whole.
var meetings = projection[meeting.Meeting, *meeting.Meeting]{
	stream: meeting.StreamKind,
	table:  meetingsTable,
	parts: func(m meeting.Meeting, yield func(*meeting.Meeting)) {
		if m.Exists() {
			yield(&m)
		}
	},
	values: func(m *meeting.Meeting) []any {
		room, counts := m.Places(), countParties(m)
		return []any{
			m.Kind, m.Host, m.Title, m.State, m.On.String(), m.Start, m.End, m.Place, pollCloses(m).String(), m.Capacity, room.Taken,
			room.Waiting, len(m.Parties), counts.voted, counts.answered, m.Notes != nil, micros(m.ChangedAt), encoded(m),
		}
	},
}

// pollCloses is when a poll that nobody has closed ends; zero for none.
func pollCloses(m *meeting.Meeting) calendar.Date {
	if m.Poll == nil || m.Poll.Closed {
		return calendar.Date{}
	}
	return m.Poll.ClosesOn
}

type partyCounts struct{ voted, answered int }

func countParties(m *meeting.Meeting) (c partyCounts) {
	for _, p := range m.Parties {
		if p.Partstat != meeting.NeedsAction {
			c.answered++
		}
		if m.Poll.Answered(p.Municipality) {
			c.voted++
		}
	}
	return c
}

type partyPart struct {
	party meeting.Party
	voted bool
}

var meetingParties = projection[meeting.Meeting, partyPart]{
	stream: meeting.StreamKind,
	table: newTable("meeting_parties", []string{"meeting", "municipality"}, []string{
		"journey", "item", "partstat", "persons", "waiting", "voted", "attendance",
	}),
	parts: func(m meeting.Meeting, yield func(partyPart)) {
		for _, p := range m.Parties {
			yield(partyPart{p, m.Poll.Answered(p.Municipality)})
		}
	},
	key: func(p partyPart) []any { return []any{p.party.Municipality} },
	values: func(p partyPart) []any {
		return []any{
			p.party.Journey, p.party.Item, p.party.Partstat, p.party.Persons, p.party.Waiting, p.voted, p.party.Attendance,
		}
	},
}

var meetingLinks = projection[meeting.Meeting, meeting.Link]{
	stream: meeting.StreamKind,
	table:  newTable("meeting_links", []string{"meeting", "link"}, []string{"hash"}),
	parts: func(m meeting.Meeting, yield func(meeting.Link)) {
		for _, l := range m.Links {
			yield(l)
		}
	},
	key:    func(l meeting.Link) []any { return []any{l.ID} },
	values: func(l meeting.Link) []any { return []any{l.Hash} },
}
