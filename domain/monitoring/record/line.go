package record

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// maxLine is the longest line that is read, in bytes. The longest possible record takes some 500.
const maxLine = 64 << 10

// splitter cuts a line with quotes into fields. The fields are good until the next line.
type splitter struct {
	delimiter byte
	fields    [][]byte
	text      []byte
}

// split follows RFC 4180, with one exception that the package explains: a line is a line. The reason is QuoteOpen
// when a quote does not end on it, RowQuote when one stands where it may not; the fields stand all the same.
func (s *splitter) split(line []byte) (fields [][]byte, reason Reason) {
	s.fields, s.text = s.fields[:0], s.text[:0]
	for {
		field, rest, wrong, more := s.field(line)
		if wrong == QuoteOpen {
			return s.fields, wrong
		}
		if wrong != "" {
			reason = wrong
		}
		s.fields = append(s.fields, field)
		if !more {
			return s.fields, reason
		}
		line = rest
	}
}

// field cuts off the first field; more tells that a delimiter followed it.
func (s *splitter) field(line []byte) (field, rest []byte, reason Reason, more bool) {
	if len(line) == 0 || line[0] != '"' {
		field, rest, more = bytes.Cut(line, []byte{s.delimiter})
		if bytes.IndexByte(field, '"') >= 0 {
			reason = RowQuote
		}
		return field, rest, reason, more
	}
	from := len(s.text)
	for i := 1; i < len(line); i++ {
		if line[i] != '"' {
			s.text = append(s.text, line[i])
			continue
		}
		if i+1 < len(line) && line[i+1] == '"' {
			s.text = append(s.text, '"')
			i++
			continue
		}
		after, rest, more := bytes.Cut(line[i+1:], []byte{s.delimiter})
		if len(after) > 0 {
			reason = RowQuote
		}
		s.text = append(s.text, after...)
		return s.text[from:len(s.text):len(s.text)], rest, reason, more
	}
	return nil, nil, QuoteOpen, false
}

// alphabet tells what a line says of the file's encoding.
type alphabet uint8

const (
	ascii alphabet = iota
	unicodeText
	windowsText
	mixedText
)

// alphabetOf looks at a line with bytes beyond ASCII. Letters that only UTF-8 writes in that way, beside bytes that
// are no UTF-8 at all, are two encodings in one line: no Danish word in Windows-1252 looks like UTF-8.
func alphabetOf(line []byte) alphabet {
	found := ascii
	for i := 0; i < len(line); {
		if line[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(line[i:])
		this := unicodeText
		if r == utf8.RuneError && size == 1 {
			this = windowsText
		}
		if found != ascii && found != this {
			return mixedText
		}
		found = this
		i += size
	}
	return found
}

// decoded returns a line in UTF-8; the reason tells why there is none.
func decoded(line []byte) ([]byte, Reason) {
	switch alphabetOf(line) {
	case mixedText:
		return nil, FileMixed
	case windowsText:
	default:
		return line, ""
	}
	text := make([]byte, 0, len(line)+len(line)/4)
	for _, b := range line {
		r := charmap.Windows1252.DecodeByte(b)
		if r == utf8.RuneError {
			return nil, FileUnreadable
		}
		text = utf8.AppendRune(text, r)
	}
	return text, ""
}
