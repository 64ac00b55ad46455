package journeys

import (
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/programme"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// offerParam names the field of the plan and the question whose answer becomes its start: "strategy_cv/C.5".
const offerParam = "udgangspunkt"

// offers are the answers of the checklist that a field of the plan can begin with.
func (a *answers) offers(f *workflow.Field) []pages.Offer {
	if a.v.Item.Def.ID != programme.Plan {
		return nil
	}
	var all []pages.Offer
	for _, id := range programme.Offers(f.ID) {
		question, text := offered(a.v.State, id)
		if text == "" {
			continue
		}
		made := pages.Offer{From: a.T("offer.from", "ref", refOf(question), "title", question.Text), Text: text}
		if strings.TrimSpace(a.stands(f).Text) == "" {
			made.Use = &parts.Button{
				Label: a.T("offer.use"), Kind: parts.Secondary, Context: ": " + refOf(question), Name: offerParam, Value: string(f.ID) + "/" + string(id),
				Action: site.ItemPath(a.v.State.ID, a.v.Item.ID) + "/udgangspunkt",
			}
		}
		all = append(all, made)
	}
	return all
}

// offered is a question of the checklist and its answer as far as the viewer may read it; no text where there is none.
func offered(st workflow.State, id journey.FieldID) (*workflow.Field, string) {
	checklist := st.Item(programme.Readiness.Instance(1))
	if checklist == nil {
		return nil, ""
	}
	question, now := checklist.Def.Field(id), st.Answer(checklist.ID, id)
	if question == nil || now == nil || now.Withheld {
		return question, ""
	}
	return question, strings.TrimSpace(now.Text)
}

// UseOffer saves what stands on the page, and then lets an answer of the checklist be the start of an empty field.
// It never writes over a text, whoever wrote it and when.
func (s *Pages) UseOffer(c echo.Context) error {
	return s.withForm(c, func(itemView) error {
		v, err := s.loadItem(c)
		if err != nil {
			return err
		}
		field, question, _ := strings.Cut(c.FormValue(offerParam), "/")
		f := v.Item.Def.Field(journey.FieldID(field))
		if v.Item.Def.ID != programme.Plan || f == nil || !slices.Contains(programme.Offers(f.ID), journey.FieldID(question)) {
			return domain.Refuse(domain.NotFound, "field_unknown", domain.Args{"field": field})
		}
		notice, err := s.begin(c, v, f, journey.FieldID(question))
		if err != nil {
			return err
		}
		s.Notify(c, notice)
		return site.SeeOther(c, site.ItemPath(v.State.ID, v.Item.ID)+"#"+pages.FieldName(field))
	})
}

// begin writes the answer into the field if nothing stands there, and says what it did.
func (s *Pages) begin(c echo.Context, v itemView, f *workflow.Field, question journey.FieldID) (parts.Notice, error) {
	w, base := s.words(c), 0
	if now := v.State.Answer(v.Item.ID, f.ID); now != nil {
		if strings.TrimSpace(now.Text) != "" {
			return parts.Notice{Kind: parts.NoticeInfo, Text: w.T("offer.taken")}, nil
		}
		base = now.Revision
	}
	_, text := offered(v.State, question)
	if text == "" {
		return parts.Notice{Kind: parts.NoticeInfo, Text: w.T("offer.gone")}, nil
	}
	_, err := s.Desk.Do(c.Request().Context(), site.ActorOf(c), "", workflow.SaveAnswer{Target: target(c), Item: v.Item.ID, Field: f.ID, Text: text, Base: base})
	if e := domain.AsError(err); err != nil && site.Mendable(e) {
		return parts.Notice{Kind: parts.NoticeWarning, Text: w.Refusal(e)}, nil
	}
	return parts.Notice{Kind: parts.NoticeSuccess, Text: w.T("offer.used")}, err
}
