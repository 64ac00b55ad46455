package disclosure

import (
	"fmt"

	"startklar/domain/monitoring"
)

// The threshold is the smallest count that may be shown of others' citizens. It is a setting.
const (
	DefaultThreshold = 5
	LeastThreshold   = 3
)

// leastDeliverers is how many municipalities have to have delivered before a region or the nation is shown.
const leastDeliverers = 5

// Rule hides numbers of a programme. It remembers what it has worked out, and may be shared.
type Rule struct {
	*layout
	threshold int
	// hide hides what has to be hidden of a table.
	hide     func(*table)
	patterns *patterns
}

// NewRule returns an error for a threshold below the least, and for a programme that counts in a way that the rule
// does not know.
func NewRule(p *monitoring.Programme, threshold int) (*Rule, error) {
	if threshold < LeastThreshold {
		return nil, fmt.Errorf("disclosure: a threshold of %d is below %d", threshold, LeastThreshold)
	}
	l, err := newLayout(p)
	if err != nil {
		return nil, err
	}
	return &Rule{l, threshold, (*table).suppress, newPatterns()}, nil
}

// PrimaryOnly is the rule without secondary suppression. It protects nobody: the tests show with it that an attack
// finds what is left, and nothing else may use it.
func (r *Rule) PrimaryOnly() *Rule {
	only := *r
	only.hide, only.patterns = (*table).primary, newPatterns()
	return &only
}
