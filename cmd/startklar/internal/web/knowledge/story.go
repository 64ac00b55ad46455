package knowledge

import (
	"net/http"
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/knowledge"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// readersParam names the readers in addresses.
var readersParam = map[knowledge.Readers]string{knowledge.FrontStaff: "frontmedarbejdere", knowledge.Companies: "virksomheder", knowledge.Public: "offentligheden"}

func readersValue(c echo.Context) knowledge.Readers {
	for to, name := range readersParam {
		if name == c.QueryParam("til") {
			return to
		}
	}
	return knowledge.FrontStaff
}

func storyParam(c echo.Context) knowledge.StoryID { return knowledge.StoryID(c.Param("story")) }

// StoriesPage is what the chosen readers get.
func (s *Pages) StoriesPage(c echo.Context) error {
	w, to := s.words(c), readersValue(c)
	all, err := s.Desk.StoriesFor(w.Ctx, w.Actor, to)
	if err != nil {
		return err
	}
	page := pages.Knowledge{Shell: s.KnowledgeShell(c, w.T("stories.for."+string(to)), nil), Views: w.knowledgeViews(site.StoriesPath)}
	page.Shell.Lead = w.T("stories.lead." + string(to))
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("knowledge.audience_all")}, Note: w.T("stories.audience." + string(to))}
	choice := parts.Filters{Result: w.T("stories.count", "count", len(all))}
	for _, other := range knowledge.AllReaders() {
		choice.Views = append(choice.Views, parts.View{Label: w.T("readers." + string(other)), Href: site.StoriesPath + "?til=" + readersParam[other], Current: other == to})
	}
	page.Parts = []templ.Component{choice, w.storyCards(all, 2, w.T("stories.none"), w.T("stories.none_text"))}
	return s.Render(c, http.StatusOK, page)
}

// storyCards are stories in a list.
func (w *words) storyCards(all []knowledge.Story, level int, emptyHeading, emptyText string) pages.StoryCards {
	cards := pages.StoryCards{Level: level, Empty: parts.EmptyState{Heading: emptyHeading, Text: emptyText}}
	for _, story := range all {
		cards.Cards = append(cards.Cards, pages.StoryCard{
			Title: w.storyTitle(story), Href: site.StoryPath(story.ID), Text: excerpt(story.Text),
			Facts: []string{w.toldBy(story), w.Date(calendar.DateOf(story.CollectedAt))},
		})
	}
	return cards
}

// excerpt is the beginning of a text, cut between words.
func excerpt(text string) string {
	const most = 180
	letters := []rune(strings.Join(strings.Fields(text), " "))
	if len(letters) <= most {
		return string(letters)
	}
	cut := string(letters[:most])
	if at := strings.LastIndex(cut, " "); at > most/2 {
		cut = cut[:at]
	}
	return cut + " …"
}

// storyTitle names a story; one that is gone by that.
func (w *words) storyTitle(story knowledge.Story) string {
	switch {
	case story.Withdrawn != nil:
		return w.T("story.gone")
	case story.Title == "":
		return w.T("story.erased")
	default:
		return story.Title
	}
}

// toldBy writes "Fortalt af en jobformidler i Aalborg".
func (w *words) toldBy(story knowledge.Story) string {
	place := site.PlaceName(story.ID.Municipality())
	if story.Teller == "" {
		return place
	}
	return w.T("story.told_by", "teller", w.T("teller."+string(story.Teller)), "place", place)
}

// OwnStoriesPage lists the stories that the viewer has a part in, each with where it stands.
func (s *Pages) OwnStoriesPage(c echo.Context) error {
	w := s.words(c)
	all, err := s.Desk.OwnStories(w.Ctx, w.Actor)
	if err != nil {
		return err
	}
	page := pages.Knowledge{Shell: s.KnowledgeShell(c, w.T("knowledge.own."+w.Reach()), nil), Views: w.knowledgeViews(ownPath)}
	page.Shell.Lead = w.T("stories.own_lead." + w.Reach())
	page.Shell.Audience = w.storyAudience("")
	cards := w.storyCards(all, 2, w.T("stories.own_none"), w.T("stories.own_none_text"))
	for n, story := range all {
		cards.Cards[n].Status = w.storyStatus(story)
	}
	if policy.CheckRole(w.Actor, policy.CollectStory) == nil {
		page.Parts = append(page.Parts, parts.Buttons{{Label: w.T("story.new"), Href: site.StoriesPath + "/ny"}})
	}
	page.Parts = append(page.Parts, cards)
	return s.Render(c, http.StatusOK, page)
}

// storyStatus says where a story stands: gone, passed on and to whom, or what it waits for.
func (w *words) storyStatus(story knowledge.Story) parts.Status {
	switch {
	case story.Withdrawn != nil:
		return parts.Status{Kind: parts.Neutral, Text: w.T("story.status.withdrawn")}
	case len(story.PassedOn) > 0:
		return parts.Status{Kind: parts.Done, Text: w.T("story.status.passed_on", "readers", w.storyReaders(story.PassedOn))}
	case len(story.Gaps(knowledge.FrontStaff)) > 0:
		return parts.Status{Kind: parts.Waiting, Text: w.T("story.status.consent")}
	default:
		return parts.Status{Kind: parts.Raised, Text: w.T("story.status.ready")}
	}
}

