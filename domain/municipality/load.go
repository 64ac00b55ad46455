package municipality

import (
	"cmp"
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
)

//go:embed data/*.csv
var files embed.FS

// load reads the three tables and refuses what does not fit together: an
// unknown region, a successor that does not begin the day after, a municipality
// without a tile.
func load(from fs.FS) (*register, error) {
	r := &register{byCode: map[Code]entry{}, regions: map[string]region{}}
	if err := eachRow(from, "data/regions.csv", 4, r.addRegion); err != nil {
		return nil, err
	}
	if err := r.checkSuccessors(); err != nil {
		return nil, err
	}
	tiles := map[Code]tile{}
	if err := eachRow(from, "data/tilegrid.csv", 4, addTile(tiles)); err != nil {
		return nil, err
	}
	if err := eachRow(from, "data/municipalities.csv", 3, r.addMunicipality(tiles)); err != nil {
		return nil, err
	}
	slices.SortFunc(r.all, func(a, b Municipality) int { return cmp.Compare(a.Code, b.Code) })
	return r, nil
}

// eachRow calls add with every row after the header; an error names the file
// and the line.
func eachRow(from fs.FS, name string, columns int, add func([]string) error) error {
	file, err := from.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma = ';'
	reader.FieldsPerRecord = columns
	rows, err := reader.ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for i, row := range rows[min(1, len(rows)):] {
		if err := add(row); err != nil {
			return fmt.Errorf("%s:%d: %w", name, i+2, err)
		}
	}
	return nil
}

func (r *register) addRegion(row []string) error {
	added := region{successor: row[3]}
	if err := added.from.UnmarshalText([]byte(row[1])); err != nil {
		return err
	}
	if err := added.to.UnmarshalText([]byte(row[2])); err != nil {
		return err
	}
	r.regions[row[0]] = added
	return nil
}

// checkSuccessors also rules out circles: every successor begins later.
func (r *register) checkSuccessors() error {
	for name, old := range r.regions {
		if old.to.IsZero() {
			continue
		}
		if next, ok := r.regions[old.successor]; !ok || next.from != old.to.AddDays(1) || old.to.Before(old.from) {
			return fmt.Errorf("region %s: no successor that begins on the day after its last", name)
		}
	}
	return nil
}

type tile struct{ col, row int }

func addTile(tiles map[Code]tile) func([]string) error {
	return func(row []string) error {
		col, errCol := strconv.Atoi(row[2])
		line, errRow := strconv.Atoi(row[3])
		tiles[Code(row[0])] = tile{col, line}
		return cmp.Or(errCol, errRow)
	}
}

func (r *register) addMunicipality(tiles map[Code]tile) func([]string) error {
	return func(row []string) error {
		code, err := ParseCode(row[0])
		if err != nil {
			return err
		}
		if _, known := r.regions[row[2]]; !known {
			return fmt.Errorf("unknown region %q", row[2])
		}
		place, ok := tiles[code]
		if !ok {
			return fmt.Errorf("%s has no tile", code)
		}
		m := Municipality{Code: code, Name: row[1]}
		r.all = append(r.all, m)
		r.byCode[code] = entry{Municipality: m, region: row[2], col: place.col, row: place.row}
		return nil
	}
}
