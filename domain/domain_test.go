package domain_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"startklar/domain"
)

func TestTheCodeOfAnErrorIsFoundUnderneathOthers(t *testing.T) {
	refusal := domain.RefuseField(domain.Stale, "text", "answer_changed", nil)
	for name, c := range map[string]struct {
		err  error
		want domain.Code
	}{
		"none":          {nil, ""},
		"a refusal":     {refusal, domain.Stale},
		"one wrapped":   {fmt.Errorf("saving: %w", refusal), domain.Stale},
		"any other":     {errors.New("disk full"), domain.Internal},
		"a fault":       {domain.Fault("reading", errors.New("disk full")), domain.Internal},
		"several of it": {errors.Join(errors.New("x"), refusal), domain.Stale},
	} {
		if got := domain.CodeOf(c.err); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAnErrorOfUnknownKindBecomesAFaultThatKeepsItsCause(t *testing.T) {
	cause := errors.New("disk full")
	e := domain.AsError(cause)
	if e.Code != domain.Internal || e.Key != "internal" || !errors.Is(e, cause) {
		t.Errorf("%+v", e)
	}
	refusal := domain.Refuse(domain.Conflict, "item_ended", nil)
	if domain.AsError(fmt.Errorf("x: %w", refusal)) != refusal {
		t.Error("a refusal must come back as it is")
	}
}

func TestTheTextForLogsHasCodeKeyArgumentsAndCause(t *testing.T) {
	e := &domain.Error{Code: domain.Invalid, Key: "too_long", Args: domain.Args{"max": 3}, Err: errors.New("cause")}
	if got, want := e.Error(), "invalid: too_long map[max:3]: cause"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := domain.Refuse(domain.NotFound, "item_unknown", nil).Error(), "not_found: item_unknown"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestEveryCodeIsListedOnce(t *testing.T) {
	all := domain.AllCodes()
	if len(all) != 10 || !slices.Contains(all, domain.Private) {
		t.Errorf("%v", all)
	}
	for i, code := range all {
		if slices.Contains(all[:i], code) {
			t.Errorf("%s stands twice", code)
		}
	}
}

func TestATextFallsBackToTheOtherLanguage(t *testing.T) {
	for name, c := range map[string]struct {
		text   domain.Text
		da, en string
	}{
		"both":         {domain.Text{DA: "ja", EN: "yes"}, "ja", "yes"},
		"Danish only":  {domain.Text{DA: "ja"}, "ja", "ja"},
		"English only": {domain.Text{EN: "yes"}, "yes", "yes"},
		"none":         {domain.Text{}, "", ""},
	} {
		if c.text.In("da") != c.da || c.text.In("en") != c.en || c.text.In("fr") != c.da {
			t.Errorf("%s: %q %q", name, c.text.In("da"), c.text.In("en"))
		}
		if c.text.IsZero() != (c.da == "" && c.en == "") {
			t.Errorf("%s: zero %v", name, c.text.IsZero())
		}
	}
}

func TestAnEventWithoutContentIsErased(t *testing.T) {
	if !(domain.Event{}).Erased() || (domain.Event{Body: body{}}).Erased() {
		t.Error("only an event without a body is erased")
	}
}

type body struct{}

func (body) EventKind() string { return "body" }
