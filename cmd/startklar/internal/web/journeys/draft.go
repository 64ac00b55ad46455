package journeys

import (
	"encoding/json"
	"net/http"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// draft is a text on its way from a page that saves by itself.
type draft struct {
	ClientKey    string          `json:"client_key"`
	Field        journey.FieldID `json:"field"`
	Text         string          `json:"text"`
	BaseRevision int             `json:"base_revision"`
}

// draftSaved answers a draft that was stored.
type draftSaved struct {
	Revision   int    `json:"revision"`
	SavedLabel string `json:"saved_label"`
}

// draftConflict answers a draft that met a colleague's text.
type draftConflict struct {
	Revision int    `json:"revision"`
	Text     string `json:"text"`
	By       string `json:"by"`
	AtLabel  string `json:"at_label"`
	Message  string `json:"message"`
}

// draftRefused answers a draft that cannot be stored. Keep tells that the browser may keep its copy: a
// personal number may not even stay there.
type draftRefused struct {
	Message string `json:"message"`
	Keep    bool   `json:"keep"`
}

// SaveDraft stores one field by itself while it is being written: the contract stands in autosave.js.
func (s *Pages) SaveDraft(c echo.Context) error {
	var d draft
	if err := json.NewDecoder(c.Request().Body).Decode(&d); err != nil {
		return domain.Refuse(domain.Invalid, "draft_malformed", nil)
	}
	command := workflow.SaveAnswer{Target: target(c), Item: site.ItemParam(c), Field: d.Field, Text: site.Plain(d.Text), Base: d.BaseRevision}
	result, err := s.send(c, d.ClientKey, command)
	if err != nil {
		return s.draftRefused(c, err)
	}
	if result.Events == 0 {
		return s.draftUnchanged(c, command)
	}
	return c.JSON(http.StatusOK, draftSaved{Revision: result.Revision, SavedLabel: s.words(c).savedAt(result.At)})
}

// draftUnchanged answers a draft that stood there already, with the revision that it has there.
func (s *Pages) draftUnchanged(c echo.Context, command workflow.SaveAnswer) error {
	v, err := s.loadItem(c)
	if err != nil {
		return err
	}
	now := v.State.Answer(command.Item, command.Field)
	if now == nil {
		return c.JSON(http.StatusOK, draftSaved{SavedLabel: s.words(c).savedAt(s.words(c).Now)})
	}
	if now.Text != command.Text {
		return s.draftConflict(c, workflow.CurrentAnswer{Text: now.Text, Revision: now.Revision, By: now.By, At: now.At})
	}
	return c.JSON(http.StatusOK, draftSaved{Revision: now.Revision, SavedLabel: s.words(c).savedAt(now.At)})
}

func (s *Pages) draftRefused(c echo.Context, err error) error {
	e := domain.AsError(err)
	if now := theirs(e); now != nil {
		return s.draftConflict(c, *now)
	}
	switch e.Code {
	case domain.Unauthenticated, domain.Unavailable, domain.Internal:
		return err
	}
	return c.JSON(site.Statuses[e.Code], draftRefused{Message: site.ErrorText(c.Request().Context(), e), Keep: e.Key != "cpr"})
}

func (s *Pages) draftConflict(c echo.Context, now workflow.CurrentAnswer) error {
	w := s.words(c)
	by, at := w.colleague(now.By), w.recent(now.At)
	return c.JSON(http.StatusConflict, draftConflict{
		Revision: now.Revision, Text: now.Text, By: by, AtLabel: at, Message: w.T("conflict.lead", "by", by, "at", at),
	})
}
