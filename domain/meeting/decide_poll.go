package meeting

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"startklar/domain"
	"startklar/domain/person"
)

func (c ProposeSlots) decide(d *decision) error {
	if d.m.State != Planned {
		return d.conflict("poll_not_now")
	}
	for n, s := range c.Slots {
		if err := s.check(d.today); err != nil {
			refusal := domain.AsError(err)
			refusal.Field += "." + strconv.Itoa(n)
			return refusal
		}
	}
	slots := slices.Clone(c.Slots)
	slices.SortFunc(slots, func(a, b Slot) int { return strings.Compare(a.Key(), b.Key()) })
	if n := len(slots); n < MinSlots || n > MaxSlots {
		return domain.RefuseField(domain.Invalid, "on.0", "poll_slots", domain.Args{"min": MinSlots, "max": MaxSlots})
	}
	for n, s := range slots {
		if n > 0 && s == slots[n-1] {
			return domain.RefuseField(domain.Invalid, "on.0", "poll_same_slot", nil)
		}
	}
	switch {
	case c.ClosesOn.IsZero():
		return domain.RefuseField(domain.Invalid, "closes_on", "date_missing", nil)
	case c.ClosesOn.Before(d.today):
		return domain.RefuseField(domain.Invalid, "closes_on", "date_past", nil)
	case c.ClosesOn.After(slots[0].On):
		return domain.RefuseField(domain.Invalid, "closes_on", "poll_closes_late", nil)
	}
	if p := d.m.Poll; p == nil || p.Closed || p.ClosesOn != c.ClosesOn || !slices.Equal(p.Slots, slots) {
		d.emit("", &PollOpened{Slots: slots, ClosesOn: c.ClosesOn})
	}
	return nil
}

func (c AnswerPoll) decide(d *decision) error {
	if !d.m.Poll.Open(d.today) {
		return d.conflict("poll_closed")
	}
	byLink := d.actor.Role == person.Guest
	if l := d.m.linkOf(d.actor); byLink && (l == nil || !l.Works(d.today)) {
		return domain.Refuse(domain.NotFound, "link_expired", nil)
	}
	name := ""
	if byLink {
		name = strings.TrimSpace(c.Name)
		if err := domain.NeedText("name", name, MaxName, "poll_name"); err != nil {
			return err
		}
	}
	if err := domain.LimitText("note", c.Note, MaxReason); err != nil {
		return err
	}
	if err := d.checkChoices(c.Choices); err != nil {
		return err
	}
	voter := d.voter(name)
	if b := d.m.Poll.Ballot(voter); b != nil && maps.Equal(b.Choices, c.Choices) && b.Note == c.Note && b.Name == name {
		return nil
	}
	d.emit(voter, &PollAnswered{Municipality: c.Municipality, Name: name, Choices: c.Choices, Note: c.Note})
	return nil
}

// checkChoices wants an answer to every date.
func (d *decision) checkChoices(choices map[string]Choice) error {
	for n, s := range d.m.Poll.Slots {
		if !choices[s.Key()].Known() {
			return domain.RefuseField(domain.Invalid, "slot."+strconv.Itoa(n), "poll_choice", nil)
		}
	}
	if len(choices) > len(d.m.Poll.Slots) {
		return domain.RefuseField(domain.Invalid, "slot.0", "poll_changed", nil)
	}
	return nil
}

// voter names whose ballot it is: several people can answer by one link, each under a name of their own, and
// mend their answer under the same.
func (d *decision) voter(name string) string {
	if name == "" {
		return string(d.actor.ID)
	}
	taken := 0
	for _, b := range d.m.Poll.Answers {
		if !strings.HasPrefix(b.Voter, string(d.actor.ID)+"/") {
			continue
		}
		taken++
		if strings.EqualFold(b.Name, name) {
			return b.Voter
		}
	}
	return string(d.actor.ID) + "/" + strconv.Itoa(taken+1)
}

func (c MakeLink) decide(d *decision) error {
	if d.m.Party(c.Municipality) == nil {
		return domain.RefuseField(domain.Invalid, "municipality", "not_invited", nil)
	}
	if !ID(c.Link).wellFormed() || c.Hash == "" || len(c.Hash) > 128 || d.m.Link(c.Link) != nil {
		return domain.Refuse(domain.Invalid, "meeting_id", nil)
	}
	if c.Until.Before(d.today) || c.Until.After(d.today.AddDays(MaxLinkDays)) {
		return domain.RefuseField(domain.Invalid, "until", "link_days", domain.Args{"max": MaxLinkDays})
	}
	d.emit(c.Link, &LinkMade{Hash: c.Hash, Municipality: c.Municipality, Until: c.Until})
	return nil
}

func (c WithdrawLink) decide(d *decision) error {
	if l := d.m.Link(c.Link); l != nil && !l.Withdrawn {
		d.emit(c.Link, &LinkWithdrawn{})
	}
	return nil
}
