package journeys

import (
	"encoding/json"
	"net/http"
	"strconv"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/link"
	"startklar/domain/municipality"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// GuestRoot is where guests' links lead.
const GuestRoot = "/bidrag"

// doneParam says in a guest's address what was done: guests have no session in which a notice could wait.
const doneParam = "udfoert"

// visit is a guest at their link.
type visit struct {
	*words
	desk.Asked
	path string
}

// loadVisit finds what the link of the address opens.
func (s *Pages) loadVisit(c echo.Context) (*visit, error) {
	asked, err := s.Desk.Asked(c.Request().Context(), workflow.LinkHash(link.Hash(c.Param("token"))))
	if err != nil {
		return nil, err
	}
	w := s.words(c)
	w.Actor = asked.Actor
	return &visit{words: w, Asked: asked, path: GuestRoot + "/" + c.Param("token")}, nil
}

// alive tells whether the link can still be answered.
func (v *visit) alive() bool {
	return v.Request.WithdrawnAt.IsZero() && !v.Request.Expired(v.Today)
}

// GuestPage shows what the guest was asked; before they have pressed the button, only that they were.
func (s *Pages) GuestPage(c echo.Context) error {
	v, err := s.loadVisit(c)
	if err != nil {
		return s.noVisit(c, err)
	}
	switch {
	case !v.alive():
		return s.closedVisit(c, v)
	case v.Request.OpenedAt.IsZero():
		return s.closedLetter(c, v)
	}
	return s.showVisit(c, v, "", nil)
}

// noVisit is the page of a link that nobody knows: it tells nothing else.
func (s *Pages) noVisit(c echo.Context, err error) error {
	if domain.CodeOf(err) != domain.NotFound || site.WantsJSON(c) {
		return err
	}
	w := s.words(c)
	page := pages.Parts{Shell: s.guestShell(c, w.T("guest.unknown"))}
	page.Main = []templ.Component{pages.Prose{Text: w.T("guest.unknown_text")}}
	return s.Render(c, http.StatusNotFound, page)
}

// closedVisit is the page of a link that was withdrawn or ran out: whom to ask, and nothing of what it was about.
func (s *Pages) closedVisit(c echo.Context, v *visit) error {
	key := "guest.expired"
	if !v.Request.WithdrawnAt.IsZero() {
		key = "guest.withdrawn"
	}
	page := pages.Parts{Shell: s.guestShell(c, v.T(key))}
	page.Main = []templ.Component{pages.Prose{Text: v.T("guest.ask_again", "name", v.Name(v.Request.By))}}
	return s.Render(c, http.StatusGone, page)
}

// guestShell surrounds a guest's page: no menu, and nobody signed in.
func (s *Pages) guestShell(c echo.Context, heading string) parts.Shell {
	shell := s.Shell(c, heading)
	shell.Viewer, shell.Menu, shell.Languages, shell.Home = nil, nil, nil, GuestRoot
	shell.Audience = parts.Audience{Note: s.words(c).T("guest.audience")}
	return shell
}

// place is the municipality that asks.
func (v *visit) place() string {
	m, _ := municipality.Get(v.Journey.Municipality())
	return m.Name
}

// closedLetter asks for the click that counts: a mail's scanner follows links, but presses no buttons.
func (s *Pages) closedLetter(c echo.Context, v *visit) error {
	page := pages.Parts{Shell: s.guestShell(c, v.T("guest.letter", "name", v.Name(v.Request.By)))}
	page.Shell.Lead, page.Shell.Minutes = v.T("guest.letter_text", "place", v.place(), "date", v.Request.Due), v.minutes()
	page.Main = []templ.Component{pages.Form{
		Action: v.path, Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Buttons: parts.Buttons{{Label: v.T("guest.open")}},
	}}
	return s.Render(c, http.StatusOK, page)
}

func (v *visit) minutes() int {
	sum := 0
	for _, f := range v.Fields {
		sum += f.Minutes
	}
	return sum
}

// OpenAsGuest opens a request by a press: a program that follows links opens none.
func (s *Pages) OpenAsGuest(c echo.Context) error {
	v, err := s.loadVisit(c)
	if err != nil {
		return s.noVisit(c, err)
	}
	if !v.alive() {
		return s.closedVisit(c, v)
	}
	command := workflow.OpenRequest{Target: workflow.Target{Journey: v.Journey}, Request: v.Request.ID}
	if _, err := s.Desk.Do(c.Request().Context(), v.Actor, "", command); err != nil {
		return err
	}
	return site.SeeOther(c, v.path)
}

// showVisit is the guest's whole world: the note, the questions, and what they have written.
func (s *Pages) showVisit(c echo.Context, v *visit, at journey.FieldID, refused error) error {
	page := pages.Parts{Shell: s.guestShell(c, v.T("guest.heading", "place", v.place()))}
	page.Shell.Lead = v.T("guest.lead", "name", v.Name(v.Request.By), "date", v.LongDate(v.Request.Due))
	page.Shell.Minutes = v.minutes()
	page.Shell.Audience = parts.Audience{Readers: []string{v.T("audience.municipality", "place", v.place())}, Note: v.T("guest.readers")}
	page.Shell.Scripts = []string{"autosave.js", "paste.js"}
	if done := c.QueryParam(doneParam); done == "saved" || done == "thanks" {
		page.Shell.Notices = []parts.Notice{{Kind: parts.NoticeSuccess, Text: v.T("guest."+done, "name", v.Name(v.Request.By))}}
	}
	status := http.StatusOK
	if refused != nil {
		e := domain.AsError(refused)
		status = site.Statuses[e.Code]
		page.Shell.Errors = []parts.FieldError{{FieldID: pages.FieldName(string(at)), Message: v.Refusal(e)}}
	}
	if v.Request.Note != "" {
		page.Main = append(page.Main, pages.Prose{Label: v.T("guest.note", "name", v.Name(v.Request.By)), Text: v.Request.Note})
	}
	for _, f := range v.Fields {
		page.Main = append(page.Main, v.question(c, f, at, refused))
	}
	return s.Render(c, status, page)
}

// question is one question with the guest's draft, or with what was refused.
func (v *visit) question(c echo.Context, f *workflow.Field, at journey.FieldID, refused error) pages.GuestQuestion {
	q := pages.GuestQuestion{
		ID: "sporgsmaal-" + string(f.ID), Ref: refOf(f), Title: v.Text(f.Text), Why: v.Text(f.Why), Example: v.Text(f.Example),
		Consider: v.texts(f.Consider), Prompts: v.prompts(f),
		Buttons: parts.Buttons{
			{Label: v.T("guest.send"), Context: ": " + refOf(f), Name: "gem", Value: "send"},
			{Label: v.T("guest.save"), Context: ": " + refOf(f), Name: "gem", Value: "kladde", Kind: parts.Secondary},
		},
	}
	text, revision, saved := "", 0, ""
	if draft := v.Draft(f.ID); draft != nil {
		text, revision = draft.Text, draft.Revision
		saved = v.savedAt(draft.At)
	}
	if sent := v.Sent(f.ID); sent != nil {
		q.Sent, q.SentNote, q.Word = sent.Text, v.T("guest.sent."+string(sent.State), "date", calendar.DateOf(sent.SentAt)), sent.Word
		q.Buttons[0].Label = v.T("guest.send_again")
	}
	id := pages.FieldName(string(f.ID))
	input := parts.Field{
		Kind: parts.TextArea, Name: "text", ID: id, Label: v.T("guest.answer"), Hint: v.T("question.answer_hint"), Value: text, MaxLength: f.MaxLength,
	}
	if at == f.ID {
		input.Value, saved = site.Plain(c.FormValue("text")), ""
		if refused != nil {
			input.Error = v.Refusal(domain.AsError(refused))
		}
	}
	q.Saves = &parts.Autosave{
		Input: input, Draft: string(f.ID), Action: v.path + "/svar/" + string(f.ID), URL: v.path + "/kladde", SignIn: v.path,
		Owner: site.Fingerprint(string(v.Actor.ID)), Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(revision)}, Saved: saved,
	}
	return q
}

