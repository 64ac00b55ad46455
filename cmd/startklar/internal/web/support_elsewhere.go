package web

import (
	"slices"

	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"
)

// openSupport are the open cases that the viewer may see, those whose review comes first first.
func (d *docket) openSupport(codes []municipality.Code) ([]view.SupportRow, error) {
	year, _, _ := d.today.Civil()
	found, err := d.s.Desk.Support(d.ctx, d.actor, view.SupportQuery{OpenOnly: true, Municipalities: codes}, year)
	slices.SortStableFunc(found.Cases, func(a, b view.SupportRow) int { return compareDue(a.ReviewOn, b.ReviewOn) })
	return found.Cases, err
}

// support lists the open cases on the day's page; for the agency its own, and how many proposals wait.
func (d *docket) support() (pages.DayList, error) {
	list := pages.DayList{ID: "stoette", Heading: d.T("day.support"), Empty: d.T("day.support_none"), More: &parts.Link{Label: d.T("support.heading"), Href: supportRoot}}
	year, _, _ := d.today.Civil()
	found, err := d.s.Desk.Support(d.ctx, d.actor, view.SupportQuery{OpenOnly: true}, year)
	if err != nil {
		return list, err
	}
	if n := len(found.Proposals); n > 0 {
		list.Lines = append(list.Lines, pages.DayLine{Title: d.T("day.support_proposals", "count", n), Href: supportRoot})
	}
	cases := slices.DeleteFunc(found.Cases, func(r view.SupportRow) bool {
		return d.actor.Role == person.NationalOfficer && r.Owner != d.actor.ID
	})
	slices.SortStableFunc(cases, func(a, b view.SupportRow) int { return compareDue(a.ReviewOn, b.ReviewOn) })
	for _, r := range cases[:min(len(cases), dayLines)] {
		list.Lines = append(list.Lines, pages.DayLine{
			Place: placeName(r.Municipality), Title: d.subjects(d.s.Monitoring, r.Subjects), Href: supportCasePath(r.Municipality, r.Number),
			Facts: d.supportFacts(r), Status: d.lateStatus(r.ReviewOn),
		})
	}
	return list, nil
}

// supportFacts say what comes next in a case, and when it is looked at again.
func (w *words) supportFacts(r view.SupportRow) (facts []string) {
	switch {
	case r.Next != "":
		facts = append(facts, w.T("support.step."+string(r.Next)))
	case len(r.Help) > 0:
		facts = append(facts, w.helpWords(r.Help))
	}
	if r.ReviewOn.IsZero() {
		return append(facts, w.T("day.support_no_review"))
	}
	return append(facts, w.T("day.support_review", "date", r.ReviewOn))
}

// support lists the municipality's open cases on its brief.
func (b *brief) support() pages.BriefList {
	list := pages.BriefList{Heading: b.T("brief.support"), Empty: b.T("brief.support_none")}
	for _, r := range b.cared {
		list.Lines = append(list.Lines, pages.BriefLine{
			Text: b.subjects(b.s.Monitoring, r.Subjects), Href: supportCasePath(r.Municipality, r.Number),
			Note: b.List(b.supportFacts(r)), Status: b.lateStatus(r.ReviewOn),
		})
	}
	return list
}

// supportNotices lead the municipality's leadership to what it has agreed with the agency.
func (v *journeyView) supportNotices() (notices []parts.Notice) {
	if v.actor.Role != person.MunicipalLeader {
		return nil
	}
	year, _, _ := v.today.Civil()
	found, err := v.s.Desk.Support(v.ctx, v.actor, view.SupportQuery{OpenOnly: true, Municipalities: []municipality.Code{v.st.Municipality}}, year)
	if err != nil {
		v.s.Log.Error("agreements on support", "error", err) // the page can do without
		return nil
	}
	for _, r := range found.Cases {
		text := v.T("journey.support_text_undated", "subjects", lowerFirst(v.subjects(v.s.Monitoring, r.Subjects)))
		if !r.ReviewOn.IsZero() {
			text = v.T("journey.support_text", "subjects", lowerFirst(v.subjects(v.s.Monitoring, r.Subjects)), "date", r.ReviewOn)
		}
		notices = append(notices, parts.Notice{
			Heading: v.T("journey.support"), Text: text,
			Link: &parts.Link{Label: v.T("journey.support_link"), Href: supportCasePath(r.Municipality, r.Number)},
		})
	}
	return notices
}
