package meetings

import (
	"net/http"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/meeting"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// pastMeetings is how many meetings that have been are listed.
const pastMeetings = 20

// MeetingsPage lists the viewer's meetings: what waits for them first, then what comes, then what has been.
func (s *Pages) MeetingsPage(c echo.Context) error {
	w := s.words(c)
	ahead, err := s.Desk.Meetings(c.Request().Context(), w.Actor, view.MeetingQuery{From: w.Today})
	if err != nil {
		return err
	}
	been := view.MeetingQuery{Until: w.Today.AddDays(-1), Latest: true, Limit: pastMeetings}
	if site.WantsFile(c) {
		been.Limit = 0
	}
	past, err := s.Desk.Meetings(c.Request().Context(), w.Actor, been)
	if err != nil {
		return err
	}
	if site.WantsFile(c) {
		return s.SendTable(c, "moeder", w.meetingsSheet(append(ahead, past...)))
	}
	page := pages.Board{Shell: s.Shell(c, w.T("menu.meetings"))}
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("meetings.audience_list")}}
	if policy.CheckRole(w.Actor, policy.HostMeeting) == nil {
		page.Parts = append(page.Parts, parts.Buttons{
			{Label: w.T("meetings.new_seminar"), Href: site.MeetingsRoot + "/nyt?slags=seminar"},
			{Label: w.T("meetings.new_workshop"), Href: site.MeetingsRoot + "/nyt?slags=workshop", Kind: parts.Secondary},
		})
	}
	list := w.meetingGroups(ahead, past)
	if len(list.Groups) == 0 {
		page.Parts = append(page.Parts, w.noMeetings())
	} else {
		page.Parts = append(page.Parts, list, w.FileLinks(site.MeetingsRoot, nil))
	}
	return s.Render(c, http.StatusOK, page)
}

// noMeetings says what comes next where there is nothing yet.
func (w *words) noMeetings() templ.Component {
	if w.Actor.Role.Municipal() {
		return parts.EmptyState{Heading: w.T("meetings.none"), Text: w.T("meetings.none_municipal")}
	}
	return parts.EmptyState{Heading: w.T("meetings.none"), Text: w.T("meetings.none_host")}
}

// meetingGroups sorts the meetings by what they ask of the viewer.
func (w *words) meetingGroups(ahead, past []view.MeetingRow) parts.TaskList {
	waiting := parts.TaskGroup{Heading: w.T("meetings.waiting")}
	coming := parts.TaskGroup{Heading: w.T("meetings.coming")}
	been := parts.TaskGroup{Heading: w.T("meetings.past")}
	for _, row := range ahead {
		switch {
		case w.meetingAsks(row) != "":
			waiting.Tasks = append(waiting.Tasks, w.meetingTask(row))
		case row.State == meeting.Held || row.State == meeting.Cancelled:
			been.Tasks = append(been.Tasks, w.meetingTask(row))
		default:
			coming.Tasks = append(coming.Tasks, w.meetingTask(row))
		}
	}
	for _, row := range past {
		if w.meetingAsks(row) != "" {
			waiting.Tasks = append(waiting.Tasks, w.meetingTask(row))
		} else {
			been.Tasks = append(been.Tasks, w.meetingTask(row))
		}
	}
	list := parts.TaskList{ID: "moeder"}
	for _, group := range []parts.TaskGroup{waiting, coming, been} {
		if len(group.Tasks) > 0 {
			list.Groups = append(list.Groups, group)
		}
	}
	return list
}

// meetingAsks is what a meeting waits for from the viewer; empty for nothing.
func (w *words) meetingAsks(row view.MeetingRow) string {
	open := !row.ClosesOn.IsZero() && !row.ClosesOn.Before(w.Today)
	over := row.State == meeting.Booked && row.Slot.On.Before(w.Today)
	switch {
	case row.Own != nil && open && !row.Own.Voted:
		return w.T("meetings.ask_vote", "date", row.ClosesOn)
	case row.Own != nil && row.State == meeting.Booked && !over && row.Own.Partstat == meeting.NeedsAction:
		return w.T("meetings.ask_answer")
	case !w.hostsMeeting(row):
		return ""
	case row.State == meeting.Planned && row.ClosesOn.IsZero():
		return w.T("meetings.ask_date")
	case row.State == meeting.Planned && (!open || row.Voted == row.Invited):
		return w.T("meetings.ask_book")
	case over:
		return w.T("meetings.ask_attendance")
	case row.State == meeting.Held && !row.Notes && row.Kind == meeting.Seminar && row.Slot.On.After(w.Today.AddDays(-60)):
		return w.T("meetings.ask_notes")
	default:
		return ""
	}
}

// hostsMeeting tells whether the viewer is the host, or acts for them.
func (w *words) hostsMeeting(row view.MeetingRow) bool {
	return row.Host == w.Actor.ID || w.Actor.OnBehalfOf != "" && row.Host == w.Actor.OnBehalfOf
}

func (w *words) meetingTask(row view.MeetingRow) parts.Task {
	task := parts.Task{Title: row.Title, Href: site.MeetingPath(row.ID), Status: w.meetingStatus(row.State), Hint: w.meetingWhen(row.Slot)}
	if task.Hint == "" && !row.ClosesOn.IsZero() {
		task.Hint = w.T("meetings.poll_until", "date", row.ClosesOn)
	}
	if asks := w.meetingAsks(row); asks != "" {
		task.Status = parts.Status{Kind: parts.Raised, Text: asks}
	}
	if row.Place != "" {
		task.Facts = append(task.Facts, row.Place)
	}
	if row.Own == nil && row.Invited > 1 {
		task.Facts = append(task.Facts, w.T("meetings.invited_count", "count", row.Invited))
	}
	if row.Own != nil && row.State == meeting.Booked {
		task.Facts = append(task.Facts, w.partstat(row.Own.Partstat, row.Own.Waiting))
	}
	if row.Own != nil && row.Own.Attendance == meeting.Absent && row.Notes {
		task.Facts = append(task.Facts, w.T("meetings.notes_ready"))
	}
	return task
}

var meetingKinds = map[meeting.State]parts.StatusKind{
	meeting.Planned: parts.NotBegun, meeting.Booked: parts.Open, meeting.Held: parts.Done, meeting.Cancelled: parts.Neutral,
}

func (w *words) meetingStatus(s meeting.State) parts.Status {
	return parts.Status{Kind: meetingKinds[s], Text: w.T("meetings.state." + string(s))}
}

// meetingWhen writes when a slot is; nothing for no date.
func (w *words) meetingWhen(s meeting.Slot) string {
	if s.On.IsZero() {
		return ""
	}
	return w.MeetingTime(s.On, s.Start, s.End)
}

// shortSlot writes "tor. 12.3.2026 kl. 9.00–12.00" for a table.
func (w *words) shortSlot(s meeting.Slot) string {
	return w.T("meetings.slot", "date", w.LongDate(s.On), "start", w.Clock(s.Start), "end", w.Clock(s.End))
}

// partstat is a municipality's answer in words.
func (w *words) partstat(p meeting.Partstat, waiting bool) string {
	if waiting {
		return w.T("meetings.in_line")
	}
	return w.T("meetings.partstat." + string(p))
}
