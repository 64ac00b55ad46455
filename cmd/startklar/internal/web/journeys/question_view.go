package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// showQuestion shows a question with what was refused.
func (s *Pages) showQuestion(c echo.Context, v itemView, f *workflow.Field, errs []parts.FieldError, refused outcomes) error {
	a := &answers{words: s.words(c), c: c, v: v, refused: refused}
	writable := a.writable(f.Section)
	page := pages.Question{
		Shell: s.questionShell(c, a, f, errs), Key: site.NewClientKey(),
		Answers: a.questionAnswers(f, writable), Status: a.standingStatus(f), StatusNote: a.standingNote(f),
		OwnerNote: a.ownerNote(f), DueNote: a.questionDue(f), Why: a.Text(f.Why), Example: a.Text(f.Example), Source: f.Source,
	}
	for _, point := range f.Consider {
		page.Consider = append(page.Consider, a.Text(point))
	}
	if !a.stands(f).Split {
		page.Prompts = a.prompts(f)
	}
	if writable {
		s.makeWritable(c, a, f, &page)
	}
	page.Talk = a.talk(f, errs)
	a.helpers(f, &page)
	if page.Action == "" && (page.Talk.New != nil || page.Talk.Propose != nil) {
		page.Action = questionPath(a.v, f.ID)
	}
	a.turns(f, &page)
	page.Open = a.openAgain(f.Section)
	return s.Render(c, site.StatusOf(c, errs), page)
}

// questionShell surrounds a question: its track, its place there, who can see it, and why it may be locked.
func (s *Pages) questionShell(c echo.Context, a *answers, f *workflow.Field, errs []parts.FieldError) parts.Shell {
	shell := s.itemShell(c, a.v, errs)
	fields := f.Section.Fields()
	shell.Heading, shell.Minutes = a.Text(f.Text), f.Minutes
	shell.Kicker = a.T("question.kicker", "track", a.sectionTitle(a.v.Item, f.Section), "number", indexOf(fields, f)+1, "total", len(fields))
	shell.Breadcrumb = append(shell.Breadcrumb, parts.Link{Label: a.ItemTitle(a.v.Item), Href: site.ItemPath(a.v.State.ID, a.v.Item.ID)})
	shell.Audience = a.answerAudience(a.v, f.Section)
	shell.Scripts = []string{"autosave.js", "guard.js", "paste.js"}
	if lock := a.lock(f.Section); lock != nil {
		shell.Notices = append(shell.Notices, *lock)
	}
	return shell
}

// sectionTitle names a track by its letter where it has one: "A. Samarbejde i kommunen".
func (w *words) sectionTitle(i *workflow.Item, section *workflow.Section) string {
	if i.Def.Kind == journey.Checklist {
		return w.T("checklist.track", "id", string(section.ID), "title", section.Title)
	}
	return w.Text(section.Title)
}

// shortTitle names a track in a sentence: "spor A".
func (w *words) shortTitle(i *workflow.Item, section *workflow.Section) string {
	if i.Def.Kind == journey.Checklist {
		return w.T("checklist.track_short", "id", string(section.ID))
	}
	return w.T("formpage.section_short", "title", section.Title)
}

// lock says why nothing can be written here now, and what would open it; nil where something can.
func (a *answers) lock(section *workflow.Section) *parts.Notice {
	i := a.v.Item
	run := i.Section(section.ID)
	item := &parts.Link{Label: a.ItemTitle(i), Href: site.ItemPath(a.v.State.ID, i.ID)}
	switch {
	case a.writable(section):
		return nil
	case !a.mine(i.Def.Roles):
		return &parts.Notice{Text: a.T("lock.role", "roles", a.Roles(i.Def.Roles))}
	case i.State == journey.Available:
		return &parts.Notice{Heading: a.T("lock.available"), Text: a.T("lock.available_text"), Link: item}
	case i.State == journey.Completed:
		return &parts.Notice{Heading: a.T("lock.completed", "title", i.Def.Title, "by", a.By(i.EndedBy, i.EndedAt)), Text: a.T("lock.completed_text"), Link: item}
	case i.State.Open() && run.Declared():
		return &parts.Notice{
			Heading: a.T("lock.declared", "title", a.sectionTitle(i, section), "by", a.By(run.By, run.DeclaredAt)),
			Text:    a.T("lock.declared_text"),
		}
	default:
		return &parts.Notice{Heading: a.T("lock.state", "title", i.Def.Title, "state", a.State(i.State)), Text: i.Reason, Link: item}
	}
}

