package templates

import (
	"embed"
	"io/fs"
)

//go:embed journeys/*.yaml
var journeys embed.FS

// Journeys returns the definitions of journeys that come with the program, one file each. Every one of them
// parses: a test of package workflow reads them all.
func Journeys() fs.FS {
	sub, err := fs.Sub(journeys, "journeys")
	if err != nil {
		panic(err) // only for a malformed constant path
	}
	return sub
}
