package journeys

import (
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/programme"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// fetched is a table of the form with what the workshop room has captured and the table lacks.
type fetched struct {
	field *workflow.Field
	rows  []workflow.Row
	// missing are the rows that are new.
	missing int
}

// agreed are the agreements form's tables with what was captured in the workshop room: nobody writes it twice.
// Tables that lack nothing, or that the viewer may not write, are left out.
func (a *answers) agreed() []fetched {
	var actions, parked []workflow.Row
	for _, one := range a.v.State.AgreementsInForce() {
		if text := one.Text(); !one.Withheld && !text.Erased && text.What != "" {
			actions = append(actions, rowOf("action", text.What, "owner", text.Who, "by", text.On.String()))
		}
	}
	for _, room := range a.v.State.Workshops {
		for _, p := range room.OnTheList() {
			if p.Text != "" {
				parked = append(parked, rowOf("point", p.Text))
			}
		}
	}
	var all []fetched
	for _, one := range []fetched{a.fetch(programme.Actions, "action", actions), a.fetch(programme.Parked, "point", parked)} {
		if one.missing > 0 {
			all = append(all, one)
		}
	}
	return all
}

// rowOf makes a row of columns and texts in turn; empty ones stay empty.
func rowOf(pairs ...string) workflow.Row {
	row := workflow.Row{}
	for n := 0; n+1 < len(pairs); n += 2 {
		if text := strings.TrimSpace(pairs[n+1]); text != "" {
			row[journey.FieldID(pairs[n])] = text
		}
	}
	return row
}

// fetch adds to a table what it lacks; a row is there when its first column says the same.
func (a *answers) fetch(id, first journey.FieldID, captured []workflow.Row) fetched {
	f := a.v.Item.Def.Field(id)
	if f == nil || !a.writable(f.Section) {
		return fetched{}
	}
	rows, err := workflow.ParseRows(a.stands(f).Text)
	if err != nil {
		return fetched{}
	}
	made := fetched{field: f, rows: rows}
	for _, row := range captured {
		there := slices.ContainsFunc(made.rows, func(have workflow.Row) bool { return strings.EqualFold(strings.TrimSpace(have[first]), row[first]) })
		if !there {
			made.rows, made.missing = append(made.rows, row), made.missing+1
		}
	}
	return made
}

// agreedOffer offers what was captured in the workshop room as rows of the form, with one press.
func (s *Pages) agreedOffer(c echo.Context, v itemView) []templ.Component {
	a := &answers{words: s.words(c), c: c, v: v}
	missing := 0
	for _, one := range a.agreed() {
		missing += one.missing
	}
	if missing == 0 {
		return nil
	}
	return []templ.Component{pages.Part{
		ID: "fra-workshoppen", Heading: a.T("agreed.heading"), Text: a.T("agreed.text"),
		Parts: []templ.Component{pages.Form{
			Action: site.ItemPath(v.State.ID, v.Item.ID) + "/hent-aftaler", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
			Buttons: parts.Buttons{{Label: a.T("agreed.use", "count", missing)}},
		}},
	}}
}

// FetchAgreed puts what was captured in the workshop room into the form's tables, below what stands there.
func (s *Pages) FetchAgreed(c echo.Context) error {
	v, err := s.loadItem(c)
	if err != nil {
		return err
	}
	if v.Item.Def.ID != programme.Agreements {
		return domain.Refuse(domain.NotFound, "field_unknown", domain.Args{"field": string(programme.Actions)})
	}
	a := &answers{words: s.words(c), c: c, v: v}
	for _, one := range a.agreed() {
		save := workflow.SaveAnswer{Target: target(c), Item: v.Item.ID, Field: one.field.ID, Text: encodeRows(one.rows), Base: a.revision(one.field.ID)}
		if _, err := s.Desk.Do(c.Request().Context(), a.Actor, "", save); err != nil {
			return s.Refused(c, site.Write{Again: s.againItem("hent-aftaler")}, err)
		}
	}
	s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: a.T("agreed.used")})
	return site.SeeOther(c, site.ItemPath(v.State.ID, v.Item.ID))
}
