package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// Talk is what colleagues say about an answer, and where it can be checked. It stands in the question's form.
type Talk struct {
	Comments []Comment
	// NoComments and NoEvidence stand where there are none that the reader may see.
	NoComments, NoEvidence string
	// New and Private write a comment; nil where the reader may not.
	New, Private *parts.Field
	Send         parts.Button
	// NewOpen shows them at once: something stands there.
	NewOpen  bool
	Evidence []Evidence
	// Attach are the inputs of new evidence; none where the reader may not.
	Attach     []parts.Field
	AttachSet  parts.Button
	AttachOpen bool
	// Propose offers a text of one's own as the answer, for those who do not write the answer itself.
	Propose    *parts.Field
	ProposeSet parts.Button
}

// Comment is one comment. Mark says that it is private; Gone stands in place of a text that is not there.
type Comment struct {
	ID, By, Text, Mark, Gone string
	Withdraw                 *parts.Button
}

// Evidence is one place where an answer can be checked; Href is empty for a journal number.
type Evidence struct {
	Label, Href, Text, By, Gone string
	Remove                      *parts.Button
}

// Render writes the talk, or nothing where there is none and none can begin.
func (t Talk) Render(ctx context.Context, w io.Writer) error {
	if len(t.Comments)+len(t.Evidence)+len(t.Attach) == 0 && t.New == nil && t.Propose == nil {
		return nil
	}
	return talk(t).Render(ctx, w)
}
