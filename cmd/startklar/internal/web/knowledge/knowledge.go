package knowledge

import (
	"net/http"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/knowledge"
	"startklar/domain/meeting"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

const (
	ownPath = "/viden/historier/egne"
)

// knowledgeViews lead to the parts that the viewer has.
func (w *words) knowledgeViews(current string) []parts.View {
	all := []parts.View{{Label: w.T("knowledge.stories"), Href: site.StoriesPath}}
	if policy.CheckRole(w.Actor, policy.WithdrawStory) == nil {
		all = append(all, parts.View{Label: w.T("knowledge.own." + w.Reach()), Href: ownPath})
	}
	if policy.CheckRole(w.Actor, policy.ReadNotes) == nil {
		all = append(all, parts.View{Label: w.T("knowledge.notes"), Href: site.NotesPath})
	}
	all = append(all, parts.View{Label: w.T("knowledge.syntheses"), Href: site.SynthesesPath})
	for n := range all {
		all[n].Current = all[n].Href == current
	}
	return all
}

// KnowledgePage is where the parts begin: what is new, and what waits for the viewer.
func (s *Pages) KnowledgePage(c echo.Context) error {
	w := s.words(c)
	page := pages.Knowledge{Shell: s.KnowledgeShell(c, w.T("menu.knowledge"), nil), Views: w.knowledgeViews(site.KnowledgePath)}
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
	return s.Render(c, http.StatusOK, page)
}

// newest is how many of each kind the first page shows.
const newest = 3

func (s *Pages) newestStories(c echo.Context) (templ.Component, error) {
	w := s.words(c)
	all, err := s.Desk.StoriesFor(w.Ctx, w.Actor, knowledge.FrontStaff)
	if err != nil {
		return nil, err
	}
	block := pages.Block{Heading: w.T("knowledge.stories"), Text: w.T("knowledge.stories_text"), Parts: []templ.Component{
		w.storyCards(all[:min(newest, len(all))], 3, w.T("stories.none"), w.T("stories.none_text")),
	}}
	for _, to := range knowledge.AllReaders() {
		block.Links = append(block.Links, parts.Link{Label: w.T("stories.for." + string(to)), Href: site.StoriesPath + "?til=" + readersParam[to]})
	}
	return block, nil
}

// waitingStories leads to the stories that the viewer has a part in.
func (s *Pages) waitingStories(c echo.Context) (templ.Component, error) {
	w := s.words(c)
	if policy.CheckRole(w.Actor, policy.WithdrawStory) != nil {
		return nil, nil
	}
	all, err := s.Desk.OwnStories(w.Ctx, w.Actor)
	if err != nil {
		return nil, err
	}
	waiting := 0
	for _, story := range all {
		if story.Withdrawn == nil && len(story.PassedOn) == 0 {
			waiting++
		}
	}
	block := pages.Block{Heading: w.T("knowledge.own." + w.Reach()), Text: w.T("knowledge.waiting", "count", waiting)}
	block.Links = []parts.Link{{Label: w.T("knowledge.own_link." + w.Reach()), Href: ownPath}}
	if policy.CheckRole(w.Actor, policy.CollectStory) == nil {
		block.Buttons = parts.Buttons{{Label: w.T("story.new"), Href: site.StoriesPath + "/ny", Kind: parts.Secondary}}
	}
	return block, nil
}

// notesAtHome is the way to the quarterly notes, for a selected municipality and for those who follow them.
func (s *Pages) notesAtHome(c echo.Context) (templ.Component, error) {
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
	block.Links = []parts.Link{{Label: w.T("knowledge.notes_link"), Href: site.NotesPath}}
	if w.Actor.Role.Municipal() {
		block.Links[0].Href = site.NotebookPath(books[0].Journey.ID)
	}
	return block, nil
}

// ownNotebooks are the notebooks that the viewer has a part in.
func (s *Pages) ownNotebooks(w *words) ([]desk.Notebook, error) {
	if policy.CheckRole(w.Actor, policy.ReadNotes) == nil {
		return s.Desk.Notebooks(w.Ctx, w.Actor, w.Today)
	}
	var all []desk.Notebook
	for _, code := range w.Actor.Municipalities {
		ids, err := s.Desk.JourneysOf(w.Ctx, w.Actor, code)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			book, err := s.Desk.Notebook(w.Ctx, w.Actor, id, w.Today)
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

func (s *Pages) newestSyntheses(c echo.Context) (templ.Component, error) {
	w := s.words(c)
	all, err := s.Desk.Syntheses(w.Ctx, w.Actor)
	if err != nil {
		return nil, err
	}
	return pages.Block{
		Heading: w.T("knowledge.syntheses"), Text: w.T("knowledge.syntheses_text"),
		Parts: []templ.Component{w.synthesisCards(all[:min(newest, len(all))], 3)},
		Links: []parts.Link{{Label: w.T("knowledge.syntheses_link"), Href: site.SynthesesPath}},
	}, nil
}

// seminarNotes lead to what was written down at seminars and other meetings for those who could not come.
func (s *Pages) seminarNotes(c echo.Context) (templ.Component, error) {
	w := s.words(c)
	met, err := s.Desk.Meetings(w.Ctx, w.Actor, view.MeetingQuery{})
	if err != nil {
		return nil, err
	}
	block := pages.Block{Heading: w.T("knowledge.seminars"), Text: w.T("knowledge.seminars_text")}
	for _, m := range met {
		if m.Notes && m.Kind == meeting.Seminar {
			block.Links = append(block.Links, parts.Link{Label: m.Title, Href: site.MeetingPath(m.ID)})
		}
	}
	if len(block.Links) == 0 {
		return nil, nil
	}
	return block, nil
}
