package cli

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"startklar/domain"
)

func TestEveryErrorHasItsExitStatus(t *testing.T) {
	statuses := map[domain.Code]int{
		domain.Invalid: 2, domain.Unauthenticated: 2, domain.Permission: 2, domain.Private: 2, domain.NotFound: 2,
		domain.Conflict: 2, domain.Stale: 2, domain.KeyReused: 2, domain.Unavailable: 3, domain.Internal: 3,
	}
	for _, code := range domain.AllCodes() {
		want, ok := statuses[code]
		if !ok {
			t.Errorf("%s has no exit status", code)
		}
		err := fmt.Errorf("enrol: %w", &domain.Error{Code: code, Key: "some_key"})
		if got := statusOf(err); got != want {
			t.Errorf("%s gives %d, want %d", code, got, want)
		}
	}
	for _, test := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errDifferent, 1},
		{usage(errors.New("unknown flag")), 2},
		{errors.New("the disk is gone"), 3},
	} {
		if got := statusOf(test.err); got != test.want {
			t.Errorf("%v gives %d, want %d", test.err, got, test.want)
		}
	}
}

func TestReportTellsWhatHappenedAndWhy(t *testing.T) {
	cause := errors.New("unable to open database file")
	for _, test := range []struct {
		err  error
		want string
	}{
		{&domain.Error{Code: domain.NotFound, Key: "journey_unknown"}, "There is no such process."},
		{
			&domain.Error{Code: domain.Unavailable, Key: "store_unusable", Args: domain.Args{"store": "sqlite:x"}, Err: cause},
			"sqlite:x cannot be used. Check the path or the address, the rights, and the disk: unable to open database file",
		},
		{
			fmt.Errorf("0101 København: %w", &domain.Error{Code: domain.Conflict, Key: "reason_missing"}),
			"0101 København: Give a reason.",
		},
		{refuse("--from needs a date"), "--from needs a date"},
	} {
		var stderr bytes.Buffer
		report(&stderr, test.err)
		if got := strings.TrimSpace(stderr.String()); got != "startklar: "+test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	var stderr bytes.Buffer
	if report(&stderr, errDifferent); stderr.Len() > 0 {
		t.Errorf("verify's report was told twice: %q", &stderr)
	}
}
