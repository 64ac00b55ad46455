package web

import (
	"encoding/json"
	"net/http"
	"strconv"

	"startklar/cmd/startklar/internal/desk"
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

// guestRoot is where guests' links lead.
const guestRoot = "/bidrag"

// doneParam says in a guest's address what was done: guests have no session in which a notice could wait.
const doneParam = "udfoert"

// visit is a guest at their link.
type visit struct {
	*words
	desk.Asked
	path string
}

// loadVisit finds what the link of the address opens.
func (s *server) loadVisit(c echo.Context) (*visit, error) {
	asked, err := s.Desk.Asked(c.Request().Context(), workflow.LinkHash(link.Hash(c.Param("token"))))
	if err != nil {
		return nil, err
	}
	w := s.words(c)
	w.actor = asked.Actor
	return &visit{words: w, Asked: asked, path: guestRoot + "/" + c.Param("token")}, nil
}

// alive tells whether the link can still be answered.
func (v *visit) alive() bool {
	return v.Request.WithdrawnAt.IsZero() && !v.Request.Expired(v.today)
}

// guestPage shows what the guest was asked; before they have pressed the button, only that they were.
func (s *server) guestPage(c echo.Context) error {
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
func (s *server) noVisit(c echo.Context, err error) error {
	if domain.CodeOf(err) != domain.NotFound || wantsJSON(c) {
		return err
	}
	w := s.words(c)
	page := pages.Parts{Shell: s.guestShell(c, w.T("guest.unknown"))}
	page.Main = []templ.Component{pages.Prose{Text: w.T("guest.unknown_text")}}
	return s.render(c, http.StatusNotFound, page)
}

// closedVisit is the page of a link that was withdrawn or ran out: whom to ask, and nothing of what it was about.
func (s *server) closedVisit(c echo.Context, v *visit) error {
	key := "guest.expired"
	if !v.Request.WithdrawnAt.IsZero() {
		key = "guest.withdrawn"
	}
	page := pages.Parts{Shell: s.guestShell(c, v.T(key))}
	page.Main = []templ.Component{pages.Prose{Text: v.T("guest.ask_again", "name", v.name(v.Request.By))}}
	return s.render(c, http.StatusGone, page)
}

// guestShell surrounds a guest's page: no menu, and nobody signed in.
func (s *server) guestShell(c echo.Context, heading string) parts.Shell {
	shell := s.shell(c, heading)
	shell.Viewer, shell.Menu, shell.Languages, shell.Home = nil, nil, nil, guestRoot
	shell.Audience = parts.Audience{Note: s.words(c).T("guest.audience")}
	return shell
}

// place is the municipality that asks.
func (v *visit) place() string {
	m, _ := municipality.Get(v.Journey.Municipality())
	return m.Name
}

// closedLetter asks for the click that counts: a mail's scanner follows links, but presses no buttons.
func (s *server) closedLetter(c echo.Context, v *visit) error {
	page := pages.Parts{Shell: s.guestShell(c, v.T("guest.letter", "name", v.name(v.Request.By)))}
	page.Shell.Lead, page.Shell.Minutes = v.T("guest.letter_text", "place", v.place(), "date", v.Request.Due), v.minutes()
	page.Main = []templ.Component{pages.Form{
		Action: v.path, Command: parts.HiddenCommand{ClientKey: newClientKey()}, Buttons: parts.Buttons{{Label: v.T("guest.open")}},
	}}
	return s.render(c, http.StatusOK, page)
}

func (v *visit) minutes() int {
	sum := 0
	for _, f := range v.Fields {
		sum += f.Minutes
	}
	return sum
}

func (s *server) openAsGuest(c echo.Context) error {
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
	return seeOther(c, v.path)
}

// showVisit is the guest's whole world: the note, the questions, and what they have written.
func (s *server) showVisit(c echo.Context, v *visit, at journey.FieldID, refused error) error {
	page := pages.Parts{Shell: s.guestShell(c, v.T("guest.heading", "place", v.place()))}
	page.Shell.Lead = v.T("guest.lead", "name", v.name(v.Request.By), "date", v.longDate(v.Request.Due))
	page.Shell.Minutes = v.minutes()
	page.Shell.Audience = parts.Audience{Readers: []string{v.T("audience.municipality", "place", v.place())}, Note: v.T("guest.readers")}
	page.Shell.Scripts = []string{"autosave.js", "paste.js"}
	if done := c.QueryParam(doneParam); done == "saved" || done == "thanks" {
		page.Shell.Notices = []parts.Notice{{Kind: parts.NoticeSuccess, Text: v.T("guest."+done, "name", v.name(v.Request.By))}}
	}
	status := http.StatusOK
	if refused != nil {
		e := domain.AsError(refused)
		status = statuses[e.Code]
		page.Shell.Errors = []parts.FieldError{{FieldID: pages.FieldName(string(at)), Message: v.Refusal(e)}}
	}
	if v.Request.Note != "" {
		page.Main = append(page.Main, pages.Prose{Label: v.T("guest.note", "name", v.name(v.Request.By)), Text: v.Request.Note})
	}
	for _, f := range v.Fields {
		page.Main = append(page.Main, v.question(c, f, at, refused))
	}
	return s.render(c, status, page)
}

// question is one question with the guest's draft, or with what was refused.
func (v *visit) question(c echo.Context, f *workflow.Field, at journey.FieldID, refused error) pages.GuestQuestion {
	q := pages.GuestQuestion{
		ID: "sporgsmaal-" + string(f.ID), Ref: refOf(f), Title: v.text(f.Text), Why: v.text(f.Why), Example: v.text(f.Example),
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
		input.Value, saved = plain(c.FormValue("text")), ""
		if refused != nil {
			input.Error = v.Refusal(domain.AsError(refused))
		}
	}
	q.Saves = &parts.Autosave{
		Input: input, Draft: string(f.ID), Action: v.path + "/svar/" + string(f.ID), URL: v.path + "/kladde", SignIn: v.path,
		Owner: fingerprint(string(v.Actor.ID)), Command: parts.HiddenCommand{ClientKey: newClientKey(), BaseRevision: int64(revision)}, Saved: saved,
	}
	return q
}

func (w *words) texts(all []domain.Text) []string {
	var texts []string
	for _, t := range all {
		texts = append(texts, w.text(t))
	}
	return texts
}

// prompts are a question's sub-questions.
func (w *words) prompts(f *workflow.Field) []pages.Prompt {
	var all []pages.Prompt
	for _, p := range f.Prompts {
		all = append(all, pages.Prompt{Ref: refOf(p), Text: w.text(p.Text), Why: w.text(p.Why), Optional: p.Optional, Consider: w.texts(p.Consider)})
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

// guestDraft stores what a guest writes while they write: the contract stands in autosave.js.
func (s *server) guestDraft(c echo.Context) error {
	v, err := s.loadVisit(c)
	if err != nil {
		return err
	}
	var d draft
	if err := json.NewDecoder(c.Request().Body).Decode(&d); err != nil {
		return domain.Refuse(domain.Invalid, "draft_malformed", nil)
	}
	result, err := s.sendAs(c, v, d.ClientKey, v.draft(d.Field, plain(d.Text), d.BaseRevision))
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
	return c.JSON(http.StatusOK, draftSaved{Revision: revision, SavedLabel: v.savedAt(v.now)})
}

// guestAnswer keeps or sends what a guest wrote.
func (s *server) guestAnswer(c echo.Context) error {
	v, err := s.loadVisit(c)
	if err != nil {
		return s.noVisit(c, err)
	}
	f := v.asks(journey.FieldID(c.Param("field")))
	if f == nil {
		return domain.Refuse(domain.NotFound, "field_unknown", domain.Args{"field": c.Param("field")})
	}
	base, _ := strconv.Atoi(c.FormValue("base_revision"))
	text, key := plain(c.FormValue("text")), c.FormValue("client_key")
	var command domain.Command = v.draft(f.ID, text, base)
	done := "saved"
	if c.FormValue("gem") == "send" {
		done = "thanks"
		command = workflow.ProposeAnswer{
			Target: workflow.Target{Journey: v.Journey}, Item: v.Request.Item, Field: f.ID, ID: proposalID(key), Text: text, Request: v.Request.ID,
		}
	}
	if _, err := s.sendAs(c, v, key, command); err != nil {
		if !mendable(domain.AsError(err)) {
			return err
		}
		return s.showVisit(c, v, f.ID, err)
	}
	return seeOther(c, v.path+"?"+doneParam+"="+done+"#sporgsmaal-"+string(f.ID))
}

// keptDraft is what came of a guest's command.
type keptDraft struct{ revision int }

// sendAs is send for the guest of a link.
func (s *server) sendAs(c echo.Context, v *visit, key string, command domain.Command) (keptDraft, error) {
	result, err := s.Desk.Do(c.Request().Context(), v.Actor, key, command)
	if domain.CodeOf(err) == domain.KeyReused {
		result, err = s.Desk.Do(c.Request().Context(), v.Actor, newClientKey(), command)
	}
	return keptDraft{result.Revision}, err
}
