package domain

import "slices"

// ChosenFrom tells whether the chosen are among all there is to choose, none of them twice.
func ChosenFrom[T comparable](all, chosen []T) bool {
	for n, c := range chosen {
		if !slices.Contains(all, c) || slices.Contains(chosen[:n], c) {
			return false
		}
	}
	return true
}
