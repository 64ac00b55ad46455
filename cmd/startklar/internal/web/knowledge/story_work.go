package knowledge

import (
	"errors"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/knowledge"
	"startklar/domain/municipality"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// storyWork is what those who have a part in a story see beside it: consents, readers, and what can be done.
type storyWork struct {
	*words
	c     echo.Context
	story knowledge.Story
	// form is the one that came back with errs; empty for none.
	form string
	errs []parts.FieldError
}

func (k storyWork) may(a policy.Action) bool {
	return policy.Check(k.Actor, a, k.story.ID.Municipality()) == nil
}

func (k storyWork) parts() []templ.Component {
	all := []templ.Component{k.consents(), k.passing()}
	actions := pages.ItemActions{Heading: k.T("story.more")}
	if k.may(policy.CollectStory) {
		all = append(all, parts.Buttons{{Label: k.T("story.edit"), Href: site.StoryPath(k.story.ID) + "/ret", Kind: parts.Tertiary}})
		actions.Actions = append(actions.Actions, k.noteConsent())
	}
	if k.may(policy.WithdrawStory) {
		actions.Actions = append(actions.Actions, k.withdraw())
	}
	return append(all, actions)
}

// consents lists what each party has agreed to.
func (k storyWork) consents() templ.Component {
	list := parts.SummaryList{Heading: k.T("story.consents")}
	for _, p := range k.story.About {
		row := parts.SummaryRow{Key: k.T("party." + string(p)), Status: parts.Status{Kind: parts.Raised, Text: k.T("consent.missing")}}
		for _, c := range k.story.Consents {
			if c.Party == p {
				row.Text = k.T("consent.given", "way", k.T("way."+string(c.Way)), "date", c.On, "readers", k.storyReaders(c.Covers))
				row.Note, row.Status = k.T("consent.noted_by", "who", k.By(c.By, c.At)), parts.Status{}
			}
		}
		list.Rows = append(list.Rows, row)
	}
	return list
}

// passing lists who gets the story, and lets those decide it who may.
func (k storyWork) passing() templ.Component {
	block := pages.Block{ID: "videre", Heading: k.T("story.passing"), Text: k.T("story.passing_text")}
	list := parts.SummaryList{}
	for _, to := range knowledge.AllReaders() {
		list.Rows = append(list.Rows, parts.SummaryRow{Key: k.T("readers." + string(to)), Value: k.readersStatus(to)})
	}
	block.Parts = append(block.Parts, list)
	if form := k.passOnForm(); len(form.Fields[0].Options) > 0 && k.may(policy.PassOnStory) && k.story.Title != "" {
		block.Parts = append(block.Parts, form)
	}
	return block
}

func (k storyWork) readersStatus(to knowledge.Readers) parts.Status {
	gaps := k.story.Gaps(to)
	switch {
	case k.story.For(to):
		return parts.Status{Kind: parts.Done, Text: k.T("story.gets_it")}
	case len(gaps) > 0:
		return parts.Status{Kind: parts.Locked, Text: k.T("story.lacks", "parties", k.parties(gaps))}
	default:
		return parts.Status{Kind: parts.NotBegun, Text: k.T("story.gets_it_not")}
	}
}

func (k storyWork) parties(gaps []knowledge.Gap) []string {
	names := make([]string, len(gaps))
	for n, g := range gaps {
		names[n] = k.T("party.the." + string(g.Party))
	}
	return names
}

// fields keeps what was entered in the form that came back.
func (k storyWork) fields(form string, fields ...parts.Field) []parts.Field {
	if k.form != form {
		return fields
	}
	return site.Refill(k.c, k.errs, fields)
}

// passOnForm offers the readers whom everybody in the story has agreed to.
func (k storyWork) passOnForm() pages.Form {
	field := parts.Field{Kind: parts.Checkbox, Name: "to", Label: k.T("story.pass_on_to"), Hint: k.T("story.pass_on_hint")}
	for _, to := range k.story.PassedOn {
		field.Values = append(field.Values, string(to))
	}
	for _, to := range knowledge.AllReaders() {
		if len(k.story.Gaps(to)) == 0 {
			field.Options = append(field.Options, parts.Option{Value: string(to), Label: k.T("readers." + string(to))})
		}
	}
	return pages.Form{
		Action: site.StoryPath(k.story.ID) + "/videre", Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(k.story.Revision)},
		Fields: k.fields("videre", field), Buttons: parts.Buttons{{Label: k.T("story.pass_on")}},
	}
}

