package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// questionPath is the address of a question's page.
func questionPath(v itemView, id journey.FieldID) string {
	return site.AnswerPath(v.State.ID, v.Item.ID, id)
}

// loadQuestion reads the item and the field of the address.
func (s *Pages) loadQuestion(c echo.Context) (itemView, *workflow.Field, error) {
	v, err := s.loadItem(c)
	if err != nil {
		return v, nil, err
	}
	f := fieldParam(c, v.Item)
	if f == nil {
		return v, nil, domain.Refuse(domain.NotFound, "field_unknown", domain.Args{"field": c.Param("field")})
	}
	return v, f, nil
}

// QuestionPage shows one question. A prompt stands on its question's page, a form's field on the form's.
func (s *Pages) QuestionPage(c echo.Context) error {
	v, f, err := s.loadQuestion(c)
	switch {
	case err != nil:
		return err
	case v.Item.Def.Kind != journey.Checklist:
		return site.SeeOther(c, site.ItemPath(v.State.ID, v.Item.ID)+"#"+pages.FieldName(string(f.ID)))
	case f.Question != nil:
		return site.SeeOther(c, questionPath(v, f.Question.ID)+"#"+pages.FieldName(string(f.ID)))
	}
	return s.showQuestion(c, v, f, nil, nil)
}

// The name of the buttons that say where to go after saving, and what the first of them says.
const (
	afterParam = "saa"
	afterNext  = "naeste"
)

// SaveAnswer stores everything on a question's page: the texts, and how far the question is.
func (s *Pages) SaveAnswer(c echo.Context) error {
	return s.withQuestion(c, func(v itemView, f *workflow.Field) error {
		if f.Question == nil && v.Item.Def.Kind == journey.Checklist {
			if err := s.sendStanding(c, v, f); err != nil {
				return err
			}
		}
		s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: s.words(c).T("question.saved", "ref", refOf(questionOf(f)))})
		return site.SeeOther(c, s.afterSaving(c, v, questionOf(f)))
	})
}

// withQuestion stores the texts that came along, whatever button was used, and then does the rest. What is
// refused shows the page again with every word on it.
func (s *Pages) withQuestion(c echo.Context, then func(itemView, *workflow.Field) error) error {
	v, f, err := s.loadQuestion(c)
	if err != nil {
		return err
	}
	refused, err := s.saveSent(c, v)
	if err != nil {
		return err
	}
	if len(refused) > 0 {
		return s.questionAgain(c, refused, nil)
	}
	if err := s.sendTalk(c, v, questionOf(f)); err != nil {
		return s.questionRefused(c, err)
	}
	if err := then(v, f); err != nil {
		return s.questionRefused(c, err)
	}
	return nil
}

// questionRefused shows the question again where that helps.
func (s *Pages) questionRefused(c echo.Context, err error) error {
	if e := domain.AsError(err); site.Mendable(e) {
		return s.questionAgain(c, nil, err)
	}
	return err
}

// questionAgain shows a question as it stands now, with what was refused.
func (s *Pages) questionAgain(c echo.Context, refused outcomes, whole error) error {
	v, f, err := s.loadQuestion(c)
	if err != nil {
		return err
	}
	errs := refused.errors(c.Request().Context(), v.Item)
	if whole != nil {
		errs = append(errs, site.FieldErrors(c.Request().Context(), whole)...)
		c.Response().Status = site.Statuses[domain.CodeOf(whole)]
	} else {
		c.Response().Status = refused.status()
	}
	if v.Item.Def.Kind != journey.Checklist {
		return s.showForm(c, v, errs, refused, nil)
	}
	return s.showQuestion(c, v, questionOf(f), errs, refused)
}

// sendStanding declares how far the question is, where the writer changed that.
func (s *Pages) sendStanding(c echo.Context, v itemView, f *workflow.Field) error {
	standing := c.FormValue("standing")
	if standing == "" || standing == c.FormValue(pages.WasPrefix+"standing") {
		return nil
	}
	_, err := s.send(c, c.FormValue("client_key"), workflow.DeclareStanding{
		Target: target(c), Item: v.Item.ID, Question: f.ID, Standing: journey.Standing(standing),
	})
	return err
}

// DeclareStanding declares how far a question is and goes back to where that was said.
func (s *Pages) DeclareStanding(c echo.Context) error {
	return s.withQuestion(c, func(v itemView, f *workflow.Field) error {
		if err := s.sendStanding(c, v, f); err != nil {
			return err
		}
		if c.FormValue(afterParam) == "tjek" {
			return site.SeeOther(c, checkPath(v, f.Section.ID))
		}
		return site.SeeOther(c, questionPath(v, f.ID))
	})
}

// SplitQuestion gives a question's prompts fields of their own, or joins them.
func (s *Pages) SplitQuestion(c echo.Context) error {
	return s.withQuestion(c, func(v itemView, f *workflow.Field) error {
		_, err := s.send(c, c.FormValue("client_key")+".opdel", workflow.SplitQuestion{
			Target: target(c), Item: v.Item.ID, Question: f.ID, Split: c.FormValue("opdel") == "1",
		})
		if err != nil {
			return err
		}
		return site.SeeOther(c, questionPath(v, f.ID))
	})
}

// TakeQuestion gives a question to somebody, or back. Only people whom the product knows can have one.
func (s *Pages) TakeQuestion(c echo.Context) error {
	return s.withQuestion(c, func(v itemView, f *workflow.Field) error {
		owner := person.ID(c.FormValue("owner"))
		if taken := c.FormValue("tag"); taken == "mig" {
			owner = site.ActorOf(c).ID
		} else if taken == "ingen" {
			owner = ""
		}
		if owner != "" && !s.answersHere(c, v, owner) {
			return domain.RefuseField(domain.Invalid, "owner", "owner_unknown", nil)
		}
		_, err := s.send(c, c.FormValue("client_key")+".overtag", workflow.TakeQuestion{
			Target: target(c), Item: v.Item.ID, Question: f.ID, Owner: owner,
		})
		if err != nil {
			return err
		}
		return site.SeeOther(c, questionPath(v, f.ID))
	})
}

// afterSaving is the way on: the next question of the section, or, after its last, the check of the section.
func (s *Pages) afterSaving(c echo.Context, v itemView, f *workflow.Field) string {
	if c.FormValue(afterParam) != afterNext {
		return questionPath(v, f.ID)
	}
	fields := f.Section.Fields()
	if next := indexOf(fields, f) + 1; next < len(fields) {
		return questionPath(v, fields[next].ID)
	}
	return checkPath(v, f.Section.ID)
}

// refOf is how people call a question: its place in the programme's document, or its id.
func refOf(f *workflow.Field) string {
	if f.Source != "" && len(f.Source) <= len("A.a.3.1") {
		return f.Source
	}
	return string(f.ID)
}
