package cli

import (
	"startklar/domain"
	"startklar/templates/catalogue"
)

// words says a refusal in the language of the terminal.
func words(e *domain.Error) string { return catalogue.English.Refusal(e) }
