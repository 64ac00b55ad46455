package site

// The map of Denmark as tiles: how many it has beside each other and below each other.
const (
	MapColumns = 18
	MapRows    = 11
)

// TileAbsent is the kind of a tile without anything to tell.
const TileAbsent = "z"

// ShortPlace is what fits on a tile of a municipality's name: the label tells it in full.
func ShortPlace(name string) string {
	const fits = 7
	letters := []rune(name)
	if len(letters) <= fits {
		return name
	}
	return string(letters[:fits-1]) + "."
}
