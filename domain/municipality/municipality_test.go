package municipality_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
)

func on(t *testing.T, s string) calendar.Date {
	t.Helper()
	var d calendar.Date
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseCode(t *testing.T) {
	for _, text := range []string{"0101", "0860", "9999"} {
		if code, err := municipality.ParseCode(text); err != nil || string(code) != text {
			t.Errorf("%q: %q, %v", text, code, err)
		}
	}
	for _, text := range []string{"", "101", "00101", "01 1", " 0101", "O101", "-101", "０1", "01,1"} {
		if code, err := municipality.ParseCode(text); err == nil || code != "" {
			t.Errorf("%q was read as %q", text, code)
		}
	}
}

func TestCodeErrorNeverRepeatsTheText(t *testing.T) {
	_, err := municipality.ParseCode("secret-7291")
	if strings.Contains(err.Error(), "7291") || !strings.Contains(err.Error(), "such as 0101") {
		t.Errorf("error %q: want advice without the input", err)
	}
}

func TestThereAre98MunicipalitiesInTheOrderOfTheirCodes(t *testing.T) {
	all := municipality.All()
	if len(all) != 98 {
		t.Fatalf("%d municipalities", len(all))
	}
	names := map[string]bool{}
	for i, m := range all {
		if _, err := municipality.ParseCode(string(m.Code)); err != nil || m.Name == "" || !utf8.ValidString(m.Name) || names[m.Name] {
			t.Errorf("%q %q: %v", m.Code, m.Name, err)
		}
		if i > 0 && all[i-1].Code >= m.Code {
			t.Errorf("%s does not follow %s", m.Code, all[i-1].Code)
		}
		if got, ok := municipality.Get(m.Code); !ok || got != m {
			t.Errorf("Get(%s): %v, %v", m.Code, got, ok)
		}
		names[m.Name] = true
	}
}

func TestAllGivesTheCallerAnOwnSlice(t *testing.T) {
	municipality.All()[0].Name = "changed"
	if got := municipality.All()[0].Name; got != "København" {
		t.Errorf("the first municipality is now %q", got)
	}
}

func TestUnknownCodeHasNothing(t *testing.T) {
	for _, code := range []municipality.Code{"", "9999", "101"} {
		m, known := municipality.Get(code)
		_, _, placed := municipality.Tile(code)
		region := municipality.RegionOn(code, on(t, "2019-09-10"))
		if known || placed || region != "" || m != (municipality.Municipality{}) {
			t.Errorf("%q: %v, tile %v, region %q", code, m, placed, region)
		}
	}
}

func TestRegionDependsOnTheDate(t *testing.T) {
	tests := []struct {
		name string
		code municipality.Code
		date string
		want string
	}{
		{"København before the merger", "0101", "2019-09-10", "Hovedstaden"},
		{"København on the last day", "0101", "2026-12-31", "Hovedstaden"},
		{"København from the merger", "0101", "2027-01-01", "Østdanmark"},
		{"Bornholm from the merger", "0400", "2027-01-01", "Østdanmark"},
		{"Næstved on the last day", "0370", "2026-12-31", "Sjælland"},
		{"Næstved long after", "0370", "2040-06-01", "Østdanmark"},
		{"Aarhus before", "0751", "2026-12-31", "Midtjylland"},
		{"Aarhus after", "0751", "2027-01-01", "Midtjylland"},
		{"the first day of all regions", "0851", "2007-01-01", "Nordjylland"},
		{"before there were regions", "0851", "2006-12-31", ""},
		{"no date", "0851", "", ""},
	}
	for _, test := range tests {
		if got := municipality.RegionOn(test.code, on(t, test.date)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestRegionsOfADate(t *testing.T) {
	tests := []struct {
		date string
		want []string
	}{
		{"2006-12-31", nil},
		{"2026-12-31", []string{"Hovedstaden", "Midtjylland", "Nordjylland", "Sjælland", "Syddanmark"}},
		{"2027-01-01", []string{"Midtjylland", "Nordjylland", "Syddanmark", "Østdanmark"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, municipality.Regions(on(t, test.date))); diff != "" {
			t.Errorf("%s:\n%s", test.date, diff)
		}
	}
}

func TestEveryMunicipalityLiesInARegionThatExists(t *testing.T) {
	for _, date := range []string{"2007-01-01", "2019-09-10", "2026-12-31", "2027-01-01", "2099-01-01"} {
		regions := municipality.Regions(on(t, date))
		members := map[string]int{}
		for _, m := range municipality.All() {
			members[municipality.RegionOn(m.Code, on(t, date))]++
		}
		if len(members) != len(regions) {
			t.Errorf("%s: members %v of regions %v", date, members, regions)
		}
		for _, region := range regions {
			if members[region] == 0 {
				t.Errorf("%s: nobody lies in %s", date, region)
			}
		}
	}
}

func TestTilesAreUniqueWithinTheMap(t *testing.T) {
	taken := map[[2]int]string{}
	for _, m := range municipality.All() {
		col, row, ok := municipality.Tile(m.Code)
		if !ok || col < 0 || col >= 18 || row < 0 || row >= 11 {
			t.Errorf("%s lies at %d, %d, %v", m.Name, col, row, ok)
		}
		if other := taken[[2]int{col, row}]; other != "" {
			t.Errorf("%s and %s share a tile", m.Name, other)
		}
		taken[[2]int{col, row}] = m.Name
	}
	if len(taken) != 98 {
		t.Errorf("%d tiles", len(taken))
	}
}

func TestMunicipalitiesInDanishOrder(t *testing.T) {
	var names []string
	for _, m := range municipality.All() {
		names = append(names, m.Name)
	}
	slices.SortFunc(names, municipality.Compare)
	last := names[len(names)-5:]
	if diff := cmp.Diff([]string{"Vordingborg", "Ærø", "Aabenraa", "Aalborg", "Aarhus"}, last); diff != "" {
		t.Errorf("the end of the list:\n%s", diff)
	}
	if names[0] != "Albertslund" {
		t.Errorf("the list begins with %s", names[0])
	}
}
