package templates

import (
	"embed"
	"io/fs"
)

// Two files for each document, DOCUMENT.da.md and DOCUMENT.en.md: a head in YAML that says what the paper is
// for and for whom, and the text in Markdown. The papers are our own examples, for the national agency to
// replace; what they are called and which element of the effort model they serve stands in the definition.
//
//go:embed starterpack/*.md
var starterPack embed.FS

// StarterPack holds the papers that come with the program, without their folder.
func StarterPack() fs.FS {
	sub, err := fs.Sub(starterPack, "starterpack")
	if err != nil {
		panic(err) // only for a malformed constant path
	}
	return sub
}
