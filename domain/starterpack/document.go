package starterpack

import (
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/person"
)

// Kind is the kind of stream that holds a document's history.
const Kind domain.StreamKind = "document"

// ID names a document of a programme: "flere-skal-med-2.cv_paper".
type ID string

// NewID names a document by the key of the programme's definition and its id in the delivery.
func NewID(programme, document string) ID { return ID(programme + "." + document) }

// Stream is where the document's history stands.
func (id ID) Stream() domain.Stream { return domain.Stream{Kind: Kind, ID: string(id)} }

// Programme is the key of the programme's definition.
func (id ID) Programme() string {
	programme, _, _ := strings.Cut(string(id), ".")
	return programme
}

// Document is the id within the programme.
func (id ID) Document() string {
	_, document, _ := strings.Cut(string(id), ".")
	return document
}

// Document is the state of a document's stream. It is a value: what changes it makes a new one.
type Document struct {
	ID    ID
	About About
	// Versions stand in the order of their numbers, from 1 without gaps.
	Versions []Version
	// Draft is what the next version will be; nil for none. Drafts counts all there have been, so that a
	// revision that somebody has seen never comes back with another content.
	Draft  *Draft
	Drafts int
}

// About says what a document is for.
type About struct {
	Title domain.Text `json:"title"`
	// Purpose is what it helps with, Audience for whom it is.
	Purpose  domain.Text `json:"purpose"`
	Audience domain.Text `json:"audience"`
	// Serves is the element of the effort model.
	Serves domain.Text `json:"serves"`
	// Ordinal is its place in the pack, from 0.
	Ordinal int `json:"ordinal"`
}

// Content is what a version consists of: a text, a file, or both.
type Content struct {
	// Changed says what is new since the version before; empty for the first.
	Changed domain.Text `json:"changed"`
	// Text is Markdown.
	Text domain.Text `json:"text"`
	File *File       `json:"file,omitempty"`
	// Example marks what came with the program, for the national agency to replace.
	Example bool `json:"example,omitempty"`
}

// Empty tells whether there is nothing to read.
func (c Content) Empty() bool { return c.Text.IsZero() && c.File == nil }

// wordsPerMinute is how fast working papers are read.
const wordsPerMinute = 180

// Minutes is how long the text takes to read, at least 1; 0 where there is none.
func (c Content) Minutes(lang string) int {
	words := len(strings.Fields(c.Text.In(lang)))
	return (words + wordsPerMinute - 1) / wordsPerMinute
}

// Draft is the next version while it is being made.
type Draft struct {
	Content
	// Revision counts the drafts of this document from 1.
	Revision int
	By       person.ID
	At       time.Time
}

// Version is a published version.
type Version struct {
	Number int
	Content
	By person.ID
	At time.Time
	// Withdrawn is set when the version must no longer be used.
	Withdrawn *Withdrawal
	// Erased tells that the content has been erased.
	Erased bool
}

// Readable tells whether the version can still be read and delivered.
func (v Version) Readable() bool { return v.Withdrawn == nil && !v.Erased }

// Withdrawal says why a version must no longer be used.
type Withdrawal struct {
	Reason string    `json:"reason"`
	By     person.ID `json:"by"`
	At     time.Time `json:"at"`
}

// Exists tells whether the document is in the pack.
func (d Document) Exists() bool { return d.ID != "" }

// Version returns a version, and whether there is one.
func (d Document) Version(number int) (Version, bool) {
	if number < 1 || number > len(d.Versions) {
		return Version{}, false
	}
	return d.Versions[number-1], true
}

// Newest returns the highest version that can be read, and whether there is one.
func (d Document) Newest() (Version, bool) {
	for n := len(d.Versions) - 1; n >= 0; n-- {
		if d.Versions[n].Readable() {
			return d.Versions[n], true
		}
	}
	return Version{}, false
}
