package cli

import (
	"io"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/view"
)

type statusCommand struct {
	Format string `enum:"table,json,csv" default:"table" placeholder:"FORMAT" help:"table, json or csv. Default: table."`
	clockFlag
}

// Help tells what is listed.
func (statusCommand) Help() string {
	return "One row per journey, by municipality code. done and total count required units that a person declares " +
		"or completes; days late are calendar days; stale counts what is finished but rests on something reopened."
}

// statusRow is one journey. Its JSON is a contract.
type statusRow struct {
	Municipality municipality.Code `json:"municipality"`
	Name         string            `json:"name"`
	Region       string            `json:"region"`
	Definition   string            `json:"definition"`
	Version      int               `json:"version"`
	StartedOn    calendar.Date     `json:"started_on"`
	Stages       []statusStage     `json:"stages"`

	// What the table shows beside.
	run     journey.State
	endedOn calendar.Date
}

// statusStage is one stage of a journey. Its JSON is a contract.
type statusStage struct {
	ID       journey.StageID `json:"id"`
	State    journey.State   `json:"state"`
	Done     int             `json:"done"`
	Total    int             `json:"total"`
	DueOn    *calendar.Date  `json:"due_on"`
	DaysLate int             `json:"days_late"`
	Stale    int             `json:"stale"`
}

// Run prints where everybody is.
func (c statusCommand) Run(s *session) error {
	a, err := s.open(app.Existing, c.clock())
	if err != nil {
		return err
	}
	defer a.Close()
	overview, err := a.Desk.Overview(s.ctx, actor, view.OverviewQuery{Sort: view.ByCode})
	if err != nil {
		return err
	}
	return c.write(s.stdout, statusRows(overview, c.today()))
}

func (c statusCommand) write(w io.Writer, rows []statusRow) error {
	switch c.Format {
	case "json":
		return writeJSON(w, rows)
	case "csv":
		return writeStatusCSV(w, rows)
	default:
		return writeStatusTable(w, rows)
	}
}

func statusRows(overview view.Overview, today calendar.Date) []statusRow {
	rows := make([]statusRow, len(overview.Rows))
	for i, r := range overview.Rows {
		m, _ := municipality.Get(r.Municipality)
		rows[i] = statusRow{
			Municipality: r.Municipality, Name: m.Name, Region: municipality.RegionOn(r.Municipality, today),
			Definition: r.Definition, Version: r.Version, StartedOn: r.StartedOn,
			Stages: make([]statusStage, len(r.Stages)), run: r.Run, endedOn: r.EndedOn,
		}
		for n, stage := range r.Stages {
			rows[i].Stages[n] = statusStage{
				ID: stage.Stage, State: stage.State, Done: stage.Done, Total: stage.Total,
				DueOn: dateOrNull(stage.DueOn), DaysLate: view.DaysLate(stage.DueOn, today), Stale: stage.Stale,
			}
		}
	}
	return rows
}
