package store

import (
	"slices"
	"strings"

	"startklar/domain/view"
)

// overviewColumns are what view.OverviewRow shows of a journey.
const overviewColumns = "j.id, j.municipality, j.definition, j.version, j.definition_hash, j.started_on, j.run, " +
	"j.ended_on, j.selected, j.changed_at, j.done, j.total, j.due_on, j.stale"

// overviewOrders are the orders. What has no deadline comes after what has one, in both directions.
var overviewOrders = map[view.OverviewSort]struct{ first, key string }{
	view.ByName:     {"", "j.name_key"},
	view.ByDue:      {"CASE WHEN j.due_on = '' THEN 1 ELSE 0 END, ", "j.due_on"},
	view.ByProgress: {"", "CASE WHEN j.total = 0 THEN 0 ELSE j.done * 1000000 / j.total END"},
	view.ByChanged:  {"", "j.changed_at"},
	view.ByCode:     {"", "j.municipality"},
}

// overviewQuery builds the statements of one overview. Texts are ours alone; whatever was asked for is an
// argument.
type overviewQuery struct {
	where []string
	args  []any
	order string
	limit string
	page  []any
}

func newOverviewQuery(q view.OverviewQuery) *overviewQuery {
	b := &overviewQuery{}
	b.conditions(q)
	by, ok := overviewOrders[q.Sort]
	if !ok {
		by = overviewOrders[view.ByName]
	}
	b.order = " ORDER BY " + by.first + by.key
	if q.Descending {
		b.order += " DESC"
	}
	b.order += ", j.name_key, j.id"
	if q.Limit > 0 {
		b.limit, b.page = " LIMIT ? OFFSET ?", []any{q.Limit, max(q.Offset, 0)}
	}
	return b
}

func (b *overviewQuery) conditions(q view.OverviewQuery) {
	if q.Municipalities != nil {
		codes := make([]any, len(q.Municipalities))
		for i, code := range q.Municipalities {
			codes[i] = string(code)
		}
		b.and("j.municipality IN (?"+strings.Repeat(", ?", len(codes)-1)+")", codes...)
	}
	if q.Definition != "" {
		b.and("j.definition = ?", q.Definition)
	}
	if q.Run != "" {
		b.and("j.run = ?", string(q.Run))
	}
	if q.Stage != "" {
		b.and("EXISTS (SELECT 1 FROM journey_stages f WHERE f.journey = j.id AND f.stage = ? AND f.state = ?)",
			string(q.Stage), string(q.StageState))
	}
	if !q.LateOn.IsZero() {
		b.and("j.due_on <> '' AND j.due_on < ?", q.LateOn.String())
	}
	if q.OnlyStale {
		b.and("j.stale > 0")
	}
	if q.OnlySelected {
		b.and("j.selected <> 0")
	}
}

func (b *overviewQuery) and(condition string, args ...any) {
	b.where = append(b.where, condition)
	b.args = append(b.args, args...)
}

// matching is FROM and WHERE.
func (b *overviewQuery) matching() string {
	if len(b.where) == 0 {
		return " FROM journeys j"
	}
	return " FROM journeys j WHERE " + strings.Join(b.where, " AND ")
}

// journeys selects the page.
func (b *overviewQuery) journeys() (string, []any) {
	return "SELECT " + overviewColumns + b.matching() + b.order + b.limit, slices.Concat(b.args, b.page)
}

// stages selects the stages of the page's journeys.
func (b *overviewQuery) stages() (string, []any) {
	return b.of("SELECT s.journey, s.stage, s.state, s.since, s.done, s.total, s.due_on, s.stale FROM journey_stages s",
		"s", " ORDER BY s.journey, s.ordinal")
}

// of selects what belongs to the page's journeys from a table beside theirs, which the selection names by alias.
func (b *overviewQuery) of(selection, alias, rest string) (string, []any) {
	page := "SELECT j.id" + b.matching()
	if b.limit != "" {
		page += b.order + b.limit
	}
	return selection + " WHERE " + alias + ".journey IN (" + page + ")" + rest, slices.Concat(b.args, b.page)
}

// count counts the rows of every page.
func (b *overviewQuery) count() (string, []any) { return "SELECT COUNT(*)" + b.matching(), b.args }
