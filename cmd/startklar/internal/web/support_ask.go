package web

import (
	"net/http"
	"slices"

	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// whomToAskPage lists the municipalities that have more than chance explains: they can be asked what they do. They stand
// by name, without an order of merit.
func (s *server) whomToAskPage(c echo.Context) error {
	w := s.words(c)
	if err := policy.CheckRole(w.actor, policy.FollowUp); err != nil {
		return err
	}
	month, err := s.Desk.Settled(w.ctx, w.actor)
	if err != nil {
		return err
	}
	var found []signal.Signal
	if !month.IsZero() {
		if found, err = s.Desk.WhomToAsk(w.ctx, w.actor, month); err != nil {
			return err
		}
	}
	chosen := c.QueryParam("indikator")
	table := s.whomTable(c, found, chosen)
	if wantsFile(c) {
		return s.sendTable(c, "hvem-kan-vi-spoerge", w.sheetOf(table, w.supportAudience("")))
	}
	page := pages.Folder{Shell: s.supportShell(c, w.T("whom.heading"), nil)}
	page.Shell.Lead = w.T("whom.lead")
	filter := parts.Filters{Action: whomPath, Fields: []parts.Field{s.indicatorChoice(w, chosen)}}
	if chosen != "" {
		filter.Clear = whomPath
	}
	if !month.IsZero() {
		filter.Result = w.T("whom.result", "month", w.month(month), "count", len(table.Rows))
	}
	page.Main = []templ.Component{filter, table, pages.Block{Heading: w.T("whom.how"), Text: w.T("whom.how_text")}}
	return s.render(c, http.StatusOK, page)
}

func (s *server) indicatorChoice(w *words, chosen string) parts.Field {
	field := parts.Field{Kind: parts.Select, Name: "indikator", Label: w.T("support.column.indicator"), Value: chosen, Options: []parts.Option{{Label: w.T("overview.any")}}}
	for _, i := range s.Monitoring.Indicators {
		if i.Worry == "low" {
			field.Options = append(field.Options, parts.Option{Value: string(i.ID), Label: w.T("support.indicator", "id", string(i.ID), "name", w.text(i.Short))})
		}
	}
	return field
}

func (s *server) whomTable(c echo.Context, found []signal.Signal, chosen string) parts.Table {
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
		return municipality.Compare(placeName(a.Municipality), placeName(b.Municipality))
	})
	for _, one := range found {
		if chosen != "" && string(one.Indicator) != chosen {
			continue
		}
		i, _ := s.Monitoring.Indicator(one.Indicator)
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
			{Text: placeName(one.Municipality), Href: "/kommune/" + string(one.Municipality)},
			{Text: w.T("support.indicator", "id", string(i.ID), "name", w.text(i.Short))},
			{Text: w.outOf(one.Num, one.Den)},
			{Text: w.decimal(one.Expected), File: one.Expected},
		}})
	}
	if len(table.Rows) > 0 {
		table.Downloads = w.fileLinks(whomPath, c.QueryParams())
	}
	return table
}
