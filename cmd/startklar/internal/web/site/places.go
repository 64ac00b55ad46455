package site

import (
	"slices"

	"startklar/domain/municipality"
	"startklar/templates/parts"
)

// PlaceNames are the names of municipalities, in the order given.
func PlaceNames(codes []municipality.Code) []string {
	names := make([]string, len(codes))
	for n, code := range codes {
		names[n] = PlaceName(code)
	}
	return names
}

// PlaceOptions are all municipalities by name, after one for none.
func (w *Words) PlaceOptions(none string) []parts.Option {
	return append([]parts.Option{{Label: none}}, OptionsOf(PlacesByName())...)
}

// OptionsOf are municipalities to choose from, in the order given.
func OptionsOf(places []municipality.Municipality) (options []parts.Option) {
	for _, m := range places {
		options = append(options, parts.Option{Value: string(m.Code), Label: m.Name})
	}
	return options
}

// PlaceName is the name of a municipality; empty for none.
func PlaceName(code municipality.Code) string {
	m, _ := municipality.Get(code)
	return m.Name
}

// PlacesByName are all municipalities in Danish order.
func PlacesByName() []municipality.Municipality {
	places := municipality.All()
	slices.SortFunc(places, func(a, b municipality.Municipality) int { return municipality.Compare(a.Name, b.Name) })
	return places
}

// RegionField chooses a region, or all.
func RegionField(w *Words, value string) parts.Field {
	f := parts.Field{Kind: parts.Select, Name: "region", Label: w.T("overview.region"), Value: value, Options: []parts.Option{{Label: w.T("overview.any")}}}
	for _, region := range municipality.Regions(w.Today) {
		f.Options = append(f.Options, parts.Option{Value: region, Label: region})
	}
	return f
}
