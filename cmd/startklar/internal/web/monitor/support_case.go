package monitor

import (
	"slices"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// supportCase builds the page of one case for one viewer.
type supportCase struct {
	*words
	c         echo.Context
	programme *monitoring.Programme
	code      municipality.Code
	state     followup.State
	of        *followup.Case
	history   []desk.SupportEvent
	// form is the one that came back with errs; empty for none.
	form string
	errs []parts.FieldError
}

// SupportCasePage shows a case as far as the viewer may see it.
func (s *Pages) SupportCasePage(c echo.Context) error { return s.showSupportCase(c, "", nil) }

func (s *Pages) showSupportCase(c echo.Context, form string, errs []parts.FieldError) error {
	k, err := s.loadSupportCase(c)
	if err != nil {
		return err
	}
	if k.of.MergedInto != 0 {
		return site.SeeOther(c, site.SupportCasePath(k.code, k.of.MergedInto))
	}
	k.form, k.errs = form, errs
	page := pages.Folder{Shell: s.supportShell(c, k.T("support.case", "place", site.PlaceName(k.code)), errs), Main: k.main()}
	page.Shell.Kicker = k.Subjects(s.Monitoring, k.of.Subjects())
	page.Shell.Lead = k.lead()
	page.Shell.Audience = k.supportAudience(k.code)
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (s *Pages) loadSupportCase(c echo.Context) (*supportCase, error) {
	code, number := supportParams(c)
	k := &supportCase{words: s.words(c), c: c, programme: s.Monitoring, code: code}
	var err error
	if k.state, k.of, err = s.Desk.SupportCase(k.Ctx, k.Actor, code, number); err != nil {
		return nil, err
	}
	if k.followsUp() {
		k.history, err = s.Desk.SupportHistory(k.Ctx, k.Actor, code, number)
	}
	return k, err
}

func (k *supportCase) lead() string {
	if !k.of.Open() {
		return k.T("support.lead_closed", "outcome", site.LowerFirst(k.outcome(k.of.Closing.Outcome)), "date", calendar.DateOf(k.of.Closing.At))
	}
	return k.T("support.lead_case", "owner", k.Name(k.of.Owner), "date", calendar.DateOf(k.of.OpenedAt))
}

// main are the parts of the page: for those with whom the case has been shared, what has been.
func (k *supportCase) main() []templ.Component {
	if !k.followsUp() {
		return k.shared()
	}
	var all []templ.Component
	if since := k.state.OnTrack(k.of); k.of.Open() && !since.IsZero() {
		all = append(all, parts.Notice{
			Kind: parts.NoticeSuccess, Heading: k.T("support.on_track"),
			Text: k.T("support.on_track_text", "month", k.Month(since), "before", k.Month(since.Add(-3))),
		})
	}
	all = append(all, k.facts(), k.steps(), k.hypothesis(), k.dialogue(), k.help(), k.agreement(), k.review(), k.ending(), k.figures(), k.proposals())
	return append(all, k.past(), k.more())
}

func (k *supportCase) facts() templ.Component {
	year, _, _ := k.Today.Civil()
	rows := []parts.SummaryRow{
		{Key: k.T("support.column.owner"), Text: k.Name(k.of.Owner)},
		{Key: k.T("support.contacts_year", "year", strconv.Itoa(year)), Text: k.Integer(k.state.ContactsIn(year)), Note: k.T("support.contacts_year_note")},
		{Key: k.T("support.column.opened"), Text: k.By(k.of.OpenedBy, k.of.OpenedAt)},
	}
	if k.of.Reason != "" {
		rows = append(rows, parts.SummaryRow{Key: k.T("support.why"), Text: k.of.Reason})
	}
	return parts.SummaryList{Rows: rows}
}

// stepAnchors are where each step stands on the page.
var stepAnchors = map[followup.Step]string{
	followup.StepHypothesis: "hypotese", followup.StepDialogue: "dialog", followup.StepSupport: "hjaelp",
	followup.StepAgreement: "aftale", followup.StepReview: "opfoelgning", followup.StepOutcome: "resultat",
}

func (k *supportCase) steps() templ.Component {
	made := parts.Steps{Label: k.T("support.steps")}
	next := k.state.Next(k.of)
	for _, step := range followup.AllSteps() {
		item := parts.Step{Title: k.T("support.step." + string(step)), Href: "#" + stepAnchors[step], State: parts.StepComing}
		switch {
		case k.state.Done(k.of, step):
			item.State, item.Status = parts.StepDone, parts.Status{Kind: parts.Done, Text: k.T("support.step_done")}
		case k.of.Open() && step == next:
			item.State, item.Status = parts.StepCurrent, parts.Status{Kind: parts.Open, Text: k.T("support.step_next")}
		}
		made.Items = append(made.Items, item)
	}
	return made
}

// block is a step: what stands there, and the form that writes it, open where the step is the next or came back.
func (k *supportCase) block(step followup.Step, stands []parts.SummaryRow, form *pages.ItemAction) pages.Block {
	made := pages.Block{ID: stepAnchors[step], Heading: k.T("support.step." + string(step)), Text: k.T("support.step_text." + string(step))}
	if len(stands) > 0 {
		made.Parts = append(made.Parts, parts.SummaryList{Rows: stands})
	}
	if form != nil && k.of.Open() {
		form.Open = k.form == stepAnchors[step] || k.form == "" && k.state.Next(k.of) == step
		made.Parts = append(made.Parts, *form)
	}
	return made
}

func (k *supportCase) hypothesis() templ.Component {
	var rows []parts.SummaryRow
	if h := k.of.Hypothesis; h != nil {
		rows = []parts.SummaryRow{{Key: k.T("support.column.guess"), Text: k.guess(h.Guess), Note: k.By(h.By, h.At)}}
		if h.Note != "" {
			rows = append(rows, parts.SummaryRow{Key: k.T("support.note"), Text: h.Note})
		}
	}
	return k.block(followup.StepHypothesis, rows, k.hypothesisForm())
}

func (k *supportCase) guess(g followup.Guess) string {
	if g == "" {
		return k.T("support.erased")
	}
	return k.T("support.guess." + string(g))
}

func (k *supportCase) dialogue() templ.Component {
	contacts := k.state.ContactsOf(k.of.Number)
	made := k.block(followup.StepDialogue, nil, k.contactForm())
	if len(contacts) == 0 {
		return made
	}
	table := parts.Table{Caption: k.T("support.contacts"), HideCaption: true, Columns: []parts.Column{
		{Label: k.T("support.contact_on")}, {Label: k.T("support.contact_way")}, {Label: k.T("support.contact_with")}, {Label: k.T("support.note")},
	}}
	for _, one := range slices.Backward(contacts) {
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
			{Text: k.Date(one.On)}, {Text: k.way(one.Way)}, {Text: one.With}, {Text: one.Note, Note: k.By(one.By, one.At)},
		}})
	}
	made.Parts = append([]templ.Component{table}, made.Parts...)
	return made
}

