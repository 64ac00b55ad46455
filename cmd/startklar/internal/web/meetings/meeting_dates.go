package meetings

import (
	"net/http"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/meeting"
	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// DatesPage is where the host proposes dates.
func (s *Pages) DatesPage(c echo.Context) error { return s.showDates(c, nil) }

func (s *Pages) showDates(c echo.Context, errs []parts.FieldError) error {
	v, err := s.loadMeeting(c, errs)
	if err != nil {
		return err
	}
	if !v.manages {
		return domain.Refuse(domain.Permission, "not_your_meeting", nil)
	}
	page := pages.Board{Shell: v.shell(v.T("meetings.propose"))}
	page.Shell.Kicker, page.Shell.Errors, page.Shell.Lead = v.m.Title, errs, v.T("meetings.propose_lead", "min", meeting.MinSlots, "max", meeting.MaxSlots)
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: v.m.Title, Href: v.path("")})
	closes := v.Today.AddDays(7)
	if v.m.Poll != nil {
		closes = v.m.Poll.ClosesOn
	}
	form := pages.FormOf{
		Action: v.path("/datoer"), Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Buttons: parts.Buttons{{Label: v.T("meetings.send_dates")}},
		Body: []templ.Component{v.slotsTable(), v.field("datoer", parts.Field{
			Kind: parts.Date, Name: "closes_on", Label: v.T("meetings.closes_on"), Value: closes.String(), Min: v.Today.String(), Width: parts.Narrow,
		})},
	}
	page.Parts = append(page.Parts, form)
	return s.Render(c, site.StatusOf(c, errs), page)
}

// slotsTable has a row for each date that can be proposed.
func (v *meetingView) slotsTable() parts.Table {
	t := parts.Table{Caption: v.T("meetings.propose"), Columns: []parts.Column{{Label: v.T("meetings.number")}, {Label: v.T("meeting.date")}, {Label: v.T("meeting.start")}, {Label: v.T("meeting.end")}}}
	for n := range meeting.MaxSlots {
		slot := meeting.Slot{}
		if v.m.Poll != nil && n < len(v.m.Poll.Slots) {
			slot = v.m.Poll.Slots[n]
		}
		number := strconv.Itoa(n + 1)
		cell := func(kind parts.FieldKind, name, key, value string) parts.Cell {
			return parts.Cell{Value: v.field("datoer", parts.Field{Kind: kind, Name: name + "." + strconv.Itoa(n), Label: v.T(key, "number", number), HideLabel: true, Value: value, Optional: true, Width: parts.Narrow})}
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: number},
			cell(parts.Date, "on", "meetings.slot_date", slot.On.String()),
			cell(parts.TimeOfDay, "start", "meetings.slot_start", slot.Start), cell(parts.TimeOfDay, "end", "meetings.slot_end", slot.End),
		}})
	}
	return t
}

// ProposeDates gives those who are invited dates to choose from.
func (s *Pages) ProposeDates(c echo.Context) error {
	command := meeting.ProposeSlots{Target: meetingTarget(c)}
	again := site.Write{Again: inForm("datoer", s.showDates)}
	for n := range meeting.MaxSlots {
		suffix := "." + strconv.Itoa(n)
		on, ok := site.DateValue(c, "on"+suffix)
		if !ok {
			return s.Refused(c, again, domain.RefuseField(domain.Invalid, "on"+suffix, "not_a_date", nil))
		}
		if on.IsZero() {
			continue
		}
		command.Slots = append(command.Slots, meeting.Slot{On: on, Start: site.ClockValue(c, "start"+suffix), End: site.ClockValue(c, "end"+suffix)})
	}
	closes, ok := site.DateValue(c, "closes_on")
	if !ok {
		return s.Refused(c, again, domain.RefuseField(domain.Invalid, "closes_on", "not_a_date", nil))
	}
	command.ClosesOn = closes
	return s.Carry(c, site.Write{Command: command, Done: "done.datoer", Back: site.MeetingPath(command.Meeting), Again: again.Again})
}

