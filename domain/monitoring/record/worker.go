package record

import (
	"bytes"
	"context"
	"slices"

	"startklar/domain"
)

// class says what a byte can mean in a line.
type class uint8

const (
	plain class = iota
	classDelimiter
	classNewline
	classReturn
	classNUL
	classOdd // a quote, a control character, or a byte beyond ASCII: the line takes the slow way
)

func classesFor(delimiter byte) (all [256]class) {
	for i := range all {
		if i < ' ' || i == '"' || i >= 0x7f {
			all[i] = classOdd
		}
	}
	all[0], all['\n'], all['\r'], all[delimiter] = classNUL, classNewline, classReturn, classDelimiter
	return all
}

// blockSize is how many bytes of a municipality's rows a worker gathers before it puts them on the shelf.
const blockSize = 16 << 10

// worker reads pieces, one after the other. Pieces come to it in order, yet not all of them.
type worker struct {
	*reading
	buffer   []byte
	fields   [][]byte
	splitter splitter
	pairs    map[pairKey]*pair
	last     *pair
	gathered [][]byte // packed rows by municipality
	failed   error

	// Of the piece at hand.
	piece            int
	refusals         notes
	rows             int64
	lines            int
	fatal            *placed
	unicode, windows ref
	fileRefused      bool
}

func newWorker(r *reading) *worker {
	return &worker{
		reading: r, buffer: make([]byte, min(r.size, pieceSize+maxLine+1)), splitter: splitter{delimiter: r.layout.delimiter},
		pairs: map[pairKey]*pair{}, gathered: make([][]byte, len(r.known)), unicode: noRef, windows: noRef,
	}
}

