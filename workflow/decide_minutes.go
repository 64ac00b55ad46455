package workflow

import (
	"strings"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
)

const (
	// ObjectionDays is how many working days there are for objections.
	ObjectionDays = 5
	// CheckEvery is how many days lie between the checks of agreements; there are three of them.
	CheckEvery = 30
	checks     = 3
)

// CheckDates are the days on which the agreements of a workshop are asked about: 30, 60 and 90 days after it,
// or the next working day.
func CheckDates(held calendar.Date) []calendar.Date {
	dates := make([]calendar.Date, checks)
	for n := range dates {
		dates[n] = held.AddDays((n + 1) * CheckEvery)
		if !calendar.Danish().IsWorkingDay(dates[n]) {
			dates[n] = calendar.Danish().AddWorkingDays(dates[n], 1)
		}
	}
	return dates
}

func (c SendMinutes) decide(d *decision) error {
	i, w, err := d.opened(c.Item)
	if err != nil {
		return err
	}
	if err := domain.LimitText("reply", c.Reply, MaxReason); err != nil {
		return err
	}
	now := d.state.contentOf(w)
	switch d.state.MinutesState(w) {
	case MinutesOut, MinutesStand:
		return domain.Refuse(domain.Conflict, "minutes_unchanged", nil)
	case NoMinutes:
		if len(now.Agreements)+len(now.Decisions)+len(now.Parked) == 0 {
			return domain.Refuse(domain.Conflict, "minutes_empty", nil)
		}
	}
	open := w.OpenObjections()
	if len(open) > 0 && strings.TrimSpace(c.Reply) == "" {
		return domain.RefuseField(domain.Invalid, "reply", "minutes_reply", domain.Args{"count": len(open)})
	}
	held, err := c.held(d, i)
	if err != nil {
		return err
	}
	for _, o := range open {
		d.record(c.Item, o.ID, &ObjectionAnswered{Reply: c.Reply})
	}
	sent := MinutesSent{
		Edition: len(w.Minutes) + 1, On: d.today, ObjectBy: calendar.Danish().AddWorkingDays(d.today, ObjectionDays),
		Agreements: now.Agreements, Decisions: now.Decisions, Parked: now.Parked,
	}
	if len(w.Checks) == 0 {
		sent.Checks = CheckDates(held)
	}
	d.emit(string(c.Item), &sent)
	return nil
}

// held is when the workshop took place. Sending its minutes says that it did, where nobody has said so; a meeting
// with a history of its own is told by a reaction.
func (c SendMinutes) held(d *decision, i *Item) (calendar.Date, error) {
	if m := i.Meeting; m != nil && !m.HeldOn.IsZero() {
		return m.HeldOn, nil
	}
	on := d.today
	if m := i.Meeting; m != nil && !m.On.IsZero() && m.On.Before(on) {
		on = m.On
	}
	if m := i.Meeting; m != nil && m.Of != "" {
		return on, nil
	}
	return on, HoldMeeting{Target: c.Target, Item: c.Item, On: on}.decide(d)
}

// edition finds the newest edition, if it is the one that the actor means.
func (d *decision) edition(item journey.InstanceID, number int) (*Workshop, *MinutesEdition, error) {
	_, w, err := d.opened(item)
	if err != nil {
		return nil, nil, err
	}
	m := w.Edition()
	switch {
	case m == nil:
		return nil, nil, domain.Refuse(domain.Conflict, "minutes_not_sent", nil)
	case m.Number != number:
		return nil, nil, domain.Refuse(domain.Conflict, "minutes_newer", domain.Args{"edition": m.Number})
	}
	return w, m, nil
}

func (c ObjectToMinutes) decide(d *decision) error {
	w, m, err := d.edition(c.Item, c.Edition)
	if err != nil {
		return err
	}
	if err := checkRecordID(c.ID); err != nil {
		return err
	}
	for _, o := range w.Objections {
		if o.ID == c.ID {
			return nil
		}
	}
	switch {
	case m.Confirmed():
		return domain.Refuse(domain.Conflict, "minutes_confirmed", nil)
	case d.today.After(m.ObjectBy):
		return domain.Refuse(domain.Conflict, "objection_late", domain.Args{"date": m.ObjectBy})
	case c.Agreement != "" && !m.has(c.Agreement):
		return domain.Refuse(domain.NotFound, "record_unknown", nil)
	}
	if err := needReason("text", c.Text); err != nil {
		return err
	}
	d.record(c.Item, c.ID, &MinutesObjected{Edition: c.Edition, Agreement: c.Agreement, Text: c.Text})
	return nil
}

// has tells whether an agreement stands in the edition.
func (m *MinutesEdition) has(agreement string) bool {
	for _, p := range m.Agreements {
		if p.ID == agreement {
			return true
		}
	}
	return false
}

// The service confirms when the last day for objections is over; a leader may do so before. Neither does where
// an objection is open, or where the minutes are no longer what was sent.
func (c ConfirmMinutes) decide(d *decision) error {
	w, m, err := d.edition(c.Item, c.Edition)
	if err != nil {
		return err
	}
	silence := d.actor.Role == person.System
	switch state := d.state.MinutesState(w); {
	case m.Confirmed():
		return nil
	case state == MinutesDisputed:
		return domain.Refuse(domain.Conflict, "minutes_objected", nil)
	case state == MinutesOutdated:
		return domain.Refuse(domain.Conflict, "minutes_changed", nil)
	case silence && !d.today.After(m.ObjectBy):
		return domain.Refuse(domain.Conflict, "objections_may_come", domain.Args{"date": m.ObjectBy})
	}
	d.emit(string(c.Item), &MinutesConfirmed{Edition: c.Edition, On: d.today, BySilence: silence})
	return nil
}

