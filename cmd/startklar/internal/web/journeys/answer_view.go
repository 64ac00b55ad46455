package journeys

import (
	"time"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// answers builds the fields of one page: what stands in them, or what was refused.
type answers struct {
	*words
	c       echo.Context
	v       itemView
	refused outcomes
	// problems are what keeps a section from being declared ready, by field.
	problems map[journey.FieldID]string
}

// writable tells whether the viewer may write in a section now.
func (a *answers) writable(section *workflow.Section) bool {
	fields := section.Fields()
	return len(fields) > 0 && a.allowed(workflow.SaveAnswer{Target: a.target(), Item: a.v.Item.ID, Field: fields[0].ID, Base: a.revision(fields[0].ID)})
}

func (a *answers) target() workflow.Target { return workflow.Target{Journey: a.v.State.ID} }

// allowed tells whether the viewer may do something now.
func (a *answers) allowed(c workflow.Command) bool {
	return workflow.Allowed(a.v.State, a.Actor, c, a.Now) == nil
}

func (a *answers) revision(id journey.FieldID) int {
	if now := a.v.State.Answer(a.v.Item.ID, id); now != nil {
		return now.Revision
	}
	return 0
}

// stands is what stands in a field; an empty answer where nobody has touched it.
func (a *answers) stands(f *workflow.Field) workflow.Answer {
	if now := a.v.State.Answer(a.v.Item.ID, f.ID); now != nil {
		return *now
	}
	return workflow.Answer{Item: a.v.Item.ID, Field: f.ID}
}

// answer builds one field. Its control comes from input: label, kind and options.
func (a *answers) answer(f *workflow.Field, writable bool, input parts.Field) pages.Answer {
	now := a.stands(f)
	made := pages.Answer{
		Field: string(f.ID), ReadOnly: !writable, Text: a.Reads(f, now.Text), Withheld: a.withheld(f, now),
		Written: a.written(now), Older: a.older(f, now), Was: site.Fingerprint(canonical(f, now.Text)),
		Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(now.Revision)},
	}
	refused, clashed := a.refused[f.ID]
	text := now.Text
	if clashed {
		text = refused.text
		made.Was = "" // it has not been stored: it must be sent again however it looks
	}
	input.Name, input.ID, input.Value = pages.FieldName(made.Field), pages.FieldName(made.Field), text
	made.Input = input
	switch {
	case !writable && clashed:
		made.Kept = a.Reads(f, text)
	case !writable:
	case clashed && refused.theirs != nil:
		a.conflict(&made, f, refused)
	default:
		made.Input.Error = a.mistake(f, refused)
		a.control(&made, f, text)
	}
	return made
}

// canonical is the text as the form would send it untouched.
func canonical(f *workflow.Field, text string) string {
	if f.Type != workflow.Rows {
		return text
	}
	rows, err := workflow.ParseRows(text)
	if err != nil {
		return text
	}
	return encodeRows(rows)
}

// mistake is what is wrong with a field; empty for nothing.
func (a *answers) mistake(f *workflow.Field, refused outcome) string {
	if refused.err != nil {
		return a.Refusal(refused.err)
	}
	return a.problems[f.ID]
}

// conflict puts both texts in the field's place.
func (a *answers) conflict(made *pages.Answer, f *workflow.Field, refused outcome) {
	made.Command.BaseRevision = int64(refused.theirs.Revision)
	made.Written = ""
	made.Conflict = &parts.Conflict{
		Inside: true, Prefix: pages.ConflictName(made.Field), Field: pages.FieldName(made.Field), Label: a.Text(f.Text),
		Mine: a.Reads(f, refused.text), Theirs: a.Reads(f, refused.theirs.Text),
		By: a.colleague(refused.theirs.By), At: a.recent(refused.theirs.At),
		Fixed: f.Type != workflow.LongText, Value: refused.text,
	}
}

// colleague is who wrote the other text; it may have been the reader in another window.
func (w *words) colleague(id person.ID) string {
	if id == w.Actor.ID {
		return w.T("answer.yourself")
	}
	return w.Name(id)
}

// control chooses how a field is filled in.
func (a *answers) control(made *pages.Answer, f *workflow.Field, text string) {
	switch f.Type {
	case workflow.Rows:
		made.Rows = a.rows(f, text, made.Input)
	case workflow.YesNo, workflow.Choice:
	default:
		made.Saves = a.autosave(*made, f)
	}
}

// autosave makes a field save itself.
func (a *answers) autosave(made pages.Answer, f *workflow.Field) *parts.Autosave {
	item := site.ItemPath(a.v.State.ID, a.v.Item.ID)
	saved := ""
	if now := a.stands(f); now.By == a.Actor.ID && calendar.DateOf(now.At) == a.Today && made.Input.Error == "" {
		saved = a.savedAt(now.At)
	}
	return &parts.Autosave{
		Input: made.Input, Draft: made.Field, URL: item + "/kladde", SignIn: site.SignInPath(a.c),
		Owner: site.Fingerprint(string(a.Actor.ID)), Command: made.Command, Saved: saved,
	}
}

// savedAt writes "Gemt 14.32", with the date where that is not today.
func (w *words) savedAt(t time.Time) string {
	if calendar.DateOf(t) == w.Today {
		return w.T("save.saved_at", "clock", calendar.FormatClock(t, string(w.Lang)))
	}
	return w.T("save.saved_on", "date", calendar.DateOf(t))
}

// recent writes a moment as "i dag kl. 14.32" where it is today.
func (w *words) recent(t time.Time) string {
	if calendar.DateOf(t) == w.Today {
		return w.T("moment.today", "clock", calendar.FormatClock(t, string(w.Lang)))
	}
	return w.Moment(t)
}

// written tells who wrote last and when.
func (a *answers) written(now workflow.Answer) string {
	switch {
	case now.Revision == 0:
		return ""
	case now.Erased:
		return a.T("answer.erased")
	case now.ProposedBy != "" && !now.Withheld:
		return a.T("answer.written_proposed", "by", a.By(now.By, now.At), "proposer", a.proposer(now))
	default:
		return a.T("answer.written", "by", a.By(now.By, now.At))
	}
}

// older tells that the answer was given to an earlier question.
func (a *answers) older(f *workflow.Field, now workflow.Answer) string {
	if now.Revision == 0 || now.QuestionVersion == f.Version {
		return ""
	}
	return a.T("answer.older", "was", now.QuestionVersion, "is", f.Version)
}

// withheld says when a text will be for the viewer; empty where it is.
func (w *words) withheldText(section *workflow.Section) string {
	if w.Actor.Role == person.NationalOfficer {
		return w.T("answer.withheld_star")
	}
	return w.T("answer.withheld_consultant", "title", section.Title)
}

func (a *answers) withheld(f *workflow.Field, now workflow.Answer) string {
	if !now.Withheld {
		return ""
	}
	return a.withheldText(f.Section)
}
