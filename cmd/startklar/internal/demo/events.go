package demo

import (
	_ "embed"
	"fmt"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"

	"github.com/goccy/go-yaml"
)

//go:embed events.yaml
var eventsYAML []byte

// explained is one dated event of events.yaml.
type explained struct {
	ID         annotation.ID            `yaml:"id"`
	Back       int                      `yaml:"back"`
	Until      int                      `yaml:"until"`
	Days       int                      `yaml:"days"`
	Cause      annotation.Cause         `yaml:"cause"`
	Indicators []monitoring.IndicatorID `yaml:"indicators"`
	Suspends   bool                     `yaml:"suspends"`
	Title      string                   `yaml:"title"`
	Text       string                   `yaml:"text"`
	// Withdrawn is why it was taken back; empty for one that stands.
	Withdrawn string `yaml:"withdrawn"`
}

// explain writes the dated events that stand beside the figures.
func explain(people *cast, clock *Clock) ([]script, error) {
	var of struct {
		Events []explained `yaml:"events"`
	}
	if err := yaml.UnmarshalWithOptions(eventsYAML, &of, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("demo: events.yaml: %w", err)
	}
	today := calendar.DateOf(clock.until)
	var scripts []script
	for _, e := range of.Events {
		t := &telling{day: workedDay(today.AddDays(-e.Days)), slot: 8}
		t.do(people.officers[0], annotation.Write{ID: e.ID, Content: e.content(calendar.MonthOf(today))})
		if e.Withdrawn != "" {
			t.day = workedDay(today.AddDays(7 - e.Days))
			t.do(people.officers[0], annotation.Withdraw{ID: e.ID, Reason: e.Withdrawn})
		}
		scripts = append(scripts, t.script)
	}
	return scripts, nil
}

func (e explained) content(now calendar.Month) annotation.Content {
	c := annotation.Content{
		Title: e.Title, Text: e.Text, Cause: e.Cause, From: now.Add(-e.Back), Indicators: e.Indicators, Suspends: e.Suspends,
	}
	if e.Until > 0 {
		c.Until = now.Add(-e.Until)
	}
	return c
}
