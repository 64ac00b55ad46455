package signal

import (
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
)

// Above gives those that have so many that chance is a poor explanation, ordered by municipality and indicator: they
// can be asked what they do. Tail is the upper one, below [WatchTail]; Level and Reason are empty, for it is no signal.
// Indicators without a good direction are left out, and so are those of which nothing is judged. How early it is makes
// no difference: nobody is called for having much.
func Above(b *figures.Book, p *monitoring.Programme, m calendar.Month, c Circumstances) (list []Signal) {
	j := newJudge(b, p, c)
	for _, code := range b.Municipalities(m) {
		for _, i := range p.Indicators {
			s, _ := j.alone(code, i, m)
			if i.Worry != monitoring.WorryLow || !s.Judged {
				continue
			}
			s.Tail = betaBinomial{s.Den, s.National, s.Rho}.tails(s.Num).atLeast
			s.Level, s.Reason = "", NoReason
			if s.Tail < WatchTail {
				list = append(list, s)
			}
		}
	}
	return list
}
