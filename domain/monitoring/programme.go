package monitoring

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"startklar/domain"
	"startklar/domain/calendar"

	"github.com/goccy/go-yaml"
)

// Programme is what a programme says about its monitoring: its codes with the months in which they may be
// used, its indicators, and its dates. It comes from a file in templates/monitoring and never changes while
// the program runs.
type Programme struct {
	// Key is the definition whose journeys are participation: see templates/journeys.
	Key string `yaml:"programme"`
	// DueDay is the day of the next month by which a month is delivered; RemindDay the day from which the
	// missing ones are listed.
	DueDay    int `yaml:"due_day"`
	RemindDay int `yaml:"remind_day"`
	// Provisional is how many of the latest delivered months are not settled yet.
	Provisional int `yaml:"provisional_months"`
	// Benefits and Exemptions are the codes that a record may carry.
	Benefits   []Code `yaml:"benefits"`
	Exemptions []Code `yaml:"exemptions"`
	// Target are the benefits of the target group: whoever receives none of them has left (indicator 7).
	Target     []string    `yaml:"target_benefits"`
	Indicators []Indicator `yaml:"indicators"`

	benefits, exemptions map[string]int
}

// Code is a word that a record may carry, valid from the first of From to the last of Until; a zero month
// leaves that end open.
type Code struct {
	Code  string         `yaml:"code"`
	Title domain.Text    `yaml:"title"`
	From  calendar.Month `yaml:"from"`
	Until calendar.Month `yaml:"until"`
}

// ValidIn tells whether the code may be used in a month.
func (c Code) ValidIn(m calendar.Month) bool {
	return (c.From.IsZero() || !m.Before(c.From)) && (c.Until.IsZero() || !m.After(c.Until))
}

// ParseProgramme reads a programme's monitoring and refuses what does not fit together.
func ParseProgramme(text []byte) (*Programme, error) {
	p := &Programme{}
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(p); err != nil {
		return nil, fmt.Errorf("monitoring: %w", err)
	}
	p.benefits, p.exemptions = numbered(p.Benefits), numbered(p.Exemptions)
	return p, p.check()
}

func numbered(codes []Code) map[string]int {
	numbers := make(map[string]int, len(codes))
	for i, c := range codes {
		numbers[c.Code] = i
	}
	return numbers
}

func (p *Programme) check() error {
	var problems []error
	problem := func(format string, args ...any) {
		problems = append(problems, fmt.Errorf("monitoring: "+format, args...))
	}
	if p.Key == "" {
		problem("programme: write the key of its definition")
	}
	if p.RemindDay < 1 || p.DueDay < p.RemindDay || p.DueDay > 28 {
		problem("remind_day and due_day: write days from 1 to 28, the first one not after the second")
	}
	if p.Provisional < 0 || p.Provisional > 11 {
		problem("provisional_months: write 0 to 11")
	}
	if len(p.benefits) != len(p.Benefits) || len(p.exemptions) != len(p.Exemptions) {
		problem("benefits and exemptions: a code stands twice")
	}
	for _, code := range p.Target {
		if _, known := p.benefits[code]; !known {
			problem("target_benefits: %q is not among the benefits", code)
		}
	}
	seen, headlines := map[IndicatorID]bool{}, 0
	for _, i := range p.Indicators {
		if i.Headline {
			headlines++
		}
		if seen[i.ID] {
			problem("indicator %s stands twice", i.ID)
		}
		seen[i.ID] = true
		problems = append(problems, i.check()...)
	}
	if headlines > 1 {
		problem("headline: choose one indicator to begin with")
	}
	return errors.Join(problems...)
}

// Benefit returns the number of a benefit code in Benefits; false for a code that the programme does not know.
func (p *Programme) Benefit(code string) (int, bool) { n, ok := p.benefits[code]; return n, ok }

// Exemption returns the number of an exemption code in Exemptions.
func (p *Programme) Exemption(code string) (int, bool) { n, ok := p.exemptions[code]; return n, ok }

// InTarget tells whether a benefit is one of the target group's.
func (p *Programme) InTarget(benefit string) bool { return slices.Contains(p.Target, benefit) }

// Indicator returns an indicator by its id; false if the programme has none such.
func (p *Programme) Indicator(id IndicatorID) (Indicator, bool) {
	i := slices.IndexFunc(p.Indicators, func(i Indicator) bool { return i.ID == id })
	if i < 0 {
		return Indicator{}, false
	}
	return p.Indicators[i], true
}

// Headline is the indicator that statements begin with: the programme's first where it chooses none.
func (p *Programme) Headline() Indicator {
	if i := p.first(func(i Indicator) bool { return i.Headline }); i.ID != "" {
		return i
	}
	return p.first(func(Indicator) bool { return true })
}

// Marking is the indicator of how many have a job broker marking, Required the one with targets, Stacked the one that is
// also shown in its parts, and OriginSplit the one of each origin by itself. A programme may lack any of them: then the
// id is empty.
func (p *Programme) Marking() Indicator {
	return p.first(func(i Indicator) bool { return len(i.Any) == 1 && i.Any[0] == FactJobBroker })
}

// Required is the indicator with targets: see Marking.
func (p *Programme) Required() Indicator {
	return p.first(func(i Indicator) bool { return len(i.Targets) > 0 })
}

// Stacked is the indicator that is also shown in its parts: see Marking.
func (p *Programme) Stacked() Indicator { return p.first(func(i Indicator) bool { return i.Stacked }) }

// OriginSplit is the indicator of each origin by itself: see Marking.
func (p *Programme) OriginSplit() Indicator {
	return p.first(func(i Indicator) bool { return i.ByOrigin })
}

// Trended are the indicators that are drawn over time in statements, in the programme's order.
func (p *Programme) Trended() (all []Indicator) {
	for _, i := range p.Indicators {
		if i.Trend {
			all = append(all, i)
		}
	}
	return all
}

func (p *Programme) first(is func(Indicator) bool) Indicator {
	if at := slices.IndexFunc(p.Indicators, is); at >= 0 {
		return p.Indicators[at]
	}
	return Indicator{}
}

// Due is the last day on which a month's delivery is in time.
func (p *Programme) Due(m calendar.Month) calendar.Date {
	return m.Add(1).First().AddDays(p.DueDay - 1)
}

// Remind is the day from which a month's missing delivery is called for.
func (p *Programme) Remind(m calendar.Month) calendar.Date {
	return m.Add(1).First().AddDays(p.RemindDay - 1)
}
