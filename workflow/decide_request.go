package workflow

import (
	"net/mail"
	"regexp"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/personaldata"
	"startklar/domain/policy"
)

type (
	// AskColleague asks somebody for help with a question or a section: a person of the roster, or an e-mail
	// address, which gets a link. Of Question and Section, and of Person and Email, one is set each; Link is
	// the hash of the link's token, for an e-mail address only.
	AskColleague struct {
		Target
		ID       journey.RequestID  `json:"id"`
		Item     journey.InstanceID `json:"item"`
		Question journey.FieldID    `json:"question"`
		Section  journey.SectionID  `json:"section"`
		Person   person.ID          `json:"person"`
		Email    string             `json:"email"`
		Link     LinkHash           `json:"link"`
		Due      calendar.Date      `json:"due"`
		Note     string             `json:"note"`
	}
	// RenewRequest gives a request another deadline and, for a guest, another link: the old one is dead from
	// then on. A request that was withdrawn is open again.
	RenewRequest struct {
		Target
		Request journey.RequestID `json:"request"`
		Link    LinkHash          `json:"link"`
		Due     calendar.Date     `json:"due"`
	}
	// RemindRequest reminds a person of the roster.
	RemindRequest struct {
		Target
		Request journey.RequestID `json:"request"`
	}
	// WithdrawRequest takes a request back; a guest's link is dead from then on.
	WithdrawRequest struct {
		Target
		Request journey.RequestID `json:"request"`
	}
	// OpenRequest tells that the guest pressed the button on the link's page.
	OpenRequest struct {
		Target
		Request journey.RequestID `json:"request"`
	}
)

// LinkHash is the hash of a link's token, as domain/link makes it.
type LinkHash string

// CommandName implements Command.
func (AskColleague) CommandName() string    { return "ask_colleague" }
func (RenewRequest) CommandName() string    { return "renew_request" }
func (RemindRequest) CommandName() string   { return "remind_request" }
func (WithdrawRequest) CommandName() string { return "withdraw_request" }
func (OpenRequest) CommandName() string     { return "open_request" }

func (AskColleague) action() policy.Action    { return policy.AskColleague }
func (RenewRequest) action() policy.Action    { return policy.AskColleague }
func (RemindRequest) action() policy.Action   { return policy.AskColleague }
func (WithdrawRequest) action() policy.Action { return policy.AskColleague }
func (OpenRequest) action() policy.Action     { return policy.OpenRequest }

// WrittenTexts implements journal.Written.
func (c AskColleague) WrittenTexts() map[string]string {
	return map[string]string{"person": string(c.Person), "email": c.Email, "note": c.Note}
}

func (c AskColleague) decide(d *decision) error {
	if err := c.check(d.today); err != nil {
		return err
	}
	i, part, err := c.place(d)
	if err != nil {
		return err
	}
	if d.state.Request(c.ID) != nil {
		return domain.Refuse(domain.Conflict, "request_exists", nil)
	}
	d.start(i)
	subject := ownSubject(c.Item, part, string(c.ID))
	d.emit(subject, &RequestMade{Section: c.Section != "", Person: c.Person, Link: c.Link, Due: c.Due})
	if c.Email != "" || c.Note != "" {
		d.emit(subject, &RequestAddressed{Email: c.Email, Note: c.Note})
	}
	return nil
}

// place finds what the request is about; it must be a part of an open checklist that is not declared.
func (c AskColleague) place(d *decision) (*Item, string, error) {
	if c.Question != "" {
		i, _, err := d.question(c.Item, c.Question)
		return i, string(c.Question), err
	}
	i, section, err := d.section(c.Item, c.Section)
	switch {
	case err != nil:
		return nil, "", err
	case i.Def.Kind != journey.Checklist:
		return nil, "", domain.Refuse(domain.Invalid, "no_standing", domain.Args{"field": string(c.Section)})
	case i.Section(section.ID).Declared():
		return nil, "", &domain.Error{
			Code: domain.Conflict, Key: "section_declared", Detail: i.State, Args: domain.Args{"title": section.Title},
		}
	}
	return i, string(c.Section), nil
}

