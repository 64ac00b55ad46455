package statement

import (
	"cmp"
	"math"
	"slices"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
)

// mostPoints is how many points for attention a statement has.
const mostPoints = 2

// Attention are the lines that deserve attention, the most worrying first, one of those that overlap, at most two.
func (c Content) Attention(p *monitoring.Programme) (all []Line) {
	for _, l := range c.Lines {
		if l.Level == signal.Propose || l.Level == signal.Watch {
			all = append(all, l)
		}
	}
	slices.SortStableFunc(all, func(a, b Line) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Tail, b.Tail))
	})
	seen := map[string]bool{}
	all = slices.DeleteFunc(all, func(l Line) bool {
		i, _ := p.Indicator(l.Indicator)
		again := i.Together != "" && seen[i.Together]
		seen[i.Together] = true
		return again
	})
	return all[:min(len(all), mostPoints)]
}

func rank(l Line) int {
	if l.Level == signal.Propose {
		return 0
	}
	return 1
}

// fewest is by how many citizens a count must differ from what it was before that is worth a sentence.
const fewest = 3

// Moved is the line that moved most since three months before: where most citizens more, or fewer, are counted than
// the earlier share would have given. It is false where nothing moved by three citizens.
func (c Content) Moved() (most Line, found bool) {
	furthest := 0.0
	for _, l := range c.Lines {
		if !l.Own.Known() || !l.Before.Known() {
			continue
		}
		if by := math.Abs(l.Moved()); by >= fewest && by > furthest {
			most, found, furthest = l, true, by
		}
	}
	return most, found
}

// Moved is how many citizens more are counted than the share of three months before would have given.
func (l Line) Moved() float64 { return float64(l.Own.Num) - l.Before.Share()*float64(l.Own.Den) }

// TaskKind is what a statement asks its readers to do.
type TaskKind string

// The tasks, the most pressing first.
const (
	// TaskDeliver: the month has not been delivered.
	TaskDeliver TaskKind = "deliver"
	// TaskMark: citizens of the intervention group have no job broker marking.
	TaskMark TaskKind = "mark"
	// TaskDiscuss: an indicator deserves attention.
	TaskDiscuss TaskKind = "discuss"
	// TaskStep: a step of the journey waits.
	TaskStep TaskKind = "step"
	// TaskKeep: nothing presses.
	TaskKeep TaskKind = "keep"
)

// AllTasks lists the tasks.
func AllTasks() []TaskKind { return []TaskKind{TaskDeliver, TaskMark, TaskDiscuss, TaskStep, TaskKeep} }

// Task is the one thing to do.
type Task struct {
	Kind TaskKind
	// Indicator is what to discuss; Unmarked how many lack a marking; Step which step.
	Indicator monitoring.IndicatorID
	Unmarked  Count
	Step      domain.Text
	// By is the day; zero for none.
	By calendar.Date
}

// many is the share of the intervention group without a marking from which marking comes first.
const many = 0.10

// Task chooses the one thing to do: deliver, mark, discuss, the journey's step, or keep on.
func (c Content) Task(p *monitoring.Programme) Task {
	if c.Receipt.Number == 0 {
		return Task{Kind: TaskDeliver, By: c.Due}
	}
	points := c.Attention(p)
	unmarked, _ := c.Group(monitoring.MeasureUnmarked)
	mark := p.Marking().ID
	marking := len(points) > 0 && points[0].Indicator == mark
	switch {
	case mark != "" && unmarked.Known() && unmarked.Num > 0 && (marking || unmarked.Share() >= many):
		return Task{Kind: TaskMark, Unmarked: unmarked, By: c.MarkBy}
	case len(points) > 0:
		return Task{Kind: TaskDiscuss, Indicator: points[0].Indicator, By: c.MarkBy}
	}
	for _, state := range []StepState{StepLate, StepNext} {
		for _, step := range c.Journey {
			if step.State == state {
				return Task{Kind: TaskStep, Step: step.Title, By: step.On}
			}
		}
	}
	return Task{Kind: TaskKeep, By: c.Due}
}

// Quiet tells that a statement has nothing new beyond its first page: nothing deserves attention, nothing moved, no
// step is late and nothing was corrected.
func (c Content) Quiet(p *monitoring.Programme) bool {
	_, moved := c.Moved()
	late := slices.ContainsFunc(c.Journey, func(s Step) bool { return s.State == StepLate })
	return c.Receipt.Number > 0 && len(c.Attention(p)) == 0 && !moved && !late && len(c.Changed) == 0
}
