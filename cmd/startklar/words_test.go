package main_test

import (
	"testing"

	"startklar/domain/followup"
	"startklar/domain/meeting"
	"startklar/domain/monitoring"
	"startklar/domain/statement"
	"startklar/domain/view"
	"startklar/templates/catalogue"
	"startklar/workflow"
)

// A state that somebody adds needs a word in both languages: pages put their keys together, so that nothing else
// would notice.
func TestEveryStateHasAWord(t *testing.T) {
	for prefix, states := range map[string][]string{
		"meetings.state.":  words(meeting.AllStates()),
		"minutes.state.":   words(workflow.AllMinutesStates()),
		"proposal.state.":  words(workflow.AllProposalStates()[1:]), // a draft is its writer's alone
		"proposal.source.": words(workflow.AllProposalSources()),
		"messages.show.":   words(view.AllInboxShows()),

		"deliveries.":       words(monitoring.AllTimeliness()),
		"figure.withheld.":  words(view.AllWithheld()),
		"statement.phase.":  words(statement.AllPhases()),
		"statement.task.":   words(statement.AllTasks()),
		"support.proposal.": words(followup.AllProposalStates()),
	} {
		for _, state := range states {
			for _, lang := range catalogue.Langs() {
				if !lang.Has(prefix + state) {
					t.Errorf("there is no word for %s%s in %s", prefix, state, lang)
				}
			}
		}
	}
}

func words[S ~string](states []S) (all []string) {
	for _, s := range states {
		all = append(all, string(s))
	}
	return all
}
