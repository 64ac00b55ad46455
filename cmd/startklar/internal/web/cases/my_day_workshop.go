package cases

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/policy"
	"startklar/templates/pages"
)

// disputes are the minutes that wait for a new edition, because somebody objects to what stands there.
func (d *docket) disputes() []pages.DayLine {
	if policy.CheckRole(d.Actor, policy.RunWorkshop) != nil {
		return nil
	}
	var lines []pages.DayLine
	for _, c := range d.cases {
		for _, one := range c.Disputes {
			lines = append(lines, pages.DayLine{
				Place: site.PlaceName(c.Municipality), Title: d.T("day.objections", "count", one.Count), Href: site.ItemPath(c.Journey, one.Item) + "/referat",
				Facts: []string{d.T("day.since", "date", calendar.DateOf(one.At))},
			})
		}
	}
	return lines
}

// offers are the texts that were entered for a municipality and that its leader has not said yes or no to, one line
// for each municipality.
func (d *docket) offers() []pages.DayLine {
	var lines []pages.DayLine
	for _, c := range d.cases {
		if len(c.Offers) == 0 {
			continue
		}
		oldest := c.Offers[0]
		lines = append(lines, pages.DayLine{
			Place: site.PlaceName(c.Municipality), Title: d.T("day.offers", "count", len(c.Offers)), Href: site.AnswerPath(c.Journey, oldest.Item, oldest.Field),
			Facts: []string{d.T("day.since", "date", calendar.DateOf(oldest.At))}, Call: d.call(c.Municipality),
		})
	}
	return lines
}
