package pack

import (
	"net/http"
	"slices"
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/policy"
	"startklar/domain/starterpack"
	"startklar/domain/view"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// handOverView is the choice of municipalities that shall have a version.
type handOverView struct {
	*words
	doc  starterpack.Document
	v    starterpack.Version
	rows []view.ReachRow
}

func (s *Pages) newHandOver(c echo.Context) (h handOverView, err error) {
	h.words = s.words(c)
	if err := policy.CheckRole(h.Actor, policy.ManageStarterPack); err != nil {
		return h, err
	}
	if h.doc, err = s.loadDocument(c); err != nil {
		return h, err
	}
	var found bool
	if h.v, found = h.doc.Newest(); !found {
		return h, domain.Refuse(domain.Conflict, "no_draft", nil)
	}
	rows, err := s.Desk.Reach(h.Ctx, h.Actor, h.doc.ID.Programme())
	for _, row := range rows {
		if row.Run == journey.Active {
			h.rows = append(h.rows, row)
		}
	}
	return h, err
}

// lacking are the rows of a region, and of a state, to which the version can be delivered.
func (h handOverView) lacking(region, status string) (rows []view.ReachRow) {
	for _, row := range h.rows {
		there := row.Documents[journey.FieldID(h.doc.ID.Document())]
		switch {
		case there.Version >= h.v.Number, region != "" && municipality.RegionOn(row.Municipality, h.Today) != region:
		case status != "" && !reachHolds(row, h.doc, status):
		default:
			rows = append(rows, row)
		}
	}
	return rows
}

// HandOverPage chooses who shall have the newest version: everybody of the filter is ticked, and nothing has happened
// yet.
func (s *Pages) HandOverPage(c echo.Context) error {
	h, err := s.newHandOver(c)
	if err != nil {
		return err
	}
	return s.showHandOver(c, h, nil)
}

func (s *Pages) showHandOver(c echo.Context, h handOverView, errs []parts.FieldError) error {
	region, status := c.QueryParam("region"), c.QueryParam("status")
	if status != statusUndelivered && status != statusOlder {
		status = ""
	}
	rows := h.lacking(region, status)
	page := s.packShell(c, h.T("hand_over.heading", "number", h.v.Number))
	page.Shell.Kicker, page.Shell.Lead, page.Shell.Errors = h.Text(h.doc.About.Title), h.T("hand_over.lead"), errs
	page.Shell.Breadcrumb = []parts.Link{h.packCrumb(), {Label: h.Text(h.doc.About.Title), Href: site.DocumentPath(h.doc.ID)}}
	if !h.v.Changed.IsZero() {
		page.Parts = append(page.Parts, parts.SummaryList{Rows: []parts.SummaryRow{{Key: h.T("pack.changed"), Text: h.Text(h.v.Changed)}}})
	}
	page.Parts = append(page.Parts, h.filters(region, status, len(rows)))
	if len(rows) == 0 {
		page.Parts = append(page.Parts, parts.EmptyState{Heading: h.T("hand_over.none"), Text: h.T("hand_over.none_text")})
	} else {
		page.Parts = append(page.Parts, h.form(rows, errs))
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (h handOverView) filters(region, status string, count int) parts.Filters {
	state := parts.Field{Kind: parts.Select, Name: "status", Label: h.T("reach.status"), Value: status, Options: []parts.Option{
		{Label: h.T("overview.any")}, {Value: statusUndelivered, Label: h.T("reach.status." + statusUndelivered)}, {Value: statusOlder, Label: h.T("reach.status." + statusOlder)},
	}}
	made := parts.Filters{Action: site.DocumentPath(h.doc.ID) + "/lever", Result: h.T("hand_over.count", "count", count), Fields: []parts.Field{site.RegionField(h.Words, region), state}}
	if region != "" || status != "" {
		made.Clear = site.DocumentPath(h.doc.ID) + "/lever"
	}
	return made
}

func (h handOverView) form(rows []view.ReachRow, errs []parts.FieldError) pages.Form {
	choice := parts.Field{Kind: parts.Checkbox, Name: "journey", Label: h.T("hand_over.whom"), Hint: h.T("hand_over.whom_hint")}
	for _, row := range rows {
		option := parts.Option{Value: string(row.Journey), Label: site.PlaceName(row.Municipality)}
		if there, ok := row.Documents[journey.FieldID(h.doc.ID.Document())]; ok {
			option.Hint = h.T("hand_over.has", "number", there.Version)
		}
		choice.Options = append(choice.Options, option)
		choice.Values = append(choice.Values, option.Value)
	}
	for _, e := range errs {
		choice.Error, choice.Values = e.Message, nil
	}
	return pages.Form{
		Action: site.DocumentPath(h.doc.ID) + "/lever", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Hidden: []pages.Hidden{{Name: "version", Value: strconv.Itoa(h.v.Number)}}, Fields: []parts.Field{choice},
		Buttons: parts.Buttons{{Label: h.T("hand_over.do", "number", h.v.Number)}},
	}
}

// HandOver delivers to the chosen, one by one, and tells what became of it.
func (s *Pages) HandOver(c echo.Context) error {
	h, err := s.newHandOver(c)
	if err != nil {
		return err
	}
	values, err := c.FormParams()
	if err != nil {
		return err
	}
	var journeys []journey.ID
	for _, row := range h.rows {
		if slices.Contains(values["journey"], string(row.Journey)) {
			journeys = append(journeys, row.Journey)
		}
	}
	if len(journeys) == 0 {
		c.Response().Status = http.StatusUnprocessableEntity
		return s.showHandOver(c, h, []parts.FieldError{{FieldID: "journey", Message: h.T("hand_over.nobody")}})
	}
	version := site.NumberValue(c, "version")
	s.tellHandedOver(c, h, journeys, version)
	return site.SeeOther(c, reachPath(map[string][]string{"dokument": {string(h.doc.ID)}}))
}

// tellHandedOver carries the deliveries out and leaves the report as notices: how many, and each that was refused
// with its reason.
func (s *Pages) tellHandedOver(c echo.Context, h handOverView, journeys []journey.ID, version int) {
	delivered, had := 0, 0
	var failed []string
	document := journey.FieldID(h.doc.ID.Document())
	for _, outcome := range s.Desk.HandOver(h.Ctx, h.Actor, c.FormValue("client_key"), document, version, journeys) {
		switch e := domain.AsError(outcome.Err); {
		case outcome.Err == nil:
			delivered++
		case e.Key == "version_delivered":
			had++
		default:
			failed = append(failed, h.T("hand_over.failed_one", "place", site.PlaceName(outcome.Journey.Municipality()), "reason", catalogue.From(h.Ctx).Refusal(e)))
		}
	}
	s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: h.T("hand_over.done", "count", delivered, "number", version)})
	if had > 0 {
		s.Notify(c, parts.Notice{Text: h.T("hand_over.had", "count", had)})
	}
	for _, text := range failed {
		s.Notify(c, parts.Notice{Kind: parts.NoticeWarning, Text: text})
	}
}