func (w *words) storyReaders(all []knowledge.Readers) []string {
	names := make([]string, len(all))
	for n, to := range all {
		names[n] = site.LowerFirst(w.T("readers." + string(to)))
	}
	return names
}

// storyAudience says who reads a story before and after it has been passed on.
func (w *words) storyAudience(id knowledge.StoryID) parts.Audience {
	who := w.T("story.audience_municipality")
	if code := id.Municipality(); code != "" {
		who = w.T("audience.municipality", "place", site.PlaceName(code))
	}
	return parts.Audience{Readers: []string{who, w.T("audience.consultant"), w.T("audience.star")}, Note: w.T("story.audience_note")}
}

// works tells whether the viewer has a part in the story, beyond reading it.
func (w *words) works(id knowledge.StoryID) bool {
	return policy.Check(w.Actor, policy.WithdrawStory, id.Municipality()) == nil
}

// StoryPage is one story to read, and for those who have a part in it its consents and what can be done.
func (s *Pages) StoryPage(c echo.Context) error { return s.showStory(c, "", nil) }

func (s *Pages) showStory(c echo.Context, form string, errs []parts.FieldError) error {
	w := s.words(c)
	story, err := s.Desk.Story(w.Ctx, w.Actor, storyParam(c))
	if err != nil {
		return err
	}
	page := pages.Knowledge{Shell: s.KnowledgeShell(c, w.storyTitle(story), errs)}
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: w.T("knowledge.stories"), Href: site.StoriesPath})
	page.Shell.Kicker = w.T("story.kicker", "place", site.PlaceName(story.ID.Municipality()))
	page.Shell.Audience = w.storyAudience(story.ID)
	switch {
	case story.Withdrawn != nil:
		page.Parts = []templ.Component{w.traceOf(story)}
		return s.Render(c, site.StatusOf(c, errs), page)
	case !w.works(story.ID):
		page.Shell.Audience = parts.Audience{Readers: []string{w.T("knowledge.audience_all")}, Note: w.T("story.audience_read")}
	}
	page.Parts = append(page.Parts, w.storyReading(story), w.halfPageLink(story))
	if w.works(story.ID) {
		work := storyWork{words: w, c: c, story: story, form: form, errs: errs}
		page.Parts = append(page.Parts, work.parts()...)
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// traceOf says that there was a story, and nothing of what it said.
func (w *words) traceOf(story knowledge.Story) parts.Notice {
	gone := story.Withdrawn
	return parts.Notice{
		Heading: w.T("story.withdrawn." + string(gone.Cause)),
		Text:    w.T("story.withdrawn_by", "who", w.By(gone.By, gone.At)),
	}
}

func (w *words) storyReading(story knowledge.Story) pages.Reading {
	r := pages.Reading{Source: w.toldBy(story) + " · " + w.Date(calendar.DateOf(story.CollectedAt))}
	if story.Title == "" {
		r.Passages = []pages.Passage{{Absent: w.T("story.erased")}}
		return r
	}
	r.Passages = []pages.Passage{{Text: story.Text}}
	if story.Use != "" {
		r.Passages = append(r.Passages, pages.Passage{Heading: w.T("story.use"), Text: story.Use})
	}
	return r
}

// halfPageLink leads to the sheet of paper, once somebody may get it.
func (w *words) halfPageLink(story knowledge.Story) templ.Component {
	if len(story.PassedOn) == 0 {
		return templ.NopComponent
	}
	return parts.Buttons{{Label: w.T("story.half"), Href: site.StoryPath(story.ID) + "/halvside", Kind: parts.Secondary}}
}

// HalfPagePage is a story on half a sheet. There is none before the story has been passed on.
func (s *Pages) HalfPagePage(c echo.Context) error {
	w := s.words(c)
	story, err := s.Desk.Story(w.Ctx, w.Actor, storyParam(c))
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(knowledge.AllReaders(), story.For) {
		return domain.Refuse(domain.Conflict, "story_not_passed_on", nil)
	}
	page := pages.HalfPage{
		Shell: s.KnowledgeShell(c, w.T("story.half"), nil), Title: story.Title, Text: story.Text, Use: story.Use, UseHeading: w.T("story.use") + ":",
		Source: w.T("story.source", "told", w.toldBy(story), "readers", w.storyReaders(story.PassedOn)), Size: halfPageSize(story),
		Back: parts.Link{Label: w.T("story.half_back"), Href: site.StoryPath(story.ID)},
	}
	page.Shell.Lead = w.T("story.half_lead")
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("knowledge.audience_all")}, Note: w.T("story.half_audience", "readers", w.storyReaders(story.PassedOn))}
	return s.Render(c, http.StatusOK, page)
}

// halfPageSize chooses letters by how much there is to read; a line break takes about half a line.
func halfPageSize(story knowledge.Story) string {
	switch n := len([]rune(story.Text)) + len([]rune(story.Use)) + 40*strings.Count(story.Text, "\n"); {
	case n <= 450:
		return "short"
	case n <= 900:
		return "normal"
	default:
		return "long"
	}
}
