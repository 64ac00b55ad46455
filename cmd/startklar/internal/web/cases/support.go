package cases

import (
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"
)

// support lists the municipality's open cases on its brief.
func (b *brief) support() pages.BriefList {
	list := pages.BriefList{Heading: b.T("brief.support"), Empty: b.T("brief.support_none")}
	for _, r := range b.cared {
		list.Lines = append(list.Lines, pages.BriefLine{
			Text: b.Subjects(b.s.Monitoring, r.Subjects), Href: site.SupportCasePath(r.Municipality, r.Number),
			Note: b.List(b.supportFacts(r)), Status: b.LateStatus(r.ReviewOn),
		})
	}
	return list
}

// supportFacts say what comes next in a case, and when it is looked at again.
func (w *words) supportFacts(r view.SupportRow) (facts []string) {
	switch {
	case r.Next != "":
		facts = append(facts, w.T("support.step."+string(r.Next)))
	case len(r.Help) > 0:
		facts = append(facts, w.HelpWords(r.Help))
	}
	if r.ReviewOn.IsZero() {
		return append(facts, w.T("day.support_no_review"))
	}
	return append(facts, w.T("day.support_review", "date", r.ReviewOn))
}

// support lists the open cases on the day's page; for the agency its own, and how many proposals wait.
func (d *docket) support() (pages.DayList, error) {
	list := pages.DayList{ID: "stoette", Heading: d.T("day.support"), Empty: d.T("day.support_none"), More: &parts.Link{Label: d.T("support.heading"), Href: site.SupportRoot}}
	year, _, _ := d.Today.Civil()
	found, err := d.s.Desk.Support(d.Ctx, d.Actor, view.SupportQuery{OpenOnly: true}, year)
	if err != nil {
		return list, err
	}
	if n := len(found.Proposals); n > 0 {
		list.Lines = append(list.Lines, pages.DayLine{Title: d.T("day.support_proposals", "count", n), Href: site.SupportRoot})
	}
	cases := slices.DeleteFunc(found.Cases, func(r view.SupportRow) bool {
		return d.Actor.Role == person.NationalOfficer && r.Owner != d.Actor.ID
	})
	slices.SortStableFunc(cases, func(a, b view.SupportRow) int { return compareDue(a.ReviewOn, b.ReviewOn) })
	for _, r := range cases[:min(len(cases), dayLines)] {
		list.Lines = append(list.Lines, pages.DayLine{
			Place: site.PlaceName(r.Municipality), Title: d.Subjects(d.s.Monitoring, r.Subjects), Href: site.SupportCasePath(r.Municipality, r.Number),
			Facts: d.supportFacts(r), Status: d.LateStatus(r.ReviewOn),
		})
	}
	return list, nil
}

// openSupport are the open cases that the viewer may see, those whose review comes first first.
func (d *docket) openSupport(codes []municipality.Code) ([]view.SupportRow, error) {
	year, _, _ := d.Today.Civil()
	found, err := d.s.Desk.Support(d.Ctx, d.Actor, view.SupportQuery{OpenOnly: true, Municipalities: codes}, year)
	slices.SortStableFunc(found.Cases, func(a, b view.SupportRow) int { return compareDue(a.ReviewOn, b.ReviewOn) })
	return found.Cases, err
}
