package policy

import (
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// SupportPart is a part of a case of support.
type SupportPart string

// The parts.
const (
	// SupportInternal are proposals, figures, hypotheses and notes.
	SupportInternal SupportPart = "internal"
	// SupportHelp is what help was decided on, and when there was contact.
	SupportHelp SupportPart = "help"
	// SupportAgreement is what was agreed, with its dates and outcome.
	SupportAgreement SupportPart = "agreement"
)

// MayReadSupport tells whether the actor may read a part of a municipality's cases: the national agency all of it, the
// municipality's consultant what they help with and what was agreed, its leadership what was agreed with it.
func MayReadSupport(actor person.Actor, code municipality.Code, part SupportPart) bool {
	if Check(actor, ReadSupport, code) != nil {
		return false
	}
	switch actor.Role {
	case person.NationalOfficer, person.System:
		return true
	case person.ProcessConsultant:
		return part != SupportInternal
	default:
		return part == SupportAgreement
	}
}
