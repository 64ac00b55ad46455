package web

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/desk"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/meeting"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// KnowledgeDesk is what the pages of knowledge ask; package desk implements it.
type KnowledgeDesk interface {
	StoriesFor(ctx context.Context, actor person.Actor, to knowledge.Readers) ([]knowledge.Story, error)
	OwnStories(ctx context.Context, actor person.Actor) ([]knowledge.Story, error)
	Story(ctx context.Context, actor person.Actor, id knowledge.StoryID) (knowledge.Story, error)
	Syntheses(ctx context.Context, actor person.Actor) ([]view.SynthesisRow, error)
	Synthesis(ctx context.Context, actor person.Actor, id knowledge.SynthesisID) (view.SynthesisRow, error)
	Notebooks(ctx context.Context, actor person.Actor, today calendar.Date) ([]desk.Notebook, error)
	Notebook(ctx context.Context, actor person.Actor, id journey.ID, today calendar.Date) (desk.Notebook, error)
}

const (
	knowledgePath = "/viden"
	storiesPath   = "/viden/historier"
	ownPath       = "/viden/historier/egne"
	notesPath     = "/viden/notater"
	synthesesPath = "/viden/samlet"
)

// knowledgeShell surrounds a page of knowledge.
func (s *server) knowledgeShell(c echo.Context, heading string, errs []parts.FieldError) parts.Shell {
	shell := s.shell(c, heading)
	shell.Errors = errs
	if c.Path() != knowledgePath {
		shell.Breadcrumb = []parts.Link{{Label: s.words(c).T("menu.knowledge"), Href: knowledgePath}}
	}
	return shell
}

// knowledgeViews lead to the parts that the viewer has.
func (w *words) knowledgeViews(current string) []parts.View {
	all := []parts.View{{Label: w.T("knowledge.stories"), Href: storiesPath}}
	if policy.CheckRole(w.actor, policy.WithdrawStory) == nil {
		all = append(all, parts.View{Label: w.T("knowledge.own." + w.reach()), Href: ownPath})
	}
	if policy.CheckRole(w.actor, policy.ReadNotes) == nil {
		all = append(all, parts.View{Label: w.T("knowledge.notes"), Href: notesPath})
	}
	all = append(all, parts.View{Label: w.T("knowledge.syntheses"), Href: synthesesPath})
	for n := range all {
		all[n].Current = all[n].Href == current
	}
	return all
}

// reach tells texts for those who have one municipality from those for others.
func (w *words) reach() string {
	if w.actor.Role.Municipal() {
		return "municipal"
	}
	return "supervising"
}

// knowledgePage is where the parts begin: what is new, and what waits for the viewer.
func (s *server) knowledgePage(c echo.Context) error {
	w := s.words(c)
	page := pages.Knowledge{Shell: s.knowledgeShell(c, w.T("menu.knowledge"), nil), Views: w.knowledgeViews(knowledgePath)}
	page.Shell.Lead = w.T("knowledge.lead")
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("knowledge.audience_all")}, Note: w.T("knowledge.audience_home")}
	for _, add := range []func(echo.Context) (templ.Component, error){s.newestStories, s.waitingStories, s.notesAtHome, s.newestSyntheses, s.seminarNotes} {
		part, err := add(c)
		if err != nil {
			return err
		}
		if part != nil {
			page.Parts = append(page.Parts, part)
		}
	}
	return s.render(c, http.StatusOK, page)
}

// newest is how many of each kind the first page shows.
const newest = 3

func (s *server) newestStories(c echo.Context) (templ.Component, error) {
	w := s.words(c)
	all, err := s.Desk.StoriesFor(w.ctx, w.actor, knowledge.FrontStaff)
	if err != nil {
		return nil, err
	}
	block := pages.Block{Heading: w.T("knowledge.stories"), Text: w.T("knowledge.stories_text"), Parts: []templ.Component{
		w.storyCards(all[:min(newest, len(all))], 3, w.T("stories.none"), w.T("stories.none_text")),
	}}
	for _, to := range knowledge.AllReaders() {
		block.Links = append(block.Links, parts.Link{Label: w.T("stories.for." + string(to)), Href: storiesPath + "?til=" + readersParam[to]})
	}
	return block, nil
}

// waitingStories leads to the stories that the viewer has a part in.
func (s *server) waitingStories(c echo.Context) (templ.Component, error) {
	w := s.words(c)
	if policy.CheckRole(w.actor, policy.WithdrawStory) != nil {
		return nil, nil
	}
	all, err := s.Desk.OwnStories(w.ctx, w.actor)
	if err != nil {
		return nil, err
	}
	waiting := 0
	for _, story := range all {
		if story.Withdrawn == nil && len(story.PassedOn) == 0 {
			waiting++
		}
	}
	block := pages.Block{Heading: w.T("knowledge.own." + w.reach()), Text: w.T("knowledge.waiting", "count", waiting)}
	block.Links = []parts.Link{{Label: w.T("knowledge.own_link." + w.reach()), Href: ownPath}}
	if policy.CheckRole(w.actor, policy.CollectStory) == nil {
		block.Buttons = parts.Buttons{{Label: w.T("story.new"), Href: storiesPath + "/ny", Kind: parts.Secondary}}
	}
	return block, nil
}

