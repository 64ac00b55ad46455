package monitor

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/templates/pages"

	"github.com/a-h/templ"
)

// levelTiles are the patterns and letters of the levels on the map; the letter is the word's first.
var levelTiles = map[signal.Level]pages.TileKind{
	signal.Propose: {Name: "e"}, signal.Watch: {Name: "c"}, signal.None: {Name: "a"},
	signal.TooFew: {Name: "b"}, signal.Early: {Name: "d"}, signal.Unknown: {Name: "f"},
}

// tileMap is the table once more as a map, for the national agency alone: maps of indicators stay there. It shows
// levels, which differ in letter and pattern; a month that is not judged has no map.
func (i *indicator) tileMap() templ.Component {
	if i.Actor.Role != person.NationalOfficer || i.of.Worry == monitoring.WorryNone || i.spread.Provisional(i.month) {
		return nil
	}
	m := pages.TileMap{
		Heading: i.T("indicator.map"), Lead: i.T("indicator.map_lead", "title", i.of.Title, "month", i.monthName(i.month)), Columns: site.MapColumns, Rows: site.MapRows,
	}
	counts := map[string]int{}
	for _, place := range municipality.All() {
		tile := i.tile(place)
		counts[tile.Kind.Name]++
		m.Tiles = append(m.Tiles, tile)
	}
	for _, l := range signal.AllLevels() {
		kind := i.levelTile(l)
		if kind.Count = i.Integer(counts[kind.Name]); counts[kind.Name] > 0 {
			m.Legend = append(m.Legend, kind)
		}
	}
	m.Legend = append(m.Legend, pages.TileKind{Name: site.TileAbsent, Text: i.T("indicator.map_absent"), Count: i.Integer(counts[site.TileAbsent])})
	return m
}

func (i *indicator) tile(place municipality.Municipality) pages.Tile {
	col, row, _ := municipality.Tile(place.Code)
	tile := pages.Tile{Column: col, Row: row, Kind: pages.TileKind{Name: site.TileAbsent}}
	judged, ok := i.level(place.Code, i.of.ID)
	if !ok {
		return tile // it is there so that the country keeps its shape
	}
	tile.Kind, tile.Short = i.levelTile(judged.Level), site.ShortPlace(place.Name)
	tile.Href = site.AddressWith(i.path, i.c.QueryParams(), map[string][]string{"kommune": {string(place.Code)}, "region": {""}})
	now := i.countOf(monitoring.UnitID(place.Code), i.month, monitoring.Measure(i.of.ID), monitoring.OriginAll)
	tile.Label = i.T("map.label", "short", tile.Short, "letter", tile.Kind.Letter, "place", place.Name, "state", i.whole(now)+", "+site.LowerFirst(tile.Kind.Text))
	return tile
}

func (i *indicator) levelTile(l signal.Level) pages.TileKind {
	kind := levelTiles[l]
	kind.Text, kind.Letter = i.T("signal.level."+string(l)), i.T("signal.letter."+string(l))
	return kind
}
