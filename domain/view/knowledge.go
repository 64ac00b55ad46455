package view

import (
	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/municipality"
)

// StoryQuery selects stories, the newest first.
type StoryQuery struct {
	// Municipalities limits to these; nil for all, empty for none.
	Municipalities []municipality.Code
	// To limits to what these readers get; empty for all stories, withdrawn ones too.
	To knowledge.Readers
}

// SynthesisRow is a synthesis with its id.
type SynthesisRow struct {
	ID knowledge.SynthesisID
	knowledge.Synthesis
}

// FollowedRow is what is followed in one journey.
type FollowedRow struct {
	Journey  journey.ID
	Elements []knowledge.Element
}
