package meetings

import (
	"mime"
	"net/http"
	"strings"
	"unicode"

	"startklar/cmd/startklar/internal/ical"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/meeting"
	"startklar/domain/person"

	"github.com/labstack/echo/v4"
)

// MeetingCalendar is the meeting for the viewer's own calendar.
func (s *Pages) MeetingCalendar(c echo.Context) error {
	v, err := s.loadMeeting(c, nil)
	if err != nil {
		return err
	}
	return v.sendCalendar()
}

// sendCalendar sends an invitation to those who are invited, and a plain copy to the others. Nobody finds
// another municipality's answer in theirs, and nobody a personal name.
func (v *meetingView) sendCalendar() error {
	if v.m.On.IsZero() || v.m.State == meeting.Planned {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	event := ical.Event{
		Method: ical.Publish, UID: v.m.ID.UID(), Sequence: v.m.Sequence, Stamp: v.m.RevisedAt, Slot: v.m.Slot,
		Title: v.m.Title, Text: v.m.Text, Place: v.m.Place, Video: v.m.Video, URL: v.s.Origin(v.c) + site.MeetingPath(v.m.ID),
		Organizer: ical.Party{Name: v.T("role." + string(v.m.HostRole)), Address: "urn:startklar:" + strings.ToLower(string(v.m.HostRole))},
	}
	if v.link != "" {
		event.URL = v.s.Origin(v.c) + v.link
	}
	if v.Actor.Role.Municipal() || v.Actor.Role == person.Guest {
		p := v.m.Parties[0]
		event.Method = ical.Request
		event.Attendee = &ical.Attendee{Party: ical.Party{Name: site.PlaceName(p.Municipality), Address: "urn:startklar:kommune:" + string(p.Municipality)}, Partstat: calendarAnswer(p)}
	}
	if v.m.State == meeting.Cancelled {
		event.Method = ical.Cancel
	}
	content, err := event.Bytes()
	if err != nil {
		return err
	}
	name := mime.FormatMediaType("attachment", map[string]string{"filename": calendarName(v.m)})
	v.c.Response().Header().Set(echo.HeaderContentDisposition, name)
	return v.c.Blob(http.StatusOK, event.ContentType(), content)
}

// calendarAnswer is what a calendar shows: whoever waits for a place does not come yet.
func calendarAnswer(p meeting.Party) meeting.Partstat {
	if p.Waiting > 0 {
		return meeting.Tentative
	}
	return p.Partstat
}

// calendarName names the file after the meeting and its date.
func calendarName(m meeting.Seen) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		default:
			return '-'
		}
	}, m.Title)
	if letters := []rune(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' }), "-")); len(letters) > 60 {
		name = string(letters[:60])
	} else {
		name = string(letters)
	}
	return name + "-" + m.On.String() + ".ics"
}
