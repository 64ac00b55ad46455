package journeys

import (
	"slices"
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// MinutesPage is the minutes of a workshop, built from its agenda, decisions, agreements and parked points.
func (s *Pages) MinutesPage(c echo.Context) error { return s.showMinutes(c, nil) }

func (s *Pages) showMinutes(c echo.Context, errs []parts.FieldError) error {
	v, err := s.loadWorkshop(c)
	if err != nil {
		return err
	}
	v.errs = errs
	return s.Render(c, site.StatusOf(c, errs), v.minutes())
}

func (v *workshopView) minutes() pages.MinutesPage {
	edition := v.room.Edition()
	page := pages.MinutesPage{
		State: v.minutesStatus(), Facts: v.minutesFacts(edition), Agenda: v.agendaLines(),
		Empty: parts.EmptyState{Heading: v.T("minutes.none"), Text: v.T("minutes.none_text")},
		Links: []parts.Link{v.link("sheet.heading", v.roomPath()+"/handlingsark"), v.link("poster.heading", v.roomPath()+"/plakat")},
	}
	if edition != nil {
		page.Links = append([]parts.Link{v.link("agreements.heading", v.path()+"/aftaler")}, page.Links...)
	}
	if v.runs() {
		page.Links = append(page.Links, v.link("workshop.enter", v.roomPath()))
	}
	for _, a := range v.st.AgreementsOf(v.i.ID) {
		page.Agreements = append(page.Agreements, v.minutesAgreement(a, edition))
	}
	page.Decisions = parts.SummaryList{Heading: v.T("minutes.decisions")}
	for _, d := range v.room.Decided() {
		page.Decisions.Rows = append(page.Decisions.Rows, parts.SummaryRow{Key: v.question(d.Point), Text: v.Standing(d.Standing)})
	}
	for _, p := range v.room.OnTheList() {
		page.Parked = append(page.Parked, v.said(p.Text, v.room.Withheld, p.Erased))
	}
	if v.room.Withheld {
		page.Withheld = v.T("minutes.withheld")
	}
	for _, o := range v.room.Objections {
		page.Objections = append(page.Objections, v.objection(o))
	}
	page.Forms = v.minutesForms(edition)
	page.ObjectAll = v.objectForm("")
	page.Shell = v.shell("minutes.heading")
	page.Shell.Lead = v.minutesLead()
	return page
}

func (v *workshopView) minutesLead() string {
	switch edition := v.room.Edition(); v.st.MinutesState(v.room) {
	case workflow.MinutesOut:
		return v.T("minutes.lead_out", "date", edition.ObjectBy)
	case workflow.MinutesDisputed:
		return v.T("minutes.lead_disputed")
	case workflow.MinutesOutdated:
		return v.T("minutes.lead_outdated", "edition", edition.Number)
	case workflow.MinutesStand:
		if edition.BySilence {
			return v.T("minutes.lead_silence", "date", edition.ConfirmedOn)
		}
		return v.T("minutes.lead_confirmed", "name", v.Name(edition.ConfirmedBy), "date", edition.ConfirmedOn)
	default:
		return v.T("minutes.lead_none")
	}
}

func (v *workshopView) minutesFacts(edition *workflow.MinutesEdition) []parts.SummaryRow {
	var rows []parts.SummaryRow
	add := func(key, text, note string) {
		rows = append(rows, parts.SummaryRow{Key: v.T(key), Text: text, Note: note})
	}
	if m := v.i.Meeting; m != nil && !m.HeldOn.IsZero() {
		add("meeting.held", v.LongDate(m.HeldOn), m.Place)
	}
	if edition == nil {
		return rows
	}
	add("minutes.sent", v.LongDate(edition.On), v.T("minutes.sent_by", "edition", edition.Number, "name", v.Name(edition.By)))
	if v.st.MinutesState(v.room) == workflow.MinutesOut {
		add("minutes.object_by", v.LongDate(edition.ObjectBy), v.T("minutes.object_rule", "count", workflow.ObjectionDays))
	}
	return rows
}

func (v *workshopView) minutesAgreement(a *workflow.Agreement, edition *workflow.MinutesEdition) pages.MinutesAgreement {
	text := a.Text()
	row := pages.MinutesAgreement{
		ID: a.ID, What: v.said(text.What, a.Withheld, text.Erased), Who: text.Who, When: v.LongDate(a.DueOn()), Question: v.question(a.Point),
	}
	if edition != nil {
		row.Note = v.sinceSent(a, edition)
		row.Object = v.objectForm(a.ID)
	}
	return row
}

// sinceSent says what has become of an agreement since the minutes went out; empty for nothing.
func (v *workshopView) sinceSent(a *workflow.Agreement, edition *workflow.MinutesEdition) string {
	at := slices.IndexFunc(edition.Agreements, func(p workflow.AgreementPin) bool { return p.ID == a.ID })
	switch {
	case at < 0:
		return v.T("minutes.new_since")
	case edition.Agreements[at].Revision == a.Revision():
		return ""
	}
	was := a.TextOf(edition.Agreements[at].Revision)
	return v.T("minutes.changed_since", "was", v.said(was.What, a.Withheld, was.Erased), "who", was.Who, "date", was.On)
}

func (v *workshopView) objection(o workflow.Objection) pages.MinutesObjection {
	about := v.T("minutes.whole")
	if a := v.st.Agreement(o.Agreement); a != nil {
		about = v.said(a.Text().What, a.Withheld, a.Text().Erased)
	}
	made := pages.MinutesObjection{About: about, Text: v.said(o.Text, v.room.Withheld, o.Erased), By: v.By(o.By, o.At)}
	if o.Answered {
		made.Reply = v.T("minutes.answered", "reply", v.said(o.Reply, v.room.Withheld, false))
	}
	return made
}

// minutesForms are sending, for those who run the workshop, and confirming, for the leaders.
func (v *workshopView) minutesForms(edition *workflow.MinutesEdition) []pages.Form {
	var all []pages.Form
	send := workflow.SendMinutes{Room: v.in(), Reply: "-"}
	if v.allowed(send) {
		form := v.form("/referat/send", parts.Button{Label: v.T("minutes.send")})
		if edition != nil {
			form.Buttons[0].Label = v.T("minutes.send_again", "edition", edition.Number+1)
		}
		if len(v.room.OpenObjections()) > 0 {
			form.Fields = []parts.Field{v.field(parts.Field{
				Kind: parts.TextArea, Name: "reply", Label: v.T("minutes.reply"), Hint: v.T("minutes.reply_hint"), Rows: 3, MaxLength: workflow.MaxReason,
			})}
		}
		all = append(all, form)
	}
	if edition != nil && v.allowed(workflow.ConfirmMinutes{Room: v.in(), Edition: edition.Number}) && !edition.Confirmed() {
		form := v.form("/referat/bekraeft", parts.Button{Label: v.T("minutes.confirm")})
		form.Hidden = []pages.Hidden{{Name: "edition", Value: strconv.Itoa(edition.Number)}}
		all = append(all, form)
	}
	return all
}

// objectForm objects to an agreement, or, without one, to the minutes as a whole; nil where that is past.
func (v *workshopView) objectForm(agreement string) *pages.Form {
	edition := v.room.Edition()
	if edition == nil || !v.allowed(workflow.ObjectToMinutes{Room: v.in(), ID: "page-asks", Edition: edition.Number, Agreement: agreement, Text: "-"}) {
		return nil
	}
	form := v.form("/referat/indsigelse", parts.Button{Label: v.T("minutes.object_button"), Kind: parts.Secondary})
	form.Hidden = []pages.Hidden{
		{Name: "id", Value: site.NewClientKey()}, {Name: "edition", Value: strconv.Itoa(edition.Number)}, {Name: "agreement", Value: agreement},
	}
	field := parts.Field{
		Kind: parts.TextArea, Name: "text", ID: "indsigelse" + dashed(agreement), Label: v.T("minutes.object_text"), Rows: 3, MaxLength: workflow.MaxReason,
	}
	if v.c.FormValue("agreement") == agreement {
		field = v.field(field)
	}
	form.Fields = []parts.Field{field}
	return &form
}

func dashed(id string) string {
	if id == "" {
		return ""
	}
	return "-" + id
}

// form posts to a path of the workshop.
func (v *workshopView) form(path string, button parts.Button) pages.Form {
	return pages.Form{
		Action: v.path() + path, Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Buttons: parts.Buttons{button},
	}
}

// field keeps what was entered in a refused form, with what was wrong.
func (v *workshopView) field(f parts.Field) parts.Field {
	if f.ID == "" {
		f.ID = f.Name
	}
	if len(v.errs) == 0 {
		return f
	}
	f.Value = v.c.FormValue(f.Name)
	for n := range v.errs {
		if v.errs[n].FieldID == f.Name {
			v.errs[n].FieldID, f.Error = f.ID, v.errs[n].Message
		}
	}
	return f
}

func (s *Pages) minutesWrite(c echo.Context, done string, command workflow.Command) error {
	return s.Carry(c, site.Write{Command: command, Done: done, Back: site.ItemPath(site.JourneyParam(c), site.ItemParam(c)) + "/referat", Again: s.showMinutes})
}

// SendMinutes sends the minutes round; objections can be made from then on.
func (s *Pages) SendMinutes(c echo.Context) error {
	return s.minutesWrite(c, "minutes.done_sent", workflow.SendMinutes{Room: roomIn(c), Reply: c.FormValue("reply")})
}

// ConfirmMinutes agrees to the minutes for a municipality.
func (s *Pages) ConfirmMinutes(c echo.Context) error {
	edition, _ := strconv.Atoi(c.FormValue("edition"))
	return s.minutesWrite(c, "minutes.done_confirmed", workflow.ConfirmMinutes{Room: roomIn(c), Edition: edition})
}

// ObjectToMinutes objects to the minutes, with what is wrong in them.
func (s *Pages) ObjectToMinutes(c echo.Context) error {
	edition, _ := strconv.Atoi(c.FormValue("edition"))
	return s.minutesWrite(c, "minutes.done_objected", workflow.ObjectToMinutes{
		Room: roomIn(c), ID: c.FormValue("id"), Edition: edition, Agreement: c.FormValue("agreement"), Text: c.FormValue("text"),
	})
}

// AgreementsPage is the agreements as they are followed up: 30, 60 and 90 days after the workshop.
func (s *Pages) AgreementsPage(c echo.Context) error { return s.showAgreements(c, nil) }

func (s *Pages) showAgreements(c echo.Context, errs []parts.FieldError) error {
	v, err := s.loadWorkshop(c)
	if err != nil {
		return err
	}
	v.errs = errs
	page := pages.AgreementsPage{
		Checks: v.checks(), Empty: parts.EmptyState{Heading: v.T("minutes.none"), Text: v.T("minutes.none_text")},
		Links: []parts.Link{v.link("minutes.heading", v.path()+"/referat"), v.link("sheet.heading", v.roomPath()+"/handlingsark")},
	}
	if site.WantsFile(c) {
		return s.SendTable(c, "aftaler-"+string(v.st.Municipality), v.agreementsSheet())
	}
	page.Downloads = v.FileLinks(v.path()+"/aftaler", nil)
	for _, a := range v.st.AgreementsOf(v.i.ID) {
		page.Rows = append(page.Rows, v.checkRow(a))
	}
	page.Shell = v.shell("agreements.heading")
	page.Shell.Lead = v.T("agreements.lead")
	if n := unanswered(v.st, v.room); n > 0 {
		page.Shell.Lead = v.T("agreements.waiting", "count", n)
		page.Shell.Minutes = n
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (v *workshopView) checks() parts.SummaryList {
	list := parts.SummaryList{Heading: v.T("agreements.checks")}
	for _, check := range v.room.Checks {
		row := parts.SummaryRow{Key: v.T("agreements.check", "days", check.Round*workflow.CheckEvery), Text: v.LongDate(check.DueOn)}
		if !check.OpenedOn.IsZero() {
			row.Note = v.T("agreements.opened", "date", check.OpenedOn)
		}
		list.Rows = append(list.Rows, row)
	}
	return list
}

func (v *workshopView) checkRow(a *workflow.Agreement) pages.CheckRow {
	text := a.Text()
	row := pages.CheckRow{
		ID: a.ID, What: v.said(text.What, a.Withheld, text.Erased), Who: text.Who, When: v.LongDate(a.DueOn()), Question: v.question(a.Point),
		Status: v.agreementStatus(a),
	}
	if n := len(a.Answers); n > 0 {
		row.Answered = v.answered(a.Answers[n-1])
	}
	if v.room.Edition() == nil || policy.Check(v.Actor, policy.AnswerCheck, v.st.Municipality) != nil {
		return row
	}
	if !a.Done() {
		row.Done = v.answerForm(a, "done", parts.Button{Label: v.T("agreements.done_button"), Context: row.What})
	}
	row.PutOff = v.answerForm(a, "put_off", parts.Button{Label: v.T("agreements.put_off"), Kind: parts.Secondary, Context: row.What})
	field := parts.Field{Kind: parts.Date, Name: "on", ID: "ny-dato-" + a.ID, Label: v.T("agreements.new_date"), Min: v.Today.String(), Width: parts.Narrow}
	if v.c.Param("agreement") == a.ID {
		field = v.field(field)
	}
	row.PutOff.Fields = []parts.Field{field}
	return row
}

func (v *workshopView) answerForm(a *workflow.Agreement, answer string, button parts.Button) *pages.Form {
	form := v.form("/aftaler/"+a.ID, button)
	form.Hidden = []pages.Hidden{{Name: "answer", Value: answer}, {Name: "base", Value: strconv.Itoa(len(a.Answers))}}
	return &form
}

func (v *workshopView) answered(answer workflow.CheckAnswer) string {
	by := v.By(answer.By, answer.At)
	if answer.Done {
		return v.T("agreements.answered_done", "by", by)
	}
	return v.T("agreements.answered_off", "by", by, "date", answer.On)
}

func (v *workshopView) agreementStatus(a *workflow.Agreement) parts.Status {
	round := v.room.Round()
	switch late := v.Late(a.DueOn()); {
	case a.Done():
		return parts.Status{Kind: parts.Done, Text: v.T("agreements.done")}
	case round > 0 && !a.AnsweredIn(round):
		return parts.Status{Kind: parts.Waiting, Text: v.T("agreements.asked")}
	case late != "":
		return parts.Status{Kind: parts.Late, Text: late}
	default:
		return parts.Status{Kind: parts.Open, Text: v.T("agreements.open")}
	}
}

// AnswerCheck takes the answer Gjort or Udskudt.
func (s *Pages) AnswerCheck(c echo.Context) error {
	base, _ := strconv.Atoi(c.FormValue("base"))
	on, ok := site.DateValue(c, "on")
	command := workflow.AnswerCheck{Room: roomIn(c), Agreement: c.Param("agreement"), Done: c.FormValue("answer") == "done", On: on, Base: base}
	if !ok {
		return s.Refused(c, site.Write{Again: s.showAgreements}, domain.RefuseField(domain.Invalid, "on", "not_a_date", nil))
	}
	return s.Carry(c, site.Write{
		Command: command, Done: "agreements.answer_saved", Back: site.ItemPath(site.JourneyParam(c), site.ItemParam(c)) + "/aftaler", Again: s.showAgreements,
	})
}
