package workflow

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
)

const (
	// MaxAgendaQuestions is how many questions fit into one workshop; five to eight is the programme's advice.
	MaxAgendaQuestions = 8
	// maxAgendaPoints and maxPointMinutes keep an agenda within a day.
	maxAgendaPoints = 30
	maxPointMinutes = 240
	// MaxLine is the longest text in characters of one line of the room: what, who, a parked point.
	MaxLine = 300
)

// recordID is what a device may call a record that it makes: nothing that a person writes.
var recordID = regexp.MustCompile(`^[A-Za-z0-9_-]{8,60}$`)

func checkRecordID(id string) error {
	if !recordID.MatchString(id) {
		return domain.RefuseField(domain.Invalid, "id", "record_id", nil)
	}
	return nil
}

// room finds the meeting of a workshop in a running journey, and what belongs to its room.
func (d *decision) room(id journey.InstanceID) (*Item, *Workshop, error) {
	i, err := d.item(id, anybody)
	if err != nil {
		return nil, nil, err
	}
	if len(d.state.WorkshopChecklists(i)) == 0 {
		return nil, nil, domain.Refuse(domain.NotFound, "not_a_workshop", domain.Args{"item": string(id)})
	}
	w := d.state.RoomOf(id)
	if w == nil {
		w = &Workshop{Item: id}
	}
	return i, w, nil
}

// opened is room for one whose meeting can take place or has taken place.
func (d *decision) opened(id journey.InstanceID) (*Item, *Workshop, error) {
	i, w, err := d.room(id)
	if err == nil && !i.State.Open() && i.State != journey.Completed {
		err = conflict("workshop_not_open", i)
	}
	return i, w, err
}

func (d *decision) record(item journey.InstanceID, id string, body domain.Body) {
	d.emit(partSubject(item, id), body)
}

// point refuses a question that is none of the workshop's; none at all is right.
func (d *decision) point(i *Item, p Point) error {
	if p == (Point{}) {
		return nil
	}
	inList := slices.ContainsFunc(d.state.WorkshopChecklists(i), func(list *Item) bool { return list.ID == p.Item })
	if !inList || d.state.PointField(p) == nil {
		return domain.RefuseField(domain.Invalid, "point", "field_unknown", domain.Args{"field": string(p.Question)})
	}
	return nil
}

func (c PrepareWorkshop) decide(d *decision) error {
	i, w, err := d.room(c.Item)
	if err != nil {
		return err
	}
	if i.State.Ended() {
		return conflict("item_not_open", i)
	}
	if err := c.check(d, i); err != nil {
		return err
	}
	if slices.Equal(w.Agenda, c.Agenda) {
		return nil
	}
	if w.Revision != c.Base {
		return &domain.Error{Code: domain.Stale, Key: "agenda_changed", Detail: w.Revision}
	}
	d.emit(string(c.Item), &WorkshopPrepared{Agenda: c.Agenda, Revision: w.Revision + 1})
	return nil
}

// check refuses an agenda without questions or with too many, a question twice, and points of no length.
func (c PrepareWorkshop) check(d *decision, i *Item) error {
	if len(c.Agenda) > maxAgendaPoints {
		return domain.RefuseField(domain.Invalid, "agenda", "agenda_too_long", domain.Args{"max": maxAgendaPoints})
	}
	seen := map[Point]bool{}
	for _, p := range c.Agenda {
		switch isQuestion := p.Kind == AgendaQuestion; {
		case !slices.Contains(AllAgendaKinds(), p.Kind) || isQuestion != (p.Point != Point{}):
			return domain.RefuseField(domain.Invalid, "agenda", "agenda_point", nil)
		case p.Minutes < 1 || p.Minutes > maxPointMinutes:
			return domain.RefuseField(domain.Invalid, "minutes", "agenda_minutes", domain.Args{"max": maxPointMinutes})
		case seen[p.Point]:
			return domain.RefuseField(domain.Invalid, "agenda", "agenda_twice", domain.Args{"question": string(p.Point.Question)})
		case isQuestion:
			seen[p.Point] = true
		}
		if err := d.point(i, p.Point); err != nil {
			return err
		}
	}
	switch {
	case len(seen) == 0:
		return domain.RefuseField(domain.Invalid, "agenda", "agenda_empty", nil)
	case len(seen) > MaxAgendaQuestions:
		return domain.RefuseField(domain.Invalid, "agenda", "agenda_questions", domain.Args{"max": MaxAgendaQuestions, "count": len(seen)})
	}
	return nil
}

// What the room finds stands with the workshop. While the checklist is still being worked on, it is the
// question's standing there as well; what has been declared finished or signed is not changed from here.
func (c DecideQuestion) decide(d *decision) error {
	i, w, err := d.opened(c.Item)
	if err != nil {
		return err
	}
	if err := checkRecordID(c.ID); err != nil {
		return err
	}
	if err := d.point(i, c.Point); err != nil {
		return err
	}
	if c.Point == (Point{}) || !c.Standing.Known() || c.Standing == journey.NotBegun {
		return domain.RefuseField(domain.Invalid, "standing", "standing_unknown", nil)
	}
	if known := slices.IndexFunc(w.Decisions, func(r RoomDecision) bool { return r.ID == c.ID }); known >= 0 {
		if r := w.Decisions[known]; r.Point == c.Point && r.Standing == c.Standing {
			return nil
		}
		return domain.Refuse(domain.Conflict, "record_exists", nil)
	}
	d.record(c.Item, c.ID, &QuestionDecided{Point: c.Point, Standing: c.Standing})
	list, f := d.state.Item(c.Point.Item), d.state.PointField(c.Point)
	if list.State.Open() && !list.Section(f.Section.ID).Declared() && d.state.StandingOf(list.ID, f.ID) != c.Standing {
		d.emit(partSubject(list.ID, string(f.ID)), &StandingDeclared{Standing: c.Standing})
	}
	return nil
}

