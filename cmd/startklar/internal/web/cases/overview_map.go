package cases

import (
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/templates/pages"
)

// The map's grid, in tiles.
const ()

// tileKinds are the names of the patterns, in the order of the stages; later stages share the last.
var tileKinds = []string{"a", "b", "c", "d", "e", "f"}

// ended is the kind of a journey that is over, absent that of a municipality without one.
const (
	tileEnded = "g"
)

// tileMap is the list once more, as a map: each municipality's stage by number, pattern and words.
func (o *overview) tileMap(rows []view.OverviewRow) *pages.TileMap {
	m := &pages.TileMap{Heading: o.T("map.heading"), Lead: o.T("map.lead"), Columns: site.MapColumns, Rows: site.MapRows}
	first := map[municipality.Code]view.OverviewRow{}
	for _, r := range rows {
		if known, ok := first[r.Municipality]; !ok || known.Run != journey.Active && r.Run == journey.Active {
			first[r.Municipality] = r
		}
	}
	counts, late := map[string]int{}, 0
	for _, place := range municipality.All() {
		r, found := first[place.Code]
		tile := o.tile(place, r, found)
		counts[tile.Kind.Name]++
		if tile.Late {
			late++
		}
		m.Tiles = append(m.Tiles, tile)
	}
	m.Legend = o.mapLegend(counts, late)
	return m
}

// tile is one municipality on the map.
func (o *overview) tile(place municipality.Municipality, r view.OverviewRow, found bool) pages.Tile {
	col, row, _ := municipality.Tile(place.Code)
	tile := pages.Tile{Column: col, Row: row, Kind: pages.TileKind{Name: site.TileAbsent}}
	if !found {
		return tile // it is there so that the country keeps its shape
	}
	tile.Kind, tile.Short = o.tileKind(r), site.ShortPlace(place.Name)
	tile.Href = site.JourneyPath(r.Journey)
	// The name begins with what is seen on the tile, for those who speak to their browser (WCAG 2.5.3).
	tile.Label = o.T("map.label", "short", tile.Short, "letter", tile.Kind.Letter, "place", place.Name, "state", tile.Kind.Text)
	if text := o.Late(r.DueOn); text != "" && r.Run == journey.Active {
		tile.Late = true
		tile.Label += ", " + text
	}
	return tile
}

// tileKind is how a journey stands on the map: by the stage that it has come to.
func (o *overview) tileKind(r view.OverviewRow) pages.TileKind {
	if r.Run != journey.Active {
		return pages.TileKind{Name: tileEnded, Letter: "✓", Text: o.T("map.ended")}
	}
	id := site.CurrentOf(r)
	for n, stage := range o.stages {
		if stage.ID == id {
			return o.stageKind(n)
		}
	}
	return pages.TileKind{Name: tileKinds[0], Text: o.State(r.Run)}
}

func (o *overview) stageKind(n int) pages.TileKind {
	return pages.TileKind{Name: tileKinds[min(n, len(tileKinds)-1)], Letter: strconv.Itoa(n + 1), Text: o.Text(o.stages[n].Title)}
}

// mapLegend explains what stands on the map, with how many of each.
func (o *overview) mapLegend(counts map[string]int, late int) []pages.TileKind {
	var kinds []pages.TileKind
	for n := range o.stages[:min(len(o.stages), len(tileKinds))] {
		kinds = append(kinds, o.stageKind(n))
	}
	kinds = append(kinds,
		pages.TileKind{Name: tileEnded, Letter: "✓", Text: o.T("map.ended")}, pages.TileKind{Name: site.TileAbsent, Text: o.T("map.absent")})
	for n := range kinds {
		kinds[n].Count = o.Integer(counts[kinds[n].Name])
	}
	return append(kinds, pages.TileKind{Name: "a", Text: o.T("map.late"), Count: o.Integer(late), Late: true})
}
