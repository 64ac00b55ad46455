package store

import (
	"encoding/json"
	"sync"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/workflow"
)

var journeysTable = newTable("journeys", []string{"id"}, []string{
	"municipality", "name_key", "definition", "version", "definition_hash", "started_on", "run", "ended_on",
	"selected", "anchors", "changed_at", "number", "done", "total", "due_on", "stale",
}, "municipality", "name_key", "started_on")

// Every command changes a journey's row, for its number is there: the part is the state as a whole.
var journeys = projection[workflow.State, *workflow.State]{
	stream: journey.StreamKind,
	table:  journeysTable,
	parts: func(s workflow.State, yield func(*workflow.State)) {
		if s.Started() {
			yield(&s)
		}
	},
	values: func(s *workflow.State) []any {
		sums := sumsOf(*s)
		return []any{
			s.Municipality, nameKey(s.Municipality), s.Def.Key, s.Def.Version, s.Def.Hash, s.StartedOn.String(), s.Run,
			s.EndedOn.String(), s.Selected, encoded(s.Anchors), micros(s.ChangedAt), s.Number, sums.Done, sums.Total,
			sums.Due.String(), sums.Stale,
		}
	},
}

// nameKeys order by a municipality's name, as Danes do.
var nameKeys = sync.OnceValue(func() map[municipality.Code][]byte {
	keys := map[municipality.Code][]byte{}
	for _, m := range municipality.All() {
		keys[m.Code] = municipality.SortKey(m.Name)
	}
	return keys
})

// nameKey puts a municipality that nobody knows where its code would stand.
func nameKey(code municipality.Code) []byte {
	if key, ok := nameKeys()[code]; ok {
		return key
	}
	return municipality.SortKey(string(code))
}

// sumsOf adds the stages up; the deadline is the earliest.
func sumsOf(s workflow.State) (sums workflow.Progress) {
	for _, r := range s.Stages {
		p := progressOf(s, r)
		sums.Done, sums.Total, sums.Stale = sums.Done+p.Done, sums.Total+p.Total, sums.Stale+p.Stale
		if !p.Due.IsZero() && (sums.Due.IsZero() || p.Due.Before(sums.Due)) {
			sums.Due = p.Due
		}
	}
	return sums
}

// progressOf is a stage's progress. What has ended is due no more.
func progressOf(s workflow.State, r *workflow.StageRun) workflow.Progress {
	p := s.StageProgress(r.Def)
	if r.State.Ended() || s.Run.Ended() {
		p.Due = calendar.Date{}
	}
	return p
}

var stagesTable = newTable("journey_stages", []string{"journey", "stage"}, []string{
	"ordinal", "state", "since", "ended_at", "closed_by", "reason", "done", "total", "due_on", "stale",
})

type stagePart struct {
	ordinal  int
	run      *workflow.StageRun
	progress workflow.Progress
}

var stages = projection[workflow.State, stagePart]{
	stream: journey.StreamKind,
	table:  stagesTable,
	parts: func(s workflow.State, yield func(stagePart)) {
		for n, r := range s.Stages {
			yield(stagePart{ordinal: n, run: r, progress: progressOf(s, r)})
		}
	},
	key: func(p stagePart) []any { return []any{p.run.Def.ID} },
	values: func(p stagePart) []any {
		r := p.run
		return []any{
			p.ordinal, r.State, micros(r.Since), micros(r.EndedAt), r.ClosedBy, r.Reason,
			p.progress.Done, p.progress.Total, p.progress.Due.String(), p.progress.Stale,
		}
	},
}

// micros is a moment in microseconds since 1970; 0 for none.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// moment is the other way round.
func moment(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

// encoded writes a part that no query looks into; nothing at all for null. The types are plain structs,
// which always encode.
func encoded(v any) string {
	text, _ := json.Marshal(v)
	if string(text) == "null" {
		return ""
	}
	return string(text)
}

// decoded is the other way round.
func decoded(text string, into any) error {
	if text == "" {
		return nil
	}
	return failed("decode", json.Unmarshal([]byte(text), into))
}
