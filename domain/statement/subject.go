package statement

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

type (
	// CommentWritten is what is said to the unit that the event's subject names from now on.
	CommentWritten struct {
		Text     string `json:"text,omitempty"`
		Revision int    `json:"revision"`
	}
	// EditionFrozen is a data version with its contents.
	EditionFrozen struct {
		Number  int                 `json:"number"`
		AsOf    time.Time           `json:"as_of"`
		Reason  string              `json:"reason,omitempty"`
		Changed []municipality.Code `json:"changed,omitempty"`
		Units   []UnitFile          `json:"units"`
	}
	// EditionDiscarded takes back what was frozen.
	EditionDiscarded struct {
		Number int    `json:"number"`
		Reason string `json:"reason"`
	}
	// EditionReleased gives out what was frozen, with the comments as they stand.
	EditionReleased struct {
		Number int `json:"number"`
		// Municipalities are those that have a statement, by code: their leadership is told.
		Municipalities []municipality.Code `json:"municipalities"`
	}
)

// EventKind implements domain.Body.
func (*CommentWritten) EventKind() string { return commentWritten }

// EventKind implements domain.Body.
func (*EditionFrozen) EventKind() string { return "statement_frozen" }

// EventKind implements domain.Body.
func (*EditionDiscarded) EventKind() string { return "statement_discarded" }

// EventKind implements domain.Body.
func (*EditionReleased) EventKind() string { return "statement_released" }

const commentWritten = "statement_comment_written"

// NewRevision tells the command's result which revision the comment has come to.
func (b *CommentWritten) NewRevision() int { return b.Revision }

// Files implements journal.Naming: an edition stands on its contents.
func (b *EditionFrozen) Files() []domain.FileHash {
	files := make([]domain.FileHash, len(b.Units))
	for n, f := range b.Units {
		files[n] = f.File
	}
	return files
}

// Subject brings the rules of a month's statements to the journal.
type Subject struct{}

// Kind returns the kind of stream.
func (Subject) Kind() domain.StreamKind { return Kind }

// Empty is a month of which nothing is kept.
func (Subject) Empty() any { return State{} }

// Authorize asks the policy; whatever else comes is the erasure of a text.
func (Subject) Authorize(actor person.Actor, _ any, c domain.Command) error {
	if c, ok := c.(command); ok {
		return policy.CheckRole(actor, c.action())
	}
	return policy.CheckRole(actor, policy.EraseContent)
}

// Erasable tells that a comment may be erased. An edition stands: it has been given out.
func (Subject) Erasable(kind string) bool { return kind == commentWritten }