func (w *words) texts(all []domain.Text) []string {
	var texts []string
	for _, t := range all {
		texts = append(texts, w.Text(t))
	}
	return texts
}

// prompts are a question's sub-questions.
func (w *words) prompts(f *workflow.Field) []pages.Prompt {
	var all []pages.Prompt
	for _, p := range f.Prompts {
		all = append(all, pages.Prompt{Ref: refOf(p), Text: w.Text(p.Text), Why: w.Text(p.Why), Optional: p.Optional, Consider: w.texts(p.Consider)})
	}
	return all
}

// asks finds a question of the link.
func (v *visit) asks(id journey.FieldID) *workflow.Field {
	for _, f := range v.Fields {
		if f.ID == id {
			return f
		}
	}
	return nil
}

// draft is what the guest writes, on its way to be kept.
func (v *visit) draft(field journey.FieldID, text string, base int) workflow.DraftProposal {
	return workflow.DraftProposal{
		Target: workflow.Target{Journey: v.Journey}, Request: v.Request.ID, Item: v.Request.Item, Field: field, Text: text, Base: base,
	}
}

// GuestDraft stores what a guest writes while they write: the contract stands in autosave.js.
func (s *Pages) GuestDraft(c echo.Context) error {
	v, err := s.loadVisit(c)
	if err != nil {
		return err
	}
	var d draft
	if err := json.NewDecoder(c.Request().Body).Decode(&d); err != nil {
		return domain.Refuse(domain.Invalid, "draft_malformed", nil)
	}
	result, err := s.sendAs(c, v, d.ClientKey, v.draft(d.Field, site.Plain(d.Text), d.BaseRevision))
	if err != nil {
		return s.draftRefused(c, err)
	}
	revision := result.revision
	if revision == 0 {
		revision = d.BaseRevision
		if now, err := s.loadVisit(c); err == nil && now.Draft(d.Field) != nil {
			revision = now.Draft(d.Field).Revision
		}
	}
	return c.JSON(http.StatusOK, draftSaved{Revision: revision, SavedLabel: v.savedAt(v.Now)})
}

