package cases

import (
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"
)

const (
	// newsDays is how far back the overview tells what is new.
	newsDays = 7
	// newsNames is how many municipalities a line of news names; the rest are counted.
	newsNames = 6
)

// news tells in words what has happened in the last week: who has signed, who is ready for the workshop, and who has
// come past a deadline.
func (o *overview) news() ([]pages.News, error) {
	since := o.Today.AddDays(-newsDays)
	rows, err := o.s.Desk.News(o.Ctx, o.Actor, since)
	if err != nil {
		return nil, err
	}
	recent := func(d calendar.Date) bool { return !d.IsZero() && !d.Before(since) }
	signed := newsOf(rows, func(r view.NewsRow) bool { return recent(calendar.DateOf(r.SignedAt)) })
	ready := newsOf(rows, func(r view.NewsRow) bool { return r.Run == journey.Active && recent(calendar.DateOf(r.ReadyAt)) })
	late := newsOf(rows, func(r view.NewsRow) bool {
		return r.Run == journey.Active && recent(r.DueOn) && view.DaysLate(r.DueOn, o.Today) > 0
	})
	var news []pages.News
	if n := len(signed); n > 0 {
		news = append(news, pages.News{Text: o.T("overview.news.signed", "count", n, "names", o.some(signed))})
	}
	if n := len(ready); n > 0 {
		news = append(news, pages.News{Text: o.T("overview.news.ready", "count", n, "names", o.some(ready))})
	}
	if n := len(late); n > 0 {
		link := parts.Link{Label: o.T("overview.news.see"), Href: "/overblik?sent=1&sort=due"}
		news = append(news, pages.News{Text: o.T("overview.news.late", "count", n, "names", o.some(late)), Link: &link})
	}
	return news, nil
}

// newsOf names the municipalities of some rows, in Danish order.
func newsOf(rows []view.NewsRow, fits func(view.NewsRow) bool) (names []string) {
	for _, r := range rows {
		if name := site.PlaceName(r.Municipality); fits(r) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, municipality.Compare)
	return names
}

// some names the first, and counts the rest.
func (o *overview) some(names []string) string {
	if more := len(names) - newsNames; more > 0 {
		names = append(names[:newsNames:newsNames], o.T("overview.news.more", "count", more))
	}
	return o.List(names)
}
