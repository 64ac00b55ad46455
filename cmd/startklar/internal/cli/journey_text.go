package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"
)

// writeJourneyText writes a journey for people: its stages with their items, then what has been written.
func writeJourneyText(w io.Writer, j shownJourney, s workflow.State) error {
	fmt.Fprintf(w, "%s\n%s version %d, started %s, %s\nevent %d, as of %s\n\n", label(j.Municipality),
		j.Definition, j.Version, j.StartedOn, runOf(s), j.Number, j.AsOf.In(calendar.Copenhagen()).Format(time.RFC3339))
	t := newTable()
	for _, stage := range s.Stages {
		p := s.StageProgress(stage.Def)
		t.line("%s\t\t%s\t%d/%d", stage.Def.ID, stage.State, p.Done, p.Total)
		for _, i := range j.Items {
			if i.Stage == stage.Def.ID {
				t.line("  %s\t%s\t%s\t%s", i.ID, i.Kind, i.State, strings.Join(i.remarks(), ", "))
			}
		}
	}
	if err := t.write(w); err != nil {
		return err
	}
	for _, i := range j.Items {
		writeAnswers(w, i)
	}
	return nil
}

// runOf is the journey's own state, and the day it ended.
func runOf(s workflow.State) string {
	if s.Run == journey.Active {
		return string(s.Run)
	}
	return fmt.Sprintf("%s %s", s.Run, s.EndedOn)
}

// remarks are what there is to say about an item beside its state.
func (i shownItem) remarks() (all []string) {
	if i.Standing != "" {
		all = append(all, "least advanced question "+string(i.Standing))
	}
	if i.DueOn != nil {
		all = append(all, "due "+i.DueOn.String())
	}
	if i.Assignee != "" {
		all = append(all, "assigned to "+string(i.Assignee))
	}
	if i.Stale {
		all = append(all, "stale")
	}
	return all
}

func writeAnswers(w io.Writer, i shownItem) {
	for _, a := range i.Answers {
		fmt.Fprintf(w, "\n%s/%s  revision %d by %s, %s\n", i.ID, a.ID, a.Revision, a.By,
			a.At.In(calendar.Copenhagen()).Format(time.RFC3339))
		text := printable(a.Text)
		if a.Erased {
			text = "(erased)"
		}
		for line := range strings.SplitSeq(text, "\n") {
			fmt.Fprintf(w, "    %s\n", line)
		}
	}
}
