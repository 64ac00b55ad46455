package workflow

// RuleID names a rule of the lint.
type RuleID string

// Rule is one thing that the lint looks for.
type Rule struct {
	ID RuleID
	// Means says in one line what the rule refuses.
	Means string
}

// The rules, in the order in which a text is read.
const (
	ruleYAML                RuleID = "yaml"
	ruleUnknownKey          RuleID = "unknown-key"
	ruleDuplicateKey        RuleID = "duplicate-key"
	ruleMissingKey          RuleID = "missing-key"
	ruleMisplacedKey        RuleID = "misplaced-key"
	ruleWrongType           RuleID = "wrong-type"
	ruleEmpty               RuleID = "empty"
	ruleUnknownValue        RuleID = "unknown-value"
	ruleRepeatedValue       RuleID = "repeated-value"
	ruleBadID               RuleID = "bad-id"
	ruleDuplicateID         RuleID = "duplicate-id"
	ruleOutOfRange          RuleID = "out-of-range"
	ruleMissingTranslation  RuleID = "missing-translation"
	ruleUndeclaredLanguage  RuleID = "undeclared-language"
	ruleNoQuestions         RuleID = "no-questions"
	ruleMixedSection        RuleID = "mixed-section"
	ruleMinOverMax          RuleID = "min-over-max"
	ruleNoRole              RuleID = "no-role"
	ruleApprovalOf          RuleID = "approval-of"
	ruleEndlessRepeat       RuleID = "endless-repeat"
	ruleUnknownReference    RuleID = "unknown-reference"
	ruleGateForm            RuleID = "gate-form"
	ruleGateCycle           RuleID = "gate-cycle"
	ruleGateUnreachable     RuleID = "gate-unreachable"
	ruleGateDiscretionary   RuleID = "gate-discretionary"
	ruleStageNeverEnds      RuleID = "stage-never-ends"
	ruleDeadlineSyntax      RuleID = "deadline-syntax"
	ruleOffsetSyntax        RuleID = "offset-syntax"
	ruleDeadlineAnchor      RuleID = "deadline-anchor"
	ruleDeadlineCycle       RuleID = "deadline-cycle"
	ruleNoDeadline          RuleID = "no-deadline"
	ruleConditionSyntax     RuleID = "condition-syntax"
	ruleConditionNotBoolean RuleID = "condition-not-boolean"
	ruleConditionReference  RuleID = "condition-reference"
	ruleConditionValue      RuleID = "condition-value"
)

// AllRules lists every rule of the lint.
func AllRules() []Rule {
	return []Rule{
		{ruleYAML, "The text is no YAML in UTF-8, is too long or too deep, holds several documents, or uses tags, anchors or aliases."},
		{ruleUnknownKey, "A key that the format does not have; the nearest one is suggested."},
		{ruleDuplicateKey, "A key that stands twice in one mapping."},
		{ruleMissingKey, "A key that must be there is not."},
		{ruleMisplacedKey, "A key that belongs to another kind of item or another type of field."},
		{ruleWrongType, "A value of another type than the key takes, such as a number for a text."},
		{ruleEmpty, "A key without a value, an empty text, or an empty list that needs an element."},
		{ruleUnknownValue, "A value that is not in the key's list: a kind, role, type, language, state."},
		{ruleRepeatedValue, "A value that stands twice in one list."},
		{ruleBadID, "An id or key with characters that ids do not have."},
		{ruleDuplicateID, "An id that something else of the same scope already bears; items and stages share a scope."},
		{ruleOutOfRange, "A number below the smallest that the key takes."},
		{ruleMissingTranslation, "A text that lacks one of the declared languages."},
		{ruleUndeclaredLanguage, "A text in a language that the definition does not declare."},
		{ruleNoQuestions, "A section or group without questions or fields."},
		{ruleMixedSection, "A section with groups and with questions or fields of its own."},
		{ruleMinOverMax, "A field whose min is greater than its max."},
		{ruleNoRole, "A required item that no role can complete."},
		{ruleApprovalOf, "An approval of something that has no sections to freeze, or of a repeated item."},
		{ruleEndlessRepeat, "A required item that a schedule repeats without a max: only its first round would hold its stage open."},
		{ruleUnknownReference, "A gate or approval that names no item or stage of the definition."},
		{ruleGateForm, "A gate that names both an item and a stage, or neither, or the same thing twice."},
		{ruleGateCycle, "Items or stages that wait for each other; the circle is named."},
		{ruleGateUnreachable, "A gate that can never open: it waits for something that cannot happen."},
		{ruleGateDiscretionary, "A required item that waits for one that is only there where a person adds it."},
		{ruleStageNeverEnds, "A stage in which nothing is always required, and that neither a milestone nor a person ends."},
		{ruleDeadlineSyntax, "A deadline that cannot be read."},
		{ruleOffsetSyntax, "A reminder or escalation whose distance cannot be read."},
		{ruleDeadlineAnchor, "A deadline whose anchor nothing sets, or only the item itself or an item that can never open."},
		{ruleDeadlineCycle, "A deadline that counts from a date that is only set after the item, or after a deadline that counts from it."},
		{ruleNoDeadline, "Reminders or an escalation without a deadline."},
		{ruleConditionSyntax, "A condition that cannot be read, or whose types do not fit."},
		{ruleConditionNotBoolean, "A condition that is not true or false."},
		{ruleConditionReference, "A condition that names no item or field of the definition, or one of the wrong type."},
		{ruleConditionValue, "A condition that compares with a state, standing or choice that does not exist."},
	}
}
