package store

import (
	"startklar/domain/monitoring/intake"
)

var deliveries = projection[intake.State, *intake.Taken]{
	stream: intake.Kind,
	table: newTable("deliveries", []string{"municipality", "month", "number"}, []string{
		"file", "row_count", "warnings", "job_broker", "rehab", "step_up", "received_by", "known_from", "known_to",
	}),
	parts: func(s intake.State, yield func(*intake.Taken)) {
		for _, d := range s.Deliveries {
			yield(d)
		}
	},
	key: func(d *intake.Taken) []any { return []any{d.Month.String(), d.Number} },
	values: func(d *intake.Taken) []any {
		return []any{
			string(d.File), d.Rows, d.Warnings, d.JobBroker, d.Rehab, d.StepUp, d.By, micros(d.At), micros(d.Until),
		}
	},
}

var figureCells = projection[intake.State, *intake.Span]{
	stream: intake.Kind,
	table: newTable("figure_cells", []string{"municipality", "month", "measure", "origin", "known_from"}, []string{
		"known_to", "num", "den",
	}),
	parts: func(s intake.State, yield func(*intake.Span)) {
		for _, span := range s.Spans {
			yield(span)
		}
	},
	key: func(c *intake.Span) []any {
		return []any{c.Month.String(), c.Cell.Measure, c.Cell.Origin, micros(c.From)}
	},
	values: func(c *intake.Span) []any { return []any{micros(c.Until), c.Cell.Num, c.Cell.Den} },
}
