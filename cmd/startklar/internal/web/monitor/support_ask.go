package monitor

import (
	"net/http"
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// WhomToAskPage lists the municipalities that have more than chance explains: they can be asked what they do. They stand
// by name, without an order of merit.
func (s *Pages) WhomToAskPage(c echo.Context) error {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.FollowUp); err != nil {
		return err
	}
	month, err := s.Desk.Settled(w.Ctx, w.Actor)
	if err != nil {
		return err
	}
	var found []signal.Signal
	if !month.IsZero() {
		if found, err = s.Desk.WhomToAsk(w.Ctx, w.Actor, lookOf(c, "whom"), month); err != nil {
			return err
		}
	}
	chosen := c.QueryParam("indikator")
	table := s.whomTable(c, found, chosen)
	if site.WantsFile(c) {
		return s.SendTable(c, "hvem-kan-vi-spoerge", w.SheetOf(table, w.supportAudience("")))
	}
	page := pages.Folder{Shell: s.supportShell(c, w.T("whom.heading"), nil)}
	page.Shell.Lead = w.T("whom.lead")
	filter := parts.Filters{Action: WhomPath, Fields: []parts.Field{s.indicatorChoice(w, chosen)}}
	if chosen != "" {
		filter.Clear = WhomPath
	}
	if !month.IsZero() {
		filter.Result = w.T("whom.result", "month", w.Month(month), "count", len(table.Rows))
	}
	page.Main = []templ.Component{filter, table, pages.Block{Heading: w.T("whom.how"), Text: w.T("whom.how_text")}}
	return s.Render(c, http.StatusOK, page)
}

func (s *Pages) indicatorChoice(w *words, chosen string) parts.Field {
	field := parts.Field{Kind: parts.Select, Name: "indikator", Label: w.T("support.column.indicator"), Value: chosen, Options: []parts.Option{{Label: w.T("overview.any")}}}
	for _, i := range s.Monitoring.Indicators {
		if i.Worry == "low" {
			field.Options = append(field.Options, parts.Option{Value: string(i.ID), Label: w.T("support.indicator", "id", string(i.ID), "name", w.Text(i.Short))})
		}
	}
	return field
}

func (s *Pages) whomTable(c echo.Context, found []signal.Signal, chosen string) parts.Table {
	w := s.words(c)
	table := parts.Table{
		Caption: w.T("whom.heading"), HideCaption: true, Empty: parts.EmptyState{Heading: w.T("whom.none"), Text: w.T("whom.none_text")},
		Columns: []parts.Column{
			{Label: w.T("overview.municipality")},
			{Label: w.T("support.column.indicator")},
			{Label: w.T("support.column.count"), Numeric: true},
			{Label: w.T("support.column.expected"), Numeric: true},
		},
	}
	slices.SortStableFunc(found, func(a, b signal.Signal) int {
		return municipality.Compare(site.PlaceName(a.Municipality), site.PlaceName(b.Municipality))
	})
	for _, one := range found {
		if chosen != "" && string(one.Indicator) != chosen {
			continue
		}
		i, _ := s.Monitoring.Indicator(one.Indicator)
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
			{Text: site.PlaceName(one.Municipality), Href: "/kommune/" + string(one.Municipality)},
			{Text: w.T("support.indicator", "id", string(i.ID), "name", w.Text(i.Short))},
			{Text: w.outOf(one.Num, one.Den)},
			{Text: w.decimal(one.Expected), File: one.Expected},
		}})
	}
	if len(table.Rows) > 0 {
		table.Downloads = w.FileLinks(WhomPath, c.QueryParams())
	}
	return table
}