func (c OpenCheck) decide(d *decision) error {
	_, w, err := d.opened(c.Item)
	if err != nil {
		return err
	}
	for _, check := range w.Checks {
		switch {
		case check.Round != c.Round:
			continue
		case !check.OpenedOn.IsZero() || !d.state.anythingOpen(c.Item):
			return nil
		case d.today.Before(check.DueOn):
			return domain.Refuse(domain.Conflict, "check_not_due", domain.Args{"date": check.DueOn})
		}
		d.emit(string(c.Item), &CheckOpened{Round: c.Round, On: d.today})
		return nil
	}
	return domain.Refuse(domain.NotFound, "record_unknown", nil)
}

// anythingOpen tells whether some agreement of a workshop is yet to be done.
func (s State) anythingOpen(item journey.InstanceID) bool {
	for _, a := range s.Agreements {
		if a.Item == item && a.Open() {
			return true
		}
	}
	return false
}

func (c AnswerCheck) decide(d *decision) error {
	a, err := d.agreement(c.Item, c.Agreement)
	if err != nil {
		return err
	}
	w := d.state.RoomOf(c.Item)
	if w.Edition() == nil {
		return domain.Refuse(domain.Conflict, "minutes_not_sent", nil)
	}
	answer := CheckAnswered{Round: w.Round(), Done: c.Done}
	switch {
	case c.Done && a.Done():
		return nil
	case c.Base != len(a.Answers):
		return &domain.Error{Code: domain.Stale, Key: "check_answered", Detail: len(a.Answers)}
	case !c.Done && c.On.IsZero():
		return domain.RefuseField(domain.Invalid, "on", "date_missing", nil)
	case !c.Done && c.On.Before(d.today):
		return domain.RefuseField(domain.Invalid, "on", "date_past", nil)
	case !c.Done:
		answer.On = c.On
	}
	d.record(c.Item, a.ID, &answer)
	return nil
}

// Due is a command that the passing of time calls for. Key is its client key, which names what is due and the
// date: however often it is issued, it counts once.
type Due struct {
	Key     string
	Command Command
}

// DueOn lists what time calls for on a day: minutes that silence confirms, and checks that begin.
func (s State) DueOn(today calendar.Date) []Due {
	var due []Due
	for _, w := range s.Workshops {
		room := Room{Target: Target{Journey: s.ID}, Item: w.Item}
		key := func(what string, on calendar.Date) string {
			return strings.Join([]string{what, string(s.ID), string(w.Item), on.String()}, "/")
		}
		if on := s.silenceOn(w); !on.IsZero() && !on.After(today) {
			due = append(due, Due{key("silence", on), ConfirmMinutes{Room: room, Edition: w.Edition().Number}})
		}
		for _, check := range s.checksToOpen(w) {
			if !check.DueOn.After(today) {
				due = append(due, Due{key("check", check.DueOn), OpenCheck{Room: room, Round: check.Round}})
			}
		}
	}
	return due
}

// NextDue is the day on which time calls for something in a workshop; zero while it does not.
func (s State) NextDue(w *Workshop) calendar.Date {
	next := s.silenceOn(w)
	for _, check := range s.checksToOpen(w) {
		if next.IsZero() || check.DueOn.Before(next) {
			next = check.DueOn
		}
	}
	return next
}

// silenceOn is the first day on which silence confirms the newest edition; zero where it does not.
func (s State) silenceOn(w *Workshop) calendar.Date {
	if s.Run != journey.Active || s.MinutesState(w) != MinutesOut {
		return calendar.Date{}
	}
	return w.Edition().ObjectBy.AddDays(1)
}

func (s State) checksToOpen(w *Workshop) []Check {
	var open []Check
	if s.Run != journey.Active || !s.anythingOpen(w.Item) {
		return nil
	}
	for _, check := range w.Checks {
		if check.OpenedOn.IsZero() {
			open = append(open, check)
		}
	}
	return open
}

// MayReadWorkshop tells whether an actor may read the texts of a workshop that are confirmed, or that are not.
func (s State) MayReadWorkshop(actor person.Actor, w *Workshop, confirmed bool) bool {
	return policy.MayReadMinutes(actor, s.Municipality, policy.MinutesDisclosed{Confirmed: confirmed, Holds: w.holds(actor.ID)})
}

// WithholdWorkshops returns the state without those texts of workshops that the actor may not read: agreements
// that stand in no confirmed minutes, and what else was said while the minutes do not stand. Numbers, dates and
// what was answered stay.
func (s State) WithholdWorkshops(actor person.Actor) State {
	for _, a := range s.Agreements {
		if w := s.RoomOf(a.Item); w != nil && !s.MayReadWorkshop(actor, w, s.Confirmed(a)) {
			s = s.withAgreement(a.ID, withholdAgreement)
		}
	}
	for _, w := range s.Workshops {
		if !s.MayReadWorkshop(actor, w, s.MinutesState(w) == MinutesStand) {
			s = s.withWorkshop(w.Item, withholdRoom)
		}
	}
	return s
}

func withholdRoom(w *Workshop) {
	for _, p := range w.Parked {
		w.parked(p.ID, func(p *ParkedPoint) { p.Text = "" })
	}
	for _, o := range w.Objections {
		w.objection(o.ID, func(o *Objection) { o.Text, o.Reply = "", "" })
	}
	w.Withheld = true
}

func withholdAgreement(a *Agreement) {
	texts := make([]AgreementText, len(a.Texts))
	for n, t := range a.Texts {
		texts[n] = AgreementText{On: t.On, By: t.By, At: t.At, Erased: t.Erased}
	}
	a.Texts, a.Reason, a.Withheld = texts, "", true
}
