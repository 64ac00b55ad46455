package workflow

import (
	"cmp"
	"fmt"
	"slices"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// Evolve returns the state after an event. It never refuses on grounds of rules: what has happened has
// happened. An error means that the event names something the definition does not have.
//
// An event whose content was erased leaves a tombstone: the answer keeps its number and loses its text.
func Evolve(s State, e domain.Event) (State, error) {
	s.ChangedAt, s.Number = e.At, e.Number
	if next, ok := evolveSteering(s, e); ok {
		return next, nil
	}
	if e.Erased() {
		return evolveErased(s, e)
	}
	if started, ok := e.Body.(*JourneyStarted); ok {
		return begin(s, started)
	}
	if next, ok := evolveJourney(s, e); ok {
		return next, nil
	}
	if next, ok := s.evolveColleagues(e); ok {
		return next, nil
	}
	if next, ok := evolveWorkshop(s, e); ok {
		return next, nil
	}
	return evolvePart(s, e)
}

// evolveErased does what an event did whose content is gone: it keeps the count of an answer's revisions, and
// the course of the journey.
func evolveErased(s State, e domain.Event) (State, error) {
	if next, ok := evolveErasedWorkshop(s, e); ok {
		return next, nil
	}
	item, part := SplitSubject(e.Subject)
	switch e.Kind {
	case (&AnswerSaved{}).EventKind():
		return s.withAnswer(item, part, func(a *Answer) {
			a.Revision++
			a.Text, a.Erased = "", true
			a.By, a.At, a.ProposedBy = person.ID(e.Actor), e.At, ""
		}), nil
	case (&StaleConfirmed{}).EventKind():
		return s.withItem(item, func(i *Item) { i.Stale = nil })
	case (&SectionOpened{}).EventKind():
		return s.withItem(item, func(i *Item) { i.setSection(SectionRun{ID: journey.SectionID(part)}) })
	case (&JourneySelected{}).EventKind():
		s.Selected = true
	case (&TeamNamed{}).EventKind():
		return s.withTeam(journey.TeamID(part), func(t *Team) { t.Name = "" }), nil
	}
	return s.eraseColleagues(e), nil
}

// begin lays out the plan: every stage, and the first instance of every item that is not discretionary.
func begin(s State, e *JourneyStarted) (State, error) {
	if s.Def == nil {
		return s, fmt.Errorf("journey started on %s version %d, which was not given", e.Definition, e.Version)
	}
	s.ID, s.Municipality, s.StartedOn, s.Run = e.Journey, e.Municipality, e.StartedOn, journey.Active
	s.Anchors = []Anchor{{Name: StartAnchor, On: e.StartedOn}}
	for _, stage := range s.Def.Stages {
		s.Stages = append(s.Stages, &StageRun{Def: stage, State: journey.Available})
	}
	for _, item := range s.Def.Items {
		if !item.Discretionary {
			s.Items = append(s.Items, newItem(item, 1))
		}
	}
	return s, nil
}

// StartAnchor is the anchor that every journey has: the date on which it started.
const StartAnchor = "start"

func newItem(def *PlanItem, number int) *Item {
	return &Item{ID: def.ID.Instance(number), Def: def, Number: number, State: journey.Available}
}

// evolveJourney handles what concerns the journey as a whole.
func evolveJourney(s State, e domain.Event) (State, bool) {
	switch b := e.Body.(type) {
	case *JourneySelected:
		s.Selected = true
	case *JourneyEnded:
		s.Run, s.EndedOn = b.State, b.On
	case *AnchorSet:
		s.Anchors = setAnchor(s.Anchors, Anchor{Name: b.Name, On: b.On})
	case *TeamNamed:
		return s.withTeam(teamOf(e.Subject), func(t *Team) { t.Name = b.Name }), true
	case *TeamRemoved:
		return s.withTeam(teamOf(e.Subject), func(t *Team) { t.Removed = true }), true
	default:
		return s, false
	}
	return s, true
}

func setAnchor(all []Anchor, a Anchor) []Anchor {
	all = slices.Clone(all)
	for i := range all {
		if all[i].Name == a.Name {
			all[i] = a
			return all
		}
	}
	return append(all, a)
}

// evolvePart handles what concerns one stage, item or answer.
func evolvePart(s State, e domain.Event) (State, error) {
	switch b := e.Body.(type) {
	case *StageChanged:
		return s.withStage(journey.StageID(e.Subject), func(r *StageRun) { changeStage(r, b, e) })
	case *ItemAdded:
		return s.addItem(journey.InstanceID(e.Subject))
	case *AnswerSaved, *StandingDeclared, *QuestionSplit, *QuestionTaken, *QuestionDue:
		item, field := SplitSubject(e.Subject)
		return s.withAnswer(item, field, func(a *Answer) { changeAnswer(a, e) }), nil
	case *SectionDeclared, *SectionOpened, *SectionShared, *DocumentDelivered, *DocumentOpened, *DocumentReceived, *DocumentInUse:
		item, part := SplitSubject(e.Subject)
		return s.withItem(item, func(i *Item) { changeItemPart(i, part, e) })
	default:
		return s.withItem(journey.InstanceID(e.Subject), func(i *Item) { changeItem(i, e) })
	}
}

func changeStage(r *StageRun, b *StageChanged, e domain.Event) {
	r.State, r.Since = b.State, e.At
	if b.State.Ended() {
		r.EndedAt = e.At
	}
	if b.ByHand {
		r.ClosedBy, r.Reason = person.ID(e.Actor), b.Reason
	}
}

func changeAnswer(a *Answer, e domain.Event) {
	switch b := e.Body.(type) {
	case *AnswerSaved:
		a.Text, a.Revision, a.Erased = b.Text, b.Revision, false
		a.By, a.At = person.ID(e.Actor), e.At
		a.QuestionVersion, a.QuestionHash = b.QuestionVersion, b.QuestionHash
		a.ProposedBy = b.ProposedBy
	case *StandingDeclared:
		a.Standing, a.StandingBy, a.StandingAt = b.Standing, person.ID(e.Actor), e.At
	case *QuestionSplit:
		a.Split = b.Split
	case *QuestionTaken:
		a.Owner = b.Owner
	case *QuestionDue:
		a.Due = b.On
	}
}

func changeItem(i *Item, e domain.Event) {
	switch b := e.Body.(type) {
	case *ItemChanged:
		changeItemState(i, b, e)
	case *ItemReopened:
		reopenItem(i, b, e)
	case *ItemMarkedStale:
		i.Stale = &Stale{Because: b.Because, Reason: b.Reason, Since: e.At}
	case *StaleConfirmed:
		i.Stale = nil
	case *GateOpened:
		i.Exception = b.Reason
	case *ItemAssigned:
		i.Assignee = b.Assignee
	case *DeadlineComputed:
		i.Deadline.Rule, i.Deadline.Anchor, i.Deadline.Computed = b.Rule, b.Anchor, b.On
	case *DeadlineOverridden:
		i.Deadline.Overridden, i.Deadline.Reason = b.On, b.Reason
	case *Signed:
		i.Signature = &Signature{Edition: b.Edition, By: person.ID(e.Actor), At: e.At, Event: e.Number, Digest: b.Digest, Pins: b.Pins, Wrote: b.Wrote}
		i.Stale = nil
	case *MeetingBooked, *MeetingCancelled, *MeetingAttached, *MeetingDetached:
		bookItem(i, e)
	case *MeetingHeld:
		held := Meeting{}
		if i.Meeting != nil {
			held = *i.Meeting
		}
		held.HeldOn, held.Note = b.On, b.Note
		i.Meeting = &held
	}
}

// bookItem changes what is known of an item's meeting.
func bookItem(i *Item, e domain.Event) {
	before := Meeting{}
	if i.Meeting != nil {
		before = *i.Meeting
	}
	next := Meeting{BookedBy: person.ID(e.Actor), Of: before.Of, Missed: before.Missed, MissedOn: before.MissedOn}
	switch b := e.Body.(type) {
	case *MeetingBooked:
		next.On, next.Start, next.End, next.Place, next.Sequence = b.On, b.Start, b.End, b.Place, b.Sequence
	case *MeetingCancelled:
		next.Sequence, next.Note = b.Sequence, b.Reason
	case *MeetingAttached:
		next = before
		next.Of = b.Meeting
	case *MeetingDetached:
		next.Of = ""
		if b.Missed {
			next.Missed, next.MissedOn = b.Meeting, b.On
		}
	}
	i.Meeting = &next
}

// changeItemState moves an item to a state. Completing it again makes it fresh.
func changeItemState(i *Item, b *ItemChanged, e domain.Event) {
	switch b.State {
	case journey.Suspended:
		i.Resume = i.State
	case journey.Active:
		if i.StartedAt.IsZero() {
			i.StartedAt = e.At
		}
	case journey.Completed, journey.Skipped, journey.Terminated:
		if i.State == journey.Available && b.State == journey.Skipped {
			i.Resume = journey.Available
		}
		i.EndedAt, i.EndedBy, i.Stale = e.At, person.ID(e.Actor), nil
	}
	i.State = b.State
	if b.Reason != "" {
		i.Reason = b.Reason
	}
}

// reopenItem takes an item up again: its declarations are withdrawn where named, and the word that its
// documents are in use; the rest stays. One that was skipped before its gate opened waits for its gate again.
func reopenItem(i *Item, b *ItemReopened, e domain.Event) {
	i.State, i.Reason = journey.Active, b.Reason
	if i.Resume == journey.Available {
		i.State, i.Resume = journey.Available, ""
	}
	i.EndedAt, i.EndedBy = zeroTime, ""
	i.Stale = &Stale{Because: i.ID, Reason: b.Reason, Since: e.At}
	i.Sections = slices.DeleteFunc(slices.Clone(i.Sections), func(r SectionRun) bool {
		return slices.Contains(b.Sections, r.ID)
	})
	i.Documents = slices.Clone(i.Documents)
	for n := range i.Documents {
		i.Documents[n].InUseOn, i.Documents[n].Uses = calendar.Date{}, nil
	}
}

func changeItemPart(i *Item, part journey.FieldID, e domain.Event) {
	switch b := e.Body.(type) {
	case *SectionDeclared:
		i.setSection(SectionRun{ID: journey.SectionID(part), DeclaredAt: e.At, By: person.ID(e.Actor), Gaps: b.Gaps, Note: b.Note})
	case *SectionOpened:
		i.setSection(SectionRun{ID: journey.SectionID(part)})
	case *SectionShared:
		i.shareSection(journey.SectionID(part), b.Shared, e)
	case *DocumentDelivered:
		i.setDocument(part, func(d *DocumentRun) {
			*d = DocumentRun{ID: d.ID, Version: b.Version, DeliveredOn: b.On, Uses: d.Uses}
		})
	case *DocumentReceived:
		i.setDocument(part, func(d *DocumentRun) { d.ReceivedOn = b.On })
	case *DocumentOpened:
		i.setDocument(part, func(d *DocumentRun) { d.OpenedOn = b.On })
	case *DocumentInUse:
		i.setDocument(part, func(d *DocumentRun) {
			d.InUseOn, d.ReceivedOn = cmp.Or(d.InUseOn, b.On), cmp.Or(d.ReceivedOn, b.On)
			d.Uses = usedBy(d.Uses, TeamUse{Team: b.Team, Version: b.Version, On: b.On, By: person.ID(e.Actor)})
		})
	}
}

// shareSection lets the consultant read a section, or takes that back. Declaring the section, and opening it
// again, make a fresh run: what was declared is shared by that, and opening it closes it to others.
func (i *Item) shareSection(id journey.SectionID, shared bool, e domain.Event) {
	run := i.Section(id)
	run.SharedAt, run.SharedBy = zeroTime, ""
	if shared {
		run.SharedAt, run.SharedBy = e.At, person.ID(e.Actor)
	}
	i.setSection(run)
}

func (i *Item) setSection(r SectionRun) {
	i.Sections = slices.Clone(i.Sections)
	for n := range i.Sections {
		if i.Sections[n].ID == r.ID {
			i.Sections[n] = r
			return
		}
	}
	i.Sections = append(i.Sections, r)
}

func (i *Item) setDocument(id journey.FieldID, change func(*DocumentRun)) {
	i.Documents = slices.Clone(i.Documents)
	for n := range i.Documents {
		if i.Documents[n].ID == id {
			change(&i.Documents[n])
			return
		}
	}
	d := DocumentRun{ID: id}
	change(&d)
	i.Documents = append(i.Documents, d)
}

// withItem returns the state with a changed copy of an item.
func (s State) withItem(id journey.InstanceID, change func(*Item)) (State, error) {
	for n, i := range s.Items {
		if i.ID == id {
			changed := *i
			change(&changed)
			s.Items = slices.Clone(s.Items)
			s.Items[n] = &changed
			return s, nil
		}
	}
	return s, fmt.Errorf("journey %s has no item %q", s.ID, id)
}

// withStage returns the state with a changed copy of a stage.
func (s State) withStage(id journey.StageID, change func(*StageRun)) (State, error) {
	for n, r := range s.Stages {
		if r.Def.ID == id {
			changed := *r
			change(&changed)
			s.Stages = slices.Clone(s.Stages)
			s.Stages[n] = &changed
			return s, nil
		}
	}
	return s, fmt.Errorf("journey %s has no stage %q", s.ID, id)
}

// withAnswer returns the state with a changed copy of an answer, made where there was none.
func (s State) withAnswer(item journey.InstanceID, field journey.FieldID, change func(*Answer)) State {
	for n, a := range s.Answers {
		if a.Field == field && a.Item == item {
			changed := *a
			change(&changed)
			s.Answers = slices.Clone(s.Answers)
			s.Answers[n] = &changed
			return s
		}
	}
	made := Answer{Item: item, Field: field, Standing: journey.NotBegun}
	change(&made)
	s.Answers = append(slices.Clone(s.Answers), &made)
	return s
}

// addItem puts an instance behind the others of its item.
func (s State) addItem(id journey.InstanceID) (State, error) {
	item, number := id.Item()
	def := s.Def.Item(item)
	if def == nil {
		return s, fmt.Errorf("definition %s has no item %q", s.Def.Key, item)
	}
	at := len(s.Items)
	for n, i := range s.Items {
		if i.Def.Index > def.Index {
			at = n
			break
		}
	}
	s.Items = slices.Insert(slices.Clone(s.Items), at, newItem(def, number))
	return s, nil
}