// check refuses what can never be: a malformed id, no or two places, nobody or two to ask, no day.
func (c AskColleague) check(today calendar.Date) error {
	if err := checkID("id", string(c.ID)); err != nil {
		return err
	}
	for _, text := range [][2]string{{"person", string(c.Person)}, {"email", c.Email}, {"note", c.Note}} {
		if err := domain.LimitText(text[0], text[1], MaxReason); err != nil {
			return err
		}
	}
	switch {
	case (c.Question == "") == (c.Section == ""):
		return domain.Refuse(domain.Invalid, "request_place", nil)
	case c.Person == "" && c.Email == "":
		return domain.RefuseField(domain.Invalid, "person", "request_nobody", nil)
	case c.Person != "" && c.Email != "":
		return domain.RefuseField(domain.Invalid, "email", "request_two", nil)
	case c.Email != "" && !emailAddress(c.Email):
		return domain.RefuseField(domain.Invalid, "email", "not_an_email", nil)
	case (c.Email == "") != (c.Link == ""):
		return domain.Refuse(domain.Invalid, "request_link", nil)
	}
	return dueDate(c.Due, today)
}

// maxAhead is how many days ahead a request's deadline may be: a link does not live for ever.
const maxAhead = 366

func dueDate(due, today calendar.Date) error {
	switch {
	case due.IsZero():
		return domain.RefuseField(domain.Invalid, "due", "date_missing", nil)
	case due.Before(today):
		return domain.RefuseField(domain.Invalid, "due", "date_past", nil)
	case today.DaysUntil(due) > maxAhead:
		return domain.RefuseField(domain.Invalid, "due", "date_too_far", nil)
	}
	return nil
}

func emailAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text
}

var idShape = regexp.MustCompile(`^[A-Za-z0-9._:-]{1,80}$`)

// checkID refuses an id that whoever chose it did not make up of letters and digits.
func checkID(field, id string) error {
	if _, found := personaldata.FindCPR(id); found || !idShape.MatchString(id) {
		return domain.RefuseField(domain.Invalid, field, "id_malformed", nil)
	}
	return nil
}

// request finds a request in a running journey.
func (d *decision) request(id journey.RequestID) (*Request, error) {
	if err := d.running(); err != nil {
		return nil, err
	}
	r := d.state.Request(id)
	if r == nil {
		return nil, domain.Refuse(domain.NotFound, "request_unknown", nil)
	}
	return r, nil
}

// keeping is request for whoever may ask on its item.
func (d *decision) keeping(id journey.RequestID) (*Request, error) {
	r, err := d.request(id)
	if err != nil {
		return nil, err
	}
	_, err = d.item(r.Item, candidates)
	return r, err
}

func (r *Request) subject() string {
	part := string(r.Question)
	if r.Section != "" {
		part = string(r.Section)
	}
	return ownSubject(r.Item, part, string(r.ID))
}

func (c RenewRequest) decide(d *decision) error {
	r, err := d.keeping(c.Request)
	if err != nil {
		return err
	}
	if (r.Link == "") != (c.Link == "") {
		return domain.Refuse(domain.Invalid, "request_link", nil)
	}
	if err := dueDate(c.Due, d.today); err != nil {
		return err
	}
	if r.Due == c.Due && r.Link == string(c.Link) && r.WithdrawnAt.IsZero() {
		return nil
	}
	d.emit(r.subject(), &RequestRenewed{Link: c.Link, Due: c.Due})
	return nil
}

func (c RemindRequest) decide(d *decision) error {
	r, err := d.keeping(c.Request)
	switch {
	case err != nil:
		return err
	case r.Person == "" || !r.Open():
		return domain.Refuse(domain.Conflict, "request_not_reminded", nil)
	}
	d.emit(r.subject(), &RequestReminded{})
	return nil
}

func (c WithdrawRequest) decide(d *decision) error {
	r, err := d.keeping(c.Request)
	if err != nil || !r.WithdrawnAt.IsZero() {
		return err
	}
	d.emit(r.subject(), &RequestWithdrawn{})
	return nil
}

func (c OpenRequest) decide(d *decision) error {
	r, err := d.answering(c.Request)
	if err != nil || !r.OpenedAt.IsZero() {
		return err
	}
	d.emit(r.subject(), &RequestOpened{})
	return nil
}

// answering is request for the one who was asked: a guest as long as the link lives, a colleague until the
// request is withdrawn.
func (d *decision) answering(id journey.RequestID) (*Request, error) {
	r, err := d.request(id)
	if err != nil {
		return nil, err
	}
	switch asked := d.actor.ID == r.Person || r.Guest() && d.actor.ID == r.Actor(); {
	case !asked && d.actor.Role != person.System:
		return nil, domain.Refuse(domain.NotFound, "request_unknown", nil)
	case !r.WithdrawnAt.IsZero():
		return nil, domain.Refuse(domain.Conflict, "request_withdrawn", nil)
	case r.Guest() && r.Expired(d.today):
		return nil, domain.Refuse(domain.Conflict, "request_expired", domain.Args{"date": r.Due})
	}
	return r, nil
}
