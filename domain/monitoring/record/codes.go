package record

import (
	"startklar/domain/monitoring"
)

// codes are the words that a record may carry, by their numbers. 0 is no code.
type codes struct {
	benefits, exemptions          []monitoring.Code
	benefit, exempt, origin, exit map[string]uint16
	origins                       []monitoring.Origin
	exits                         []monitoring.Exit
	pension, stateBenefit         uint16
}

// The two benefits that give warnings.
const (
	benefitDisability = "foertidspension"
	benefitPension    = "folkepension"
)

func codesOf(p *monitoring.Programme) *codes {
	c := &codes{
		benefits: p.Benefits, exemptions: p.Exemptions, origins: monitoring.AllOrigins(), exits: monitoring.AllExits(),
		benefit: map[string]uint16{}, exempt: map[string]uint16{}, origin: map[string]uint16{}, exit: map[string]uint16{},
	}
	for i, b := range c.benefits {
		c.benefit[b.Code] = uint16(i + 1)
	}
	for i, e := range c.exemptions {
		c.exempt[e.Code] = uint16(i + 1)
	}
	for i, o := range c.origins {
		c.origin[string(o)] = uint16(i + 1)
	}
	for i, e := range c.exits {
		c.exit[string(e)] = uint16(i + 1)
	}
	c.pension, c.stateBenefit = c.benefit[benefitDisability], c.benefit[benefitPension]
	return c
}

// record writes a packed row out in words, with the citizen's text given.
func (c *codes) record(r packed, citizen string) monitoring.Record {
	written := monitoring.Record{Citizen: citizen, Marks: r.marks, PaidHours: int64(r.hours)}
	if r.benefit > 0 {
		written.Benefit = c.benefits[r.benefit-1].Code
	}
	if r.exempt > 0 {
		written.Exempt = c.exemptions[r.exempt-1].Code
	}
	if r.origin > 0 {
		written.Origin = c.origins[r.origin-1]
	}
	if r.exit > 0 {
		written.Exit = c.exits[r.exit-1]
	}
	return written
}

// Codes lists the codes that a column may hold in one month or another; none for a column that holds no code.
func Codes(p *monitoring.Programme, c Column) []string {
	switch c {
	case columns[colBenefit].name:
		return wordsOf(p.Benefits)
	case columns[colExempt].name:
		return wordsOf(p.Exemptions)
	case columns[colOrigin].name:
		return texts(monitoring.AllOrigins())
	case columns[colExit].name:
		return texts(monitoring.AllExits())
	default:
		return nil
	}
}

func wordsOf(codes []monitoring.Code) []string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = c.Code
	}
	return words
}

func texts[T ~string](all []T) []string {
	words := make([]string, len(all))
	for i, one := range all {
		words[i] = string(one)
	}
	return words
}
