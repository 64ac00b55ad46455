package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// Question is one question of a checklist with everything that belongs to it. Everything that can be written
// stands in one form, so that no button loses what stands in another field.
type Question struct {
	Shell parts.Shell
	// Action is where the form goes; empty where the question can only be read.
	Action string
	Key    string

	// Consider lists what the answer should cover; Prompts are the sub-questions while they share its field.
	Consider []string
	Prompts  []Prompt
	// Answers are the question's field and, once it is split, one for each prompt.
	Answers []Answer
	// Split gives the prompts fields of their own, or joins them; nil where there is nothing to split.
	Split *parts.Button

	// Standing are the radios; nil where the question can only be read. StandingWas is what was declared when
	// the page was made, so that an untouched choice does not undo a colleague's.
	Standing    *parts.Field
	StandingWas string
	Status      parts.Status
	StatusNote  string
	// Owner chooses whose question it is; nil where that cannot be changed.
	Owner     *parts.Field
	OwnerNote string
	OwnerSet  parts.Button
	Take      *parts.Button
	// Due is by when the question is to be clear; nil where that cannot be changed.
	Due     *parts.Field
	DueNote string
	DueSet  parts.Button
	// Pending are proposals and requests that the reader should know of before they write.
	Pending []parts.Notice
	// Help lists who was asked, Ask asks somebody.
	Help []string
	Ask  *parts.Button
	// Talk is what colleagues say about the answer.
	Talk    Talk
	Buttons parts.Buttons
	// Open takes the declaration of the section back; nil where that is not the reader's.
	Open *Form

	Why, Example, Source string
	Previous, Next       *parts.Link
	Back                 parts.Link
}

// Prompt is a sub-question.
type Prompt struct {
	Ref, Text, Why string
	Optional       bool
	Consider       []string
}

// Render writes the page.
func (p Question) Render(ctx context.Context, w io.Writer) error { return question(p).Render(ctx, w) }