// GuestAnswer keeps or sends what a guest wrote.
func (s *Pages) GuestAnswer(c echo.Context) error {
	v, err := s.loadVisit(c)
	if err != nil {
		return s.noVisit(c, err)
	}
	f := v.asks(journey.FieldID(c.Param("field")))
	if f == nil {
		return domain.Refuse(domain.NotFound, "field_unknown", domain.Args{"field": c.Param("field")})
	}
	base, _ := strconv.Atoi(c.FormValue("base_revision"))
	text, key := site.Plain(c.FormValue("text")), c.FormValue("client_key")
	var command domain.Command = v.draft(f.ID, text, base)
	done := "saved"
	if c.FormValue("gem") == "send" {
		done = "thanks"
		command = workflow.ProposeAnswer{
			Target: workflow.Target{Journey: v.Journey}, Item: v.Request.Item, Field: f.ID, ID: proposalID(key), Text: text, Request: v.Request.ID,
		}
	}
	if _, err := s.sendAs(c, v, key, command); err != nil {
		if !site.Mendable(domain.AsError(err)) {
			return err
		}
		return s.showVisit(c, v, f.ID, err)
	}
	return site.SeeOther(c, v.path+"?"+doneParam+"="+done+"#sporgsmaal-"+string(f.ID))
}

// keptDraft is what came of a guest's command.
type keptDraft struct{ revision int }

// sendAs is send for the guest of a link.
func (s *Pages) sendAs(c echo.Context, v *visit, key string, command domain.Command) (keptDraft, error) {
	result, err := s.Desk.Do(c.Request().Context(), v.Actor, key, command)
	if domain.CodeOf(err) == domain.KeyReused {
		result, err = s.Desk.Do(c.Request().Context(), v.Actor, site.NewClientKey(), command)
	}
	return keptDraft{result.Revision}, err
}
