package uploads

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/record"
	"startklar/domain/person"
	"startklar/domain/personaldata"
	"startklar/domain/policy"
)

// Kind is the kind of stream; its id is the programme.
const Kind domain.StreamKind = "uploads"

// StreamOf is the history of a programme's files.
func StreamOf(programme string) domain.Stream { return domain.Stream{Kind: Kind, ID: programme} }

// About is what became of a file, in numbers.
type About struct {
	// Name is what its sender called it, at most MaxName characters; Bytes its size, Rows its rows without the header.
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
	Rows  int64  `json:"rows"`
	// New, Superseding, Unchanged, Refused and Left count its deliveries; Left were good and are not in, for the work
	// ended before.
	New         int `json:"new,omitempty"`
	Superseding int `json:"superseding,omitempty"`
	Unchanged   int `json:"unchanged,omitempty"`
	Refused     int `json:"refused,omitempty"`
	Left        int `json:"left,omitempty"`
	// Errors are the things for which rows were refused, Warnings those that were questionable.
	Errors   int `json:"errors,omitempty"`
	Warnings int `json:"warnings,omitempty"`
}

// MaxName is how many characters a file's name may have.
const MaxName = 200

// Report is what was found in a file, as it was shown. It holds no citizen's pseudonym.
type Report struct {
	Errors   []record.Note `json:"errors,omitempty"`
	Warnings []record.Note `json:"warnings,omitempty"`
	// Doubts are what is questionable in whole deliveries beside the ones before them.
	Doubts []Doubt `json:"doubts,omitempty"`
}

// Doubt is one questionable thing in a delivery: by how many citizens it shrank, how many vanished, of how many group 2
// should be confirmed.
type Doubt struct {
	monitoring.Pair
	Shrunk   int `json:"shrunk,omitempty"`
	Vanished int `json:"vanished,omitempty"`
	Unmarked int `json:"unmarked,omitempty"`
}

// Encode writes the report as it is stored.
func (r Report) Encode() ([]byte, error) { return json.Marshal(r) }

// Decode reads a stored report.
func Decode(data []byte) (r Report, err error) {
	err = json.Unmarshal(data, &r)
	for _, notes := range [][]record.Note{r.Errors, r.Warnings} {
		for _, n := range notes {
			typed(n.Args)
		}
	}
	return r, err
}

// typed makes values of a note what they were: lines, counts and months, which JSON knows no kinds of its own for.
func typed(args domain.Args) {
	for name, value := range args {
		switch value := value.(type) {
		case float64:
			args[name] = int(value)
		case string:
			if m, err := calendar.ParseMonth(value); err == nil && name == "month" {
				args[name] = m
			}
		}
	}
}

// Note is the command that writes a file into the history.
type Note struct {
	Programme string `json:"programme"`
	About
	// Report names the report, which is Data: it comes along as an attachment.
	Report domain.FileHash `json:"report"`
	Data   []byte          `json:"-"`
}

// Stream implements domain.Command.
func (c Note) Stream() domain.Stream { return StreamOf(c.Programme) }

// CommandName implements domain.Command.
func (Note) CommandName() string { return "note_upload" }

// Attachments are the report.
func (c Note) Attachments() []domain.Attachment {
	return []domain.Attachment{{Hash: c.Report, Data: c.Data}}
}

// FileTaken says that a file has been taken in, as far as it could be.
type FileTaken struct {
	About
	Report domain.FileHash `json:"report"`
}

// EventKind implements domain.Body.
func (*FileTaken) EventKind() string { return "file_taken" }

// Files implements journal.Naming: the history stands on the report.
func (f *FileTaken) Files() []domain.FileHash { return []domain.FileHash{f.Report} }

// Upload is one file of the history. It is never changed.
type Upload struct {
	About
	// Number counts a programme's files from 1.
	Number int64
	Report domain.FileHash
	By     person.ID
	At     time.Time
}

// State is a programme's files, in the order in which they were taken in.
type State struct{ Uploads []*Upload }

// Upload returns a file by its number; false if there is none such.
func (s State) Upload(number int64) (Upload, bool) {
	if number < 1 || number > int64(len(s.Uploads)) {
		return Upload{}, false
	}
	return *s.Uploads[number-1], true
}

// Subject brings the rules of the history to the journal.
type Subject struct{}

// Kind returns the kind of stream.
func (Subject) Kind() domain.StreamKind { return Kind }

// Empty is a programme without files.
func (Subject) Empty() any { return State{} }

// Authorize lets those act who deliver records; contents are erased by those who erase elsewhere too.
func (Subject) Authorize(actor person.Actor, _ any, c domain.Command) error {
	if _, ok := c.(Note); ok {
		return policy.CheckRole(actor, policy.DeliverRecords)
	}
	return policy.CheckRole(actor, policy.EraseContent)
}

// Erasable says no: nothing here was written by hand but a file's name.
func (Subject) Erasable(string) bool { return false }

// Body returns the body of an event.
func (Subject) Body(kind string, version int) (domain.Body, error) {
	if kind == (&FileTaken{}).EventKind() && version == 1 {
		return &FileTaken{}, nil
	}
	return nil, fmt.Errorf("upload event %q version %d", kind, version)
}

// Decide notes a file.
func (Subject) Decide(_ person.Actor, _ any, c domain.Command, _ time.Time) ([]domain.Event, error) {
	note, ok := c.(Note)
	if !ok {
		return nil, domain.Fault("uploads", fmt.Errorf("%T", c))
	}
	if _, found := personaldata.FindCPR(note.Name); found {
		return nil, domain.RefuseField(domain.Invalid, "file", "cpr", nil)
	}
	if note.Name == "" || len([]rune(note.Name)) > MaxName {
		return nil, domain.RefuseField(domain.Invalid, "file", "file_name", nil)
	}
	return []domain.Event{{Body: &FileTaken{About: note.About, Report: note.Report}}}, nil
}

// Evolve returns the state after an event.
func (Subject) Evolve(state any, e domain.Event) (any, error) {
	s, ok := state.(State)
	body, known := e.Body.(*FileTaken)
	if !ok || !known {
		return nil, fmt.Errorf("upload event %q on %T", e.Kind, state)
	}
	s.Uploads = append(slices.Clone(s.Uploads), &Upload{
		About: body.About, Number: int64(len(s.Uploads) + 1), Report: body.Report, By: person.ID(e.Actor), At: e.At,
	})
	return s, nil
}
