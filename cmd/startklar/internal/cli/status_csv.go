package cli

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"

	"startklar/domain/calendar"
	"startklar/domain/journey"
)

// writeStatusCSV writes a line per journey, with six columns for each stage that any of them has, in the
// order in which the stages first appear; they are empty where a journey's definition lacks the stage.
func writeStatusCSV(w io.Writer, rows []statusRow) error {
	stages := stagesOf(rows)
	out := csv.NewWriter(w)
	header := []string{"municipality", "name", "region", "definition", "version", "started_on"}
	for _, id := range stages {
		for _, column := range []string{"state", "done", "total", "due_on", "days_late", "stale"} {
			header = append(header, string(id)+"_"+column)
		}
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for _, r := range rows {
		if err := out.Write(r.record(stages)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func stagesOf(rows []statusRow) (ids []journey.StageID) {
	seen := map[journey.StageID]bool{}
	for _, r := range rows {
		for _, stage := range r.Stages {
			if !seen[stage.ID] {
				seen[stage.ID] = true
				ids = append(ids, stage.ID)
			}
		}
	}
	return ids
}

func (r statusRow) record(stages []journey.StageID) []string {
	record := []string{string(r.Municipality), r.Name, r.Region, r.Definition, strconv.Itoa(r.Version), r.StartedOn.String()}
	for _, id := range stages {
		at := slices.IndexFunc(r.Stages, func(stage statusStage) bool { return stage.ID == id })
		if at < 0 {
			record = append(record, make([]string, 6)...)
			continue
		}
		record = append(record, r.Stages[at].cells()...)
	}
	return record
}

func (s statusStage) cells() []string {
	due := calendar.Date{}
	if s.DueOn != nil {
		due = *s.DueOn
	}
	return []string{
		string(s.State), strconv.Itoa(s.Done), strconv.Itoa(s.Total), due.String(), strconv.Itoa(s.DaysLate), strconv.Itoa(s.Stale),
	}
}
