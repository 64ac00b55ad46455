// Package templates holds what people read: the style sheet, the small scripts
// and the pictures of the pages. The typed components that use them live in
// the packages below it, the texts in package catalogue.
//
// It must not know any rule of the process: a component shows what its input
// says and decides nothing.
package templates

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"strings"
	"sync"
)

// AssetPrefix is the path under which the server offers Assets.
const AssetPrefix = "/assets/"

// DesignSystem is the folder of the Danish public design system among the assets.
// Its name carries the version, so a changed file always has a changed address.
const DesignSystem = "vendor/dkfds-11.2.0"

// vendored are the copied files without which a page loses its look. The whole
// list stands in copy-vendor.mjs.
var vendored = []string{
	DesignSystem + "/css/dkfds.min.css",
	DesignSystem + "/img/all-svg-icons.svg",
	DesignSystem + "/fonts/IBMPlexSans-Regular.woff2",
	DesignSystem + "/fonts/IBMPlexSans-SemiBold.woff2",
}

//go:embed assets
var embedded embed.FS

// Sheet is the name of the style sheet. It is made of the files of assets/css, in the order of their names.
const Sheet = "startklar.css"

// Asset returns a file that the server offers under AssetPrefix. On a clone where the third-party files were not
// copied yet they are simply absent: see MissingVendor.
func Asset(name string) ([]byte, error) {
	if name == Sheet {
		return sheet(), nil
	}
	return embedded.ReadFile("assets/" + name)
}

var sheet = sync.OnceValue(func() []byte {
	names, err := fs.Glob(embedded, "assets/css/*.css")
	if err != nil {
		panic(err) // only for a malformed constant pattern
	}
	var all bytes.Buffer
	for _, name := range names {
		content, err := embedded.ReadFile(name)
		if err != nil {
			panic(err) // it has just been listed
		}
		all.Write(content)
	}
	return all.Bytes()
})

// MissingVendor names the third-party files that were absent when the program
// was built; it is empty when the pages look as they should. Pages work without
// them, plainly.
func MissingVendor() []string {
	var missing []string
	for _, name := range vendored {
		if _, err := fs.Stat(embedded, "assets/"+name); err != nil {
			missing = append(missing, name)
		}
	}
	return missing
}

// AssetURL returns the address of one asset. Our own files carry a hash of
// their content, vendored ones a version in their folder: both may be cached
// for ever, see Immutable. An unknown name yields an address without a hash.
func AssetURL(name string) string {
	if strings.HasPrefix(name, "vendor/") {
		return AssetPrefix + name
	}
	if hash := contentHash(name); hash != "" {
		return AssetPrefix + name + "?v=" + hash
	}
	return AssetPrefix + name
}

// Immutable tells whether a request for the asset with this version parameter
// may be answered with a lasting cache header. A version that is not the
// current one may not: it would pin today's content to yesterday's address.
func Immutable(name, version string) bool {
	if strings.HasPrefix(name, "vendor/") {
		return true
	}
	return version != "" && version == contentHash(name)
}

var hashes sync.Map // asset name → hash; the embedded files never change

func contentHash(name string) string {
	if known, ok := hashes.Load(name); ok {
		return known.(string)
	}
	content, err := Asset(name)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(content)
	hash := hex.EncodeToString(sum[:6])
	hashes.Store(name, hash)
	return hash
}
