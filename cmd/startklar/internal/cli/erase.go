package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain"
	"startklar/workflow/journal"
)

type eraseCommand struct {
	Stream  string  `arg:"" help:"The stream as verify prints it, such as journey/0851.flere-skal-med-2.1."`
	Numbers []int64 `arg:"" name:"number" help:"The events whose content goes, by their numbers in journey CODE --history."`
	Reason  string  `required:"" placeholder:"TEXT" help:"Why; it stays in the history. Not what was erased."`
	clockFlag
}

// Help tells what stays.
func (eraseCommand) Help() string {
	return "What was written in the events is gone for good, from history and projections; number, time, actor and " +
		"hash stay, and verify says erased. Only what a person wrote can be erased, not what the course of a journey " +
		"rests on. The same call twice erases once."
}

// Run erases the content of events.
func (c eraseCommand) Run(s *session) error {
	kind, id, ok := strings.Cut(c.Stream, "/")
	if !ok || kind == "" || id == "" {
		return refuse("not a stream: write KIND/ID, such as journey/0851.flere-skal-med-2.1")
	}
	slices.Sort(c.Numbers)
	erase := journal.Erase{
		Of:      domain.Stream{Kind: domain.StreamKind(kind), ID: id},
		Numbers: slices.Compact(c.Numbers), Reason: c.Reason,
	}
	a, err := s.open(app.Existing, c.clock())
	if err != nil {
		return err
	}
	defer a.Close()
	result, err := a.Desk.Do(s.ctx, actor, keyOf("erase", erase), erase)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "erased %s %s: %s\n", erase.Of, counted(len(erase.Numbers), "event", "events"), wordOf(result))
	return nil
}

// wordOf tells which event says what was done.
func wordOf(r journal.Result) string {
	if r.Repeated {
		return fmt.Sprintf("this had been done; event %d says so", r.Number)
	}
	return fmt.Sprintf("event %d says so", r.Number)
}

// keyOf is the client key of a call: the same call has the same, so that running it again does no harm.
func keyOf(name string, call any) string {
	// Only structs of strings and numbers come here: they encode.
	data, _ := json.Marshal(call)
	sum := sha256.Sum256(data)
	return name + ":" + hex.EncodeToString(sum[:16])
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
