package followup

import (
	"fmt"
	"slices"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring/signal"
	"startklar/domain/person"
)

type (
	// SubjectsJudged tells how subjects stand that stood otherwise, or were not judged, before.
	SubjectsJudged struct {
		Programme string       `json:"programme"`
		Standings []JudgedOnce `json:"standings"`
	}
	// ProposalMade is a proposal, of the case with the number Case if it joined one at once.
	ProposalMade struct {
		Number  int             `json:"number"`
		Subject Subject         `json:"subject"`
		Month   calendar.Month  `json:"month"`
		Reasons []signal.Reason `json:"reasons"`
		Figures []Figure        `json:"figures,omitempty"`
		Case    int             `json:"case,omitempty"`
	}
	// ProposalLapsed tells that the signal went before anybody acted.
	ProposalLapsed struct {
		Number int `json:"number"`
	}
	// ProposalSetAside puts a proposal away.
	ProposalSetAside struct {
		Number int    `json:"number"`
		Reason string `json:"reason"`
	}
	// ProposalJoined lets a proposal belong to a case, which watches its subject from then on.
	ProposalJoined struct {
		Number   int      `json:"number"`
		Case     int      `json:"case"`
		Watching Watching `json:"watching"`
	}
	// CaseOpened begins a case.
	CaseOpened struct {
		Number    int        `json:"number"`
		Watching  []Watching `json:"watching,omitempty"`
		Proposals []int      `json:"proposals,omitempty"`
		Owner     person.ID  `json:"owner"`
		Frozen    Frozen     `json:"frozen"`
	}
	// CaseExplained is why a person opened a case. It stands by itself so that it can be erased by itself.
	CaseExplained struct {
		Case   int    `json:"case"`
		Reason string `json:"reason"`
	}
	// Supposed is what is believed from now on.
	Supposed struct {
		Case  int    `json:"case"`
		Guess Guess  `json:"guess"`
		Note  string `json:"note,omitempty"`
	}
	// ContactNoted is a talk with the municipality.
	ContactNoted struct {
		Number int           `json:"number"`
		Case   int           `json:"case"`
		On     calendar.Date `json:"on"`
		Way    Way           `json:"way"`
		With   string        `json:"with,omitempty"`
		Note   string        `json:"note,omitempty"`
	}
	// SupportDecided is the help from now on.
	SupportDecided struct {
		Case  int    `json:"case"`
		Kinds []Help `json:"kinds"`
		Text  string `json:"text,omitempty"`
	}
	// SupportAgreed is the agreement from now on.
	SupportAgreed struct {
		Case int           `json:"case"`
		Text string        `json:"text"`
		On   calendar.Date `json:"on"`
	}
	// ReviewSet is the day of the review from now on.
	ReviewSet struct {
		Case int           `json:"case"`
		On   calendar.Date `json:"on"`
	}
	// CaseTakenOver names the owner.
	CaseTakenOver struct {
		Case  int       `json:"case"`
		Owner person.ID `json:"owner"`
	}
	// CaseMerged tells that a case goes on in another one, which watches what it watched.
	CaseMerged struct {
		Case     int        `json:"case"`
		Into     int        `json:"into"`
		Watching []Watching `json:"watching,omitempty"`
	}
	// CaseClosed ends a case.
	CaseClosed struct {
		Case    int     `json:"case"`
		Outcome Outcome `json:"outcome"`
		Note    string  `json:"note,omitempty"`
	}
)

// JudgedOnce is how a subject stands in a month; Recovered tells that the next proposal is a new one.
type JudgedOnce struct {
	Subject   Subject        `json:"subject"`
	Month     calendar.Month `json:"month"`
	Standing  Standing       `json:"standing"`
	Recovered bool           `json:"recovered,omitempty"`
}

// EventKind implements domain.Body.
func (*SubjectsJudged) EventKind() string { return "signals_judged" }

// EventKind implements domain.Body.
func (*ProposalMade) EventKind() string { return "support_proposed" }

// EventKind implements domain.Body.
func (*ProposalLapsed) EventKind() string { return "support_proposal_lapsed" }

// EventKind implements domain.Body.
func (*ProposalSetAside) EventKind() string { return "support_proposal_set_aside" }

// EventKind implements domain.Body.
func (*ProposalJoined) EventKind() string { return "support_proposal_joined" }

// EventKind implements domain.Body.
func (*CaseOpened) EventKind() string { return "support_case_opened" }

// EventKind implements domain.Body.
func (*CaseExplained) EventKind() string { return "support_case_explained" }

// EventKind implements domain.Body.
func (*Supposed) EventKind() string { return "support_hypothesis" }

// EventKind implements domain.Body.
func (*ContactNoted) EventKind() string { return "support_contact" }

// EventKind implements domain.Body.
func (*SupportDecided) EventKind() string { return "support_decided" }

// EventKind implements domain.Body.
func (*SupportAgreed) EventKind() string { return "support_agreed" }

// EventKind implements domain.Body.
func (*ReviewSet) EventKind() string { return "support_review_set" }

// EventKind implements domain.Body.
func (*CaseTakenOver) EventKind() string { return "support_case_taken_over" }

// EventKind implements domain.Body.
func (*CaseMerged) EventKind() string { return "support_case_merged" }

// EventKind implements domain.Body.
func (*CaseClosed) EventKind() string { return "support_case_closed" }

func bodies() []domain.Body {
	return []domain.Body{
		&SubjectsJudged{}, &ProposalMade{}, &ProposalLapsed{}, &ProposalSetAside{}, &ProposalJoined{}, &CaseOpened{}, &CaseExplained{}, &Supposed{},
		&ContactNoted{}, &SupportDecided{}, &SupportAgreed{}, &ReviewSet{}, &CaseTakenOver{}, &CaseMerged{}, &CaseClosed{},
	}
}

// Body makes an empty body of a kind.
func (Rules) Body(kind string, version int) (domain.Body, error) {
	for _, body := range bodies() {
		if body.EventKind() == kind && version == 1 {
			return body, nil
		}
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable tells which contents may be erased: those in which a person wrote a text.
func (Rules) Erasable(kind string) bool {
	return slices.ContainsFunc([]domain.Body{
		&ProposalSetAside{}, &CaseExplained{}, &Supposed{}, &ContactNoted{}, &SupportDecided{}, &SupportAgreed{}, &CaseClosed{},
	}, func(b domain.Body) bool { return b.EventKind() == kind })
}
