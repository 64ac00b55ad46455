package record

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

// Options say against what a file is checked, and with what means.
type Options struct {
	Programme *monitoring.Programme
	// Takes tells whether a municipality takes part in a month; nil lets all take part. It is asked once for each
	// delivery or a few times, one call at a time.
	Takes func(municipality.Code, calendar.Month) bool
	// Now decides which months may be delivered: those whose last day has begun in Copenhagen.
	Now time.Time
	// Spill is the directory for rows that memory has no room for, "" the system's. Nothing is left there.
	Spill string
	// Limit is how many bytes of packed rows (33 each and the pseudonym) memory holds; 0 is 64 MB.
	Limit int64
	// Progress is told now and then how much was read so far, one call at a time; nil is fine.
	Progress func(bytes, rows int64)
}

const (
	defaultLimit = 64 << 20
	pieceSize    = 1 << 20
	// maxPairs is how many deliveries a file may hold: 98 municipalities for 200 months.
	maxPairs = 20_000
	maxCores = 8
)

// Read reads and checks a whole file. A file that is refused, wholly or in part, is no error: its report says why,
// and it has no deliveries but the good ones. An error means that the reading failed: the file or the spill
// directory cannot be used, or ctx ended. Close the file when its deliveries are taken in.
func Read(ctx context.Context, file io.ReaderAt, size int64, o Options) (*File, error) {
	if o.Limit <= 0 {
		o.Limit = defaultLimit
	}
	start := make([]byte, min(size, maxLine))
	if err := readFull(file, start, 0); err != nil {
		return nil, err
	}
	r := newReading(file, size, o)
	var refused []placed
	if r.layout, refused = readHeader(start, size); len(refused) > 0 {
		return r.refuse(refused), nil
	}
	switch r.layout.alphabet {
	case unicodeText:
		r.unicode = 0
	case windowsText:
		r.windows = 0
	}
	if err := r.readPieces(ctx); err != nil {
		return nil, errors.Join(err, r.shelf.close())
	}
	if r.fatal != nil {
		return r.refuse([]placed{*r.fatal}), r.shelf.close()
	}
	f, err := r.finish(ctx)
	if err != nil {
		return nil, errors.Join(err, r.shelf.close())
	}
	return f, nil
}

// readFull fills b from an offset.
func readFull(file io.ReaderAt, b []byte, at int64) error {
	n, err := file.ReadAt(b, at)
	if n == len(b) {
		return nil
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("record: the file cannot be read: %w", err)
}

// reading is one run over a file. What stands below mu is shared by the workers.
type reading struct {
	file    io.ReaderAt
	size    int64
	options Options
	layout  layout
	codes   *codes
	class   [256]class
	numbers []int16 // of municipalities by code, -1 for none
	known   []municipality.Municipality
	shelf   *shelf

	next atomic.Int64 // the next piece to read
	cut  atomic.Int64 // the first piece in which something refuses the file at once; those behind it do not matter

	mu                 sync.Mutex
	lines              []uint32 // by piece
	refusals, warnings notes
	rows, bytes        int64
	pairs              map[pairKey]*pair
	fatal              *placed
	unicode, windows   ref // the first line in each
	fileRefused        bool
}

func newReading(file io.ReaderAt, size int64, o Options) *reading {
	r := &reading{
		file: file, size: size, options: o, codes: codesOf(o.Programme), known: municipality.All(),
		numbers: make([]int16, 10_000), pairs: map[pairKey]*pair{}, unicode: noRef, windows: noRef,
	}
	for i := range r.numbers {
		r.numbers[i] = -1
	}
	for i, m := range r.known {
		code, _ := digits([]byte(m.Code))
		r.numbers[code] = int16(i)
	}
	r.shelf = newShelf(o.Spill, o.Limit, len(r.known))
	return r
}

func (r *reading) pieces() int { return int((r.size + pieceSize - 1) / pieceSize) }

// readPieces reads every piece, several at a time.
func (r *reading) readPieces(ctx context.Context) error {
	r.class = classesFor(r.layout.delimiter)
	r.lines = make([]uint32, r.pieces())
	r.cut.Store(int64(r.pieces()))
	cores := min(runtime.GOMAXPROCS(0), maxCores, r.pieces())
	failed := make([]error, cores)
	var wait sync.WaitGroup
	for i := range cores {
		wait.Go(func() {
			w := newWorker(r)
			if failed[i] = w.run(ctx); failed[i] != nil {
				r.cut.Store(-1) // nobody need go on
			}
		})
	}
	wait.Wait()
	if err := errors.Join(failed...); err != nil {
		return err
	}
	r.checkWhole()
	return nil
}

// checkWhole looks at what only the whole file can tell.
func (r *reading) checkWhole() {
	if r.fatal != nil {
		return
	}
	switch {
	case r.windows != noRef && r.layout.marked:
		r.fatal = &placed{Note: Note{Reason: FileMixed}, at: r.windows}
	case r.windows != noRef && r.unicode != noRef:
		r.fatal = &placed{Note: Note{Reason: FileMixed}, at: max(r.windows, r.unicode)}
	case len(r.pairs) > maxPairs:
		r.fatal = tooManyPairs()
	case r.rows == 0:
		r.fatal = &placed{Note: Note{Reason: FileEmpty}, at: noRef}
	}
}

func tooManyPairs() *placed {
	return &placed{Note: Note{Reason: FileManyPairs, Args: domain.Args{"max": maxPairs}}, at: noRef}
}

// lineOf counts lines from 1, the header being the first.
func (r *reading) lineOf() func(ref) int64 {
	before := make([]int64, len(r.lines))
	line := int64(2)
	for i, n := range r.lines {
		before[i] = line
		line += int64(n)
	}
	return func(at ref) int64 { return before[at.piece()] + int64(at.line()) }
}

// refuse makes the file of which nothing can be used.
func (r *reading) refuse(why []placed) *File {
	var n notes
	for _, note := range why {
		n.add(note)
	}
	return &File{report: Report{FileRefused: true, Refusals: n.list(r.lineOf()), Refused: n.count}}
}
