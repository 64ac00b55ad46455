package cases

import (
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/caseload"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

func briefPath(code municipality.Code) string { return "/kommune/" + string(code) + "/ark" }

// notesAnchor is where the work notes stand on the page.
const notesAnchor = "#noter"

// brief builds one municipality on one page.
type brief struct {
	*docket
	code  municipality.Code
	st    workflow.State
	of    view.Case
	notes []view.WorkNote
	cared []view.SupportRow
	// note is the number of the note whose refused form the page answers; 0 for a new one.
	note int
	errs []parts.FieldError
}

// BriefPage shows a municipality on one page, for the way to a meeting.
func (s *Pages) BriefPage(c echo.Context) error { return s.showBrief(c, 0, nil) }

func (s *Pages) showBrief(c echo.Context, note int, errs []parts.FieldError) error {
	b, err := s.newBrief(c)
	if err != nil {
		return err
	}
	b.note, b.errs = note, errs
	return s.Render(c, site.StatusOf(c, errs), b.page())
}

func (s *Pages) newBrief(c echo.Context) (*brief, error) {
	ctx, actor, code := c.Request().Context(), site.ActorOf(c), municipality.Code(c.Param("code"))
	if err := policy.Check(actor, policy.ReadCaseload, code); err != nil {
		return nil, err
	}
	ids, err := s.Desk.JourneysOf(ctx, actor, code)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, domain.Refuse(domain.NotFound, "not_found", nil)
	}
	b := &brief{code: code}
	if b.st, err = s.Desk.Journey(ctx, actor, ids[0]); err != nil {
		return nil, err
	}
	if b.docket, err = s.newDocket(c); err != nil {
		return nil, err
	}
	for _, found := range b.cases {
		if found.Journey == ids[0] {
			b.of = found
		}
	}
	if b.notes, err = s.Desk.WorkNotes(ctx, actor, code); err != nil {
		return nil, err
	}
	b.cared, err = b.openSupport([]municipality.Code{code})
	return b, err
}

func (b *brief) page() pages.Brief {
	page := pages.Brief{
		Shell: b.s.Shell(b.c, b.T("brief.heading", "place", site.PlaceName(b.code))), Facts: b.facts(), Mix: b.mix(b.of.Mix),
		Points: []pages.BriefList{b.late(), b.unresolved()}, Capacity: b.capacity(), CapacityNone: b.T("brief.capacity_none"),
		Agreements: []pages.BriefList{b.agreements(), b.meetings(), b.support()}, Contacts: b.callable(b.code), Notes: b.workNotes(),
	}
	page.Shell.Breadcrumb = []parts.Link{{Label: b.T("cases.heading"), Href: site.CasesPath}, {Label: site.PlaceName(b.code), Href: site.JourneyPath(b.st.ID)}}
	page.Shell.Lead, page.Shell.Errors = b.T("brief.lead", "date", b.Today), b.errs
	page.Shell.Audience = parts.Audience{Readers: []string{b.T("brief.audience")}, Note: b.T("worknotes.access")}
	return page
}

// facts are where the municipality stands.
func (b *brief) facts() []parts.SummaryRow {
	rows := []parts.SummaryRow{
		{Key: b.T("cases.stage"), Text: b.stageTitle(b.of)},
		{Key: b.T("overview.started"), Text: b.Date(b.st.StartedOn)},
	}
	if len(b.of.Waiting) > 0 {
		w := b.of.Waiting[0]
		rows = append(rows, parts.SummaryRow{Key: b.T("cases.next"), Text: b.waitTitle(b.of, w.Item), Note: b.whose(w), Status: b.LateStatus(w.Due)})
	}
	if !b.of.SignedAt.IsZero() {
		rows = append(rows, parts.SummaryRow{Key: b.T("brief.signed"), Text: b.Moment(b.of.SignedAt)})
	}
	seen := b.T("cases.never_seen")
	if !b.of.SeenAt.IsZero() {
		seen = b.Moment(b.of.SeenAt)
	}
	return append(rows, parts.SummaryRow{Key: b.T("cases.seen"), Text: seen})
}

