package templates

import (
	"embed"
	"io/fs"
)

//go:embed monitoring/*.yaml
var monitoring embed.FS

// Monitoring returns what the programmes say about their monitoring, one file each: codes, indicators, dates.
func Monitoring() fs.FS {
	sub, err := fs.Sub(monitoring, "monitoring")
	if err != nil {
		panic(err) // only for a malformed constant path
	}
	return sub
}