func (k storyWork) noteConsent() pages.ItemAction {
	party := parts.Field{Kind: parts.Radio, Name: "party", Label: k.T("consent.party"), Inline: true}
	for _, p := range k.story.About {
		party.Options = append(party.Options, parts.Option{Value: string(p), Label: k.T("party." + string(p))})
	}
	if len(k.story.About) == 1 {
		party.Value = string(k.story.About[0])
	}
	way := parts.Field{Kind: parts.Radio, Name: "way", Label: k.T("consent.way"), Inline: true}
	for _, v := range knowledge.AllWays() {
		way.Options = append(way.Options, parts.Option{Value: string(v), Label: k.T("way." + string(v))})
	}
	covers := parts.Field{Kind: parts.Checkbox, Name: "covers", Label: k.T("consent.covers"), Hint: k.T("consent.covers_hint")}
	for _, to := range knowledge.AllReaders() {
		covers.Options = append(covers.Options, parts.Option{Value: string(to), Label: k.T("readers." + string(to)), Hint: k.T("readers.hint." + string(to))})
	}
	on := parts.Field{Kind: parts.Date, Name: "on", Label: k.T("consent.on"), Value: k.Today.String(), Max: k.Today.String(), Width: parts.Narrow}
	return pages.ItemAction{
		Summary: k.T("consent.note"), Lead: k.T("consent.note_text"), Open: k.form == "samtykke" || len(k.story.Gaps(knowledge.FrontStaff)) > 0,
		Form: pages.Form{
			Action: site.StoryPath(k.story.ID) + "/samtykke", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
			Fields: k.fields("samtykke", party, way, on, covers), Buttons: parts.Buttons{{Label: k.T("consent.save"), Kind: parts.Secondary}},
		},
	}
}

func (k storyWork) withdraw() pages.ItemAction {
	cause := parts.Field{Kind: parts.Radio, Name: "cause", Label: k.T("story.withdraw_why")}
	for _, v := range knowledge.AllCauses() {
		cause.Options = append(cause.Options, parts.Option{Value: string(v), Label: k.T("story.withdraw_cause." + string(v))})
	}
	return pages.ItemAction{
		Summary: k.T("story.withdraw"), Lead: k.T("story.withdraw_text"), Warning: k.T("story.withdraw_warning"), Open: k.form == "traek-tilbage",
		Form: pages.Form{
			Action: site.StoryPath(k.story.ID) + "/traek-tilbage", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
			Fields: k.fields("traek-tilbage", cause), Buttons: parts.Buttons{{Label: k.T("story.withdraw_button"), Kind: parts.Danger}},
		},
	}
}

// storyWrite is a command from one of a story's forms: the story's page shows what came of it.
func (s *Pages) storyWrite(c echo.Context, form string, command domain.Command) error {
	err := s.Carry(c, site.Write{Command: command, Done: "done.story." + strings.ReplaceAll(form, "-", "_"), Back: site.StoryPath(storyParam(c))})
	var refusal *domain.Error
	if !errors.As(err, &refusal) || !site.Mendable(refusal) {
		return err
	}
	c.Response().Status = site.Statuses[refusal.Code]
	return s.showStory(c, form, s.words(c).storyErrors(refusal))
}

// storyErrors says which consents are missing, one by one.
func (w *words) storyErrors(refusal *domain.Error) []parts.FieldError {
	gaps, ok := refusal.Detail.([]knowledge.Gap)
	if !ok {
		return site.FieldErrors(w.Ctx, refusal)
	}
	var errs []parts.FieldError
	for _, g := range gaps {
		errs = append(errs, parts.FieldError{FieldID: refusal.Field, Message: w.T(
			"consent.lacking", "party", w.T("party.the."+string(g.Party)), "readers", site.LowerFirst(w.T("readers."+string(g.Readers))),
		)})
	}
	return errs
}

// NoteConsent notes who has agreed that a story is told, and when.
func (s *Pages) NoteConsent(c echo.Context) error {
	command := knowledge.NoteConsent{
		ID: storyParam(c), Party: knowledge.Party(c.FormValue("party")), Way: knowledge.Way(c.FormValue("way")),
		Covers: site.FormList[knowledge.Readers](c, "covers"),
	}
	command.On, _ = site.DateValue(c, "on") // anything that is no date is refused as a missing one
	return s.storyWrite(c, "samtykke", command)
}

// PassOnStory hands a story on to the next who has to agree to it.
func (s *Pages) PassOnStory(c echo.Context) error {
	return s.storyWrite(c, "videre", knowledge.PassOnStory{ID: storyParam(c), Revision: site.BaseRevision(c), To: site.FormList[knowledge.Readers](c, "to")})
}

// WithdrawStory takes a story back from all its readers.
func (s *Pages) WithdrawStory(c echo.Context) error {
	return s.storyWrite(c, "traek-tilbage", knowledge.WithdrawStory{ID: storyParam(c), Cause: knowledge.Cause(c.FormValue("cause"))})
}

