package disclosure

// PrimaryOnly is the rule without secondary suppression, to show that the attack of the tests finds what is left.
func PrimaryOnly(r *Rule) *Rule {
	only := *r
	only.hide = (*table).primary
	return &only
}
