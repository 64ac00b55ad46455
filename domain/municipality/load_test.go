package municipality

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	goodRegions        = "name;valid_from;valid_to;successor\nWest;2007-01-01;2010-12-31;All\nAll;2011-01-01;;\n"
	goodTiles          = "code;name;col;row\n0101;First;3;4\n"
	goodMunicipalities = "code;name;region\n0101;First;West\n"
)

func tables(changed map[string]string) fstest.MapFS {
	texts := map[string]string{"regions": goodRegions, "tilegrid": goodTiles, "municipalities": goodMunicipalities}
	maps.Copy(texts, changed)
	files := fstest.MapFS{}
	for name, text := range texts {
		files["data/"+name+".csv"] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

func TestLoadJoinsTheTables(t *testing.T) {
	r, err := load(tables(nil))
	if err != nil {
		t.Fatal(err)
	}
	got := r.byCode["0101"]
	if got.Name != "First" || got.col != 3 || got.row != 4 || got.region != "West" {
		t.Errorf("loaded %+v", got)
	}
}

func TestLoadRefusesTablesThatDoNotFitTogether(t *testing.T) {
	const head = "name;valid_from;valid_to;successor\n"
	tests := []struct{ name, table, text, want string }{
		{"a code without its zero", "municipalities", "code;name;region\n101;First;West\n", "municipalities.csv:2"},
		{"an unknown region", "municipalities", "code;name;region\n0101;First;East\n", "unknown region"},
		{"a missing tile", "municipalities", "code;name;region\n0102;Second;West\n", "no tile"},
		{"a missing column", "municipalities", "code;name\n0101;First\n", "municipalities.csv"},
		{"a column that is no number", "tilegrid", "code;name;col;row\n0101;First;x;4\n", "tilegrid.csv:2"},
		{"a row that is no number", "tilegrid", "code;name;col;row\n0101;First;3;\n", "tilegrid.csv:2"},
		{"a first day that is no date", "regions", head + "West;2007;;\n", "regions.csv:2"},
		{"a last day that is no date", "regions", head + "West;2007-01-01;soon;\n", "regions.csv:2"},
		{"an end without a successor", "regions", head + "West;2007-01-01;2010-12-31;\n", "no successor"},
		{"a gap before the successor", "regions", head + "West;2007-01-01;2010-12-31;All\nAll;2011-01-02;;\n", "no successor"},
		{"an end before the beginning", "regions", head + "West;2007-01-01;2006-12-31;West\n", "no successor"},
	}
	for _, test := range tests {
		_, err := load(tables(map[string]string{test.table: test.text}))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}

func TestLoadRefusesAMissingTable(t *testing.T) {
	for _, name := range []string{"regions", "tilegrid", "municipalities"} {
		files := tables(nil)
		delete(files, "data/"+name+".csv")
		if _, err := load(files); err == nil {
			t.Errorf("loaded without %s.csv", name)
		}
	}
}
