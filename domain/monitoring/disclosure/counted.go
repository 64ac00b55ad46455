package disclosure

import (
	"fmt"
	"slices"

	"startklar/domain/monitoring"
)

// groups adds P = G1 + G2 + E and the marks beside.
func (b *builder) groups() {
	b.classes, b.origins = map[monitoring.Group][]class{}, map[monitoring.Group][]origin{}
	whole := b.group(monitoring.GroupP)
	for _, g := range monitoring.AllGroups() {
		at := b.group(g)
		b.needs[key{measure: monitoring.Measure(g)}] = needs{bit(at), bit(whole)}
		if g != monitoring.GroupP {
			b.quantity(-1, 0, term{whole, 1}, term{at, -1})
		}
	}
	marked := b.counted(key{measure: monitoring.MeasureMarkedRehab}, monitoring.GroupP)
	b.move(term{marked, 1})
}

func (b *builder) group(g monitoring.Group) int {
	return b.column("group "+string(g), cell{key: key{measure: monitoring.Measure(g)}})
}

// counted adds the column of a measure of a group, with its complement.
func (b *builder) counted(k key, of monitoring.Group) int {
	at := b.column(fmt.Sprint("n ", k), cell{key: k})
	whole := b.group(of)
	b.needs[k] = needs{bit(at), bit(whole)}
	b.quantity(-1, bit(at), term{whole, 1}, term{at, -1})
	return at
}

// indicatorsOf adds the indicators of a group, those that share facts together.
func (b *builder) indicatorsOf(g monitoring.Group, all []monitoring.Indicator) {
	var open []monitoring.Indicator
	for _, i := range all {
		if i.Of != g {
			continue
		}
		if group, is := isGroup(i); is {
			b.needs[key{measure: monitoring.Measure(i.ID)}] = needs{bit(b.group(group)), bit(b.group(g))}
			continue
		}
		open = append(open, i)
	}
	for len(open) > 0 {
		together := connected(&open)
		f := family{builder: b, of: g, indicators: together}
		f.add()
	}
}

// isGroup tells of an indicator that counts a group: then its n is the group's.
func isGroup(i monitoring.Indicator) (monitoring.Group, bool) {
	return monitoring.GroupG2, i.Of == monitoring.GroupP && slices.Equal(i.Any, []monitoring.Fact{monitoring.FactRehabGroup})
}

// connected takes the first indicator out and all that share facts with it, directly or by others.
func connected(open *[]monitoring.Indicator) (together []monitoring.Indicator) {
	together = append(together, (*open)[0])
	rest := (*open)[1:]
	for i := 0; i < len(together); i++ {
		var apart []monitoring.Indicator
		for _, other := range rest {
			if sharesFacts(together[i], other) {
				together = append(together, other)
			} else {
				apart = append(apart, other)
			}
		}
		rest = apart
	}
	*open = rest
	return together
}

func sharesFacts(a, b monitoring.Indicator) bool {
	return slices.ContainsFunc(a.Any, func(f monitoring.Fact) bool { return slices.Contains(b.Any, f) })
}

// people adds the moves of citizens from one group to another, and into and out of the whole.
func (b *builder) people() {
	groups := []monitoring.Group{monitoring.GroupG1, monitoring.GroupG2, monitoring.GroupE}
	for n, g := range groups {
		for _, one := range b.citizens(g) {
			b.move(plus(one, []term{{b.group(monitoring.GroupP), 1}})...)
			for _, other := range groups[n+1:] {
				for _, two := range b.citizens(other) {
					b.move(plus(one, minus(two))...)
				}
			}
		}
	}
}

// citizens are the changes that one more citizen of a group makes: of each origin if the group is split by it, and
// with nothing more that is counted, or one thing. More at once would add many moves that few tables need.
func (b *builder) citizens(g monitoring.Group) (all [][]term) {
	origins := b.origins[g]
	if origins == nil {
		origins = []origin{{num: -1, den: -1}}
	}
	for _, o := range origins {
		more := []term{{b.group(g), 1}}
		if o.den >= 0 {
			more = append(more, term{o.den, 1})
		}
		all = append(all, more)
		for _, c := range b.classes[g] {
			one := plus(more, c.citizen())
			if c.active {
				one = append(one, term{o.num, 1})
			}
			all = append(all, one)
		}
	}
	return all
}
