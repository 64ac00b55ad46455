package journeys

import (
	"net/url"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// sectionParam limits the check to one section.
const sectionParam = "afsnit"

// checkPath is the address at which a section is checked; all of them for no section.
func checkPath(v itemView, id journey.SectionID) string {
	path := site.ItemPath(v.State.ID, v.Item.ID) + "/tjek"
	if id == "" {
		return path
	}
	return path + "?" + url.Values{sectionParam: {string(id)}}.Encode()
}

func sectionPath(v itemView, id journey.SectionID) string {
	return site.ItemPath(v.State.ID, v.Item.ID) + "/afsnit/" + url.PathEscape(string(id))
}

// CheckPage shows the answers of a checklist or form before they are declared ready.
func (s *Pages) CheckPage(c echo.Context) error {
	v, err := s.loadItem(c)
	if err != nil {
		return err
	}
	return s.showCheck(c, v, journey.SectionID(c.QueryParam(sectionParam)), nil)
}

func (s *Pages) showCheck(c echo.Context, v itemView, only journey.SectionID, errs []parts.FieldError) error {
	if len(v.Item.Def.Sections) == 0 || only != "" && v.Item.Def.Section(only) == nil {
		return domain.Refuse(domain.NotFound, "section_unknown", domain.Args{"section": string(only)})
	}
	a := &answers{words: s.words(c), c: c, v: v}
	page := pages.Check{Shell: s.checkShell(c, a, only, errs), Back: parts.Link{
		Label: a.T("question.back", "title", v.Item.Def.Title), Href: site.ItemPath(v.State.ID, v.Item.ID),
	}}
	for _, section := range v.Item.Def.Sections {
		if only == "" || section.ID == only {
			made := a.checkSection(section, errs)
			made.Alone = only != ""
			page.Sections = append(page.Sections, made)
		}
	}
	if len(a.undeclared()) == 0 {
		page.After = a.after()
	} else if only != "" && v.Item.Section(only).Declared() {
		page.After = a.nextCheck()
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (s *Pages) checkShell(c echo.Context, a *answers, only journey.SectionID, errs []parts.FieldError) parts.Shell {
	shell := s.itemShell(c, a.v, errs)
	shell.Kicker, shell.Heading = a.ItemTitle(a.v.Item), a.T("check.heading")
	shell.Breadcrumb = append(shell.Breadcrumb, parts.Link{Label: a.ItemTitle(a.v.Item), Href: site.ItemPath(a.v.State.ID, a.v.Item.ID)})
	shell.Minutes = 0
	shell.Lead = a.T("check.lead", "date", calendar.DateOf(a.Now), "clock", calendar.FormatClock(a.Now, string(a.Lang)))
	shell.Audience.Note = a.T("audience.checklist")
	if only != "" {
		section := a.v.Item.Def.Section(only)
		shell.Heading = a.T("check.heading_section", "title", a.sectionTitle(a.v.Item, section))
		shell.Audience = a.answerAudience(a.v, section)
	}
	return shell
}

func (a *answers) undeclared() []*workflow.Section {
	var open []*workflow.Section
	for _, section := range a.v.Item.Def.Sections {
		if !a.v.Item.Section(section.ID).Declared() {
			open = append(open, section)
		}
	}
	return open
}

// checkSection shows one section: what is open first.
func (a *answers) checkSection(section *workflow.Section, errs []parts.FieldError) pages.CheckSection {
	run := a.v.Item.Section(section.ID)
	made := pages.CheckSection{ID: string(section.ID), Title: a.sectionTitle(a.v.Item, section), Progress: a.sectionProgress(section), Note: run.Note}
	if run.Declared() {
		made.Declared = a.T("checklist.declared", "by", a.By(run.By, run.DeclaredAt))
		for _, id := range run.Gaps {
			made.Named = append(made.Named, a.fieldLabel(id))
		}
		made.Reopen = a.openAgain(section)
	} else {
		made.Declare = a.declare(section, errs)
	}
	for _, f := range section.Fields() {
		if a.openField(f) {
			made.Open = append(made.Open, a.checkRow(f))
		} else {
			made.Settled = append(made.Settled, a.checkRow(f))
		}
	}
	made.Counts = a.settledCounts(section, len(made.Settled))
	return made
}

// settledCounts writes "7 afklaret, 3 til workshoppen" for a checklist, and how many are filled in a form.
func (a *answers) settledCounts(section *workflow.Section, settled int) string {
	if a.v.Item.Def.Kind != journey.Checklist {
		return a.T("check.settled", "count", settled)
	}
	clear, _ := a.v.State.SectionUnits(a.v.Item, section)
	var counts []string
	if clear > 0 {
		counts = append(counts, a.T("check.clear", "number", clear))
	}
	if raised := settled - clear; raised > 0 {
		counts = append(counts, a.T("check.raised", "number", raised))
	}
	return strings.Join(counts, ", ")
}

// sectionProgress counts standings in a checklist, and content in a form.
func (a *answers) sectionProgress(section *workflow.Section) parts.Progress {
	if a.v.Item.Def.Kind == journey.Checklist {
		return a.progress(section)
	}
	done, total := a.v.State.SectionUnits(a.v.Item, section)
	return parts.Progress{Done: done, Total: total, Text: a.T("formpage.progress", "done", done, "total", total)}
}

// openField tells whether a field stands among the open ones.
func (a *answers) openField(f *workflow.Field) bool {
	if a.v.Item.Def.Kind == journey.Checklist {
		return openStanding(a.v.State.StandingOf(a.v.Item.ID, f.ID))
	}
	now := a.stands(f)
	return now.Text == "" && (!now.Withheld || now.Revision == 0)
}

func (a *answers) fieldLabel(id journey.FieldID) string {
	f := a.v.Item.Def.Field(id)
	if f == nil {
		return string(id)
	}
	if a.v.Item.Def.Kind != journey.Checklist {
		return a.Text(f.Text)
	}
	return a.T("checklist.numbered", "ref", refOf(f), "title", f.Text)
}

// checkRow shows one question with its answer.
func (a *answers) checkRow(f *workflow.Field) parts.SummaryRow {
	now := a.stands(f)
	row := parts.SummaryRow{Key: a.fieldLabel(f.ID), Value: a.checkAnswer(f), Note: a.written(now)}
	if a.v.Item.Def.Kind == journey.Checklist {
		row.Status = a.standingStatus(f)
	}
	if a.writable(f.Section) {
		row.Actions = []parts.Link{{Label: a.T("check.edit"), Context: " " + a.fieldLabel(f.ID), Href: a.fieldPath(f)}}
	}
	return row
}

// fieldPath is where a field is filled in.
func (a *answers) fieldPath(f *workflow.Field) string {
	if a.v.Item.Def.Kind == journey.Checklist {
		return questionPath(a.v, f.ID)
	}
	return site.ItemPath(a.v.State.ID, a.v.Item.ID) + "#" + pages.FieldName(string(f.ID))
}

func (a *answers) checkAnswer(f *workflow.Field) pages.CheckAnswer {
	now := a.stands(f)
	made := pages.CheckAnswer{Text: a.Reads(f, now.Text), Withheld: a.withheld(f, now)}
	if f.Type == workflow.Rows {
		made.Table = a.rowsTable(f, now.Text)
	}
	for _, p := range f.Prompts {
		if text := a.stands(p).Text; now.Split || text != "" {
			made.Prompts = append(made.Prompts, pages.CheckPrompt{Ref: refOf(p), Question: a.Text(p.Text), Text: text})
		}
	}
	if a.openField(f) && a.v.Item.Def.Kind == journey.Checklist && a.writable(f.Section) {
		made.Quick = []pages.Form{a.quick(f, journey.ForWorkshop), a.quick(f, journey.Clear)}
	}
	return made
}

// quick declares how far a question is straight from the list.
func (a *answers) quick(f *workflow.Field, standing journey.Standing) pages.Form {
	return pages.Form{
		Action:  questionPath(a.v, f.ID) + "/standing",
		Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Hidden:  []pages.Hidden{{Name: "standing", Value: string(standing)}, {Name: afterParam, Value: "tjek"}},
		Buttons: parts.Buttons{{Label: a.T("check.quick." + string(standing)), Kind: parts.Secondary, Context: ": " + a.fieldLabel(f.ID)}},
	}
}

// declare is the form in which a section is declared ready; nil where the viewer cannot.
func (a *answers) declare(section *workflow.Section, errs []parts.FieldError) *pages.Declare {
	gaps := a.v.State.Gaps(a.v.Item, section)
	if !a.writable(section) {
		return nil
	}
	id, title := string(section.ID), a.shortTitle(a.v.Item, section)
	made := &pages.Declare{
		Action: sectionPath(a.v, section.ID) + "/klar", Key: site.NewClientKey(),
		Heading: a.T("check.declare", "title", title), Lead: a.T("check.declare_lead"),
		Note:   parts.Field{Kind: parts.TextArea, Name: "note", ID: "note-" + id, Label: a.T("check.note"), Hint: a.T("check.note_hint"), Rows: 3, Optional: true, MaxLength: workflow.MaxReason},
		Button: parts.Button{Label: a.T("check.declare_button", "title", title)},
	}
	if a.v.Item.Def.Kind != journey.Checklist {
		made.Lead = a.T("check.declare_form_lead")
	}
	for _, gap := range gaps {
		made.Gaps = append(made.Gaps, pages.Gap{Field: string(gap), Label: a.fieldLabel(gap)})
	}
	if len(gaps) > 0 {
		made.Lead = a.T("check.gaps_lead", "count", len(gaps))
		made.Known = &parts.Field{Kind: parts.Confirm, Name: "kendt", ID: "kendt-" + id, Label: a.T("check.gaps_known", "count", len(gaps))}
	}
	if a.c.Param("section") == id && len(errs) > 0 {
		made.Note.Value = a.c.FormValue("note")
		a.declareErrors(made, errs)
	}
	return made
}

// declareErrors puts what was refused at the box or the note that it is about.
func (a *answers) declareErrors(made *pages.Declare, errs []parts.FieldError) {
	for _, e := range errs {
		switch {
		case e.FieldID == made.Note.ID:
			made.Note.Error = e.Message
		case made.Known != nil && e.FieldID == made.Known.ID:
			made.Known.Error = e.Message
		}
	}
}

// DeclareSection declares a section ready, after storing what came along from a form's page.
func (s *Pages) DeclareSection(c echo.Context) error {
	return s.withForm(c, func(v itemView) error {
		id := journey.SectionID(c.Param("section"))
		_, err := s.send(c, c.FormValue("client_key")+"."+string(id), workflow.DeclareSection{
			Target: target(c), Item: v.Item.ID, Section: id, Gaps: namedGaps(c), Note: c.FormValue("note"),
		})
		if err != nil {
			return s.declareRefused(c, id, err)
		}
		s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: s.words(c).T("check.declared", "title", v.Item.Def.Section(id).Title)})
		return site.SeeOther(c, checkPath(v, id))
	})
}

// namedGaps are the questions that the person named as open: those that stood on the page, once the box is
// ticked.
func namedGaps(c echo.Context) []journey.FieldID {
	values, err := c.FormParams()
	if err != nil || c.FormValue("kendt") == "" {
		return nil
	}
	var gaps []journey.FieldID
	for _, id := range values["gap"] {
		gaps = append(gaps, journey.FieldID(id))
	}
	return gaps
}

// declareRefused shows what keeps a section from being ready: in a form at its fields, else on the check.
func (s *Pages) declareRefused(c echo.Context, id journey.SectionID, err error) error {
	e := domain.AsError(err)
	if !site.Mendable(e) {
		return err
	}
	v, loadErr := s.loadItem(c)
	if loadErr != nil {
		return loadErr
	}
	c.Response().Status = site.Statuses[e.Code]
	if problems, ok := e.Detail.([]workflow.FieldProblem); ok {
		texts, errs := s.problemTexts(c, problems)
		return s.showForm(c, v, errs, nil, texts)
	}
	errs := site.FieldErrors(c.Request().Context(), err)
	switch {
	case e.Key == "gaps_not_named":
		errs[0].FieldID = "kendt-" + string(id)
		if len(v.State.Gaps(v.Item, v.Item.Def.Section(id))) == 0 {
			errs[0].FieldID = "" // meanwhile nothing stands open
		}
	case errs[0].FieldID == "note":
		errs[0].FieldID = "note-" + string(id)
	}
	return s.showCheck(c, v, id, errs)
}

// OpenSection takes a declaration back, after storing what came along from a form's page.
func (s *Pages) OpenSection(c echo.Context) error {
	return s.withForm(c, func(v itemView) error {
		id := journey.SectionID(c.Param("section"))
		_, err := s.send(c, c.FormValue("client_key")+".aabn."+string(id), workflow.OpenSection{Target: target(c), Item: v.Item.ID, Section: id})
		if e := domain.AsError(err); err != nil && site.Mendable(e) {
			c.Response().Status = site.Statuses[e.Code]
			return s.showCheck(c, v, id, site.FieldErrors(c.Request().Context(), err))
		} else if err != nil {
			return err
		}
		s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: s.words(c).T("check.opened", "title", v.Item.Def.Section(id).Title)})
		return site.SeeOther(c, s.backTo(c, checkPath(v, id)))
	})
}

// backTo is the page of ours that a form names, or the one it usually leads to.
func (s *Pages) backTo(c echo.Context, usual string) string {
	if back := c.FormValue("retur"); back != "" {
		return site.LocalPath(back)
	}
	return usual
}

// problemTexts puts what keeps a section from being ready into words, for the summary and at the fields.
func (s *Pages) problemTexts(c echo.Context, problems []workflow.FieldProblem) (map[journey.FieldID]string, []parts.FieldError) {
	w := s.words(c)
	texts := map[journey.FieldID]string{}
	var errs []parts.FieldError
	for _, p := range problems {
		texts[p.Field] = w.problem(p.Key, p.Args)
		errs = append(errs, parts.FieldError{FieldID: pages.FieldName(string(p.Field)), Message: texts[p.Field]})
	}
	return texts, errs
}

// problem is one of them in words; one in a row of a table carries another within.
func (w *words) problem(key string, args domain.Args) string {
	if inner, ok := args["problem"].(string); ok {
		innerArgs, _ := args["args"].(domain.Args)
		return w.T("error."+key, "row", args["row"], "column", args["column"], "problem", w.problem(inner, innerArgs))
	}
	return w.Refusal(domain.Refuse(domain.Invalid, key, args))
}
