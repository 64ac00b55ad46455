package journeys

import (
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/link"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// colleagues is the list of whom a municipality has asked for help.
type colleagues struct {
	*words
	c  echo.Context
	st workflow.State
}

// loadColleagues reads the journey for those who may see its requests.
func (s *Pages) loadColleagues(c echo.Context) (*colleagues, error) {
	st, err := s.Desk.Journey(c.Request().Context(), site.ActorOf(c), site.JourneyParam(c))
	if err != nil {
		return nil, err
	}
	if err := policy.Check(site.ActorOf(c), policy.AskColleague, st.Municipality); err != nil {
		return nil, err
	}
	return &colleagues{words: s.words(c), c: c, st: st}, nil
}

// ColleaguesPage lists every request and every proposal that waits.
func (s *Pages) ColleaguesPage(c echo.Context) error {
	v, err := s.loadColleagues(c)
	if err != nil {
		return err
	}
	return s.showColleagues(c, v, nil)
}

func (s *Pages) showColleagues(c echo.Context, v *colleagues, errs []parts.FieldError) error {
	page := pages.Parts{Shell: s.Shell(c, v.T("colleagues.heading"))}
	page.Shell.Lead, page.Shell.Errors = v.T("colleagues.lead"), errs
	page.Shell.Breadcrumb = v.crumbs(v.st, true)
	page.Shell.Audience = v.requestAudienceOf(v.st.Municipality)
	if waiting := v.waiting(); waiting != nil {
		page.Main = append(page.Main, *waiting)
	}
	page.Main = append(page.Main, v.table())
	return s.Render(c, site.StatusOf(c, errs), page)
}

// waiting are the proposals that nobody has decided; nil for none.
func (v *colleagues) waiting() *parts.TaskList {
	group := parts.TaskGroup{Heading: v.T("colleagues.proposals")}
	for _, p := range v.st.Proposals {
		if p.State != workflow.ProposalWaiting {
			continue
		}
		group.Tasks = append(group.Tasks, parts.Task{
			Title: v.place(p.Item, p.Field), Href: proposalPath(v.st.ID, p.ID), Ref: v.ref(p.Item, p.Field),
			Facts:  []string{v.T("colleagues.from", "name", v.proposedBy(v.st, p)), v.Moment(p.SentAt)},
			Status: parts.Status{Kind: parts.Raised, Text: v.T("proposal.state.waiting")},
		})
	}
	if len(group.Tasks) == 0 {
		return nil
	}
	return &parts.TaskList{ID: "forslag", Groups: []parts.TaskGroup{group}}
}

// place names a question; ref is how people call it.
func (v *colleagues) place(item journey.InstanceID, field journey.FieldID) string {
	if i := v.st.Item(item); i != nil {
		if f := i.Def.Field(field); f != nil {
			return v.Text(f.Text)
		}
	}
	return string(field)
}

func (v *colleagues) ref(item journey.InstanceID, field journey.FieldID) string {
	if i := v.st.Item(item); i != nil {
		if f := i.Def.Field(field); f != nil {
			return refOf(f)
		}
	}
	return ""
}

// table lists the requests, those that wait first and the newest of them on top.
func (v *colleagues) table() parts.Table {
	t := parts.Table{
		Caption: v.T("colleagues.caption"),
		Columns: []parts.Column{
			{Label: v.T("colleagues.who")},
			{Label: v.T("colleagues.what")},
			{Label: v.T("colleagues.due")},
			{Label: v.T("colleagues.state")},
			{Label: v.T("colleagues.do"), Hidden: true},
		},
		Empty: parts.EmptyState{Heading: v.T("colleagues.none"), Text: v.T("colleagues.none_text")},
	}
	all := slices.Clone(v.st.Requests)
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b *workflow.Request) int { return closed(a) - closed(b) })
	for _, r := range all {
		title, href := v.about(r)
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: v.asked(r), Note: v.T("colleagues.by", "by", v.By(r.By, r.At))},
			{Text: title, Href: href, Note: r.Note},
			{Text: v.Date(r.Due)},
			{Value: v.requestState(r), Note: v.reminded(r)},
			{Value: v.forms(r)},
		}})
	}
	return t
}

func closed(r *workflow.Request) int {
	if r.Open() {
		return 0
	}
	return 1
}

func (v *colleagues) reminded(r *workflow.Request) string {
	if r.RemindedAt.IsZero() {
		return ""
	}
	return v.T("request.reminded", "date", calendar.DateOf(r.RemindedAt))
}

// about names what a request is about, and where that stands.
func (v *colleagues) about(r *workflow.Request) (title, href string) {
	i := v.st.Item(r.Item)
	if i == nil {
		return "", ""
	}
	if r.Section != "" {
		if section := i.Def.Section(r.Section); section != nil {
			title = v.sectionTitle(i, section)
		}
		return title, site.ItemPath(v.st.ID, r.Item) + "#afsnit-" + string(r.Section)
	}
	return v.ref(r.Item, r.Question) + " " + v.place(r.Item, r.Question), site.ItemPath(v.st.ID, r.Item) + "/svar/" + string(r.Question)
}