func (k *supportCase) way(v followup.Way) string {
	if v == "" {
		return k.T("support.erased")
	}
	return k.T("support.way." + string(v))
}

func (k *supportCase) help() templ.Component {
	return k.block(followup.StepSupport, k.helpRows(), k.helpForm())
}

func (k *supportCase) helpRows() (rows []parts.SummaryRow) {
	s := k.of.Support
	if s == nil {
		return nil
	}
	rows = []parts.SummaryRow{{Key: k.T("support.column.help"), Text: k.HelpWords(s.Kinds), Note: k.By(s.By, s.At)}}
	if len(s.Kinds) == 0 {
		rows[0].Text = k.T("support.erased")
	}
	if s.Text != "" {
		rows = append(rows, parts.SummaryRow{Key: k.T("support.to_consultant"), Text: s.Text})
	}
	return rows
}

func (k *supportCase) agreement() templ.Component {
	return k.block(followup.StepAgreement, k.agreementRows(), k.agreementForm())
}

func (k *supportCase) agreementRows() []parts.SummaryRow {
	a := k.of.Agreement
	if a == nil {
		return nil
	}
	row := parts.SummaryRow{Key: k.T("support.agreed_on", "date", a.On), Text: a.Text, Note: k.By(a.By, a.At)}
	if a.Text == "" {
		row.Text = k.T("support.erased")
	}
	return []parts.SummaryRow{row}
}

func (k *supportCase) review() templ.Component {
	return k.block(followup.StepReview, k.reviewRows(), k.reviewForm())
}

func (k *supportCase) reviewRows() []parts.SummaryRow {
	if k.of.ReviewOn.IsZero() {
		return nil
	}
	row := parts.SummaryRow{Key: k.T("support.column.review"), Text: k.Date(k.of.ReviewOn)}
	if k.of.Open() {
		row.Status = k.LateStatus(k.of.ReviewOn)
	}
	return []parts.SummaryRow{row}
}

