package demo

import (
	"cmp"
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
)

// size is roughly how many people live there; it chooses among the texts and nothing else.
type size string

const (
	small  size = "small"
	middle size = "middle"
	large  size = "large"
)

var (
	smallOnes = []municipality.Code{
		"0155", "0161", "0183", "0187", "0223", "0269", "0336", "0440", "0482", "0492", "0563",
		"0665", "0671", "0727", "0741", "0773", "0825",
	}
	largeOnes = []municipality.Code{
		"0101", "0147", "0157", "0265", "0330", "0370", "0461", "0561", "0615", "0621", "0630",
		"0657", "0730", "0740", "0751", "0791", "0851",
	}
	islands = []municipality.Code{"0360", "0400", "0482", "0492", "0563", "0741", "0825"}
	// called are the places whose municipality bears their name in another form.
	called = map[municipality.Code]string{"0480": "Nordfyn", "0820": "Vesthimmerland"}
)

// place is a municipality as a text speaks of it.
type place struct {
	municipality.Municipality
	// order is its number among all, from 0.
	order  int
	name   string
	in     string
	region string
	size   size
}

// placesOn lists the municipalities in the order of their codes.
func placesOn(today calendar.Date) []place {
	all := municipality.All()
	places := make([]place, len(all))
	for n, m := range all {
		p := place{Municipality: m, order: n, name: cmp.Or(called[m.Code], m.Name), region: municipality.RegionOn(m.Code, today), size: middle}
		p.in = "i " + p.name
		if slices.Contains(islands, m.Code) || m.Code == "0480" {
			p.in = "på " + p.name
		}
		if slices.Contains(smallOnes, m.Code) {
			p.size = small
		}
		if slices.Contains(largeOnes, m.Code) {
			p.size = large
		}
		places[n] = p
	}
	return places
}
