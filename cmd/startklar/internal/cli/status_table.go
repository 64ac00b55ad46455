package cli

import (
	"fmt"
	"io"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/journey"
)

// writeStatusTable writes a line per journey: where it is, and its sums.
func writeStatusTable(w io.Writer, rows []statusRow) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(w, "no municipality is enrolled")
		return err
	}
	t := newTable()
	t.line("CODE\tMUNICIPALITY\tDEFINITION\tSTARTED\tNOW IN\tDONE\tDUE\tDAYS LATE\tSTALE")
	for _, r := range rows {
		sum := r.sum()
		t.line("%s\t%s\t%s %d\t%s\t%s\t%d/%d\t%s\t%s\t%s", r.Municipality, r.Name, r.Definition, r.Version,
			r.StartedOn, r.nowIn(), sum.done, sum.total, orDash(sum.due.String()), orDash(some(sum.late)), orDash(some(sum.stale)))
	}
	return t.write(w)
}

// some leaves a zero empty, so that what needs attention stands out.
func some(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// statusSum is a journey's stages taken together.
type statusSum struct {
	done, total, late, stale int
	due                      calendar.Date
}

func (r statusRow) sum() (s statusSum) {
	for _, stage := range r.Stages {
		s.done, s.total, s.stale = s.done+stage.Done, s.total+stage.Total, s.stale+stage.Stale
		s.late = max(s.late, stage.DaysLate)
		if stage.DueOn != nil && (s.due.IsZero() || stage.DueOn.Before(s.due)) {
			s.due = *stage.DueOn
		}
	}
	return s
}

// nowIn names the stages that are at work, or how the journey ended.
func (r statusRow) nowIn() string {
	if r.run.Ended() {
		return strings.ToLower(string(r.run)) + " " + r.endedOn.String()
	}
	var active []string
	for _, stage := range r.Stages {
		if stage.State == journey.Active {
			active = append(active, string(stage.ID))
		}
	}
	return orDash(strings.Join(active, ", "))
}