// late lists what is overdue, whoever has it.
func (b *brief) late() pages.BriefList {
	list := pages.BriefList{Heading: b.T("brief.late"), Empty: b.T("brief.late_none")}
	for _, w := range b.of.Waiting {
		if view.DaysLate(w.Due, b.Today) > 0 {
			list.Lines = append(list.Lines, pages.BriefLine{
				Text: b.waitTitle(b.of, w.Item), Href: site.ItemPath(b.of.Journey, w.Item), Note: b.whose(w), Status: b.LateStatus(w.Due),
			})
		}
	}
	return list
}

// unresolved lists the questions that are for the workshop or under way; those that nobody has begun are many at
// first and stand as a number.
func (b *brief) unresolved() pages.BriefList {
	list := pages.BriefList{Heading: b.T("brief.points"), Empty: b.T("brief.points_none", "count", b.of.Mix.NotBegun)}
	for _, wanted := range []journey.Standing{journey.ForWorkshop, journey.Clarifying} {
		b.eachQuestion(func(i *workflow.Item, f *workflow.Field) {
			if b.st.StandingOf(i.ID, f.ID) == wanted {
				list.Lines = append(list.Lines, pages.BriefLine{
					Ref: f.Source, Text: b.Text(f.Text), Href: site.ItemPath(b.st.ID, i.ID) + "/svar/" + string(f.ID),
					Status: parts.Status{Kind: site.StandingKinds[wanted], Text: b.Standing(wanted)},
				})
			}
		})
	}
	return list
}

// eachQuestion calls yield for every question of every checklist.
func (b *brief) eachQuestion(yield func(*workflow.Item, *workflow.Field)) {
	for _, i := range b.st.Items {
		if i.Def.Kind != journey.Checklist {
			continue
		}
		for _, section := range i.Def.Sections {
			for _, f := range section.Fields() {
				yield(i, f)
			}
		}
	}
}

// capacitySection is the part of the project plan that says who can do the work.
const capacitySection = "capacity"

// capacity is what the plan says about it, as far as the viewer may read it.
func (b *brief) capacity() (rows []parts.SummaryRow) {
	for _, i := range b.st.Items {
		section := i.Def.Section(capacitySection)
		if section == nil {
			continue
		}
		for _, f := range section.Fields() {
			if a := b.st.Answer(i.ID, f.ID); a != nil && a.Text != "" && !a.Withheld && f.Type != workflow.Rows {
				rows = append(rows, parts.SummaryRow{Key: b.Text(f.Text), Text: a.Text})
			}
		}
	}
	return rows
}

// meetings lists the meetings of the plan that are booked.
func (b *brief) meetings() pages.BriefList {
	list := pages.BriefList{Heading: b.T("brief.meetings"), Empty: b.T("brief.meetings_none")}
	for _, i := range b.st.Items {
		if i.Meeting == nil || i.Meeting.On.Before(b.Today) || i.State.Ended() {
			continue
		}
		list.Lines = append(list.Lines, pages.BriefLine{
			Text: b.ItemTitle(i), Href: site.ItemPath(b.st.ID, i.ID), Note: b.MeetingTime(i.Meeting.On, i.Meeting.Start, i.Meeting.End),
		})
	}
	return list
}

// workNotes are the notes with what their writer can do with them.
func (b *brief) workNotes() pages.BriefNotes {
	made := pages.BriefNotes{Print: b.c.QueryParam("noter") == "1"}
	made.PrintLink = parts.Link{Label: b.T("worknotes.print"), Href: briefPath(b.code) + "?noter=1" + notesAnchor}
	if made.Print {
		made.PrintLink = parts.Link{Label: b.T("worknotes.print_not"), Href: briefPath(b.code) + notesAnchor}
	}
	for _, n := range b.notes {
		made.Notes = append(made.Notes, b.workNote(n))
	}
	made.Write = b.noteForm(0, "", "worknotes.write", "worknotes.save")
	return made
}

