package journeys

import (
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// formPage shows a form of the definition, such as the project plan.
func (s *Pages) formPage(c echo.Context, v itemView, errs []parts.FieldError) error {
	return s.showForm(c, v, errs, nil, nil)
}

// showForm shows a form with what was refused, and with what keeps a section from being ready.
func (s *Pages) showForm(c echo.Context, v itemView, errs []parts.FieldError, refused outcomes, problems map[journey.FieldID]string) error {
	a := &answers{words: s.words(c), c: c, v: v, refused: refused, problems: problems}
	page := pages.FormPage{Shell: s.itemShell(c, v, errs), Head: s.itemHead(c, v), Key: site.NewClientKey(), Actions: s.itemActions(c, v, errs)}
	page.Shell.Scripts = []string{"autosave.js", "guard.js", "paste.js"}
	page.Shell.Audience.Note = a.T("audience.form")
	if v.State.Signable(v.Item) {
		page.Shell.Audience.Note = a.T("audience.checklist")
	}
	page.Before = s.beside(c, v)
	for _, section := range v.Item.Def.Sections {
		writable := a.writable(section)
		if writable || a.canOpen(section) {
			page.Action = site.ItemPath(v.State.ID, v.Item.ID) + "/svar"
		}
		page.Sections = append(page.Sections, a.formSection(section, writable))
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (a *answers) canOpen(section *workflow.Section) bool {
	return a.v.Item.Section(section.ID).Declared() && a.allowed(workflow.OpenSection{Target: a.target(), Item: a.v.Item.ID, Section: section.ID})
}

func (a *answers) formSection(section *workflow.Section, writable bool) pages.FormSection {
	run := a.v.Item.Section(section.ID)
	made := pages.FormSection{
		ID: string(section.ID), Title: a.Text(section.Title), Help: a.Text(section.Help), Progress: a.sectionProgress(section).Text,
	}
	if run.Declared() {
		made.Declared = a.T("checklist.declared", "by", a.By(run.By, run.DeclaredAt))
		made.Progress = a.T("formpage.declared")
	}
	for _, f := range section.Fields() {
		made.Fields = append(made.Fields, a.formField(f, writable))
	}
	path := sectionPath(a.v, section.ID)
	switch {
	case writable:
		made.Buttons = parts.Buttons{
			{Label: a.T("formpage.save"), Name: afterParam, Value: string(section.ID)},
			{Label: a.T("formpage.declare", "title", section.Title), Kind: parts.Secondary, Action: path + "/klar"},
		}
	case a.canOpen(section):
		made.Buttons = parts.Buttons{{Label: a.T("lock.open", "title", a.shortTitle(a.v.Item, section)), Kind: parts.Secondary, Action: path + "/aabn", Name: "retur", Value: site.ItemPath(a.v.State.ID, a.v.Item.ID)}}
	}
	return made
}

func (a *answers) formField(f *workflow.Field, writable bool) pages.FormField {
	input := a.input(f)
	if writable {
		input.Hint = strings.TrimSpace(input.Hint + " " + a.doubt(f))
	}
	made := pages.FormField{Answer: a.answer(f, writable, input), Why: a.Text(f.Why), Example: a.Text(f.Example), Source: f.Source}
	if writable {
		made.Offers = a.offers(f)
	}
	for _, point := range f.Consider {
		made.Consider = append(made.Consider, a.Text(point))
	}
	return made
}

// doubt says, at a field that was saved as a draft, that what stands there is not what the field takes. Tables
// say so when the section is declared.
func (a *answers) doubt(f *workflow.Field) string {
	if f.Type == workflow.Rows || a.stands(f).Text == "" || a.problems[f.ID] != "" {
		return ""
	}
	if _, clashed := a.refused[f.ID]; clashed {
		return ""
	}
	for _, p := range a.v.State.Problems(a.v.Item, f.Section) {
		if p.Field == f.ID && p.Key != "field_required" {
			return a.T("formpage.doubt", "problem", a.problem(p.Key, p.Args))
		}
	}
	return ""
}

// inputKinds are the controls of the field types.
var inputKinds = map[workflow.FieldType]parts.FieldKind{
	workflow.LongText: parts.TextArea, workflow.Line: parts.Text, workflow.Number: parts.Number, workflow.Integer: parts.Number,
	workflow.DateType: parts.Date, workflow.Choice: parts.Radio, workflow.YesNo: parts.Radio,
}

// input is the control that a field is filled in by, without its value.
func (a *answers) input(f *workflow.Field) parts.Field {
	made := parts.Field{Kind: inputKinds[f.Type], Label: a.Text(f.Text), Hint: a.Text(f.Help), Optional: !f.Required}
	switch f.Type {
	case workflow.LongText:
		made.MaxLength, made.Rows = f.MaxLength, 4
	case workflow.Line:
		made.Width = parts.Full
	case workflow.Number, workflow.Integer, workflow.DateType:
		made.Width = parts.Narrow
	case workflow.YesNo:
		made.Inline = true
		made.Options = []parts.Option{{Value: "yes", Label: a.T("yesno.yes")}, {Value: "no", Label: a.T("yesno.no")}}
	case workflow.Choice:
		for _, o := range f.Choices {
			made.Options = append(made.Options, parts.Option{Value: o.ID, Label: a.Text(o.Text)})
		}
	}
	return made
}

// SaveForm stores every field of a form that was changed.
func (s *Pages) SaveForm(c echo.Context) error {
	return s.withForm(c, func(v itemView) error {
		back := site.ItemPath(v.State.ID, v.Item.ID)
		if field := c.FormValue(moreParam); field != "" && v.Item.Def.Field(journey.FieldID(field)) != nil {
			return site.SeeOther(c, back+"?"+moreParam+"="+field+"#"+pages.FieldName(field))
		}
		s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: s.words(c).T("formpage.saved")})
		if section := journey.SectionID(c.FormValue(afterParam)); v.Item.Def.Section(section) != nil {
			back += "#afsnit-" + string(section)
		}
		return site.SeeOther(c, back)
	})
}

// withForm stores the fields that came along, whatever button was used, and then does the rest. What is
// refused shows the form again with every word on it.
func (s *Pages) withForm(c echo.Context, then func(itemView) error) error {
	v, err := s.loadItem(c)
	if err != nil {
		return err
	}
	refused, err := s.saveSent(c, v)
	if err != nil {
		return err
	}
	if len(refused) > 0 {
		return s.formAgain(c, refused)
	}
	return then(v)
}

// formAgain shows a form as it stands now, with what was refused.
func (s *Pages) formAgain(c echo.Context, refused outcomes) error {
	v, err := s.loadItem(c)
	if err != nil {
		return err
	}
	c.Response().Status = refused.status()
	errs := refused.errors(c.Request().Context(), v.Item)
	if v.Item.Def.Kind == journey.Checklist {
		return s.checklistPage(c, v, errs)
	}
	return s.showForm(c, v, errs, refused, nil)
}
