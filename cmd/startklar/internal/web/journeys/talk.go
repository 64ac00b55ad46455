package journeys

import (
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// talk is what colleagues say about a question, and what the viewer can add.
func (a *answers) talk(f *workflow.Field, errs []parts.FieldError) pages.Talk {
	path := questionPath(a.v, f.ID)
	t := pages.Talk{NoComments: a.T("talk.no_comments." + a.side()), NoEvidence: a.T("talk.no_evidence." + a.side())}
	for _, c := range a.v.State.CommentsOn(a.v.Item.ID, f.ID) {
		t.Comments = append(t.Comments, a.comment(c, path))
	}
	for _, e := range a.v.State.EvidenceFor(a.v.Item.ID, f.ID) {
		t.Evidence = append(t.Evidence, a.evidence(e, path))
	}
	if a.allowed(workflow.WriteComment{Target: a.target(), Item: a.v.Item.ID, Field: f.ID, Comment: "-"}) {
		t.New = &parts.Field{
			Kind: parts.TextArea, Name: "comment", Label: a.T("talk.comment_label"), Rows: 3, MaxLength: workflow.MaxReason,
			Value: a.c.FormValue("comment"), Error: site.ErrorAt(errs, "comment"), Hint: a.T("talk.comment_hint." + a.side()),
		}
		if a.Actor.Role.Municipal() {
			t.Private = &parts.Field{Kind: parts.Confirm, Name: "private", Label: a.T("talk.private"), Value: a.c.FormValue("private"), Hint: a.T("talk.private_hint")}
		}
		t.NewOpen = t.New.Value != "" || t.New.Error != ""
		t.Send = parts.Button{Label: a.T("talk.send"), Kind: parts.Secondary, Action: path + "/kommentar"}
	}
	if a.allowed(workflow.AttachEvidence{Target: a.target(), Item: a.v.Item.ID, Field: f.ID, Label: "-", Journal: "-"}) {
		t.Attach = a.attachFields(errs)
		t.AttachSet = parts.Button{Label: a.T("talk.attach_button"), Kind: parts.Secondary, Action: path + "/bilag"}
		t.AttachOpen = site.ErrorAt(errs, "label")+site.ErrorAt(errs, "address")+site.ErrorAt(errs, "journal") != ""
	}
	if a.proposes(f) {
		t.Propose = &parts.Field{
			Kind: parts.TextArea, Name: "proposal", Label: a.T("talk.proposal"), MaxLength: f.MaxLength,
			Value: a.c.FormValue("proposal"), Error: site.ErrorAt(errs, "text") + site.ErrorAt(errs, "proposal"),
		}
		t.ProposeSet = parts.Button{Label: a.T("talk.propose_button"), Kind: parts.Secondary, Action: path + "/forslag"}
	}
	return t
}

// side tells the municipality's people from those who come from outside.
func (w *words) side() string {
	if w.Actor.Role.Municipal() {
		return "municipality"
	}
	return "consultant"
}

// proposes tells whether the viewer offers texts instead of writing them: the consultant, and a colleague on a question
// that is closed to them.
func (a *answers) proposes(f *workflow.Field) bool {
	return a.Actor.Role == person.ProcessConsultant && !a.mine(a.v.Item.Def.Roles) &&
		a.allowed(workflow.ProposeAnswer{Target: a.target(), Item: a.v.Item.ID, Field: f.ID, ID: "x", Text: "-"})
}

func (a *answers) attachFields(errs []parts.FieldError) []parts.Field {
	return []parts.Field{
		{Name: "label", Label: a.T("talk.label"), Hint: a.T("talk.label_hint"), Value: a.c.FormValue("label"), Error: site.ErrorAt(errs, "label")},
		{
			Kind: parts.URLField, Name: "address", Label: a.T("talk.address"), Hint: a.T("talk.address_hint"), Optional: true, Width: parts.Full,
			Value: a.c.FormValue("address"), Error: site.ErrorAt(errs, "address"),
		},
		{Name: "journal", Label: a.T("talk.journal"), Optional: true, Value: a.c.FormValue("journal"), Error: site.ErrorAt(errs, "journal")},
	}
}

func (a *answers) comment(c *workflow.Comment, path string) pages.Comment {
	number := strconv.FormatInt(c.Number, 10)
	made := pages.Comment{ID: "kommentar-" + number, By: a.By(c.By, c.At), Text: c.Text}
	if c.Private {
		made.Mark = a.T("talk.private_mark")
	}
	switch {
	case c.Erased:
		made.Gone = a.T("answer.erased")
	case !c.WithdrawnAt.IsZero():
		made.Gone = a.T("talk.withdrawn", "date", calendar.DateOf(c.WithdrawnAt))
	case a.allowed(workflow.WithdrawComment{Target: a.target(), Comment: c.Number}):
		made.Withdraw = &parts.Button{Label: a.T("talk.withdraw"), Kind: parts.Tertiary, Action: path + "/kommentar/" + number + "/tilbage"}
	}
	return made
}

func (a *answers) evidence(e *workflow.Evidence, path string) pages.Evidence {
	made := pages.Evidence{Label: e.Label, Href: e.Address, By: a.By(e.By, e.At)}
	if e.Journal != "" {
		made.Text = a.T("talk.journal_number", "number", e.Journal)
	}
	if e.Erased {
		made.Gone = a.T("answer.erased")
	}
	if a.allowed(workflow.RemoveEvidence{Target: a.target(), Evidence: e.Number}) {
		made.Remove = &parts.Button{
			Label: a.T("talk.remove"), Context: ": " + e.Label, Kind: parts.Tertiary, Action: path + "/bilag/" + strconv.FormatInt(e.Number, 10) + "/fjern",
		}
	}
	return made
}

// alongside stores the answer's own texts that stand in the same form, does one more thing, and comes back to a part of
// the page.
func (s *Pages) alongside(c echo.Context, key, part string, command func(itemView, *workflow.Field) workflow.Command) error {
	return s.withQuestion(c, func(v itemView, f *workflow.Field) error {
		if _, err := s.send(c, c.FormValue("client_key")+"."+key, command(v, f)); err != nil {
			return err
		}
		return site.SeeOther(c, questionPath(v, f.ID)+part)
	})
}

// WriteComment writes the comment of the form. Without one there is nothing to write, and the form says so.
func (s *Pages) WriteComment(c echo.Context) error {
	return s.withTalk(c, "comment", "comment_missing", "#kommentarer")
}

// withTalk is for the buttons of the fields that sendTalk stores: it only asks that something stands in them.
func (s *Pages) withTalk(c echo.Context, field, missing, part string) error {
	return s.withQuestion(c, func(v itemView, f *workflow.Field) error {
		if strings.TrimSpace(c.FormValue(field)) == "" {
			return domain.RefuseField(domain.Invalid, field, missing, nil)
		}
		return site.SeeOther(c, questionPath(v, f.ID)+part)
	})
}

// WithdrawComment takes one's own comment back.
func (s *Pages) WithdrawComment(c echo.Context) error {
	return s.alongside(c, "tilbage."+c.Param("number"), "#kommentarer", func(itemView, *workflow.Field) workflow.Command {
		return workflow.WithdrawComment{Target: target(c), Comment: numberParam(c)}
	})
}

// AttachEvidence adds a link to something that supports an answer.
func (s *Pages) AttachEvidence(c echo.Context) error {
	return s.withTalk(c, "label", "label_missing", "#bilag")
}

// RemoveEvidence takes such a link off again.
func (s *Pages) RemoveEvidence(c echo.Context) error {
	return s.alongside(c, "fjern."+c.Param("number"), "#bilag", func(itemView, *workflow.Field) workflow.Command {
		return workflow.RemoveEvidence{Target: target(c), Evidence: numberParam(c)}
	})
}

// SetQuestionDue says by when the question is to be clear.
func (s *Pages) SetQuestionDue(c echo.Context) error {
	on, err := sentDate(c, "due")
	return s.withQuestion(c, func(v itemView, f *workflow.Field) error {
		if err != nil {
			return err
		}
		command := workflow.SetQuestionDue{Target: target(c), Item: v.Item.ID, Question: f.ID, On: on}
		if _, err := s.send(c, c.FormValue("client_key")+".frist", command); err != nil {
			return err
		}
		return site.SeeOther(c, questionPath(v, f.ID))
	})
}

// ProposeAsColleague offers a text as the answer.
func (s *Pages) ProposeAsColleague(c echo.Context) error {
	return s.withTalk(c, "proposal", "proposal_empty", "")
}

// proposalID makes the id of a proposal from the key of the form that it was written in.
func proposalID(key string) journey.ProposalID { return journey.ProposalID("p." + key) }

// numberParam is the number of a comment or a piece of evidence in the address; 0, which nothing has, for none.
func numberParam(c echo.Context) int64 {
	n, err := strconv.ParseInt(c.Param("number"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// sentDate reads a date from a form; zero for none, a refusal for what is no date.
func sentDate(c echo.Context, name string) (calendar.Date, error) {
	on, ok := site.DateValue(c, name)
	if !ok {
		return on, domain.RefuseField(domain.Invalid, name, "not_a_date", nil)
	}
	return on, nil
}

// sendTalk stores what stands in the fields beside the answer, whatever button was used: a comment that somebody
// wrote before they pressed another button is not lost.
func (s *Pages) sendTalk(c echo.Context, v itemView, f *workflow.Field) error {
	key := c.FormValue("client_key")
	send := func(part string, command workflow.Command) error {
		_, err := s.send(c, key+"."+part, command)
		return err
	}
	if text := site.Plain(c.FormValue("comment")); strings.TrimSpace(text) != "" {
		err := send("kommentar", workflow.WriteComment{
			Target: target(c), Item: v.Item.ID, Field: f.ID, Comment: text, Private: c.FormValue("private") == "1",
		})
		if err != nil {
			return err
		}
	}
	if label, address, file := c.FormValue("label"), c.FormValue("address"), c.FormValue("journal"); label+address+file != "" {
		err := send("bilag", workflow.AttachEvidence{
			Target: target(c), Item: v.Item.ID, Field: f.ID, Label: label, Address: strings.TrimSpace(address), Journal: file,
		})
		if err != nil {
			return err
		}
	}
	if text := site.Plain(c.FormValue("proposal")); strings.TrimSpace(text) != "" {
		err := send("forslag", workflow.ProposeAnswer{Target: target(c), Item: v.Item.ID, Field: f.ID, ID: proposalID(key), Text: text})
		if err != nil {
			return err
		}
		s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: s.words(c).T("talk.proposed")})
	}
	return nil
}