// Body makes an empty body of a kind.
func (Subject) Body(kind string, version int) (domain.Body, error) {
	for _, body := range []domain.Body{&CommentWritten{}, &EditionFrozen{}, &EditionDiscarded{}, &EditionReleased{}} {
		if body.EventKind() == kind && version == 1 {
			return body, nil
		}
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Decide carries out a command.
func (Subject) Decide(actor person.Actor, state any, c domain.Command, now time.Time) ([]domain.Event, error) {
	s, ok := state.(State)
	if !ok {
		return nil, domain.Fault("statement", fmt.Errorf("got %T", state))
	}
	var body domain.Body
	var err error
	about := ""
	switch c := c.(type) {
	case WriteComment:
		about = string(c.Unit)
		body, err = s.comment(c)
	case Freeze:
		body, err = s.freeze(c, now)
	case Discard:
		body, err = s.discard(c)
	case Release:
		body, err = s.release(actor, c)
	default:
		err = domain.Fault("statement", fmt.Errorf("%T is not a statement's", c))
	}
	if body == nil || err != nil {
		return nil, err
	}
	return []domain.Event{{Subject: about, Body: body}}, nil
}

func (s State) comment(c WriteComment) (domain.Body, error) {
	if _, known := municipality.Get(municipality.Code(c.Unit)); !known && c.Unit != monitoring.National {
		return nil, domain.RefuseField(domain.Invalid, "unit", "statement_unit", nil)
	}
	if err := domain.LimitText("text", c.Text, MaxComment); err != nil {
		return nil, err
	}
	before := s.Comment(c.Unit)
	if before == nil {
		before = &Comment{}
	}
	text := strings.TrimSpace(c.Text)
	switch {
	case before.Text == text && !before.Erased:
		return nil, nil
	case before.Revision != c.Base:
		return nil, domain.RefuseField(domain.Stale, "text", "statement_comment_stale", nil)
	}
	return &CommentWritten{Text: text, Revision: before.Revision + 1}, nil
}

func (s State) freeze(c Freeze, now time.Time) (domain.Body, error) {
	reason := strings.TrimSpace(c.Reason)
	switch {
	case s.Pending != nil:
		return nil, domain.Refuse(domain.Conflict, "statement_frozen", domain.Args{"number": s.Pending.Number})
	case c.Number != s.Next():
		return nil, domain.Refuse(domain.Stale, "statement_stale", domain.Args{"number": s.Next()})
	case c.Month.IsZero() || calendar.DateOf(now).Before(c.Month.Last()) || c.AsOf.After(now):
		return nil, domain.Refuse(domain.Invalid, "statement_early", nil)
	case len(c.Files) == 0:
		return nil, domain.Refuse(domain.Invalid, "statement_empty", nil)
	case len(s.Released) > 0 && reason == "":
		return nil, domain.RefuseField(domain.Invalid, "reason", "statement_reason", nil)
	}
	if err := domain.LimitText("reason", reason, MaxReason); err != nil {
		return nil, err
	}
	return &EditionFrozen{Number: c.Number, AsOf: c.AsOf.UTC().Truncate(time.Microsecond), Reason: reason, Changed: c.Changed, Units: named(c.Files)}, nil
}

// named are the files without their bytes, which the door stores.
func named(files []UnitFile) []UnitFile {
	names := make([]UnitFile, len(files))
	for n, f := range files {
		names[n] = UnitFile{Unit: f.Unit, File: f.File}
	}
	return names
}

// pending finds the edition that a command is about among those that wait.
func (s State) pending(number int) error {
	switch {
	case s.Pending == nil:
		return domain.Refuse(domain.Conflict, "statement_not_frozen", nil)
	case s.Pending.Number != number:
		return domain.Refuse(domain.Stale, "statement_stale", domain.Args{"number": s.Pending.Number})
	}
	return nil
}

func (s State) discard(c Discard) (domain.Body, error) {
	if err := s.pending(c.Number); err != nil {
		return nil, err
	}
	reason := strings.TrimSpace(c.Reason)
	if err := domain.NeedText("reason", reason, MaxReason, "statement_discard_reason"); err != nil {
		return nil, err
	}
	return &EditionDiscarded{Number: c.Number, Reason: reason}, nil
}

// release needs a second person.
func (s State) release(actor person.Actor, c Release) (domain.Body, error) {
	if err := s.pending(c.Number); err != nil {
		return nil, err
	}
	if !s.Pending.MayRelease(actor) {
		return nil, domain.Refuse(domain.Permission, "statement_second", nil)
	}
	released := &EditionReleased{Number: c.Number}
	for _, f := range s.Pending.Files {
		if f.Unit != monitoring.National {
			released.Municipalities = append(released.Municipalities, municipality.Code(f.Unit))
		}
	}
	return released, nil
}

// Evolve returns the month after an event.
func (Subject) Evolve(state any, e domain.Event) (any, error) {
	s, ok := state.(State)
	if !ok {
		return nil, fmt.Errorf("statement state %T", state)
	}
	if e.Kind == commentWritten {
		return s.commented(e), nil
	}
	switch b := e.Body.(type) {
	case *EditionFrozen:
		s.Pending = &Edition{
			Number: b.Number, AsOf: b.AsOf, Reason: b.Reason, Changed: b.Changed, Files: b.Units,
			FrozenBy: person.ID(e.Actor), FrozenFor: person.ID(e.OnBehalfOf), FrozenAt: e.At,
		}
	case *EditionDiscarded:
		s.Pending = nil
	case *EditionReleased:
		released := *s.Pending
		released.ReleasedBy, released.ReleasedAt, released.Comments = person.ID(e.Actor), e.At, s.Comments
		s.Pending, s.Released = nil, append(slices.Clip(s.Released), &released)
	default:
		return nil, fmt.Errorf("statement event %q", e.Kind)
	}
	return s, nil
}

// commented is the month with a comment as it reads from now on; an erased one keeps its place.
func (s State) commented(e domain.Event) State {
	c := &Comment{Unit: monitoring.UnitID(e.Subject), By: person.ID(e.Actor), At: e.At, Erased: e.Erased()}
	if b, ok := e.Body.(*CommentWritten); ok {
		c.Text, c.Revision = b.Text, b.Revision
	} else if before := s.Comment(c.Unit); before != nil {
		c.Revision = before.Revision + 1
	} else {
		c.Revision = 1
	}
	kept := slices.DeleteFunc(slices.Clone(s.Comments), func(other *Comment) bool { return other.Unit == c.Unit })
	at, _ := slices.BinarySearchFunc(kept, c.Unit, func(o *Comment, u monitoring.UnitID) int { return strings.Compare(string(o.Unit), string(u)) })
	s.Comments = slices.Insert(kept, at, c)
	return s
}