// NewStoryPage and editStoryPage are the form in which a story is told.
func (s *Pages) NewStoryPage(c echo.Context) error { return s.storyForm(c, knowledge.Story{}, nil) }

// EditStoryPage is the form with a story in it.
func (s *Pages) EditStoryPage(c echo.Context) error { return s.editStory(c, nil) }

func (s *Pages) editStory(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	story, err := s.Desk.Story(w.Ctx, w.Actor, storyParam(c))
	if err != nil {
		return err
	}
	if err := policy.Check(w.Actor, policy.CollectStory, story.ID.Municipality()); err != nil {
		return err
	}
	if story.Withdrawn != nil {
		return site.SeeOther(c, site.StoryPath(story.ID))
	}
	return s.storyForm(c, story, errs)
}

func (s *Pages) storyForm(c echo.Context, story knowledge.Story, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.CollectStory); err != nil {
		return err
	}
	heading, action := w.T("story.new"), site.StoriesPath
	if story.Exists() {
		heading, action = w.T("story.edit"), site.StoryPath(story.ID)
	}
	page := pages.Knowledge{Shell: s.KnowledgeShell(c, heading, errs)}
	page.Shell.Lead, page.Shell.Minutes = w.T("story.form_lead"), 10
	page.Shell.Audience = w.storyAudience(story.ID)
	if len(story.PassedOn) > 0 {
		page.Parts = append(page.Parts, parts.Notice{Kind: parts.NoticeWarning, Text: w.T("story.edit_warning")})
	}
	page.Parts = append(page.Parts, pages.Form{
		Action: action, Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(story.Revision)},
		Fields: site.Refill(c, errs, w.storyFields(story)), Buttons: parts.Buttons{{Label: w.T("story.save")}},
	})
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (w *words) storyFields(story knowledge.Story) []parts.Field {
	var fields []parts.Field
	if !story.Exists() && len(w.Actor.Municipalities) > 1 {
		place := parts.Field{Kind: parts.Select, Name: "municipality", Label: w.T("story.place")}
		for _, m := range municipality.All() {
			if w.Actor.Has(m.Code) {
				place.Options = append(place.Options, parts.Option{Value: string(m.Code), Label: m.Name})
			}
		}
		fields = append(fields, place)
	}
	teller := parts.Field{Kind: parts.Select, Name: "teller", Label: w.T("story.teller"), Value: string(story.Teller)}
	for _, t := range knowledge.AllTellers() {
		teller.Options = append(teller.Options, parts.Option{Value: string(t), Label: w.T("teller.name." + string(t))})
	}
	about := parts.Field{Kind: parts.Checkbox, Name: "about", Label: w.T("story.about"), Hint: w.T("story.about_hint")}
	for _, p := range knowledge.AllParties() {
		about.Options = append(about.Options, parts.Option{Value: string(p), Label: w.T("party." + string(p))})
	}
	for _, p := range story.About {
		about.Values = append(about.Values, string(p))
	}
	return append(fields,
		parts.Field{Name: "title", Label: w.T("story.title"), Value: story.Title, MaxLength: knowledge.MaxTitle, Width: parts.Full},
		parts.Field{Kind: parts.TextArea, Name: "text", Label: w.T("story.text"), Hint: w.T("story.text_hint"), Value: story.Text, Rows: 10, MaxLength: knowledge.MaxText},
		parts.Field{Kind: parts.TextArea, Name: "use", Label: w.T("story.use"), Hint: w.T("story.use_hint"), Value: story.Use, Rows: 3, MaxLength: knowledge.MaxUse, Optional: true},
		teller, about)
}

// TellStory collects a story, or writes one anew.
func (s *Pages) TellStory(c echo.Context) error {
	id, again := storyParam(c), func(c echo.Context, errs []parts.FieldError) error { return s.editStory(c, errs) }
	if id == "" {
		id = knowledge.NewStoryID(s.storyPlace(c), site.NameOfNew(c))
		again = func(c echo.Context, errs []parts.FieldError) error { return s.storyForm(c, knowledge.Story{}, errs) }
	}
	return s.Carry(c, site.Write{Command: knowledge.TellStory{
		ID: id, Base: site.BaseRevision(c), Title: site.FormText(c, "title"), Text: site.FormText(c, "text"), Use: site.FormText(c, "use"),
		Teller: knowledge.Teller(c.FormValue("teller")), About: site.FormList[knowledge.Party](c, "about"),
	}, Done: "done.story.saved", Back: site.StoryPath(id), Again: again})
}

// storyPlace is where a new story happened: the teller's own municipality, or the one that was chosen.
func (s *Pages) storyPlace(c echo.Context) municipality.Code {
	if own := site.ActorOf(c).Municipalities; len(own) == 1 {
		return own[0]
	}
	return municipality.Code(c.FormValue("municipality"))
}