func (k *supportCase) ending() templ.Component {
	var rows []parts.SummaryRow
	if end := k.of.Closing; end != nil {
		rows = []parts.SummaryRow{{Key: k.T("support.column.outcome"), Text: k.outcome(end.Outcome), Note: k.By(end.By, end.At)}}
		if end.Note != "" {
			rows = append(rows, parts.SummaryRow{Key: k.T("support.note"), Text: end.Note})
		}
	}
	return k.block(followup.StepOutcome, rows, k.closeForm())
}

// figures are those that the case was opened on.
func (k *supportCase) figures() templ.Component {
	frozen := k.of.Frozen
	made := pages.Block{ID: "tal", Heading: k.T("support.figures"), Text: k.T("support.figures_none")}
	if len(frozen.Figures) > 0 {
		made.Text = k.T("support.figures_text", "month", k.Month(frozen.Month))
		made.Parts = []templ.Component{k.figureTable(k.programme, k.T("support.figures_caption", "place", site.PlaceName(k.code), "month", k.Month(frozen.Month)), frozen.Figures)}
	}
	return made
}

// figureTable shows figures with what was expected of them: always counts, never a percentage alone.
func (w *words) figureTable(p *monitoring.Programme, caption string, all []followup.Figure) parts.Table {
	table := parts.Table{Caption: caption, HideCaption: true, Columns: []parts.Column{
		{Label: w.T("support.column.indicator")},
		{Label: w.T("support.column.count"), Numeric: true},
		{Label: w.T("support.column.expected"), Numeric: true},
		{Label: w.T("support.column.level")},
	}}
	for _, f := range all {
		name := string(f.Indicator)
		if i, found := p.Indicator(f.Indicator); found {
			name = w.T("support.indicator", "id", string(i.ID), "name", w.Text(i.Short))
		}
		expected := parts.Cell{Text: w.T("support.no_share")}
		if f.Judged {
			expected = parts.Cell{Text: w.decimal(f.Expected), File: f.Expected}
		}
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
			{Text: name}, {Text: w.outOf(f.Num, f.Den)}, expected, {Text: w.T("support.level." + string(f.Level))},
		}})
	}
	return table
}

// proposals are those that belong to the case.
func (k *supportCase) proposals() templ.Component {
	if len(k.of.Proposals) == 0 {
		return templ.NopComponent
	}
	made := pages.Block{ID: "forslag", Heading: k.T("support.proposals")}
	for _, number := range k.of.Proposals {
		if p := k.state.Proposal(number); p != nil {
			made.Links = append(made.Links, parts.Link{
				Label: k.Subject(k.programme, p.Subject) + ", " + k.Month(p.Month), Href: site.SupportProposalPath(k.code, number),
			})
		}
	}
	return made
}

// past is what has happened, behind a closed line.
func (k *supportCase) past() templ.Component {
	all := pages.Versions{Summary: k.T("support.history", "count", len(k.history))}
	for _, e := range slices.Backward(k.history) {
		all.All = append(all.All, pages.Version{Note: k.By(e.Actor, e.At), Text: k.T("ledger.event." + e.Kind)})
	}
	return all
}

// shared is the case for those with whom it has been shared.
func (k *supportCase) shared() []templ.Component {
	rows := []parts.SummaryRow{{Key: k.T("support.column.owner"), Text: k.Name(k.of.Owner)}}
	rows = append(append(append(rows, k.helpRows()...), k.agreementRows()...), k.reviewRows()...)
	if k.of.Agreement == nil {
		rows = append(rows, parts.SummaryRow{Key: k.T("support.column.agreed"), Text: k.T("support.not_agreed")})
	}
	if k.of.Closing != nil {
		rows = append(rows, parts.SummaryRow{
			Key: k.T("support.column.outcome"), Text: k.outcome(k.of.Closing.Outcome), Note: k.Date(calendar.DateOf(k.of.Closing.At)),
		})
	}
	all := []templ.Component{parts.SummaryList{Rows: rows}}
	if contacts := k.state.ContactsOf(k.of.Number); len(contacts) > 0 {
		days := make([]string, len(contacts))
		for n, one := range contacts {
			days[n] = k.Date(one.On) + " (" + site.LowerFirst(k.way(one.Way)) + ")"
		}
		all = append(all, pages.Block{Heading: k.T("support.contacts"), Text: strings.Join(days, ", ")})
	}
	return append(all, pages.Block{Heading: k.T("support.what_is_it"), Text: k.T("support.what_is_it_text")})
}
