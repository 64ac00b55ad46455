package record_test

import (
	"runtime"
	"testing"

	"startklar/domain/monitoring"
	"startklar/domain/monitoring/record"

	"github.com/google/go-cmp/cmp"
)

// numbered is a file that is never held in memory, and leaves nothing behind there: a header, and a row for each number,
// all of one length.
type numbered struct {
	header, row string
	rows        int
	alone       bool // all rows in one delivery
}

func (n numbered) size() int64 { return int64(len(n.header) + n.rows*len(n.row)) }

func (n numbered) ReadAt(b []byte, at int64) (int, error) {
	filled := 0
	if at < int64(len(n.header)) {
		filled = copy(b, n.header[at:])
	}
	var row [128]byte
	for filled < len(b) {
		behind := int(at) + filled - len(n.header)
		n.write(row[:], behind/len(n.row))
		filled += copy(b[filled:], row[behind%len(n.row):len(n.row)])
	}
	return filled, nil
}

// write writes a row: citizens in no order, and unless alone three municipalities and five months.
func (n numbered) write(row []byte, i int) {
	copy(row, n.row)
	for digit, left := 8, i*7919%10_000_019; digit >= 2; digit-- {
		row[digit] = byte('0' + left%10)
		left /= 10
	}
	if n.alone {
		return
	}
	copy(row[len("b-0000000;"):], []string{"0101", "0147", "0751"}[i%3])
	row[len("b-0000000;0101;2026-0")] = byte('1' + i/3%5)
}

func TestMemoryStaysBounded(t *testing.T) {
	file := numbered{header: header() + "\n", row: line("citizen", "b-0000000") + "\n", rows: 600_000} // 42 MB, 21 MB packed
	o := options(t)
	o.Limit, o.Spill = 2<<20, t.TempDir()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, most := m.HeapAlloc, uint64(0)
	look := func() {
		runtime.GC()
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapAlloc)
	}
	o.Progress = func(int64, int64) { look() }
	f, err := record.Read(t.Context(), file, file.size(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	seen := 0
	for _, code := range f.Municipalities() {
		if err := f.Each(code, func(d monitoring.Delivery) error {
			seen += len(d.Records)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		look()
	}
	if good, refused := f.Report().Counts(); good != 15 || refused != 0 || seen != 600_000 {
		t.Errorf("%d good, %d refused, %d records", good, refused, seen)
	}
	if used := int64(most) - int64(before); used > 16<<20 {
		t.Errorf("%d MB of memory are held for a limit of 2 MB", used>>20)
	}
}

func TestADeliveryOfAMillionIsNone(t *testing.T) {
	file := numbered{header: header() + "\n", row: line("citizen", "b-0000000") + "\n", rows: 1_000_001, alone: true}
	f, err := record.Read(t.Context(), file, file.size(), options(t))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	report := f.Report()
	if diff := cmp.Diff([]string{"2  delivery_large max=1000000"}, told(report.Refusals)); diff != "" || len(f.Municipalities()) != 0 {
		t.Error(diff)
	}
	checkNotes(t, report.Refusals...)
}
