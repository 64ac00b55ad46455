package cli

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/personaldata"
)

// defaultDefinition is the programme that this product was made for.
const defaultDefinition = "flere-skal-med-2"

type enrolCommand struct {
	Codes      []string      `arg:"" optional:"" name:"code" help:"Municipality codes, four digits each."`
	From       calendar.Date `required:"" placeholder:"YYYY-MM-DD" help:"The day on which the journeys start."`
	All        bool          `help:"Every municipality."`
	Definition string        `default:"${definition_default}" placeholder:"KEY" help:"The definition that the journeys run on, in its newest version. Default: ${default}."`
	Select     []string      `placeholder:"CODE" help:"Mark these municipalities, which the call enrols, for knowledge development."`
	Reason     string        `placeholder:"TEXT" help:"Why they were selected; goes with --select."`
	clockFlag
}

// Help tells what all or none means.
func (enrolCommand) Help() string {
	return "One code that is unknown, or that has an open journey on the definition already, refuses the call: all " +
		"such codes are named and nothing is done. A call that was cut off half-way is finished by the same call."
}

// Run enrols the municipalities.
func (c enrolCommand) Run(s *session) error {
	if err := c.refuseFlags(); err != nil {
		return err
	}
	codes, selected, wrong := c.read()
	expect := app.Anything
	if len(wrong) > 0 {
		// The call is refused; the store is asked for what else is wrong with it, and not made for that.
		expect = app.Existing
	}
	a, err := s.open(expect, c.clock())
	if err != nil {
		return cmp.Or(nothingDone(wrong), err)
	}
	defer a.Close()
	e, err := c.enrolment(s, a, codes, selected)
	if err != nil {
		return err
	}
	more, err := e.check()
	if err != nil {
		return err
	}
	if err := nothingDone(append(wrong, more...)); err != nil {
		return err
	}
	err = e.carryOut()
	if e.anything() {
		e.tell(s.stdout)
	}
	return err
}

// enrolment plans the call on the store as it stands.
func (c enrolCommand) enrolment(s *session, a *app.App, codes, selected []municipality.Code) (*enrolment, error) {
	definition, err := a.Newest(s.ctx, c.Definition)
	if domain.CodeOf(err) == domain.NotFound {
		return nil, refuse("--definition: there is no definition %q", c.Definition)
	}
	if err != nil {
		return nil, err
	}
	e := &enrolment{
		ctx: s.ctx, app: a, definition: definition, from: c.From, reason: c.Reason, now: c.clock()(),
		call: keyOf("enrol", []any{definition.Hash, c.From, codes, selected, c.Reason}),
	}
	return e, e.plan(codes, selected)
}

// refuseFlags refuses flags that do not go together.
func (c enrolCommand) refuseFlags() error {
	switch {
	case c.All && len(c.Codes) > 0:
		return refuse("--all stands for every municipality: leave out the codes")
	case !c.All && len(c.Codes) == 0:
		return refuse("write the codes of the municipalities, or --all")
	case len(c.Select) > 0 && strings.TrimSpace(c.Reason) == "":
		return refuse("--select needs --reason TEXT: a selection has a recorded reason")
	case len(c.Select) == 0 && c.Reason != "":
		return refuse("--reason goes with --select")
	case c.From.IsZero():
		return refuse("--from needs a date: write YYYY-MM-DD")
	}
	if _, found := personaldata.FindCPR(c.Reason); found {
		return refuse("--reason: a civil registration number does not belong here")
	}
	return nil
}

// read makes codes of what was written, in order and each once, and names everything that is none.
func (c enrolCommand) read() (codes, selected []municipality.Code, wrong []error) {
	codes, wrong = readCodes(c.Codes)
	if c.All {
		codes = allCodes()
	}
	selected, wrongSelected := readCodes(c.Select)
	for _, code := range selected {
		if !slices.Contains(codes, code) {
			wrongSelected = append(wrongSelected, fmt.Errorf("--select: %s is not among the codes of this call", label(code)))
		}
	}
	return codes, selected, append(wrong, wrongSelected...)
}

// nothingDone refuses a call with everything that is wrong with it, if anything is.
func nothingDone(wrong []error) error {
	if len(wrong) == 0 {
		return nil
	}
	return refuse("nothing was enrolled:\n%w", errors.Join(wrong...))
}

func readCodes(texts []string) (codes []municipality.Code, wrong []error) {
	for i, text := range texts {
		code, err := municipality.ParseCode(text)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", nameOf(text, i), err))
			continue
		}
		if _, ok := municipality.Get(code); !ok {
			wrong = append(wrong, fmt.Errorf("%s: no municipality has this code", code))
			continue
		}
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return slices.Compact(codes), wrong
}

// nameOf repeats a wrong code, unless it may be a person's number.
func nameOf(text string, i int) string {
	if _, found := personaldata.FindCPR(text); found {
		return fmt.Sprintf("code %d of the call", i+1)
	}
	return fmt.Sprintf("%q", text)
}

func allCodes() []municipality.Code {
	var codes []municipality.Code
	for _, m := range municipality.All() {
		codes = append(codes, m.Code)
	}
	return codes
}

// label is a municipality as reports name it.
func label(code municipality.Code) string {
	m, _ := municipality.Get(code)
	return fmt.Sprintf("%s %s", code, m.Name)
}