// forms are what can be done with a request now.
func (v *colleagues) forms(r *workflow.Request) templ.Component {
	path := colleaguesPath(v.st.ID) + "/" + string(r.ID)
	rows := pages.RowForms{ID: "anmodning-" + string(r.ID)}
	add := func(command workflow.Command, action, label string, kind parts.ButtonKind) {
		if workflow.Allowed(v.st, v.Actor, command, v.Now) != nil {
			return
		}
		rows.Forms = append(rows.Forms, pages.Form{
			Action: path + action, Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
			Buttons: parts.Buttons{{Label: v.T(label), Context: ": " + v.asked(r), Kind: kind}},
		})
	}
	at := workflow.Target{Journey: v.st.ID}
	add(workflow.RemindRequest{Target: at, Request: r.ID}, "/mind", "request.remind", parts.Secondary)
	if r.WithdrawnAt.IsZero() {
		add(workflow.WithdrawRequest{Target: at, Request: r.ID}, "/tilbage", "request.withdraw", parts.Tertiary)
	}
	renewed := workflow.RenewRequest{Target: at, Request: r.ID, Due: v.Today}
	label := "request.extend"
	if r.Guest() {
		renewed.Link, label = "x", "request.renew"
	}
	due := parts.Field{
		Kind: parts.Date, Name: "due", ID: "due-" + string(r.ID), Label: v.T("request.new_due"), Width: parts.Narrow,
		Value: max(r.Due.String(), calendar.Danish().AddWorkingDays(v.Today, 5).String()),
	}
	if workflow.Allowed(v.st, v.Actor, renewed, v.Now) != nil {
		return rows
	}
	return templ.Join(rows, pages.Folded{Summary: v.T(label), Parts: []templ.Component{pages.Form{
		Action: path + "/nyt-link", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Fields: []parts.Field{due},
		Buttons: parts.Buttons{{Label: v.T(label), Context: ": " + v.asked(r), Kind: parts.Secondary}},
	}}})
}

// request is a request of the list; a refusal for one that is not there.
func (v *colleagues) request() (*workflow.Request, error) {
	r := v.st.Request(journey.RequestID(v.c.Param("request")))
	if r == nil {
		return nil, domain.Refuse(domain.NotFound, "request_unknown", nil)
	}
	return r, nil
}

// onRequest does something to a request and goes back to the list.
func (s *Pages) onRequest(c echo.Context, done string, command func(journey.RequestID) workflow.Command) error {
	v, err := s.loadColleagues(c)
	if err != nil {
		return err
	}
	r, err := v.request()
	if err != nil {
		return err
	}
	return s.Carry(c, site.Write{
		Command: command(r.ID), Done: done, Back: colleaguesPath(v.st.ID),
		Again: func(c echo.Context, errs []parts.FieldError) error { return s.showColleagues(c, v, errs) },
	})
}

// RemindRequest asks a colleague once more.
func (s *Pages) RemindRequest(c echo.Context) error {
	return s.onRequest(c, "request.remind_done", func(id journey.RequestID) workflow.Command {
		return workflow.RemindRequest{Target: target(c), Request: id}
	})
}

// WithdrawRequest closes a request; its link no longer opens.
func (s *Pages) WithdrawRequest(c echo.Context) error {
	return s.onRequest(c, "request.withdraw_done", func(id journey.RequestID) workflow.Command {
		return workflow.WithdrawRequest{Target: target(c), Request: id}
	})
}

// RenewRequest gives a request another deadline and, for a guest, another link, which is shown once.
func (s *Pages) RenewRequest(c echo.Context) error {
	v, err := s.loadColleagues(c)
	if err != nil {
		return err
	}
	r, err := v.request()
	if err != nil {
		return err
	}
	command := workflow.RenewRequest{Target: target(c), Request: r.ID}
	token := ""
	if command.Due, err = sentDate(c, "due"); err == nil {
		if r.Guest() {
			token = site.NewToken()
			command.Link = workflow.LinkHash(link.Hash(token))
		}
		_, err = s.Desk.Do(c.Request().Context(), v.Actor, c.FormValue("client_key"), command)
	}
	switch e := domain.AsError(err); {
	case err == nil && token != "":
		title, _ := v.about(r)
		a := &answers{words: v.words, c: c, v: itemView{State: v.st, Item: v.st.Item(r.Item)}}
		return s.showLink(c, a, r.Email, token, title)
	case err == nil || e.Code == domain.KeyReused:
		return site.SeeOther(c, colleaguesPath(v.st.ID))
	case !site.Mendable(e):
		return err
	default:
		c.Response().Status = site.Statuses[e.Code]
		errs := site.FieldErrors(c.Request().Context(), err)
		for n := range errs {
			errs[n].FieldID = "due-" + string(r.ID)
		}
		return s.showColleagues(c, v, errs)
	}
}
