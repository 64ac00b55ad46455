package monitoring_test

import (
	"strings"
	"testing"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/monitoringtest"
)

func TestTheProgrammeHasTheIndicatorsOfItsSource(t *testing.T) {
	p := monitoringtest.Programme(t)
	var ids []string
	for _, i := range p.Indicators {
		ids = append(ids, string(i.ID))
		for name, text := range map[string]string{
			"title": i.Title.DA + i.Title.EN, "short": i.Short.DA, "counted": i.Counted.EN,
			"definition": i.Definition.DA, "moves": i.Moves.EN, "source": i.Source,
		} {
			if text == "" {
				t.Errorf("indicator %s lacks its %s", i.ID, name)
			}
		}
	}
	if got := strings.Join(ids, " "); got != "1 2 3 4 5 6 7 8 R" {
		t.Errorf("indicators %s", got)
	}
	if len(p.Benefits) != 15 || len(p.Exemptions) != 13 {
		t.Errorf("%d benefits, %d exemptions", len(p.Benefits), len(p.Exemptions))
	}
}

func TestAMonthIsDueOnADayOfTheNext(t *testing.T) {
	p := monitoringtest.Programme(t)
	december := calendar.NewMonth(2026, 12)
	if got := p.Due(december).String() + " " + p.Remind(december).String(); got != "2027-01-15 2027-01-10" {
		t.Errorf("due and reminded of on %s", got)
	}
}

func TestAProgrammeThatDoesNotFitTogetherIsRefused(t *testing.T) {
	good := "programme: x\ndue_day: 15\nremind_day: 10\nprovisional_months: 2\nbenefits: [{code: a}]\ntarget_benefits: [a]\n"
	indicator := "indicators: [{id: '1', of: G1, any: [job_broker]}]\n"
	for name, c := range map[string]struct{ text, want string }{
		"no programme":        {strings.Replace(good, "programme: x", "programme: ''", 1), "programme"},
		"days":                {strings.Replace(good, "due_day: 15", "due_day: 5", 1), "due_day"},
		"an unknown benefit":  {strings.Replace(good, "[a]", "[b]", 1), `"b"`},
		"a benefit twice":     {strings.Replace(good, "{code: a}", "{code: a}, {code: a}", 1), "twice"},
		"an unknown group":    {good + strings.Replace(indicator, "G1", "G9", 1), "of:"},
		"an unknown fact":     {good + strings.Replace(indicator, "job_broker", "luck", 1), "luck"},
		"an indicator twice":  {good + strings.Replace(indicator, "[{", "[{id: '1', of: P, any: [job_broker]}, {", 1), "twice"},
		"an unknown key":      {good + "colour: red\n", "colour"},
		"an unknown worry":    {good + strings.Replace(indicator, "any", "worry: high, any", 1), "worry"},
		"an empty provisions": {strings.Replace(good, "provisional_months: 2", "provisional_months: 12", 1), "provisional"},
	} {
		if _, err := monitoring.ParseProgramme([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := monitoring.ParseProgramme([]byte(good + indicator)); err != nil {
		t.Errorf("the good one: %v", err)
	}
}
