package administration

import (
	"startklar/cmd/startklar/internal/audit"
	"startklar/domain/person"
)

// Verifier recomputes the history in the background; package audit implements it.
type Verifier interface {
	Start(by person.ID)
	Last() audit.Run
}
