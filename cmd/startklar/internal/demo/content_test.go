package demo_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/personaldata"
	"startklar/workflow"
)

var roleAndPlace = regexp.MustCompile(`^(Leder|Projektleder) (i|på) \p{Lu}[\p{L}-]+$|^Medarbejder \d i STAR$|^Proceskonsulent \d \([\p{L} ]+\)$|^Systemadministrator$`)

// point is a place in the journey at which some municipalities must stand.
type point struct {
	name  string
	least int
	at    func(s workflow.State, today calendar.Date) bool
}

func stateOf(s workflow.State, item journey.InstanceID) journey.State { return s.Item(item).State }

func clearShare(s workflow.State) (done, total int) { return s.Units(s.Item("readiness")) }

func late(s workflow.State, today calendar.Date) bool {
	return slices.ContainsFunc(s.Items, func(i *workflow.Item) bool {
		on := i.Deadline.On()
		return s.Required(i) && !i.State.Ended() && !on.IsZero() && on.Before(today)
	})
}

func having(s workflow.State, is func(*workflow.Item) bool) bool {
	return slices.ContainsFunc(s.Items, is)
}

func running(s workflow.State) bool { return s.Run == journey.Active }

// points are what the demo must show, with the smallest number of journeys that show it.
var points = []point{
	{"not begun", 6, func(s workflow.State, _ calendar.Date) bool {
		return running(s) && stateOf(s, "request") == journey.Enabled
	}},
	{"nothing answered", 3, func(s workflow.State, _ calendar.Date) bool { return running(s) && len(s.Answers) == 0 }},
	{"checklist under way", 20, func(s workflow.State, _ calendar.Date) bool {
		done, total := clearShare(s)
		return stateOf(s, "readiness") == journey.Active && done > 0 && done < total
	}},
	{"a proposal that waits", 5, func(s workflow.State, _ calendar.Date) bool {
		return slices.ContainsFunc(s.Proposals, func(p *workflow.Proposal) bool { return p.State == workflow.ProposalWaiting })
	}},
	{"a colleague who was asked and has not answered", 4, func(s workflow.State, today calendar.Date) bool {
		return slices.ContainsFunc(s.Requests, func(r *workflow.Request) bool { return r.Open() && !r.Expired(today) })
	}},
	{"comments, private ones too, and evidence", 4, func(s workflow.State, _ calendar.Date) bool {
		return len(s.Evidence) > 0 && slices.ContainsFunc(s.Comments, func(c *workflow.Comment) bool { return c.Private })
	}},
	{"a track that is shared before it is declared", 1, func(s workflow.State, _ calendar.Date) bool {
		return having(s, func(i *workflow.Item) bool {
			return slices.ContainsFunc(i.Sections, func(r workflow.SectionRun) bool { return !r.Declared() && !r.SharedAt.IsZero() })
		})
	}},
	{"every standing in one checklist", 10, func(s workflow.State, _ calendar.Date) bool {
		seen := map[journey.Standing]bool{}
		for _, q := range s.Item("readiness").Def.Sections {
			for _, f := range q.Fields() {
				seen[s.StandingOf("readiness", f.ID)] = true
			}
		}
		return len(seen) == len(journey.AllStandings())
	}},
	{"a track with named gaps", 8, func(s workflow.State, _ calendar.Date) bool {
		return slices.ContainsFunc(s.Item("readiness").Sections, func(r workflow.SectionRun) bool { return len(r.Gaps) > 0 })
	}},
	{"to be signed", 4, func(s workflow.State, _ calendar.Date) bool {
		return running(s) && stateOf(s, "signoff") == journey.Enabled
	}},
	{"signed, plan open", 5, func(s workflow.State, _ calendar.Date) bool {
		return stateOf(s, "signoff") == journey.Completed && stateOf(s, "plan").Open()
	}},
	{"ready for the workshop", 4, func(s workflow.State, _ calendar.Date) bool { return stateOf(s, "startup_workshop") == journey.Enabled }},
	{"workshop ahead", 6, func(s workflow.State, today calendar.Date) bool {
		i := s.Item("startup_workshop")
		return i.State == journey.Active && i.Meeting != nil && i.Meeting.On.After(today)
	}},
	{"workshop moved", 1, func(s workflow.State, _ calendar.Date) bool {
		i := s.Item("startup_workshop")
		return i.Meeting != nil && i.Meeting.Sequence > 0
	}},
	{"workshop by named exception", 3, func(s workflow.State, _ calendar.Date) bool {
		i := s.Item("startup_workshop")
		return i.State == journey.Completed && i.Exception != ""
	}},
	{"workshop held", 25, func(s workflow.State, _ calendar.Date) bool {
		return stateOf(s, "startup_workshop") == journey.Completed
	}},
	{"starter pack partly in use", 5, func(s workflow.State, _ calendar.Date) bool {
		used := 0
		for _, d := range s.Item("starter_pack").Documents {
			if !d.InUseOn.IsZero() {
				used++
			}
		}
		return stateOf(s, "starter_pack") == journey.Active && used > 0
	}},
	{"a newer document", 4, func(s workflow.State, _ calendar.Date) bool {
		return slices.ContainsFunc(s.Item("starter_pack").Documents, func(d workflow.DocumentRun) bool { return d.Version == 2 })
	}},
	{"seminar held", 15, func(s workflow.State, _ calendar.Date) bool {
		return having(s, func(i *workflow.Item) bool {
			return i.Def.ID == "regional_seminar" && i.State == journey.Completed
		})
	}},
	{"seminar held as a meeting of several municipalities", 15, func(s workflow.State, _ calendar.Date) bool {
		return having(s, func(i *workflow.Item) bool {
			return i.Def.ID == "regional_seminar" && i.State == journey.Completed && i.Meeting.Of != "" && !i.Meeting.HeldOn.IsZero()
		})
	}},
	{"seminar ahead", 20, func(s workflow.State, today calendar.Date) bool {
		return having(s, func(i *workflow.Item) bool {
			return i.Def.ID == "regional_seminar" && i.State == journey.Active && i.Meeting.On.After(today)
		})
	}},
	{"selected", 4, func(s workflow.State, _ calendar.Date) bool { return s.Selected }},
	{"midway passed", 4, func(s workflow.State, _ calendar.Date) bool { return stateOf(s, "midway_seminar") == journey.Completed }},
	{"closing", 1, func(s workflow.State, _ calendar.Date) bool { return stateOf(s, "closing_approval") == journey.Enabled }},
	{"finished", 1, func(s workflow.State, _ calendar.Date) bool { return s.Run == journey.Completed }},
	{"terminated", 1, func(s workflow.State, _ calendar.Date) bool { return s.Run == journey.Terminated }},
	{"late", 12, func(s workflow.State, today calendar.Date) bool { return running(s) && late(s, today) }},
	{"on time", 40, func(s workflow.State, today calendar.Date) bool { return running(s) && !late(s, today) }},
	{"stale", 4, func(s workflow.State, _ calendar.Date) bool {
		return having(s, func(i *workflow.Item) bool { return i.Stale != nil })
	}},
	{"stale sign-off", 3, func(s workflow.State, _ calendar.Date) bool { return s.Item("signoff").Stale != nil }},
	{"stale plan", 2, func(s workflow.State, _ calendar.Date) bool { return s.Item("plan").Stale != nil }},
	{"suspended", 3, func(s workflow.State, _ calendar.Date) bool {
		return having(s, func(i *workflow.Item) bool { return i.State == journey.Suspended && i.Reason != "" })
	}},
	{"moved deadline", 4, func(s workflow.State, _ calendar.Date) bool {
		return having(s, func(i *workflow.Item) bool { return !i.Deadline.Overridden.IsZero() && i.Deadline.Reason != "" })
	}},
	{"skipped with a reason", 3, func(s workflow.State, _ calendar.Date) bool {
		return having(s, func(i *workflow.Item) bool { return i.State == journey.Skipped && i.Reason != "" })
	}},
	{"a question split", 8, func(s workflow.State, _ calendar.Date) bool {
		return slices.ContainsFunc(s.Answers, func(a *workflow.Answer) bool { return a.Split })
	}},
	{"an answer written anew", 40, func(s workflow.State, _ calendar.Date) bool {
		return slices.ContainsFunc(s.Answers, func(a *workflow.Answer) bool { return a.Revision > 1 })
	}},
}

