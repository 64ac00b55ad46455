package meetings

import (
	"startklar/cmd/startklar/internal/sheet"
	"startklar/domain/view"
)

// meetingsSheet is the list of meetings as a file: a meeting that has two parts on the page has one row here.
func (w *words) meetingsSheet(met []view.MeetingRow) sheet.Table {
	t := sheet.Table{Title: w.T("menu.meetings"), Facts: []sheet.Fact{{Label: w.T("audience.heading"), Text: w.T("meetings.audience_list")}}}
	for _, key := range []string{
		"meeting.date", "meeting.start", "meeting.end", "meetings.title", "meetings.sheet.kind", "meeting.place", "meetings.host", "people.standing",
		"meetings.invited", "meetings.sheet.answered", "meetings.waiting",
	} {
		t.Columns = append(t.Columns, sheet.Column{Title: w.T(key)})
	}
	for _, m := range met {
		t.Rows = append(t.Rows, []any{
			m.Slot.On, m.Slot.Start, m.Slot.End, m.Title, w.T("meetings.kind." + string(m.Kind)), m.Place, w.Name(m.Host), w.meetingStatus(m.State).Text,
			m.Invited, m.Answered, w.meetingAsks(m),
		})
	}
	return t
}
