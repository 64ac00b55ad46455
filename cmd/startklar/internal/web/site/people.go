package site

import (
	"startklar/domain/view"
	"startklar/templates/parts"
)

// PeopleOptions lists those who fit, after a first option for nobody or for any; a nil fits takes everybody.
func PeopleOptions(none string, people []view.PersonRow, fits func(view.PersonRow) bool) []parts.Option {
	options := []parts.Option{{Label: none}}
	for _, p := range people {
		if fits == nil || fits(p) {
			options = append(options, parts.Option{Value: string(p.ID), Label: p.Name})
		}
	}
	return options
}