// BookDate sets or moves the date. Where something speaks against it, the first post says what, and the second
// does it all the same.
func (s *Pages) BookDate(c echo.Context) error {
	on, ok := site.DateValue(c, "on")
	if !ok {
		return s.Refused(c, site.Write{Again: inForm("book", s.againMeeting)}, domain.RefuseField(domain.Invalid, "on", "not_a_date", nil))
	}
	command := meeting.Book{
		Target: meetingTarget(c), Slot: meeting.Slot{On: on, Start: site.ClockValue(c, "start"), End: site.ClockValue(c, "end")}, Reason: strings.TrimSpace(c.FormValue("reason")),
	}
	if c.FormValue("confirmed") == "" {
		v, err := s.loadMeeting(c, nil)
		if err != nil {
			return err
		}
		if warnings := v.bookingWarnings(command.Slot); len(warnings) > 0 && v.manages {
			return v.confirmBooking(command, warnings)
		}
	}
	return s.meetingWrite(c, "book", "done.moede_booket", command)
}

// confirmBooking shows what speaks against a date.
func (v *meetingView) confirmBooking(command meeting.Book, warnings []string) error {
	page := pages.Confirm{
		Shell: v.shell(v.T("meetings.sure")), Text: v.T("meetings.sure_text", "when", v.meetingWhen(command.Slot)),
		Moves: parts.Table{Caption: v.T("meetings.beware"), HideCaption: true, Columns: []parts.Column{{Label: v.T("meetings.beware")}}},
		Form: pages.Form{
			Action: v.path("/book"), Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
			Hidden: []pages.Hidden{
				{Name: "on", Value: command.On.String()},
				{Name: "start", Value: command.Start},
				{Name: "end", Value: command.End},
				{Name: "reason", Value: command.Reason},
				{Name: "confirmed", Value: "1"},
			},
			Buttons: parts.Buttons{{Label: v.T("meetings.book_anyway")}, {Label: v.T("meetings.back"), Href: v.path(""), Kind: parts.Secondary}},
		},
	}
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: v.m.Title, Href: v.path("")})
	for _, text := range warnings {
		page.Moves.Rows = append(page.Moves.Rows, parts.Row{Cells: []parts.Cell{{Text: text}}})
	}
	return v.s.Render(v.c, http.StatusOK, page)
}

// bookingWarnings are what speaks against a date without forbidding it: a day on which nobody works, and other
// meetings of the same municipalities.
func (v *meetingView) bookingWarnings(slot meeting.Slot) []string {
	if slot.On.IsZero() {
		return nil
	}
	var warnings []string
	if text := v.slotWarning(slot); text != "" {
		warnings = append(warnings, text)
	}
	codes := v.m.Municipalities()
	rows, err := v.s.Desk.Meetings(v.Ctx, v.Actor, view.MeetingQuery{Municipalities: codes, From: slot.On, Until: slot.On})
	if err != nil {
		return warnings
	}
	for _, row := range rows {
		if row.ID != v.m.ID && row.State == meeting.Booked {
			warnings = append(warnings, v.T("meetings.same_day", "title", row.Title, "when", v.shortSlot(row.Slot), "places", v.shared(row.ID, codes)))
		}
	}
	return warnings
}

// shared names the municipalities that two meetings have in common.
func (v *meetingView) shared(id meeting.ID, codes []municipality.Code) []string {
	other, err := v.s.Desk.Meeting(v.Ctx, v.Actor, id)
	if err != nil {
		return nil
	}
	var names []string
	for _, code := range codes {
		if other.Party(code) != nil {
			names = append(names, site.PlaceName(code))
		}
	}
	return names
}

// slotWarning says that a date is no working day.
func (w *words) slotWarning(slot meeting.Slot) string {
	if slot.On.IsZero() || calendar.Danish().IsWorkingDay(slot.On) {
		return ""
	}
	if name, ok := calendar.Danish().Holiday(slot.On); ok {
		return w.T("meetings.holiday", "name", name)
	}
	return w.T("meetings.weekend")
}
