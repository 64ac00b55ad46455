// Package upload decides whether bytes that somebody sent may be kept and handed on as a document.
//
// A file is what its content says, never what its name or the sender says: the content has to be one of the few
// kinds of domain/starterpack, from its first byte to its last, and the name has to agree. Whatever could carry a
// program is refused: web pages and drawings with scripts, Office files with macros or embedded objects,
// archives behind other files, PDFs that run something.
//
// The package keeps nothing: it works on bytes in memory, writes no temporary file, and opens no archive beyond the
// few entries that it has to read.
package upload

import (
	"bytes"
	"image"
	_ "image/jpeg" // to look into pictures
	_ "image/png"
	"strings"
	"unicode/utf8"

	"startklar/domain"
	"startklar/domain/starterpack"

	"github.com/gabriel-vasile/mimetype"
)

// Inspect returns what a file is, or refuses it in words that the sender can act on. The limit is in bytes.
func Inspect(name string, data []byte, limit int64) (starterpack.File, error) {
	if err := starterpack.CheckName(name); err != nil {
		return starterpack.File{}, err
	}
	switch size := int64(len(data)); {
	case size == 0:
		return starterpack.File{}, domain.RefuseField(domain.Invalid, "file", "file_empty", nil)
	case size > limit:
		return starterpack.File{}, TooLarge(limit)
	}
	kind := starterpack.TypeOf(name)
	if err := checks[family(kind)](kind, data); err != nil {
		return starterpack.File{}, err
	}
	return starterpack.File{Hash: domain.HashOf(data), Name: name, Type: kind, Size: int64(len(data))}, nil
}

// TooLarge refuses a file that is larger than the limit.
func TooLarge(limit int64) error {
	return domain.RefuseField(domain.Invalid, "file", "file_large", domain.Args{"max": limit >> 20})
}

func damaged() error { return domain.RefuseField(domain.Invalid, "file", "file_damaged", nil) }
func active() error  { return domain.RefuseField(domain.Invalid, "file", "file_active", nil) }

// family is the media type as far as the checks go by it.
func family(kind string) string {
	switch {
	case strings.HasPrefix(kind, "text/"), strings.HasPrefix(kind, "image/"):
		before, _, _ := strings.Cut(kind, "/")
		return before
	case kind == "application/pdf":
		return kind
	default:
		return "archive"
	}
}

var checks = map[string]func(kind string, data []byte) error{
	"text": checkText, "image": checkImage, "application/pdf": checkPDF, "archive": checkArchive,
}

// sniffed is how far into a file browsers look to find out what it is.
const sniffed = 1024

// markup are the beginnings of what a browser would run if it took the file for a page.
var markup = [][]byte{[]byte("<!doctype"), []byte("<html"), []byte("<script"), []byte("<svg"), []byte("<iframe"), []byte("<body"), []byte("<?xml")}

// disguised tells whether a file begins like a web page or a drawing.
func disguised(data []byte) bool {
	head := bytes.ToLower(data[:min(len(data), sniffed)])
	for _, m := range markup {
		if bytes.Contains(head, m) {
			return true
		}
	}
	return false
}

func checkText(_ string, data []byte) error {
	if !utf8.Valid(data) || !mimetype.Detect(data).Is("text/plain") || disguised(data) {
		return starterpack.RefuseType()
	}
	for _, b := range data {
		if b < ' ' && !bytes.ContainsRune([]byte("\n\r\t\f"), rune(b)) {
			return starterpack.RefuseType()
		}
	}
	return nil
}

// ends are the last bytes of a whole picture.
var ends = map[string][]byte{"image/png": []byte("IEND\xaeB`\x82"), "image/jpeg": {0xff, 0xd9}}

func checkImage(kind string, data []byte) error {
	if !mimetype.Detect(data).Is(kind) || disguised(data) {
		return starterpack.RefuseType()
	}
	if _, _, err := image.DecodeConfig(bytes.NewReader(data)); err != nil || !bytes.HasSuffix(data, ends[kind]) {
		return damaged()
	}
	return nil
}

// checkPDF wants a PDF from the first byte to the last, with nothing in it that runs.
func checkPDF(kind string, data []byte) error {
	if !bytes.HasPrefix(data, []byte("%PDF-")) || !mimetype.Detect(data).Is(kind) || disguised(data) {
		return starterpack.RefuseType()
	}
	end := bytes.LastIndex(data, []byte("%%EOF"))
	if end < 0 || !bytes.Contains(data, []byte("startxref")) || len(bytes.TrimSpace(data[end+len("%%EOF"):])) > 0 {
		return damaged()
	}
	for _, action := range []string{"/JavaScript", "/Launch", "/EmbeddedFile"} {
		if bytes.Contains(data, []byte(action)) {
			return active()
		}
	}
	return nil
}
