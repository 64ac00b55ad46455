package upload

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"

	"startklar/domain/starterpack"
)

// The most that an archive may claim to hold: entries, and bytes when it is unpacked.
const (
	maxEntries  = 4000
	maxUnpacked = 400 << 20
	maxRead     = 1 << 20
)

// packages tells what an archive has to hold to be of a kind: the part that says so, and the words in it.
var packages = map[string]struct{ part, says, main string }{
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   {"[Content_Types].xml", "wordprocessingml.document.main+xml", "word/document.xml"},
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         {"[Content_Types].xml", "spreadsheetml.sheet.main+xml", "xl/workbook.xml"},
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": {"[Content_Types].xml", "presentationml.presentation.main+xml", "ppt/presentation.xml"},
	"application/vnd.oasis.opendocument.text":                                   {"mimetype", "application/vnd.oasis.opendocument.text", "content.xml"},
}

// checkArchive wants an Office file that is an archive and nothing else: it begins and ends with its own bytes,
// says that it is of the kind, and holds nothing that runs.
func checkArchive(kind string, data []byte) error {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return starterpack.RefuseType()
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || archive.Comment != "" || !endsItself(data) {
		return damaged()
	}
	if err := checkEntries(archive.File); err != nil {
		return err
	}
	return checkPackage(kind, archive)
}

// endOfArchive is what the last record of an archive begins with; without a comment it is 22 bytes long.
const (
	endOfArchive = "PK\x05\x06"
	endLength    = 22
)

// endsItself tells whether nothing follows the archive.
func endsItself(data []byte) bool {
	return len(data) >= endLength && bytes.HasPrefix(data[len(data)-endLength:], []byte(endOfArchive))
}

// checkEntries refuses names that lead out, macros, embedded objects, and what would burst when unpacked.
func checkEntries(files []*zip.File) error {
	unpacked := uint64(0)
	for _, f := range files {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		switch {
		case strings.HasPrefix(name, "/") || path.Clean("/"+name) != "/"+strings.TrimSuffix(name, "/"):
			return starterpack.RefuseType()
		case runs(name):
			return active()
		}
		unpacked += f.UncompressedSize64
	}
	if len(files) > maxEntries || unpacked > maxUnpacked {
		return damaged()
	}
	return nil
}

// running are the extensions of programs; objects the parts of an Office file in which one can hide.
var (
	running = []string{".exe", ".dll", ".com", ".scr", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".jar", ".hta", ".html", ".svg", ".swf"}
	objects = []string{"vbaproject", "vbadata", "activex", "oleobject", "macrosheets", "basic/", "scripts/"}
)

func runs(name string) bool {
	for _, ext := range running {
		if path.Ext(name) == ext {
			return true
		}
	}
	for _, part := range objects {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

func checkPackage(kind string, archive *zip.Reader) error {
	want := packages[kind]
	says, err := readEntry(archive, want.part)
	if err != nil {
		return err
	}
	lower := bytes.ToLower(says)
	if bytes.Contains(lower, []byte("macroenabled")) || bytes.Contains(lower, []byte("vbaproject")) {
		return active()
	}
	if !bytes.Contains(says, []byte(want.says)) || want.part == "mimetype" && string(says) != want.says {
		return starterpack.RefuseType()
	}
	_, err = readEntry(archive, want.main)
	return err
}

// readEntry reads the beginning of an entry: enough for the part that says what a package is, and to see that
// another one unpacks at all.
func readEntry(archive *zip.Reader, name string) ([]byte, error) {
	f, err := archive.Open(name)
	if err != nil {
		return nil, starterpack.RefuseType()
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxRead))
	if err != nil {
		return nil, damaged()
	}
	return content, nil
}
