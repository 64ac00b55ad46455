package report

import (
	_ "embed"
	"encoding/base64"
	"strings"
	"sync"

	"startklar/templates"
)

//go:embed paper.css
var paperCSS string

// faces are the cuts of the type that paper is set in.
var faces = []struct{ file, weight string }{{"IBMPlexSans-Regular.woff2", "400"}, {"IBMPlexSans-SemiBold.woff2", "600"}}

// PaperStyle is the style sheet of a page that stands by itself, with its type inside: a browser without network
// prints it as it looks here. Where the type was not copied to this clone, the machine's own is used.
func PaperStyle() string { return paperStyle() }

var paperStyle = sync.OnceValue(func() string {
	var b strings.Builder
	writeFaces(&b)
	return b.String() + paperCSS
})

// writeFaces writes the type into a style sheet, as far as it was copied to this clone.
func writeFaces(b *strings.Builder) {
	for _, face := range faces {
		content, err := templates.Asset(templates.DesignSystem + "/fonts/" + face.file)
		if err != nil {
			continue
		}
		b.WriteString(`@font-face { font-family: "IBM Plex Sans"; font-weight: ` + face.weight + `; src: url("data:font/woff2;base64,` +
			base64.StdEncoding.EncodeToString(content) + `") format("woff2"); }` + "\n")
	}
}