func (b *brief) workNote(n view.WorkNote) pages.BriefNote {
	made := pages.BriefNote{Text: n.Text, By: b.By(n.By, n.WrittenAt)}
	if !n.ChangedAt.Equal(n.WrittenAt) {
		made.By += ". " + b.T("worknotes.changed", "when", b.Moment(n.ChangedAt))
	}
	if n.Erased {
		made.Absent = b.T("history.erased")
	}
	if n.By != b.Actor.ID {
		return made
	}
	form := b.noteForm(n.Number, n.Text, "worknotes.text", "worknotes.save_change")
	made.Rewrite, made.Open = &form, len(b.errs) > 0 && b.note == n.Number
	made.Remove = &pages.Form{
		Action: workNotePath(b.code, n.Number) + "/fjern", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Buttons: parts.Buttons{{Label: b.T("worknotes.remove"), Kind: parts.Tertiary}},
	}
	return made
}

// noteForm writes a note, or writes one anew.
func (b *brief) noteForm(number int, text, label, button string) pages.Form {
	field := parts.Field{
		Kind: parts.TextArea, Name: "note", ID: workNoteField(number), Label: b.T(label), Value: text, Rows: 4, Width: parts.Full, MaxLength: caseload.MaxNote,
	}
	if number == 0 {
		field.Hint = b.T("worknotes.hint")
	}
	if len(b.errs) > 0 && b.note == number {
		field.Value, field.Error = b.c.FormValue("note"), b.errs[0].Message
	}
	return pages.Form{
		Action: workNotePath(b.code, number), Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Fields: []parts.Field{field}, Buttons: parts.Buttons{{Label: b.T(button), Kind: parts.Secondary}},
	}
}

// agreementsSection is the part of the plan in which decisions and actions stand as rows.
const agreementsSection = "agreements"

// agreements are the latest decisions and actions, as far as the viewer may read them: what, and who by when.
func (b *brief) agreements() pages.BriefList {
	list := pages.BriefList{Heading: b.T("brief.agreements"), Empty: b.T("brief.agreements_none")}
	for _, a := range b.st.Agreements {
		text := a.Text()
		if a.Withdrawn || a.Withheld || text.What == "" {
			continue
		}
		line := pages.BriefLine{Text: text.What, Note: strings.Join([]string{text.Who, b.Date(a.DueOn())}, " · ")}
		switch {
		case a.Done():
			line.Status = parts.Status{Kind: parts.Done, Text: b.T("brief.done")}
		default:
			line.Status = b.LateStatus(a.DueOn())
		}
		list.Lines = append(list.Lines, line)
	}
	for _, i := range b.st.Items {
		section := i.Def.Section(agreementsSection)
		if section == nil {
			continue
		}
		for _, f := range section.Fields() {
			a := b.st.Answer(i.ID, f.ID)
			if a == nil || a.Withheld || f.Type != workflow.Rows {
				continue
			}
			list.Lines = append(list.Lines, b.agreementLines(f, a.Text)...)
		}
	}
	return list
}

// agreementLines are the rows of a table: the first column, and the others below it.
func (b *brief) agreementLines(f *workflow.Field, text string) (lines []pages.BriefLine) {
	rows, err := workflow.ParseRows(text)
	if err != nil {
		return nil
	}
	for _, row := range rows {
		line := pages.BriefLine{}
		var others []string
		for n, column := range f.Columns {
			value := b.Reads(column, row[column.ID])
			switch {
			case n == 0:
				line.Text = value
			case value != "":
				others = append(others, value)
			}
		}
		line.Note = strings.Join(others, " · ")
		lines = append(lines, line)
	}
	return lines
}