// openAgain is the button that takes a section's declaration back.
func (a *answers) openAgain(section *workflow.Section) *pages.Form {
	if !a.v.Item.Section(section.ID).Declared() || !a.allowed(workflow.OpenSection{Target: a.target(), Item: a.v.Item.ID, Section: section.ID}) {
		return nil
	}
	return &pages.Form{
		Action:  sectionPath(a.v, section.ID) + "/aabn",
		Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Hidden:  []pages.Hidden{{Name: "retur", Value: a.c.Request().URL.Path}},
		Buttons: parts.Buttons{{Label: a.T("lock.open", "title", a.shortTitle(a.v.Item, section)), Kind: parts.Secondary}},
	}
}

// questionAnswers are the question's field and, once it is split, its prompts'.
func (a *answers) questionAnswers(f *workflow.Field, writable bool) []pages.Answer {
	all := []pages.Answer{a.answer(f, writable, parts.Field{
		Kind: parts.TextArea, Label: a.T("question.answer"), Hint: a.T("question.answer_hint"), MaxLength: f.MaxLength,
	})}
	for _, prompt := range f.Prompts {
		if _, refused := a.refused[prompt.ID]; !a.stands(f).Split && !refused && a.stands(prompt).Text == "" {
			continue
		}
		made := a.answer(prompt, writable && a.stands(f).Split, parts.Field{
			Kind: parts.TextArea, Label: a.T("question.answer_to", "ref", refOf(prompt)), MaxLength: prompt.MaxLength, Rows: 4,
		})
		made.Ref, made.Heading, made.Optional = refOf(prompt), a.Text(prompt.Text), prompt.Optional
		for _, point := range prompt.Consider {
			made.Consider = append(made.Consider, a.Text(point))
		}
		all = append(all, made)
	}
	return all
}

// makeWritable adds everything that can be done.
func (s *Pages) makeWritable(c echo.Context, a *answers, f *workflow.Field, page *pages.Question) {
	path := questionPath(a.v, f.ID)
	page.Action = path
	page.Standing, page.StandingWas = a.standingField(f), string(a.v.State.StandingOf(a.v.Item.ID, f.ID))
	page.Split = a.splitButton(f, path)
	page.Buttons = parts.Buttons{
		{Label: a.T("question.save_next"), Name: afterParam, Value: afterNext},
		{Label: a.T("question.save"), Kind: parts.Secondary},
	}
	owner := a.stands(f).Owner
	if owner == a.Actor.ID {
		page.Take = &parts.Button{Label: a.T("question.let_go"), Kind: parts.Secondary, Action: path + "/overtag", Name: "tag", Value: "ingen"}
	} else {
		page.Take = &parts.Button{Label: a.T("question.take"), Kind: parts.Secondary, Action: path + "/overtag", Name: "tag", Value: "mig"}
	}
	page.Due = &parts.Field{
		Kind: parts.Date, Name: "due", Label: a.T("question.due_label"), Hint: a.T("question.due_hint"), Value: a.dueValue(f), Width: parts.Narrow, Optional: true,
	}
	page.DueSet = parts.Button{Label: a.T("question.due_button"), Kind: parts.Secondary, Action: path + "/frist"}
	if people := s.ownerOptions(c, a); len(people) > 1 {
		page.Owner = &parts.Field{Kind: parts.Select, Name: "owner", Label: a.T("question.give_to"), Value: string(owner), Options: people}
		page.OwnerSet = parts.Button{Label: a.T("question.give_button"), Kind: parts.Secondary, Action: path + "/overtag"}
	}
}

// standingField are the radios; what was chosen stays chosen when the page comes back.
func (a *answers) standingField(f *workflow.Field) *parts.Field {
	now := a.v.State.StandingOf(a.v.Item.ID, f.ID)
	field := &parts.Field{Kind: parts.Radio, Name: "standing", Label: a.T("question.standing"), Value: string(now), Inline: true}
	if chosen := a.c.FormValue("standing"); chosen != "" {
		field.Value = chosen
	}
	for _, one := range journey.AllStandings() {
		field.Options = append(field.Options, parts.Option{Value: string(one), Label: a.Standing(one)})
	}
	return field
}

func (a *answers) splitButton(f *workflow.Field, path string) *parts.Button {
	split := a.stands(f).Split
	if len(f.Prompts) == 0 || !a.allowed(workflow.SplitQuestion{Target: a.target(), Item: a.v.Item.ID, Question: f.ID, Split: !split}) {
		return nil
	}
	if split {
		return &parts.Button{Label: a.T("question.join"), Kind: parts.Tertiary, Action: path + "/opdel", Name: "opdel", Value: "0"}
	}
	return &parts.Button{Label: a.T("question.split"), Kind: parts.Tertiary, Action: path + "/opdel", Name: "opdel", Value: "1"}
}

