package pages

import (
	"context"
	"io"
	"strconv"
)

// TileMap is the country as tiles of one size, one for each municipality. What each tile says stands in the
// table beside it as well: the map is another view of the same list.
type TileMap struct {
	Heading, Lead string
	// Columns and Rows are the grid's size in tiles.
	Columns, Rows int
	Tiles         []Tile
	Legend        []TileKind
}

// Tile is one municipality.
type Tile struct {
	Column, Row int
	// Short is what fits on it, Label all that it says: "Aalborg: Forberedelse, 3 dage over fristen".
	Short, Label, Href string
	Kind               TileKind
	// Late adds a mark.
	Late bool
}

// TileKind is a state with its letter and pattern. A tile says it by the letter, the pattern and the words of
// its label; the colour only repeats it.
type TileKind struct {
	Name   string // of the class and the pattern: "a", "b", …; empty for a municipality without a journey
	Letter string
	Text   string
	Count  string
	Late   bool // the mark of what is late, in the legend
}

// Render writes the map and its legend.
func (m TileMap) Render(ctx context.Context, w io.Writer) error { return tileMap(m).Render(ctx, w) }

// edge is the side of a tile in the drawing's units, gap what lies between two.
const (
	tileEdge = 54
	tileStep = 58
)

func (m TileMap) viewBox() string {
	return "0 0 " + px(m.Columns*tileStep) + " " + px(m.Rows*tileStep)
}

func px(n int) string { return strconv.Itoa(n) }

func (t Tile) x() int { return t.Column * tileStep }
func (t Tile) y() int { return t.Row * tileStep }
