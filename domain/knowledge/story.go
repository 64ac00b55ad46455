package knowledge

import (
	"slices"
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// StoryKind is the kind of stream that holds a story's history.
const StoryKind domain.StreamKind = "story"

// StoryID identifies a story: the municipality's code and a name of its own, such as "0851.JX3KQ".
type StoryID string

// NewStoryID makes the id of a municipality's story.
func NewStoryID(code municipality.Code, name string) StoryID {
	return StoryID(string(code) + "." + name)
}

// Municipality is where the story happened; empty for a malformed id.
func (id StoryID) Municipality() municipality.Code {
	code, name, ok := strings.Cut(string(id), ".")
	if !ok || len(code) != 4 || name == "" {
		return ""
	}
	return municipality.Code(code)
}

// Stream is the history of the story.
func (id StoryID) Stream() domain.Stream { return domain.Stream{Kind: StoryKind, ID: string(id)} }

// Cause is why a story was withdrawn.
type Cause string

// The causes.
const (
	// ConsentWithdrawn: somebody whom the story is about has taken their consent back.
	ConsentWithdrawn Cause = "consent"
	// NotToBeUsed: it should not have been collected, or serves no more.
	NotToBeUsed Cause = "unused"
)

// AllCauses lists the causes.
func AllCauses() []Cause { return []Cause{ConsentWithdrawn, NotToBeUsed} }

// Withdrawal is the trace that a story leaves behind.
type Withdrawal struct {
	Cause Cause
	By    person.ID
	At    time.Time
}

// Story is the state of a story's stream.
type Story struct {
	ID StoryID
	// Title, Text and Use (what others can use of it) are what people read; empty once withdrawn.
	Title, Text, Use string
	Teller           Teller
	// About are those who could be recognised in it, each of whom must have agreed.
	About []Party
	// Revision counts the times that the texts were written.
	Revision    int
	CollectedBy person.ID
	CollectedAt time.Time
	Consents    []Consent
	// PassedOn are the readers who get it, PassedOnBy who decided that, for the present revision.
	PassedOn   []Readers
	PassedOnBy person.ID
	PassedOnAt time.Time
	Withdrawn  *Withdrawal
	// Told are the numbers of the events that hold its texts.
	Told []int64
}

// Exists tells whether the story has been collected.
func (s Story) Exists() bool { return s.Revision > 0 }

// For tells whether the readers get the story. One whose texts have been erased is nobody's.
func (s Story) For(to Readers) bool { return s.Title != "" && slices.Contains(s.PassedOn, to) }

// limits of a story's texts, in characters: together they fit on half a page.
const (
	MaxTitle = 100
	MaxText  = 1200
	MaxUse   = 400
)