func (w *worker) run(ctx context.Context) error {
	for {
		w.piece = int(w.next.Add(1) - 1)
		if int64(w.piece) >= w.cut.Load() {
			break
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.read(); err != nil {
			return err
		}
		w.tell()
	}
	w.join()
	for municipality, rows := range w.gathered {
		if len(rows) > 0 {
			if _, err := w.shelf.put(municipality, slices.Clone(rows)); err != nil {
				return err
			}
		}
	}
	return nil
}

// read reads the lines that begin in the piece. It starts a byte early, for a line begins behind a line's end, and
// reads on to where the last line may end.
func (w *worker) read() error {
	base := max(int64(w.piece)*pieceSize, w.layout.begin)
	from := max(base-1, w.layout.begin)
	owned := min(int64(w.piece+1)*pieceSize, w.size)
	if base >= owned {
		return nil
	}
	buffer := w.buffer[:min(owned+maxLine, w.size)-from]
	if err := readFull(w.file, buffer, from); err != nil {
		return err
	}
	begin := 0
	if from < base {
		begin = bytes.IndexByte(buffer, '\n') + 1
		if begin == 0 {
			return nil // one long line, which the piece in which it begins refuses
		}
	}
	w.scan(buffer, begin, int(owned-from), owned+maxLine >= w.size)
	return w.failed
}

// scan cuts the buffer into lines, and those without anything odd into fields, in one pass. Lines that begin at
// owned or later belong to the next piece; whole tells that the file ends with the buffer.
func (w *worker) scan(buffer []byte, begin, owned int, whole bool) {
	for i := begin; i < owned && w.fatal == nil && w.failed == nil; {
		start, from, end, odd := i, i, -1, false
		fields := w.fields[:0]
		for ; i < len(buffer) && end < 0; i++ {
			switch w.class[buffer[i]] {
			case plain:
			case classDelimiter:
				fields = append(fields, buffer[from:i])
				from = i + 1
			case classNewline:
				end = i
			case classReturn:
				if i+1 < len(buffer) && buffer[i+1] == '\n' {
					end = i
					i++
				} else if whole && i+1 == len(buffer) {
					end = i
				} else {
					odd = true
				}
			case classNUL:
				w.stop(FileNUL, nil)
				return
			case classOdd:
				odd = true
			}
		}
		ended := end >= 0
		if !ended {
			end = len(buffer)
		}
		fields = append(fields, buffer[from:end])
		w.fields = fields
		if end-start > maxLine || !ended && !whole {
			w.stop(LineTooLong, domain.Args{"max": maxLine})
			return
		}
		if end > start {
			w.line(buffer[start:end], odd, ended)
		}
		w.lines++
	}
}

// here is the line at hand.
func (w *worker) here() ref { return refOf(w.piece, w.lines) }

// stop notes what makes it useless to go on.
func (w *worker) stop(reason Reason, args domain.Args) {
	w.fatal = &placed{Note: Note{Reason: reason, Args: args}, at: w.here()}
}

// line takes a line that is not empty to its fields, the slow way if there is something odd in it.
func (w *worker) line(line []byte, odd, ended bool) {
	w.rows++
	if !odd {
		w.row(w.fields, false, ended, "")
		return
	}
	found := alphabetOf(line)
	text, reason := decoded(line)
	fields, quote := w.splitter.split(text)
	switch {
	case !ended && (quote == QuoteOpen || len(fields) < len(w.layout.named)):
		w.stop(FileTruncated, domain.Args{"found": len(fields), "expected": len(w.layout.named)})
	case reason != "":
		w.stop(reason, nil)
	case quote == QuoteOpen:
		w.stop(QuoteOpen, nil)
	default:
		switch found {
		case unicodeText:
			w.unicode = min(w.unicode, w.here())
		case windowsText:
			w.windows = min(w.windows, w.here())
		}
		w.row(fields, true, ended, quote)
	}
}

// gather keeps a good row of a municipality.
func (w *worker) gather(municipality int, row packed) {
	rows := w.gathered[municipality]
	if cap(rows)-len(rows) < row.size() {
		if err := w.handOver(municipality); err != nil && w.failed == nil {
			w.failed = err
		}
		rows = w.gathered[municipality]
	}
	w.gathered[municipality] = row.appendTo(rows)
}

// handOver puts the rows of a municipality on the shelf, and has an empty block for more.
func (w *worker) handOver(municipality int) error {
	rows := w.gathered[municipality]
	free := false
	if len(rows) > 0 {
		var err error
		if free, err = w.shelf.put(municipality, rows); err != nil {
			return err
		}
	}
	w.gathered[municipality] = rows[:0]
	if !free {
		w.gathered[municipality] = make([]byte, 0, blockSize)
	}
	return nil
}

// tell gives what the piece came to to the reading.
func (w *worker) tell() {
	r := w.reading
	r.mu.Lock()
	defer r.mu.Unlock()
	if w.fatal == nil && len(w.pairs) > maxPairs {
		w.fatal = tooManyPairs()
	}
	if w.fatal != nil {
		if int64(w.piece) < r.cut.Load() {
			r.cut.Store(int64(w.piece))
		}
		if r.fatal == nil || w.fatal.at < r.fatal.at {
			r.fatal = w.fatal
		}
	}
	r.lines[w.piece] = uint32(w.lines)
	r.refusals.addAll(&w.refusals)
	r.rows += w.rows
	r.bytes = min(r.bytes+pieceSize, r.size)
	r.unicode, r.windows = min(r.unicode, w.unicode), min(r.windows, w.windows)
	r.fileRefused = r.fileRefused || w.fileRefused
	w.refusals, w.rows, w.lines, w.fatal = notes{kept: w.refusals.kept[:0]}, 0, 0, nil
	if r.options.Progress != nil {
		r.options.Progress(r.bytes, r.rows)
	}
}

// join gives the worker's deliveries to the reading.
func (w *worker) join() {
	r := w.reading
	r.mu.Lock()
	defer r.mu.Unlock()
	for key, p := range w.pairs {
		if known := r.pairs[key]; known != nil {
			known.join(p)
		} else {
			r.pairs[key] = p
		}
	}
}
