package cases

import (
	"cmp"
	"net/http"
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/meeting"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

const (
	// dayLines is how many lines of one kind the day shows; the rest is a link away.
	dayLines = 10
	// newlyDays is how long something is new.
	newlyDays = 14
	// soonDays is how far ahead a deadline belongs to the day; what is due later is a link away.
	soonDays = 42
)

// MyDayPage is where a consultant begins.
func (s *Pages) MyDayPage(c echo.Context) error {
	if err := policy.CheckRole(site.ActorOf(c), policy.ReadCaseload); err != nil {
		return err
	}
	d, err := s.newDocket(c)
	if err != nil {
		return err
	}
	page := pages.MyDay{Shell: s.Shell(c, d.T("day.heading"))}
	page.Shell.Wide = true
	page.Shell.Lead = d.T("day.lead", "date", calendar.FormatWithWeekday(d.Today, string(d.Lang)), "week", calendar.FormatWeek(d.Today, string(d.Lang)))
	page.Shell.Audience = parts.Audience{Readers: []string{d.T("day.audience")}, Note: d.T("day.audience_note")}
	page.Work = []pages.DayList{d.waitingForMe(), d.waitingForThem()}
	week, err := d.thisWeek()
	if err != nil {
		return err
	}
	support, err := d.support()
	if err != nil {
		return err
	}
	page.Coming = []pages.DayList{week, d.workshops(), d.newlyReady(), support}
	return s.Render(c, http.StatusOK, page)
}

// own is one thing that waits for the viewer.
type own struct {
	of   view.Case
	wait view.CaseWait
}

// waitingForMe lists what the viewer can do now, what is due soonest first.
func (d *docket) waitingForMe() pages.DayList {
	list := pages.DayList{ID: "mig", Heading: d.T("day.me"), Empty: d.T("day.me_none")}
	var all []own
	later := 0
	for _, c := range d.cases {
		for _, w := range d.waitsOnViewer(c) {
			if w.Due.After(d.Today.AddDays(soonDays)) {
				later++
				continue
			}
			all = append(all, own{c, w})
		}
	}
	slices.SortStableFunc(all, func(a, b own) int { return compareDue(a.wait.Due, b.wait.Due) })
	disputes := d.disputes()
	list.Lead = d.T("day.me_lead", "count", len(all)+len(disputes))
	if unread, err := d.s.Desk.Unread(d.Ctx, d.Actor); err == nil && unread > 0 {
		list.Lines = append(list.Lines, pages.DayLine{Title: d.T("day.unread", "count", unread), Href: site.InboxPath})
	}
	list.Lines = append(list.Lines, disputes...)
	for _, o := range all[:min(len(all), dayLines)] {
		line := d.line(o.of, o.wait)
		if late := d.Late(o.wait.Due); late == "" && !o.wait.Due.IsZero() {
			line.Facts = append(line.Facts, d.T("item.due", "date", o.wait.Due))
		}
		list.Lines = append(list.Lines, line)
	}
	if later > 0 || len(all) > dayLines {
		list.More = &parts.Link{Label: d.T("day.all", "count", len(all)+later), Href: site.CasesPath + "?venter=mig&sort=frist"}
	}
	return list
}

// line is something that a journey waits for.
func (d *docket) line(c view.Case, w view.CaseWait) pages.DayLine {
	return pages.DayLine{
		Place: site.PlaceName(c.Municipality), Title: d.waitTitle(c, w.Item), Href: site.ItemPath(c.Journey, w.Item), Status: d.LateStatus(w.Due),
	}
}

// waitingForThem lists the municipalities that are overdue, the longest first, one line each.
func (d *docket) waitingForThem() pages.DayList {
	list := pages.DayList{ID: "dem", Heading: d.T("day.them"), Empty: d.T("day.them_none")}
	type debt struct {
		own
		more int
	}
	var all []debt
	for _, c := range d.cases {
		if worst, more := d.owed(c); worst.Item != "" {
			all = append(all, debt{own{c, worst}, more})
		}
	}
	slices.SortStableFunc(all, func(a, b debt) int { return compareDue(a.wait.Due, b.wait.Due) })
	if len(all) > 0 {
		list.Lead = d.T("day.them_lead", "count", len(all))
	}
	for _, o := range all[:min(len(all), dayLines)] {
		line := d.line(o.of, o.wait)
		if o.more > 0 {
			line.Title += " " + d.T("day.and_more", "count", o.more)
		}
		line.Call = d.call(o.of.Municipality)
		list.Lines = append(list.Lines, line)
	}
	list.Lines = append(list.Lines, d.offers()...)
	if len(all) > dayLines {
		list.More = &parts.Link{Label: d.T("day.all", "count", len(all)), Href: site.CasesPath + "?venter=kommunen&sent=1&sort=frist"}
	}
	return list
}

// compareDue puts what has no deadline last.
func compareDue(a, b calendar.Date) int {
	switch {
	case a.IsZero() && !b.IsZero():
		return 1
	case b.IsZero() && !a.IsZero():
		return -1
	}
	return a.Compare(b)
}

// thisWeek lists the meetings from today to Sunday: those that the viewer holds or their municipalities are invited
// to, and the workshops that stand in the journeys alone.
func (d *docket) thisWeek() (pages.DayList, error) {
	list := pages.DayList{
		ID: "ugen", Heading: d.T("day.week"), Empty: d.T("day.week_none"), More: &parts.Link{Label: d.T("day.meetings"), Href: site.MeetingsRoot},
	}
	sunday := d.Today.AddDays((7 - int(d.Today.Weekday())) % 7)
	meetings, err := d.s.Desk.Meetings(d.Ctx, d.Actor, view.MeetingQuery{From: d.Today, Until: sunday})
	if err != nil {
		return list, err
	}
	taken := map[calendar.Date]int{}
	for _, m := range meetings {
		if m.State != meeting.Booked {
			continue
		}
		if m.Kind == meeting.Workshop {
			taken[m.Slot.On]++
		}
		list.Lines = append(list.Lines, pages.DayLine{
			Title: m.Title, Href: site.MeetingPath(m.ID), Facts: []string{d.MeetingTime(m.Slot.On, m.Slot.Start, m.Slot.End)},
		})
	}
	for _, c := range d.booked() {
		if c.WorkshopOn.After(sunday) {
			break
		}
		if taken[c.WorkshopOn]--; taken[c.WorkshopOn] < 0 {
			list.Lines = append(list.Lines, d.workshopLine(c))
		}
	}
	return list, nil
}

// booked lists the journeys whose workshop is today or later, the next first.
func (d *docket) booked() []view.Case {
	var all []view.Case
	for _, c := range d.cases {
		if !c.WorkshopOn.Before(d.Today) && !c.WorkshopOn.IsZero() && c.WorkshopHeld.IsZero() {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b view.Case) int {
		return cmp.Or(a.WorkshopOn.Compare(b.WorkshopOn), cmp.Compare(a.WorkshopAt, b.WorkshopAt))
	})
	return all
}

func (d *docket) workshopLine(c view.Case) pages.DayLine {
	return pages.DayLine{
		Place: site.PlaceName(c.Municipality), Title: d.waitTitle(c, c.Workshop), Href: site.ItemPath(c.Journey, c.Workshop),
		Facts: []string{d.workshopTime(c)},
	}
}

// workshopTime writes "tirsdag den 24. november 2026 kl. 09.00".
func (d *docket) workshopTime(c view.Case) string {
	day := calendar.FormatWithWeekday(c.WorkshopOn, string(d.Lang))
	if c.WorkshopAt == "" {
		return day
	}
	return d.T("moment", "date", day, "clock", d.Clock(c.WorkshopAt))
}

// workshops lists the next ones with how each municipality's questions stand.
func (d *docket) workshops() pages.DayList {
	list := pages.DayList{ID: "workshops", Heading: d.T("day.workshops"), Empty: d.T("day.workshops_none")}
	booked := d.booked()
	for _, c := range booked[:min(len(booked), dayLines/2)] {
		line := d.workshopLine(c)
		line.Value = d.mix(c.Mix)
		list.Lines = append(list.Lines, line)
	}
	if len(booked) > dayLines/2 {
		list.More = &parts.Link{Label: d.T("day.all", "count", len(booked)), Href: site.CasesPath + "?workshop=booket&sort=workshop"}
	}
	return list
}

// newlyReady lists the municipalities whose workshop can be booked, the latest first.
func (d *docket) newlyReady() pages.DayList {
	list := pages.DayList{ID: "klar", Heading: d.T("day.ready"), Empty: d.T("day.ready_none")}
	var ready []view.Case
	for _, c := range d.cases {
		if c.Ready() {
			ready = append(ready, c)
		}
	}
	slices.SortStableFunc(ready, func(a, b view.Case) int { return b.ReadyAt.Compare(a.ReadyAt) })
	for _, c := range ready[:min(len(ready), dayLines/2)] {
		line := pages.DayLine{
			Place: site.PlaceName(c.Municipality), Title: d.T("day.book"), Href: site.ItemPath(c.Journey, c.Workshop),
			Facts: []string{d.T("day.ready_since", "date", calendar.DateOf(c.ReadyAt))}, Value: d.mix(c.Mix),
		}
		if calendar.DateOf(c.ReadyAt).DaysUntil(d.Today) <= newlyDays {
			line.Status = parts.Status{Kind: parts.Neutral, Text: d.T("day.new")}
		}
		list.Lines = append(list.Lines, line)
	}
	if len(ready) > dayLines/2 {
		list.More = &parts.Link{Label: d.T("day.all", "count", len(ready)), Href: site.CasesPath + "?klar=1"}
	}
	return list
}
