package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/parts"
)

// supportNotices lead the municipality's leadership to what it has agreed with the agency.
func (v *journeyView) supportNotices() (notices []parts.Notice) {
	if v.Actor.Role != person.MunicipalLeader {
		return nil
	}
	year, _, _ := v.Today.Civil()
	found, err := v.s.Desk.Support(v.Ctx, v.Actor, view.SupportQuery{OpenOnly: true, Municipalities: []municipality.Code{v.st.Municipality}}, year)
	if err != nil {
		v.s.Log.Error("agreements on support", "error", err) // the page can do without
		return nil
	}
	for _, r := range found.Cases {
		text := v.T("journey.support_text_undated", "subjects", site.LowerFirst(v.Subjects(v.s.Monitoring, r.Subjects)))
		if !r.ReviewOn.IsZero() {
			text = v.T("journey.support_text", "subjects", site.LowerFirst(v.Subjects(v.s.Monitoring, r.Subjects)), "date", r.ReviewOn)
		}
		notices = append(notices, parts.Notice{
			Heading: v.T("journey.support"), Text: text,
			Link: &parts.Link{Label: v.T("journey.support_link"), Href: site.SupportCasePath(r.Municipality, r.Number)},
		})
	}
	return notices
}
