package journeys

import (
	"context"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/labstack/echo/v4"
)

// outcome is what became of one field that was sent and could not be stored.
type outcome struct {
	text string
	err  *domain.Error
	// theirs is set where a colleague was quicker.
	theirs *workflow.CurrentAnswer
}

// outcomes are those of a form, by field; empty when everything was stored.
type outcomes map[journey.FieldID]outcome

// saveSent stores every field that the writer changed, each by a command of its own: what one field is
// refused for does not keep the others. An error that no writer can mend is returned; the words then stand
// on the page that tells of it.
func (s *Pages) saveSent(c echo.Context, v itemView) (outcomes, error) {
	sent, err := sentAnswers(c, v.Item)
	if err != nil {
		return nil, err
	}
	refused := outcomes{}
	for _, a := range sent {
		if !a.touched {
			continue
		}
		_, err := s.send(c, a.key, workflow.SaveAnswer{Target: target(c), Item: v.Item.ID, Field: a.field.ID, Text: a.text, Base: a.base})
		if err == nil {
			continue
		}
		e := domain.AsError(err)
		if !site.Mendable(e) {
			return nil, err
		}
		refused[a.field.ID] = outcome{text: a.text, err: e, theirs: theirs(e)}
	}
	return refused, nil
}

// send does a command whose content guards itself: by a revision, or by saying how things are to be. Where a
// page was gone back to and sent again with other words, its old key says nothing, and the command is sent
// without it.
func (s *Pages) send(c echo.Context, key string, command domain.Command) (journal.Result, error) {
	ctx := c.Request().Context()
	result, err := s.Desk.Do(ctx, site.ActorOf(c), key, command)
	if domain.CodeOf(err) == domain.KeyReused {
		return s.Desk.Do(ctx, site.ActorOf(c), site.NewClientKey(), command)
	}
	return result, err
}

// theirs is the text that stands there already, for a refusal that carries one.
func theirs(e *domain.Error) *workflow.CurrentAnswer {
	if now, ok := e.Detail.(workflow.CurrentAnswer); ok {
		return &now
	}
	return nil
}

// status of the page that shows the outcomes: a conflict before a mistake.
func (o outcomes) status() int {
	code := domain.Invalid
	for _, one := range o {
		if one.err.Code != domain.Invalid {
			code = one.err.Code
		}
	}
	return site.Statuses[code]
}

// errors lists the outcomes for the error summary, in the order of the form.
func (o outcomes) errors(ctx context.Context, i *workflow.Item) []parts.FieldError {
	var all []parts.FieldError
	for _, f := range fieldsOf(i) {
		for _, one := range append([]*workflow.Field{f}, f.Prompts...) {
			if refused, ok := o[one.ID]; ok {
				all = append(all, parts.FieldError{FieldID: refused.anchor(one.ID), Message: site.ErrorText(ctx, refused.err)})
			}
		}
	}
	return all
}

// anchor is where the error summary leads: to the choice, or to the field.
func (o outcome) anchor(id journey.FieldID) string {
	switch {
	case o.theirs != nil:
		return pages.ConflictName(string(id)) + "conflict-choice"
	case o.err.Code == domain.Invalid:
		return pages.FieldName(string(id))
	default:
		return "kept." + string(id)
	}
}