func (c ParkPoint) decide(d *decision) error {
	i, w, err := d.opened(c.Item)
	if err != nil {
		return err
	}
	if err := checkRecordID(c.ID); err != nil {
		return err
	}
	if err := needLine("text", c.Text); err != nil {
		return err
	}
	if err := d.point(i, c.Point); err != nil {
		return err
	}
	if known := slices.IndexFunc(w.Parked, func(p ParkedPoint) bool { return p.ID == c.ID }); known >= 0 {
		if p := w.Parked[known]; p.Erased || p.Text == c.Text && p.Point == c.Point {
			return nil
		}
		return domain.Refuse(domain.Conflict, "record_exists", nil)
	}
	d.record(c.Item, c.ID, &PointParked{Text: c.Text, Point: c.Point})
	return nil
}

func (c TakeUpPoint) decide(d *decision) error {
	_, w, err := d.opened(c.Item)
	if err != nil {
		return err
	}
	known := slices.IndexFunc(w.Parked, func(p ParkedPoint) bool { return p.ID == c.Parked })
	if known < 0 {
		return domain.Refuse(domain.NotFound, "record_unknown", nil)
	}
	if !w.Parked[known].TakenUp {
		d.record(c.Item, c.Parked, &PointTakenUp{})
	}
	return nil
}

// needLine refuses a missing or overlong line.
func needLine(field, text string) error {
	if strings.TrimSpace(text) == "" {
		return domain.RefuseField(domain.Invalid, field, "line_missing", domain.Args{"field": field})
	}
	return domain.LimitText(field, text, MaxLine)
}

// checkAgreement refuses an agreement that does not say what, who and when.
func checkAgreement(what, who string, on calendar.Date) error {
	if err := cmp.Or(needLine("what", what), needLine("who", who)); err != nil {
		return err
	}
	if on.IsZero() {
		return domain.RefuseField(domain.Invalid, "on", "date_missing", nil)
	}
	return nil
}

func (c MakeAgreement) decide(d *decision) error {
	i, _, err := d.opened(c.Item)
	if err != nil {
		return err
	}
	if err := checkRecordID(c.ID); err != nil {
		return err
	}
	if err := checkAgreement(c.What, c.Who, c.On); err != nil {
		return err
	}
	if err := d.point(i, c.Point); err != nil {
		return err
	}
	if a := d.state.Agreement(c.ID); a != nil {
		return c.again(a)
	}
	d.record(c.Item, c.ID, &AgreementMade{Point: c.Point, What: c.What, Who: c.Who, On: c.On})
	return nil
}

// again answers one that is there already: sent twice it changes nothing, whatever became of it since.
func (c MakeAgreement) again(a *Agreement) error {
	first := a.TextOf(1)
	same := first.What == c.What && first.Who == c.Who && first.On == c.On && a.Point == c.Point
	if a.Item != c.Item || !same && !first.Erased {
		return domain.Refuse(domain.Conflict, "record_exists", nil)
	}
	return nil
}

// agreement finds one that is in force.
func (d *decision) agreement(item journey.InstanceID, id string) (*Agreement, error) {
	if _, _, err := d.opened(item); err != nil {
		return nil, err
	}
	a := d.state.Agreement(id)
	switch {
	case a == nil || a.Item != item:
		return nil, domain.Refuse(domain.NotFound, "record_unknown", nil)
	case a.Withdrawn:
		return nil, domain.Refuse(domain.Conflict, "agreement_withdrawn", nil)
	}
	return a, nil
}

// CurrentAgreement is the detail of a Stale refusal: what stands there now.
type CurrentAgreement struct {
	AgreementText
	Revision int
}

func (c ChangeAgreement) decide(d *decision) error {
	a, err := d.agreement(c.Item, c.Agreement)
	if err != nil {
		return err
	}
	if err := checkAgreement(c.What, c.Who, c.On); err != nil {
		return err
	}
	now := a.Text()
	switch {
	case now.What == c.What && now.Who == c.Who && now.On == c.On:
		return nil
	case a.Revision() != c.Base:
		return &domain.Error{Code: domain.Stale, Key: "agreement_changed", Detail: CurrentAgreement{now, a.Revision()}}
	case d.state.Confirmed(a):
		return domain.Refuse(domain.Conflict, "agreement_confirmed", nil)
	}
	d.record(c.Item, a.ID, &AgreementChanged{What: c.What, Who: c.Who, On: c.On, Revision: a.Revision() + 1})
	return nil
}

func (c WithdrawAgreement) decide(d *decision) error {
	if a := d.state.Agreement(c.Agreement); a != nil && a.Item == c.Item && a.Withdrawn {
		return nil
	}
	a, err := d.agreement(c.Item, c.Agreement)
	if err != nil {
		return err
	}
	if err := needReason("reason", c.Reason); err != nil {
		return err
	}
	d.record(c.Item, a.ID, &AgreementWithdrawn{Reason: c.Reason})
	return nil
}

// holds tells whether the actor prepared the workshop or sent its minutes.
func (w *Workshop) holds(who person.ID) bool {
	return w.PreparedBy == who || slices.ContainsFunc(w.Minutes, func(m MinutesEdition) bool { return m.By == who })
}
