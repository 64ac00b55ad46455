package starterpack

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"startklar/domain"
)

// File is a stored file as it was uploaded.
type File struct {
	Hash domain.FileHash `json:"hash"`
	// Name has an extension that goes with Type, and neither path nor control characters.
	Name string `json:"name"`
	// Type is the media type that was found in the content.
	Type string `json:"type"`
	// Size is in bytes.
	Size int64 `json:"size"`
}

// MaxFileName is the longest file name in characters.
const MaxFileName = 120

// types are the media types that may be uploaded, by extension. Nothing in which a program can hide is among
// them: no HTML, no SVG, no Office file with macros.
var types = map[string]string{
	".pdf":  "application/pdf",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text",
	".png":  "image/png",
	".jpg":  "image/jpeg",
	".jpeg": "image/jpeg",
	".txt":  "text/plain",
	".md":   "text/markdown",
}

// Extensions lists what may be uploaded, in order.
func Extensions() []string {
	all := make([]string, 0, len(types))
	for ext := range types {
		all = append(all, ext)
	}
	slices.Sort(all)
	return all
}

// TypeOf returns the media type that goes with a file name's extension; empty if such files are not taken.
func TypeOf(name string) string { return types[strings.ToLower(path.Ext(name))] }

// CheckName refuses a file name that could lead astray: a path, characters that do not show, a name that is
// too long, or an extension that is not taken.
func CheckName(name string) error {
	switch length := utf8.RuneCountInString(name); {
	case strings.TrimSpace(name) == "" || !utf8.ValidString(name):
		return domain.RefuseField(domain.Invalid, "file", "file_name", nil)
	case length > MaxFileName:
		return domain.RefuseField(domain.Invalid, "file", "file_name_long", domain.Args{"max": MaxFileName, "length": length})
	case strings.ContainsAny(name, `/\:*?"<>|`) || strings.HasPrefix(name, ".") || strings.ContainsFunc(name, unprintable):
		return domain.RefuseField(domain.Invalid, "file", "file_name", nil)
	case TypeOf(name) == "":
		return domain.RefuseField(domain.Invalid, "file", "file_type", domain.Args{"types": listed()})
	}
	return nil
}

// unprintable are control characters and marks that turn the direction of reading round: "exe.fdp".
func unprintable(r rune) bool { return !unicode.IsPrint(r) }

// listed writes the extensions for people.
func listed() string { return strings.Join(Extensions(), ", ") }

// RefuseType refuses a file whose content is not what may be uploaded.
func RefuseType() error {
	return domain.RefuseField(domain.Invalid, "file", "file_type", domain.Args{"types": listed()})
}

// check refuses a file that was not looked into: its type does not go with its name, or it names no content.
func (f File) check() error {
	if err := CheckName(f.Name); err != nil {
		return err
	}
	if f.Type != TypeOf(f.Name) || f.Size < 1 || len(f.Hash) != len(domain.HashOf(nil)) {
		return RefuseType()
	}
	return nil
}
