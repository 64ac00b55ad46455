package signal

import (
	"slices"

	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

// Proposal suggests to talk with a municipality, once for indicators that overlap.
type Proposal struct {
	Municipality municipality.Code
	// Subject is what the proposal is about, stable from month to month: the name that overlapping indicators
	// share, an indicator's id, or the reason where it is of no indicator.
	Subject string
	// Signals are those at the level propose, by indicator.
	Signals []Signal
}

// Proposals gathers the signals that propose, in their order.
func Proposals(p *monitoring.Programme, signals []Signal) (list []Proposal) {
	for _, s := range signals {
		if s.Level != Propose {
			continue
		}
		about := subject(p, s)
		i := slices.IndexFunc(list, func(o Proposal) bool { return o.Municipality == s.Municipality && o.Subject == about })
		if i < 0 {
			i = len(list)
			list = append(list, Proposal{Municipality: s.Municipality, Subject: about})
		}
		list[i].Signals = append(list[i].Signals, s)
	}
	return list
}

func subject(p *monitoring.Programme, s Signal) string {
	if s.Indicator == "" {
		return string(s.Reason)
	}
	if i, _ := p.Indicator(s.Indicator); i.Together != "" {
		return i.Together
	}
	return string(s.Indicator)
}
