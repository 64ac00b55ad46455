package monitor

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/statement"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

func answerPackPath(id monitoring.IndicatorID) string { return indicatorPath(id) + "/svar" }

// address is what leads to the same figures again: the month, whom they are of, and for those who may look back the
// moment as of which they are seen. It is copied and sent on: of the page's own address it has what was understood alone.
func (i *indicator) address(path string) string {
	query := url.Values{"maaned": {i.month.String()}, "region": {i.filter.region}, "kommune": {string(i.filter.place)}}
	if i.mayChooseMoment() {
		query.Set("pr", i.moment().Format(time.RFC3339))
	}
	return site.AddressWith(path, nil, query)
}

// moment is the one as of which the figures are seen.
func (i *indicator) moment() time.Time {
	if !i.filter.asOf.IsZero() {
		return i.filter.asOf.UTC()
	}
	return i.Now.UTC().Truncate(time.Second)
}

// permalink leads to the same figures whatever is delivered later, and to what can be answered with them.
func (i *indicator) permalink(base string) templ.Component {
	return pages.Block{ID: "link", Heading: i.T("indicator.permalink"), Text: i.T("indicator.permalink_text"), Parts: []templ.Component{
		pages.CopyText{ID: "permalink", Label: i.T("indicator.permalink_label"), Line: true, Text: base + i.address(indicatorPath(i.of.ID)), Button: i.T("indicator.copy_link")},
	}, Buttons: parts.Buttons{{Label: i.T("answerpack.go"), Kind: parts.Secondary, Href: i.address(answerPackPath(i.of.ID))}}}
}

// AnswerPackPage is a figure with all that belongs to it when somebody asks: definition, caveats, a ready sentence.
func (s *Pages) AnswerPackPage(c echo.Context) error {
	i, err := s.newIndicator(c, answerPackPath(monitoring.IndicatorID(c.Param("indicator"))), true)
	if err != nil {
		return err
	}
	if i.month.IsZero() {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	page := pages.Figures{Shell: s.Shell(c, i.T("answerpack.heading", "title", i.of.Title))}
	page.Shell.Minutes, page.Shell.Audience, page.Shell.Scripts = 2, i.nationalAudience(), []string{"copy.js"}
	page.Shell.Breadcrumb = []parts.Link{{Label: i.T("indicators.heading"), Href: site.IndicatorsPath}, {Label: i.indicatorTitle(i.of), Href: i.address(indicatorPath(i.of.ID))}}
	page.Shell.Lead = i.T("answerpack.lead", "place", i.unitName(i.unit), "month", i.monthName(i.month), "moment", i.Moment(i.moment()))
	rows := []parts.SummaryRow{
		{Key: i.T("answerpack.sentence"), Text: i.sentence()},
		{Key: i.T("answerpack.figure"), Text: i.whole(i.count(i.month, monitoring.Measure(i.of.ID)))},
		{Key: i.T("indicator.definition"), Text: i.Text(i.of.Definition)},
		{Key: i.T("answerpack.caveats"), Text: strings.Join(i.caveats(), "\n")},
		{Key: i.T("answerpack.link"), Text: s.Origin(c) + i.address(indicatorPath(i.of.ID))},
	}
	told, err := s.editionRow(i)
	if err != nil {
		return err
	}
	rows = append(rows, told...)
	var text []string
	for _, row := range rows {
		text = append(text, row.Key+":\n"+row.Text)
	}
	page.Parts = []templ.Component{
		parts.SummaryList{Rows: rows},
		pages.Heading{ID: "hvem", Text: i.T("figures.groups")},
		i.groups(),
		pages.CopyText{ID: "svar", Label: i.T("answerpack.text"), Hint: i.T("answerpack.hint"), Text: strings.Join(text, "\n\n"), Button: i.T("answerpack.copy")},
	}
	return s.Render(c, http.StatusOK, page)
}

// editionRow names the edition of the monthly statement in which the figure stands as it is shown, and leads to it: so
// that who asks can read it there. Nothing where the figure is not one count, or not for the reader.
func (s *Pages) editionRow(i *indicator) ([]parts.SummaryRow, error) {
	shown := i.count(i.month, monitoring.Measure(i.of.ID))
	n, known := shown.Num.Value()
	of, whole := shown.Den.Value()
	if i.of.ByOrigin || !known || !whole {
		return nil, nil
	}
	row := parts.SummaryRow{Key: i.T("answerpack.edition"), Text: i.T("answerpack.no_edition")}
	e, err := s.Desk.EditionWith(i.Ctx, i.Actor, statement.Place{Unit: i.unit, Month: i.month, Measure: monitoring.Measure(i.of.ID)}, n, of)
	if err != nil || e == nil {
		return []parts.SummaryRow{row}, err
	}
	paper := nationUnit
	if i.code != "" {
		paper = string(i.code)
	}
	row.Text = i.T("answerpack.in_edition", "month", i.monthName(i.month), "number", e.Number, "date", calendar.DateOf(e.ReleasedAt)) + "\n" +
		s.Origin(i.c) + site.AddressWith(site.StatementPath(i.month, paper), nil, editionQuery(desk.Which{Number: e.Number}))
	return []parts.SummaryRow{row}, nil
}

// sentence can be said as it stands.
func (i *indicator) sentence() string {
	now := i.count(i.month, monitoring.Measure(i.of.ID))
	if i.of.ByOrigin {
		return i.T("answerpack.by_origin")
	}
	if _, ok := now.Share(); !ok {
		return i.T("figures.say_not", "title", i.of.Title, "month", i.monthName(i.month), "why", site.LowerFirst(i.counted(now)))
	}
	return sentence(i.T("answerpack.say", "place", i.unitName(i.unit), "month", i.monthName(i.month), "count", i.whole(now), "group", i.group(i.of.Of), "counted", i.of.Counted))
}

// caveats are what has to be said beside the figure.
func (i *indicator) caveats() []string {
	all := []string{i.T("answerpack.coverage", "coverage", i.coverage())}
	if i.spread.Provisional(i.month) {
		all = append(all, i.T("answerpack.provisional"))
	}
	all = append(all, i.Text(i.of.Moves))
	_, notes := i.events(i.of.ID, i.month, i.month)
	for _, n := range notes {
		all = append(all, n.Text)
	}
	if len(i.of.Targets) > 0 {
		all = append(all, i.T("figures.required_note"))
	}
	return all
}
