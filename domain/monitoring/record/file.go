package record

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

// File is a file that was read: its report, and its good deliveries.
type File struct {
	report Report
	shelf  *shelf
	codes  *codes
	// byMunicipality holds the file's deliveries by the number of their municipality, in month order.
	byMunicipality map[int][]*pair
	good           map[municipality.Code]int
}

// Report says what reading the file came to.
func (f *File) Report() Report { return f.report }

// Municipalities lists those with at least one good delivery, by code.
func (f *File) Municipalities() []municipality.Code { return slices.Sorted(maps.Keys(f.good)) }

// Deliveries returns a municipality's good deliveries in month order, their records ordered by citizen, each citizen
// once. It may be called by several goroutines, until the file is closed.
func (f *File) Deliveries(code municipality.Code) ([]monitoring.Delivery, error) {
	var all []monitoring.Delivery
	err := f.Each(code, func(d monitoring.Delivery) error {
		all = append(all, d)
		return nil
	})
	return all, err
}

// Each calls use with what [File.Deliveries] returns, one after the other: memory holds the records of one delivery.
// An error of use ends the calls and is returned.
func (f *File) Each(code municipality.Code, use func(monitoring.Delivery) error) error {
	number, ok := f.good[code]
	if !ok {
		return nil
	}
	var one sync.Mutex
	var failed error
	err := f.each(number, &one, &gathering{}, func(p *pair, g *gathering, entries []entry) {
		if failed == nil && !p.refused() {
			failed = use(monitoring.Delivery{Pair: p.Pair, Records: f.records(g, entries)})
		}
	})
	return cmp.Or(failed, err)
}

// records writes ordered rows out, each citizen once.
func (f *File) records(g *gathering, entries []entry) []monitoring.Record {
	var names strings.Builder // one string for all pseudonyms
	for _, e := range entries {
		names.Write(citizenIn(g.row(e)))
	}
	text := names.String()
	records := make([]monitoring.Record, 0, len(entries))
	for _, e := range entries {
		r := unpackRow(g.row(e))
		citizen := text[:len(r.citizen)]
		text = text[len(r.citizen):]
		if n := len(records); n == 0 || records[n-1].Citizen != citizen {
			records = append(records, f.codes.record(r, citizen))
		}
	}
	return records
}

// each calls use with every delivery of a municipality that has rows, in month order. Who orders a month that is too
// large for a batch holds the lock.
func (f *File) each(number int, wide sync.Locker, g *gathering, use func(*pair, *gathering, []entry)) error {
	for _, b := range batches(f.byMunicipality[number], f.shelf.size(number), f.shelf.limit/atOncePart) {
		if err := f.eachOf(number, b, wide, g, use); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) eachOf(number int, b batch, wide sync.Locker, g *gathering, use func(*pair, *gathering, []entry)) error {
	if b.bytes > f.shelf.limit/atOncePart {
		if b.pairs[0].refused() {
			return nil
		}
		wide.Lock()
		defer wide.Unlock()
	}
	if err := g.gather(f.shelf, number, b); err != nil {
		return err
	}
	g.eachMonth(func(month uint32, entries []entry) {
		i := slices.IndexFunc(b.pairs, func(p *pair) bool { return p.key.month() == int(month) })
		use(b.pairs[i], g, entries)
	})
	return nil
}

// Close lets go of memory and of the spilled rows. It may be called twice.
func (f *File) Close() error {
	f.good = nil
	if f.shelf == nil {
		return nil
	}
	return f.shelf.close()
}

func sortedKeys(pairs map[pairKey]*pair) []pairKey { return slices.Sorted(maps.Keys(pairs)) }

// report gathers what the reading came to.
func (r *reading) report() Report {
	lineOf := r.lineOf()
	report := Report{
		Rows: r.rows, FileRefused: r.fileRefused,
		Refusals: r.refusals.list(lineOf), Refused: r.refusals.count,
	}
	if !r.fileRefused {
		report.Warnings, report.Warned = r.warnings.list(lineOf), r.warnings.count
	}
	for _, key := range sortedKeys(r.pairs) {
		p := r.pairs[key]
		refused := r.fileRefused || p.refused()
		o := Outcome{Pair: p.Pair, Rows: p.rows, Refused: refused}
		if !refused {
			o.Records, o.Warnings = p.records, p.warnings
		}
		report.Deliveries = append(report.Deliveries, o)
	}
	return report
}

// good lists the municipalities with a good delivery, and their numbers.
func (r *reading) good() map[municipality.Code]int {
	all := map[municipality.Code]int{}
	for _, p := range r.pairs {
		if !r.fileRefused && !p.refused() {
			all[p.Municipality] = p.municipality
		}
	}
	return all
}
