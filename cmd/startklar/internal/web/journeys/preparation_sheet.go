package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/programme"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// PreparationPage shows answers and plan as one document for the workshop.
func (s *Pages) PreparationPage(c echo.Context) error {
	st, err := s.Desk.Journey(c.Request().Context(), site.ActorOf(c), site.JourneyParam(c))
	if err != nil {
		return err
	}
	checklist := st.Item(programme.Readiness.Instance(1))
	if checklist == nil {
		return domain.Refuse(domain.NotFound, "item_unknown", domain.Args{"item": string(programme.Readiness)})
	}
	d := s.words(c).preparation(st, checklist)
	shell := s.Shell(c, d.doc.Title)
	shell.Lead, shell.Breadcrumb = d.T("preparation.lead"), d.crumbs(st, true)
	shell.Audience = d.JourneyAudience(st.Municipality)
	shell.Audience.Note = d.T("audience.checklist")
	return s.SendDocument(c, d.doc, site.DocumentFrame{Shell: shell}, site.DocumentFiles{
		Path: site.JourneyPath(st.ID) + "/forberedelsesark", Name: "forberedelsesark-" + string(st.Municipality),
	})
}

// preparation writes the sheet: where it stands, what the workshop takes up, every answer, and the plan.
func (w *words) preparation(st workflow.State, checklist *workflow.Item) *drafting {
	d := w.draft(st, w.T("preparation.heading"))
	if i := st.Item(programme.Workshop.Instance(1)); i != nil && i.Meeting != nil && !i.Meeting.On.IsZero() {
		d.fact("preparation.workshop", w.LongDate(i.Meeting.On))
	}
	d.fact("preparation.signed", d.signedBy())
	d.tracksTable(checklist)
	d.forWorkshop(checklist)
	for _, section := range checklist.Def.Sections {
		d.track(checklist, section)
	}
	if i := planItem(st); i != nil {
		d.plan(i, w.T("preparation.plan")+" ")
	}
	return d
}

// signedBy says whether the leadership has signed the answers.
func (d *drafting) signedBy() string {
	i := d.st.Item(programme.SignOff.Instance(1))
	switch {
	case i == nil:
		return ""
	case i.Signature == nil:
		return d.T("preparation.unsigned")
	case i.Stale != nil:
		return d.T("preparation.signed_stale", "by", d.By(i.Signature.By, i.Signature.At))
	default:
		return d.By(i.Signature.By, i.Signature.At)
	}
}

// tracksTable counts how far each track is.
func (d *drafting) tracksTable(checklist *workflow.Item) {
	d.doc.Heading(2, d.T("preparation.standing"))
	var rows [][]string
	for _, section := range checklist.Def.Sections {
		counts := map[journey.Standing]int{}
		for _, f := range section.Fields() {
			counts[d.st.StandingOf(checklist.ID, f.ID)]++
		}
		row := []string{d.sectionTitle(checklist, section)}
		for _, standing := range journey.AllStandings() {
			row = append(row, d.Integer(counts[standing]))
		}
		rows = append(rows, row)
	}
	head := []string{d.T("preparation.track")}
	for _, standing := range journey.AllStandings() {
		head = append(head, d.Standing(standing))
	}
	d.doc.Table("", head, rows)
}

// forWorkshop lists the questions that are taken up there, and says so where there are none.
func (d *drafting) forWorkshop(checklist *workflow.Item) {
	d.doc.Heading(2, d.T("preparation.for_workshop"))
	var items []string
	for _, f := range fieldsOf(checklist) {
		if d.st.StandingOf(checklist.ID, f.ID) == journey.ForWorkshop {
			items = append(items, d.T("checklist.numbered", "ref", refOf(f), "title", f.Text))
		}
	}
	d.doc.List(items...)
	if len(items) == 0 {
		d.doc.Note(d.T("preparation.none_for_workshop"))
	}
}

// track writes one track's questions with their answers.
func (d *drafting) track(checklist *workflow.Item, section *workflow.Section) {
	d.doc.Heading(2, d.sectionTitle(checklist, section))
	for _, f := range section.Fields() {
		d.doc.Heading(3, d.T("checklist.numbered", "ref", refOf(f), "title", f.Text))
		d.doc.Note(d.answerNote(checklist, f))
		text, absent := d.content(checklist, f)
		d.doc.Text(text)
		split := d.promptAnswers(checklist, f)
		if text == "" && len(split) == 0 {
			d.doc.Note(absent)
		}
		d.doc.Table(d.T("preparation.prompts", "ref", refOf(f)), d.heads("preparation.prompt", "plan.column.answer"), split)
	}
}

// answerNote says how far a question is and who has it.
func (d *drafting) answerNote(checklist *workflow.Item, f *workflow.Field) string {
	note := d.Standing(d.st.StandingOf(checklist.ID, f.ID))
	a := d.st.Answer(checklist.ID, f.ID)
	if a == nil {
		return note
	}
	if a.Owner != "" {
		note += " · " + d.T("preparation.owner", "name", d.Name(a.Owner))
	}
	if a.Revision > 0 && !a.Erased {
		note += " · " + d.T("answer.written", "by", d.By(a.By, a.At))
	}
	return note
}

// promptAnswers are the answers to prompts with fields of their own.
func (d *drafting) promptAnswers(checklist *workflow.Item, f *workflow.Field) [][]string {
	var rows [][]string
	for _, p := range f.Prompts {
		if a := d.st.Answer(checklist.ID, p.ID); a != nil && a.Revision > 0 {
			text, absent := d.content(checklist, p)
			if text == "" {
				text = absent
			}
			rows = append(rows, []string{d.Text(p.Text), text})
		}
	}
	return rows
}
