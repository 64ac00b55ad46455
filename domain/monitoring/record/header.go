package record

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"startklar/domain"
)

// bom is the byte order mark with which some programs begin a file in UTF-8.
var bom = []byte("\xef\xbb\xbf")

// layout is what the header says of the rows.
type layout struct {
	delimiter byte
	// at is the field of each column, -1 for one that is missing; named the column of each field.
	at    [columnCount]int
	named []column
	// begin is the offset of the first row; marked tells that the file declares itself to be UTF-8.
	begin  int64
	marked bool
	// alphabet is what the header itself is written in.
	alphabet alphabet
}

// readHeader reads the first line from the first bytes of the file. The notes say why the file is refused.
func readHeader(start []byte, size int64) (layout, []placed) {
	l := layout{}
	refused := func(reason Reason) (layout, []placed) {
		return l, []placed{{Note: Note{Line: 1, Reason: reason}, at: noRef}}
	}
	if bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff")) {
		return refused(FileUTF16)
	}
	line := bytes.TrimPrefix(start, bom)
	l.marked = len(line) < len(start)
	l.begin = size
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		l.begin = int64(len(start) - len(line) + end + 1)
		line = line[:end]
	} else if int64(len(start)) < size {
		return l, []placed{{Note: Note{Line: 1, Reason: LineTooLong, Args: domain.Args{"max": maxLine}}, at: noRef}}
	}
	line = bytes.TrimSuffix(line, []byte("\r"))
	switch {
	case bytes.IndexByte(line, 0) >= 0:
		return refused(FileNUL)
	case len(bytes.TrimSpace(line)) == 0:
		return refused(FileEmpty)
	case !utf8.Valid(line) && l.marked:
		return refused(FileMixed)
	}
	l.alphabet = alphabetOf(line)
	text, reason := decoded(line)
	if reason != "" {
		return refused(reason)
	}
	cells, reason := l.split(text)
	if reason != "" {
		return refused(reason)
	}
	return l, l.name(cells)
}

// split takes the delimiter that finds most columns.
func (l *layout) split(line []byte) (cells []string, reason Reason) {
	most := -1
	for _, delimiter := range []byte{';', ',', '\t'} {
		s := splitter{delimiter: delimiter}
		fields, wrong := s.split(line)
		known := 0
		var names []string
		for _, f := range fields {
			names = append(names, strings.TrimSpace(string(f)))
			if _, ok := columnCalled(string(f)); ok {
				known++
			}
		}
		if known > most {
			most, l.delimiter, cells, reason = known, delimiter, names, wrong
		}
	}
	if most == 0 && reason == "" {
		// A number in a file without a header is found all the same.
		for _, cell := range cells {
			if shaped([]byte(cell)) {
				return nil, CPR
			}
		}
		return nil, HeaderMissing
	}
	return cells, reason
}

// name gives the fields their columns and notes what does not fit.
func (l *layout) name(cells []string) (problems []placed) {
	problem := func(column Column, reason Reason, args domain.Args) {
		problems = append(problems, placed{Note: Note{Line: 1, Column: column, Reason: reason, Args: args}, at: noRef})
	}
	for c := range l.at {
		l.at[c] = -1
	}
	for i, cell := range cells {
		c, known := columnCalled(cell)
		switch {
		case shaped([]byte(cell)):
			problem("", HeaderCPR, domain.Args{"number": i + 1})
		case !known:
			problem("", ColumnUnknown, domain.Args{"number": i + 1, "value": shown([]byte(cell))})
		case l.at[c] >= 0:
			problem(columns[c].name, ColumnTwice, domain.Args{"column": string(columns[c].name)})
		default:
			l.at[c] = i
		}
		l.named = append(l.named, c)
	}
	for c, at := range l.at {
		if at < 0 && !column(c).optional() {
			problem(columns[c].name, ColumnMissing, domain.Args{"column": string(columns[c].name)})
		}
	}
	return problems
}
