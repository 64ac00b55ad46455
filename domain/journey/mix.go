package journey

// Mix counts questions by their standing. It is shown as it is, never as a percentage: six that are clear and
// five for the workshop say more than either share.
type Mix struct{ NotBegun, Clarifying, ForWorkshop, Clear int }

// Add counts one more question.
func (m *Mix) Add(s Standing) {
	switch s {
	case Clear:
		m.Clear++
	case ForWorkshop:
		m.ForWorkshop++
	case Clarifying:
		m.Clarifying++
	default:
		m.NotBegun++
	}
}

// Count is how many have a standing.
func (m Mix) Count(s Standing) int {
	switch s {
	case Clear:
		return m.Clear
	case ForWorkshop:
		return m.ForWorkshop
	case Clarifying:
		return m.Clarifying
	default:
		return m.NotBegun
	}
}

// Total is how many there are.
func (m Mix) Total() int { return m.NotBegun + m.Clarifying + m.ForWorkshop + m.Clear }