// ends are days of all kinds: a working day, a morning before work, a weekend, midsummer, Christmas.
var ends = []time.Time{
	end,
	time.Date(2026, time.November, 23, 6, 30, 0, 0, time.UTC),
	time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC),
	time.Date(2026, time.July, 15, 9, 0, 0, 0, time.UTC),
	time.Date(2026, time.December, 26, 23, 0, 0, 0, time.UTC),
	time.Date(2027, time.January, 4, 10, 0, 0, 0, time.UTC),
	time.Date(2027, time.April, 6, 13, 0, 0, 0, time.UTC),
	time.Date(2028, time.February, 29, 15, 0, 0, 0, time.UTC),
}

func TestMunicipalitiesStandAtEveryPoint(t *testing.T) {
	for n, until := range ends {
		t.Run(until.Format(time.DateOnly), func(t *testing.T) {
			journeys, today := lived(t, until).journeys(), calendar.DateOf(until)
			if len(journeys) != 98 {
				t.Fatalf("%d journeys, want 98", len(journeys))
			}
			for _, p := range points {
				count := 0
				for _, s := range journeys {
					if p.at(s, today) {
						count++
					}
				}
				if count < p.least {
					t.Errorf("%s: %d journeys, want %d at least", p.name, count, p.least)
				}
				if n == 0 {
					t.Logf("%3d %s", count, p.name)
				}
			}
			if n == 0 {
				logStages(t, journeys)
			}
			for _, code := range []string{"0851", "0461", "0740", "0370"} {
				standsInTheMiddle(t, journeys[code])
			}
			hasAnsweredInPart(t, journeys["0851"])
		})
	}
}