// notesAtHome is the way to the quarterly notes, for a selected municipality and for those who follow them.
func (s *server) notesAtHome(c echo.Context) (templ.Component, error) {
	w := s.words(c)
	books, err := s.ownNotebooks(w)
	if err != nil || len(books) == 0 {
		return nil, err
	}
	due, missing := 0, 0
	for _, b := range books {
		d, m := count(b)
		due, missing = due+d, missing+m
	}
	block := pages.Block{Heading: w.T("knowledge.notes"), Text: w.T("knowledge.notes_text", "due", due, "missing", missing)}
	block.Links = []parts.Link{{Label: w.T("knowledge.notes_link"), Href: notesPath}}
	if w.actor.Role.Municipal() {
		block.Links[0].Href = notebookPath(books[0].Journey.ID)
	}
	return block, nil
}

// ownNotebooks are the notebooks that the viewer has a part in.
func (s *server) ownNotebooks(w *words) ([]desk.Notebook, error) {
	if policy.CheckRole(w.actor, policy.ReadNotes) == nil {
		return s.Desk.Notebooks(w.ctx, w.actor, w.today)
	}
	var all []desk.Notebook
	for _, code := range w.actor.Municipalities {
		ids, err := s.Desk.JourneysOf(w.ctx, w.actor, code)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			book, err := s.Desk.Notebook(w.ctx, w.actor, id, w.today)
			if err != nil {
				return nil, err
			}
			if book.Journey.Selected {
				all = append(all, book)
			}
		}
	}
	return all, nil
}

func (s *server) newestSyntheses(c echo.Context) (templ.Component, error) {
	w := s.words(c)
	all, err := s.Desk.Syntheses(w.ctx, w.actor)
	if err != nil {
		return nil, err
	}
	return pages.Block{
		Heading: w.T("knowledge.syntheses"), Text: w.T("knowledge.syntheses_text"),
		Parts: []templ.Component{w.synthesisCards(all[:min(newest, len(all))], 3)},
		Links: []parts.Link{{Label: w.T("knowledge.syntheses_link"), Href: synthesesPath}},
	}, nil
}

// seminarNotes lead to what was written down at seminars and other meetings for those who could not come.
func (s *server) seminarNotes(c echo.Context) (templ.Component, error) {
	w := s.words(c)
	met, err := s.Desk.Meetings(w.ctx, w.actor, view.MeetingQuery{})
	if err != nil {
		return nil, err
	}
	block := pages.Block{Heading: w.T("knowledge.seminars"), Text: w.T("knowledge.seminars_text")}
	for _, m := range met {
		if m.Notes && m.Kind == meeting.Seminar {
			block.Links = append(block.Links, parts.Link{Label: m.Title, Href: meetingPath(m.ID)})
		}
	}
	if len(block.Links) == 0 {
		return nil, nil
	}
	return block, nil
}

// baseRevision is the revision that the sender of a form saw.
func baseRevision(c echo.Context) int {
	n, err := strconv.Atoi(c.FormValue("base_revision"))
	if err != nil {
		return 0
	}
	return n
}

// formText is a text as it was written, with the line ends that we store.
func formText(c echo.Context, name string) string {
	return strings.TrimSpace(strings.ReplaceAll(c.FormValue(name), "\r\n", "\n"))
}

// formList are the boxes of a name that were ticked.
func formList[T ~string](c echo.Context, name string) []T {
	values, err := c.FormParams()
	if err != nil {
		return nil
	}
	var all []T
	for _, v := range values[name] {
		all = append(all, T(v))
	}
	return all
}

var keyShape = regexp.MustCompile(`^[A-Z0-9]{10,64}$`)

// nameOfNew names a new thing after the form that it comes from: sending that again makes no second one.
func nameOfNew(c echo.Context) string {
	if key := c.FormValue("client_key"); keyShape.MatchString(key) {
		return key
	}
	return newClientKey()
}

// refill puts what was entered back into the fields of a form that came back, with what was wrong.
func refill(c echo.Context, errs []parts.FieldError, fields []parts.Field) []parts.Field {
	if len(errs) == 0 {
		return fields
	}
	values, err := c.FormParams()
	if err != nil {
		return fields
	}
	for n := range fields {
		f := &fields[n]
		f.Value, f.Values = c.FormValue(f.Name), values[f.Name]
		for _, e := range errs {
			if e.FieldID == f.Name || e.FieldID == f.ID {
				f.Error = e.Message
			}
		}
	}
	return fields
}
