package followup

import (
	"slices"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/person"
)

// Case is one course of support, from why it was opened to what came of it.
type Case struct {
	Number int
	// Watching are its subjects, each with the month after which it counts whether it is back on track.
	Watching []Watching
	// Reason is why a person opened it, beside or in place of proposals.
	Reason    string
	Proposals []int
	OpenedBy  person.ID
	OpenedAt  time.Time
	Owner     person.ID
	// Frozen are the figures that it was opened on.
	Frozen Frozen
	// Revision counts the case's changes from 1.
	Revision   int
	Hypothesis *Hypothesis
	Support    *Support
	Agreement  *Agreement
	ReviewOn   calendar.Date
	Closing    *Closing
	// MergedInto is the number of the case that goes on in its place; 0 for none.
	MergedInto int
}

// Watching is a subject of a case.
type Watching struct {
	Subject Subject `json:"subject"`
	// After is the newest month that was judged when the case began to watch the subject.
	After calendar.Month `json:"after,omitzero"`
}

// Open tells whether the case is neither closed nor merged.
func (c *Case) Open() bool { return c.Closing == nil && c.MergedInto == 0 }

// Watches tells whether the case is about a subject.
func (c *Case) Watches(subject Subject) bool {
	return slices.ContainsFunc(c.Watching, func(w Watching) bool { return w.Subject == subject })
}

// Subjects are those of the case.
func (c *Case) Subjects() []Subject {
	all := make([]Subject, len(c.Watching))
	for n, w := range c.Watching {
		all[n] = w.Subject
	}
	return all
}

// Guess is what the agency believes to lie behind a figure.
type Guess string

// The guesses: whether it is how things are registered, chance, or what is done.
const (
	Registration Guess = "registration"
	Chance       Guess = "chance"
	Practice     Guess = "practice"
)

// AllGuesses lists them.
func AllGuesses() []Guess { return []Guess{Registration, Chance, Practice} }

// Hypothesis is what the agency believes for now; it is its own, internal.
type Hypothesis struct {
	Guess Guess
	Note  string
	By    person.ID
	At    time.Time
}

// Way is how a contact was had.
type Way string

// The ways.
const (
	Call   Way = "call"
	Letter Way = "letter"
	Talk   Way = "meeting"
	Visit  Way = "visit"
)

// AllWays lists them.
func AllWays() []Way { return []Way{Call, Letter, Talk, Visit} }

// Contact is one talk with the municipality.
type Contact struct {
	Number int
	// Case is the one it belongs to.
	Case int
	On   calendar.Date
	Way  Way
	// With says by role whom, Note what was said; internal.
	With, Note string
	By         person.ID
	At         time.Time
}

// Help is a kind of support.
type Help string

// The kinds.
const (
	// DataReview goes through registrations together.
	DataReview Help = "data_review"
	// Sparring is by the municipality's process consultant.
	Sparring Help = "sparring"
	// Peers is experience of another municipality.
	Peers Help = "peers"
	// Course is training of staff or a workshop on a theme.
	Course Help = "course"
	// Materials are tools of the starter pack.
	Materials Help = "materials"
	// NoHelp is none for now: to follow the figures is enough.
	NoHelp Help = "none"
)

// AllHelp lists the kinds.
func AllHelp() []Help { return []Help{DataReview, Sparring, Peers, Course, Materials, NoHelp} }

// Support is the help that was decided on. It is shared with the municipality's consultant.
type Support struct {
	Kinds []Help
	// Text is what the consultant needs to know.
	Text string
	By   person.ID
	At   time.Time
}

// Agreement is what municipality and agency agreed on. Both read it, and the consultant.
type Agreement struct {
	Text string
	On   calendar.Date
	By   person.ID
	At   time.Time
}

// Outcome is what came of a case.
type Outcome string

// The outcomes.
const (
	// BackOnTrack: two settled months, three apart, without a signal.
	BackOnTrack Outcome = "back_on_track"
	// Explained: it was registration or chance, and is settled.
	Explained Outcome = "explained"
	// Improved: better, though not yet without a signal; followed in the ordinary way.
	Improved Outcome = "improved"
	// Unchanged: no change, and no more can be done here.
	Unchanged Outcome = "unchanged"
	// Elsewhere: it goes on in another forum.
	Elsewhere Outcome = "elsewhere"
)

// AllOutcomes lists them.
func AllOutcomes() []Outcome {
	return []Outcome{BackOnTrack, Explained, Improved, Unchanged, Elsewhere}
}

// Closing ends a case. Note is internal.
type Closing struct {
	Outcome Outcome
	Note    string
	By      person.ID
	At      time.Time
}

// Step is one of those that a case goes through.
type Step string

// The steps.
const (
	StepHypothesis Step = "hypothesis"
	StepDialogue   Step = "dialogue"
	StepSupport    Step = "support"
	StepAgreement  Step = "agreement"
	StepReview     Step = "review"
	StepOutcome    Step = "outcome"
)

// AllSteps lists them in their order.
func AllSteps() []Step {
	return []Step{StepHypothesis, StepDialogue, StepSupport, StepAgreement, StepReview, StepOutcome}
}

// Done tells whether a step of a case has been taken. The review is done when the case is: until then its date stands.
func (s State) Done(c *Case, step Step) bool {
	switch step {
	case StepHypothesis:
		return c.Hypothesis != nil
	case StepDialogue:
		return len(s.ContactsOf(c.Number)) > 0
	case StepSupport:
		return c.Support != nil
	case StepAgreement:
		return c.Agreement != nil
	case StepReview:
		return !c.ReviewOn.IsZero()
	default:
		return c.Closing != nil
	}
}

// Next is the first step of a case that is still to be taken: steps are taken in any order, and none is required but
// the last.
func (s State) Next(c *Case) Step {
	for _, step := range AllSteps() {
		if !s.Done(c, step) {
			return step
		}
	}
	return StepOutcome
}

// apart is how many months lie between the two that show that a municipality is back on track.
const apart = 3

// OnTrack tells since which month a case is back on track: in each of its subjects the newest month judged is clear, and
// so is the one three months earlier, both after the case began to watch. It is the zero month otherwise, and for a case
// about nothing that is judged.
func (s State) OnTrack(c *Case) (since calendar.Month) {
	for _, w := range c.Watching {
		t := s.Track(w.Subject)
		last := t.Last()
		if last.IsZero() {
			return calendar.Month{}
		}
		first := last.Add(-apart)
		if t.At(last) != Clear || t.At(first) != Clear || !first.After(w.After) {
			return calendar.Month{}
		}
		if last.After(since) {
			since = last
		}
	}
	return since
}