func logStages(t *testing.T, journeys map[string]workflow.State) {
	counts := map[string]int{}
	for _, s := range journeys {
		for _, r := range s.Stages {
			counts[fmt.Sprintf("%d %s %s", r.Def.Index, r.Def.ID, r.State)]++
		}
	}
	for name, n := range counts {
		t.Logf("stage %s: %d", name, n)
	}
}

// standsInTheMiddle tells whether a visitor can take over here: about 60 % clear, both have written, nothing is
// signed or late, and the leader can finish.
func standsInTheMiddle(t *testing.T, s workflow.State) {
	t.Helper()
	done, total := clearShare(s)
	if done*100 < total*50 || done*100 > total*70 {
		t.Errorf("%s: %d of %d questions are clear", s.ID, done, total)
	}
	wrote := map[person.ID]bool{}
	for _, a := range s.Answers {
		if a.Item == "readiness" && a.Text != "" {
			wrote[a.By] = true
		}
	}
	if len(wrote) != 2 {
		t.Errorf("%s: written by %v, want the leader and the project leader", s.ID, wrote)
	}
	if stateOf(s, "readiness") != journey.Active || s.Item("signoff").Signature != nil {
		t.Errorf("%s: the checklist is %s", s.ID, stateOf(s, "readiness"))
	}
	for _, r := range s.Item("readiness").Sections {
		if r.Declared() {
			t.Errorf("%s: track %s is declared", s.ID, r.ID)
		}
	}
}

// hasAnsweredInPart tells whether a steering group is worth looking at: some agree, one does not, one is missing, and
// the sheet has changed since.
func hasAnsweredInPart(t *testing.T, s workflow.State) {
	t.Helper()
	sheet, _ := s.DecisionSheet()
	stances, changed := map[workflow.Stance]int{}, false
	for _, i := range s.Invitations {
		stances[i.Stance]++
		changed = changed || i.Stance != "" && i.Digest != sheet.Digest
	}
	if stances[workflow.Disagreed] != 1 || stances[workflow.Agreed] == 0 || stances[""] == 0 || !changed {
		t.Errorf("%s: the administrations say %v, and that the sheet has changed is %v", s.ID, stances, changed)
	}
}

func TestPeopleWorkInWorkingHours(t *testing.T) {
	for _, until := range ends {
		today := calendar.DateOf(until)
		for id, s := range lived(t, until).streams {
			for _, e := range s.events {
				at := e.At.In(calendar.Copenhagen())
				if !calendar.Danish().IsWorkingDay(calendar.DateOf(at)) || at.Hour() < 8 || at.Hour() >= 16 || e.At.After(until) {
					t.Errorf("until %s: %s number %d lies at %s", today, id, e.Number, at)
				}
				if held, ok := e.Body.(*workflow.MeetingHeld); ok && held.On.After(today) {
					t.Errorf("until %s: %s held on %s", today, id, held.On)
				}
			}
		}
	}
}

func TestNothingIsShapedLikeACPRNumber(t *testing.T) {
	for id, s := range lived(t, end).streams {
		for _, e := range s.events {
			data, err := json.Marshal(e.Body)
			if err != nil {
				t.Fatal(err)
			}
			if _, found := personaldata.FindCPR(string(data)); found {
				t.Errorf("%s number %d (%s) has a number shaped like a CPR number", id, e.Number, e.Kind)
			}
		}
	}
}

func TestFieldsHoldWhatTheyTake(t *testing.T) {
	gap := regexp.MustCompile(`[{<|>]`)
	for _, s := range lived(t, end).journeys() {
		for _, i := range s.Items {
			for _, section := range i.Def.Sections {
				for _, p := range s.Problems(i, section) {
					if p.Key != "field_required" {
						t.Errorf("%s: %s/%s: %s %v", s.ID, i.ID, p.Field, p.Key, p.Args)
					}
				}
			}
		}
		for _, a := range s.Answers {
			f := s.Item(a.Item).Def.Field(a.Field)
			if f.Type != workflow.Rows && gap.MatchString(a.Text) || strings.Contains(a.Text, "dato+") || strings.Contains(a.Text, "|") {
				t.Errorf("%s: %s/%s has a gap left: %s", s.ID, a.Item, a.Field, a.Text)
			}
			if strings.TrimSpace(a.Text) == "" && a.Revision > 0 {
				t.Errorf("%s: %s/%s is empty", s.ID, a.Item, a.Field)
			}
		}
	}
}

func TestNeighboursDoNotReadAlike(t *testing.T) {
	journeys := lived(t, end).journeys()
	all := municipality.All()
	alike, pairs := 0, 0
	for n := range all[1:] {
		a, b := journeys[string(all[n].Code)], journeys[string(all[n+1].Code)]
		for _, answer := range a.Answers {
			if other := b.Answer(answer.Item, answer.Field); answer.Item == "readiness" && other != nil && other.Text != "" && answer.Text != "" {
				pairs++
				if answer.Text == other.Text {
					alike++
				}
			}
		}
	}
	t.Logf("%d of %d answers are a neighbour's too", alike, pairs)
	if alike*20 > pairs {
		t.Errorf("%d of %d answers are a neighbour's too", alike, pairs)
	}
}
