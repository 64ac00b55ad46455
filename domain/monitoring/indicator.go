package monitoring

import (
	"fmt"
	"slices"

	"startklar/domain"
)

// IndicatorID names an indicator, as the programme does.
type IndicatorID string

// Group is a set of citizens of one municipality in one month. P = G1 + G2 + E.
type Group string

// The groups.
const (
	// GroupP are all citizens with a record without an exit (bruttomålgruppe).
	GroupP Group = "P"
	// GroupG1 are P without G2 and E (indsatsgruppe).
	GroupG1 Group = "G1"
	// GroupG2 are those of P with a rehabilitation marking now or earlier, and not visited again since
	// (rehabiliteringsgruppe).
	GroupG2 Group = "G2"
	// GroupE are those of P outside G2 with an exemption marking.
	GroupE Group = "E"
)

// AllGroups lists the groups, the whole first.
func AllGroups() []Group { return []Group{GroupP, GroupG1, GroupG2, GroupE} }

// Fact is one thing that is true of a citizen in a month.
type Fact string

// The facts that an indicator may count.
const (
	FactJobBroker      Fact = "job_broker"
	FactRehabGroup     Fact = "rehab_group" // in G2
	FactSelfSupporting Fact = "self_supporting"
	FactPaidHours      Fact = "paid_hours" // more than none
	FactEducation      Fact = "education"
	FactWageSubsidy    Fact = "wage_subsidy"
	FactWorkPlacement  Fact = "work_placement"
	FactLeftBenefits   Fact = "left_benefits" // on none of the target group's benefits at the end of the month
	FactEverStepUp     Fact = "ever_step_up"  // step-up marking in this month or an earlier one
)

// AllFacts lists the facts.
func AllFacts() []Fact {
	return []Fact{
		FactJobBroker, FactRehabGroup, FactSelfSupporting, FactPaidHours, FactEducation, FactWageSubsidy,
		FactWorkPlacement, FactLeftBenefits, FactEverStepUp,
	}
}

// Worry says which values of an indicator are worrying.
type Worry string

// The directions.
const (
	WorryNone Worry = ""
	WorryLow  Worry = "low"
	// WorryBoth is for an indicator without a good direction: both ends are worth a look, never a proposal.
	WorryBoth Worry = "both"
)

// Indicator is a share that the programme follows: of a group, those of whom any of some facts is true.
type Indicator struct {
	ID IndicatorID `yaml:"id"`
	// Of is the group that the share is of; Any are the facts of which one at least is true.
	Of  Group  `yaml:"of"`
	Any []Fact `yaml:"any"`
	// ByOrigin counts each origin by itself.
	ByOrigin bool `yaml:"by_origin"`
	// Stacked also counts the facts of Any exclusively, in their order, so that the parts add up.
	Stacked bool `yaml:"stacked"`
	// Worry says which end gives signals. Early is the first project month (the month of enrolment is 1) in
	// which it does; Together names indicators that overlap and share one proposal.
	Worry    Worry  `yaml:"worry"`
	Early    int    `yaml:"early"`
	Together string `yaml:"together"`
	// Targets are shares in percent that a contract asks for, met by the best single month so far.
	Targets []int `yaml:"targets"`
	// Headline is the indicator that statements and a municipality's own page begin with; Trend draws it over time there.
	Headline bool `yaml:"headline"`
	Trend    bool `yaml:"trend"`

	// Title names it in a heading, Short in a table, Counted says what n of N are ("i lønnede timer").
	// Definition says how it is counted, Moves what can move the number beside the effort itself.
	Title      domain.Text `yaml:"title"`
	Short      domain.Text `yaml:"short"`
	Counted    domain.Text `yaml:"counted"`
	Definition domain.Text `yaml:"definition"`
	Moves      domain.Text `yaml:"moves"`
	Source     string      `yaml:"source"`
}

func (i Indicator) check() (problems []error) {
	problem := func(format string, args ...any) {
		problems = append(problems, fmt.Errorf("monitoring: indicator %s: "+format, append([]any{i.ID}, args...)...))
	}
	if i.ID == "" {
		problem("write an id")
	}
	if !slices.Contains(AllGroups(), i.Of) {
		problem("of: write one of %v", AllGroups())
	}
	if len(i.Any) == 0 {
		problem("any: write the facts that it counts")
	}
	for _, f := range i.Any {
		if !slices.Contains(AllFacts(), f) {
			problem("any: %q is not one of %v", f, AllFacts())
		}
	}
	if i.ByOrigin && (i.Headline || i.Trend) {
		problem("headline and trend: choose an indicator that is one share, not one of each origin")
	}
	if !slices.Contains([]Worry{WorryNone, WorryLow, WorryBoth}, i.Worry) {
		problem("worry: write low, both, or nothing")
	}
	return problems
}

// Origin is herkomst in the official classes.
type Origin string

// The origins. OriginAll is not an origin: it stands where a cell is not split by it.
const (
	OriginAll                  Origin = ""
	OriginDanish               Origin = "dansk"
	OriginImmigrantWestern     Origin = "indvandrer_vestlig"
	OriginImmigrantNonWestern  Origin = "indvandrer_ikke_vestlig"
	OriginDescendantWestern    Origin = "efterkommer_vestlig"
	OriginDescendantNonWestern Origin = "efterkommer_ikke_vestlig"
	OriginUnknown              Origin = "uoplyst"
)

// AllOrigins lists the origins in the order in which they are shown.
func AllOrigins() []Origin {
	return []Origin{
		OriginDanish, OriginImmigrantWestern, OriginImmigrantNonWestern,
		OriginDescendantWestern, OriginDescendantNonWestern, OriginUnknown,
	}
}

// Exit is one of the ways out of the cohort.
type Exit string

// The exits.
const (
	ExitNone    Exit = ""
	ExitMoved   Exit = "fraflytning"
	ExitDied    Exit = "doedsfald"
	ExitPension Exit = "folkepension"
)

// AllExits lists the ways out, without none.
func AllExits() []Exit { return []Exit{ExitMoved, ExitDied, ExitPension} }