// turns lead to the questions before and after, and back to the list.
func (a *answers) turns(f *workflow.Field, page *pages.Question) {
	all := fieldsOf(a.v.Item)
	at := indexOf(all, f)
	if at > 0 {
		page.Previous = &parts.Link{Label: a.T("question.previous", "ref", refOf(all[at-1])), Href: questionPath(a.v, all[at-1].ID)}
	}
	if at >= 0 && at+1 < len(all) {
		page.Next = &parts.Link{Label: a.T("question.next", "ref", refOf(all[at+1])), Href: questionPath(a.v, all[at+1].ID)}
	}
	page.Back = parts.Link{Label: a.T("question.back", "title", a.v.Item.Def.Title), Href: site.ItemPath(a.v.State.ID, a.v.Item.ID)}
}

func (a *answers) standingStatus(f *workflow.Field) parts.Status {
	now := a.v.State.StandingOf(a.v.Item.ID, f.ID)
	return parts.Status{Kind: site.StandingKinds[now], Text: a.Standing(now)}
}

// standingNote tells who said how far the question is.
func (a *answers) standingNote(f *workflow.Field) string {
	now := a.stands(f)
	if now.StandingAt.IsZero() {
		return ""
	}
	return a.T("question.standing_by", "standing", a.Standing(now.Standing), "by", a.By(now.StandingBy, now.StandingAt))
}

func (a *answers) ownerNote(f *workflow.Field) string {
	switch owner := a.stands(f).Owner; owner {
	case "":
		return a.T("question.owner_none")
	case a.Actor.ID:
		return a.T("question.owner_you")
	default:
		return a.Name(owner)
	}
}

// ownerOptions lists the municipality's own people who answer, nobody first.
func (s *Pages) ownerOptions(c echo.Context, a *answers) []parts.Option {
	people, _ := s.Desk.People(c.Request().Context()) // without them there is still nobody to choose
	return site.PeopleOptions(a.T("question.owner_none"), people, func(p view.PersonRow) bool { return answersFor(p, a.v) })
}

// answersHere tells whether somebody is one of the municipality's own people who answer.
func (s *Pages) answersHere(c echo.Context, v itemView, id person.ID) bool {
	people, err := s.Desk.People(c.Request().Context())
	if err != nil {
		return false
	}
	for _, p := range people {
		if p.ID == id {
			return answersFor(p, v)
		}
	}
	return false
}

func answersFor(p view.PersonRow, v itemView) bool {
	if !p.Role.Municipal() || !worksFor(p, v.State.Municipality) {
		return false
	}
	for _, role := range v.Item.Def.Roles {
		if role == p.Role {
			return true
		}
	}
	return false
}

// answerAudience says who can read the texts of a section now, and what will change that.
func (w *words) answerAudience(v itemView, section *workflow.Section) parts.Audience {
	m, _ := municipality.Get(v.State.Municipality)
	audience := parts.Audience{Readers: []string{w.T("audience.municipality", "place", m.Name)}}
	run := v.Item.Section(section.ID)
	declared := v.Item.State == journey.Completed || run.Declared()
	signable := v.State.Signable(v.Item)
	if declared || !run.SharedAt.IsZero() {
		audience.Readers = append(audience.Readers, w.T("audience.consultant"))
	}
	switch {
	case declared && !signable:
		audience.Readers = append(audience.Readers, w.T("audience.star"))
	case anySigned(v, section):
		audience.Readers = append(audience.Readers, w.T("audience.star_signed"))
	}
	audience.Note = w.T(audienceNotes[[2]bool{declared, signable}])
	if !declared && !run.SharedAt.IsZero() {
		audience.Note = w.T("audience.answers_lent", "by", w.By(run.SharedBy, run.SharedAt))
	}
	return audience
}

// audienceNotes say what changes who can read: by whether the section is shared, and whether it is signed.
var audienceNotes = map[[2]bool]string{
	{false, true}:  "audience.answers_open",
	{false, false}: "audience.answers_open_unsigned",
	{true, true}:   "audience.answers_declared",
	{true, false}:  "audience.answers_shared",
}

// anySigned tells whether an answer of the section stands in a signed version.
func anySigned(v itemView, section *workflow.Section) bool {
	for _, a := range v.State.Answers {
		if a.Item != v.Item.ID {
			continue
		}
		if f := v.Item.Def.Field(a.Field); f != nil && f.Section == section && v.State.Disclosure(a).Signed {
			return true
		}
	}
	return false
}
