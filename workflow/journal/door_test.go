package journal_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

func TestTheSameClientKeyGivesTheFirstResultAgain(t *testing.T) {
	d := newDesk(t)
	first := d.do("k", write{ID: "a", Lines: []string{"one", "two"}})
	d.clock.advance(time.Hour)
	d.write("a", "three")
	again := d.do("k", write{ID: "a", Lines: []string{"one", "two"}})
	if first.Repeated || !again.Repeated {
		t.Errorf("Repeated: first %v, again %v", first.Repeated, again.Repeated)
	}
	again.Repeated = false
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("the result changed:\n%s", diff)
	}
	if got := d.read("a").Lines; !slices.Equal(got, []string{"one", "two", "three"}) {
		t.Errorf("the book holds %q", got)
	}
}

func TestAClientKeyIsRememberedAcrossARestart(t *testing.T) {
	d := newDesk(t)
	d.do("k", write{ID: "a", Lines: []string{"one"}})
	d.door = d.open()
	if again := d.do("k", write{ID: "a", Lines: []string{"one"}}); !again.Repeated {
		t.Error("the command ran a second time")
	}
}

func TestAClientKeyWithOtherContentIsRefused(t *testing.T) {
	d := newDesk(t)
	d.do("k", write{ID: "a", Lines: []string{"one"}})
	for name, c := range map[string]journal.Command{
		"other text":    write{ID: "a", Lines: []string{"two"}},
		"other stream":  write{ID: "b", Lines: []string{"one"}},
		"other command": bind{ID: "a"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := d.try(author, "k", c)
			refused(t, err, domain.KeyReused, "key_reused")
		})
	}
	if n := len(d.events("a")) + len(d.events("b")); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
}

func TestClientKeysAreUniquePerActor(t *testing.T) {
	d := newDesk(t)
	d.do("k", write{ID: "a", Lines: []string{"one"}})
	other := person.Actor{ID: "other", Role: person.MunicipalMember}
	result, err := d.try(other, "k", write{ID: "a", Lines: []string{"two"}})
	if err != nil || result.Repeated {
		t.Errorf("another actor's key: %+v, %v", result, err)
	}
}

func TestRefusalsAreNotRemembered(t *testing.T) {
	d := newDesk(t)
	_, err := d.try(author, "k", write{ID: "a", Lines: []string{"refuse"}})
	refused(t, err, domain.Conflict, "refused")
	if result := d.do("k", write{ID: "a", Lines: []string{"one"}}); result.Repeated {
		t.Error("the refusal was remembered")
	}
}

func TestACommandThatChangesNothingIsRememberedToo(t *testing.T) {
	d := newDesk(t)
	d.do("k", write{ID: "a"})
	if again := d.do("k", write{ID: "a"}); !again.Repeated || again.Events != 0 || again.Number != 0 {
		t.Errorf("got %+v", again)
	}
}

func TestACommandWithoutAKeyRunsEachTime(t *testing.T) {
	d := newDesk(t)
	d.write("a", "one")
	d.write("a", "one")
	if got := d.read("a").Lines; len(got) != 2 {
		t.Errorf("the book holds %q", got)
	}
}

func TestTheResultTellsNumberEventsAndRevision(t *testing.T) {
	d := newDesk(t)
	d.write("a", "one")
	got := d.write("a", "two", "three")
	want := journal.Result{Stream: bookStream("a"), Number: 3, Events: 2, At: d.clock.now().UTC(), Revision: 2}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAuthorizationComesBeforeTheRules(t *testing.T) {
	d := newDesk(t)
	_, err := d.try(person.Actor{ID: "guest", Role: person.Guest}, "", write{ID: "a", Lines: []string{"panic"}})
	refused(t, err, domain.Permission, "not_allowed")
}

func TestAnUnknownKindOfStreamIsRefused(t *testing.T) {
	d := newDesk(t)
	nowhere := domain.Stream{Kind: "nowhere", ID: "a"}
	_, err := d.try(author, "", journal.Erase{Of: nowhere, Numbers: []int64{1}, Reason: "r"})
	refused(t, err, domain.NotFound, "stream_kind")
	_, _, err = d.door.State(context.Background(), nowhere, time.Time{})
	refused(t, err, domain.NotFound, "stream_kind")
	err = d.door.History(context.Background(), nowhere, time.Time{}, nil)
	refused(t, err, domain.NotFound, "stream_kind")
}

func TestACPRShapedNumberIsRefusedAndNeverRepeated(t *testing.T) {
	d := newDesk(t)
	number := fmt.Sprintf("%02d%02d%02d-%04d", 7, 8, 61, 1234)
	_, err := d.try(author, "", write{ID: "a", Lines: []string{"Borger " + number}})
	refused(t, err, domain.Invalid, "cpr")
	if text := fmt.Sprintf("%v %+v", err, domain.AsError(err)); strings.Contains(text, number[:6]) || strings.Contains(text, number[7:]) {
		t.Errorf("the refusal repeats the number")
	}
	if len(d.events("a")) != 0 {
		t.Error("something was stored")
	}
}

func TestTextThatIsNoTextIsRefused(t *testing.T) {
	for name, text := range map[string]string{"bytes that are not UTF-8": "a\xff", "a NUL character": "a\x00b"} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			_, err := d.try(author, "", write{ID: "a", Lines: []string{text}})
			refused(t, err, domain.Invalid, "not_text")
		})
	}
}

// queued returns when so many commands wait behind the one that is being carried out.
func (d *desk) queued(n int) {
	d.Helper()
	for end := time.Now().Add(10 * time.Second); d.door.Waiting() < n; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			panic(fmt.Sprintf("%d commands wait, want %d", d.door.Waiting(), n)) // Fatal would hang on the door's end
		}
	}
}

// together runs commands at the same time in one batch: the first holds the writer until the others wait.
func (d *desk) together(commands ...journal.Command) []error {
	d.Helper()
	gate, entered := make(chan struct{}), make(chan struct{})
	var once sync.Once
	d.store.BeforeCommit = func() error {
		d.commits.Add(1)
		once.Do(func() { close(entered); <-gate })
		return nil
	}
	var wait sync.WaitGroup
	wait.Go(func() { d.write("first", "holds the writer") })
	<-entered
	errs := make([]error, len(commands))
	for i, c := range commands {
		wait.Go(func() { _, errs[i] = d.try(author, fmt.Sprint("key", i), c) })
	}
	d.queued(len(commands))
	close(gate)
	wait.Wait()
	return errs
}

func TestCommandsThatWaitShareOneCommit(t *testing.T) {
	d := newDesk(t)
	errs := d.together(write{ID: "a", Lines: []string{"1"}}, write{ID: "a", Lines: []string{"2"}}, write{ID: "b", Lines: []string{"3"}})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if n := d.commits.Load(); n != 2 {
		t.Errorf("%d commits for the command that held the writer and the three that waited, want 2", n)
	}
	if got := d.read("a").Lines; len(got) != 2 {
		t.Errorf("the book holds %q", got)
	}
	d.intact()
}

func TestARefusalInABatchSpoilsNothingForItsNeighbours(t *testing.T) {
	d := newDesk(t)
	errs := d.together(write{ID: "a", Lines: []string{"1"}}, write{ID: "a", Lines: []string{"refuse"}}, write{ID: "a", Lines: []string{"3"}})
	refused(t, errs[1], domain.Conflict, "refused")
	if errs[0] != nil || errs[2] != nil || len(d.read("a").Lines) != 2 {
		t.Errorf("errors %v, book %q", errs, d.read("a").Lines)
	}
	d.intact()
}

func TestAStoreErrorInABatchSpoilsNothingForItsNeighbours(t *testing.T) {
	for name, fault := range map[string]func(*desk){
		"append": func(d *desk) {
			d.store.BeforeAppend = func(events []journal.Recorded) error {
				if slices.ContainsFunc(events, func(r journal.Recorded) bool { return r.Stream.ID == "bad" }) {
					return errors.New("disk full")
				}
				return nil
			}
		},
		"project": func(d *desk) {
			d.store.BeforeProject = func(stream domain.Stream, _, _ any) error {
				if stream.ID == "bad" {
					return errors.New("disk full")
				}
				return nil
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			fault(d)
			errs := d.together(write{ID: "a", Lines: []string{"1"}}, write{ID: "bad", Lines: []string{"2"}}, write{ID: "a", Lines: []string{"3"}})
			refused(t, errs[1], domain.Unavailable, "store_failed")
			if errs[0] != nil || errs[2] != nil || len(d.read("a").Lines) != 2 || len(d.events("bad")) != 0 {
				t.Errorf("errors %v, book %q", errs, d.read("a").Lines)
			}
			d.intact()
		})
	}
}

func TestAPanicInTheRulesRefusesOnlyItself(t *testing.T) {
	d := newDesk(t)
	errs := d.together(write{ID: "a", Lines: []string{"1"}}, write{ID: "a", Lines: []string{"panic"}}, write{ID: "a", Lines: []string{"3"}})
	refused(t, errs[1], domain.Internal, "internal")
	if errs[0] != nil || errs[2] != nil || len(d.read("a").Lines) != 2 {
		t.Errorf("errors %v, book %q", errs, d.read("a").Lines)
	}
	d.write("a", "the door still works")
	d.intact()
}

func TestAnErrorThatIsNoRefusalRollsBackAndIsUnavailable(t *testing.T) {
	d := newDesk(t)
	_, err := d.try(author, "k", write{ID: "a", Lines: []string{"fault"}})
	refused(t, err, domain.Unavailable, "store_failed")
	if result := d.do("k", write{ID: "a", Lines: []string{"one"}}); result.Repeated {
		t.Error("the failure was remembered")
	}
}

func TestATransactionThatRunsAgainSeesNothingOfItsFirstRun(t *testing.T) {
	d := newDesk(t)
	d.store.Again = true
	d.do("k", write{ID: "a", Lines: []string{"one"}})
	d.write("a", "two")
	if got := d.read("a").Lines; !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("the book holds %q", got)
	}
	d.intact()
}

func TestNothingIsAcknowledgedBeforeItIsCommitted(t *testing.T) {
	d := newDesk(t)
	entered, gate := make(chan struct{}), make(chan struct{})
	d.store.BeforeCommit = func() error {
		entered <- struct{}{}
		<-gate
		return nil
	}
	answered := make(chan error, 1)
	go func() {
		_, err := d.try(author, "", write{ID: "a", Lines: []string{"one"}})
		answered <- err
	}()
	<-entered
	select {
	case err := <-answered:
		t.Fatalf("answered before the commit: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	if len(d.events("a")) != 0 {
		t.Error("the event was visible before the commit")
	}
	gate <- struct{}{}
	if err := <-answered; err != nil || len(d.events("a")) != 1 {
		t.Errorf("after the commit: %v, %d events", err, len(d.events("a")))
	}
}

func TestAFailedCommitLeavesNothing(t *testing.T) {
	d := newDesk(t)
	d.write("a", "one")
	d.store.BeforeCommit = func() error { return errors.New("power cut") }
	_, err := d.try(author, "k", write{ID: "a", Lines: []string{"two"}})
	refused(t, err, domain.Unavailable, "store_failed")
	d.store.BeforeCommit = nil
	if got := d.read("a").Lines; !slices.Equal(got, []string{"one"}) {
		t.Errorf("the book holds %q", got)
	}
	if result := d.do("k", write{ID: "a", Lines: []string{"two"}}); result.Number != 2 || result.Repeated {
		t.Errorf("the retry gave %+v", result)
	}
	d.intact()
}

// lostOnce is a hook that once loses the connection to the store, at a moment of which nobody can tell whether
// the transaction was committed.
func lostOnce(times int) func() error {
	return func() error {
		if times--; times >= 0 {
			return fmt.Errorf("connection lost: %w", journal.ErrUnclear)
		}
		return nil
	}
}

func TestACommitOfWhichNobodyKnowsIsAskedOfTheClientKey(t *testing.T) {
	for name, lose := range map[string]func(*desk){
		"it had been committed":     func(d *desk) { d.store.AfterCommit = lostOnce(1) },
		"it had not been committed": func(d *desk) { d.store.BeforeCommit = lostOnce(1) },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.write("a", "one")
			lose(d)
			if result := d.do("k", write{ID: "a", Lines: []string{"two"}}); result.Number != 2 {
				t.Errorf("result %+v", result)
			}
			if got := d.read("a").Lines; !slices.Equal(got, []string{"one", "two"}) {
				t.Errorf("the book holds %q", got)
			}
			d.intact()
		})
	}
}

func TestACommitOfWhichNobodyKnowsIsToldAsSuchWhereThereIsNoKeyOrItHappensAgain(t *testing.T) {
	for name, c := range map[string]struct {
		key   string
		times int
	}{"no key": {"", 1}, "twice": {"k", 2}} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.store.BeforeCommit = lostOnce(c.times)
			_, err := d.try(author, c.key, write{ID: "a", Lines: []string{"one"}})
			refused(t, err, domain.Unavailable, "unclear")
			d.write("a", "the door goes on")
			d.intact()
		})
	}
}

func TestAContextThatEndsWhileTheCommandWaitsGivesUnavailable(t *testing.T) {
	d := newDesk(t)
	entered, gate := make(chan struct{}), make(chan struct{})
	var once sync.Once
	d.store.BeforeCommit = func() error {
		once.Do(func() { close(entered); <-gate })
		return nil
	}
	var wait sync.WaitGroup
	wait.Go(func() { d.write("first", "holds the writer") })
	<-entered
	ctx, cancel := context.WithCancel(context.Background())
	answered := make(chan error, 1)
	go func() {
		_, err := d.door.Do(ctx, journal.Request{Actor: author, Command: write{ID: "a", Lines: []string{"one"}}})
		answered <- err
	}()
	d.queued(1)
	cancel()
	refused(t, <-answered, domain.Unavailable, "interrupted")
	close(gate)
	wait.Wait()
	d.write("b", "afterwards")
	if len(d.events("a")) != 0 {
		t.Error("a command whose caller had gone was carried out")
	}
}

func TestAContextThatHasEndedIsNotServed(t *testing.T) {
	d := newDesk(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := d.door.Do(ctx, journal.Request{Actor: author, Command: write{ID: "a", Lines: []string{"one"}}})
	refused(t, err, domain.Unavailable, "interrupted")
}

func TestTimeNeverDecreasesInAStream(t *testing.T) {
	d := newDesk(t)
	start := d.clock.now()
	d.write("a", "one")
	d.clock.advance(-time.Hour)
	d.write("a", "two")
	d.write("b", "one")
	d.clock.set(start.Add(time.Second))
	d.write("a", "three")
	var got []time.Duration
	for _, r := range append(d.events("a"), d.events("b")...) {
		got = append(got, time.UnixMicro(r.At).Sub(start))
	}
	if want := []time.Duration{0, 0, time.Second, -time.Hour}; !slices.Equal(got, want) {
		t.Errorf("times %v, want %v", got, want)
	}
	d.intact()
}

func TestTimesHaveWholeMicroseconds(t *testing.T) {
	d := newDesk(t)
	d.clock.set(time.Date(2019, 9, 10, 12, 0, 0, 123_456_789, time.UTC))
	result := d.write("a", "one")
	if want := time.Date(2019, 9, 10, 12, 0, 0, 123_456_000, time.UTC); !result.At.Equal(want) {
		t.Errorf("at %v, want %v", result.At, want)
	}
}

func TestAStateInMemoryIsRefreshedWhenAnotherDoorWrote(t *testing.T) {
	d := newDesk(t)
	second := d.open()
	d.write("a", "one")
	if _, err := second.Do(context.Background(), journal.Request{Actor: author, Command: write{ID: "a", Lines: []string{"two"}}}); err != nil {
		t.Fatal(err)
	}
	if result := d.write("a", "three"); result.Number != 3 || result.Revision != 3 {
		t.Errorf("the first door went on from an old state: %+v", result)
	}
	d.intact()
}

func TestAStateInMemoryIsNotReadAgain(t *testing.T) {
	d := newDesk(t)
	for range 10 {
		d.write("a", "line")
	}
	d.subject.evolved.Store(0)
	d.write("a", "line")
	if n := d.subject.evolved.Load(); n != 1 {
		t.Errorf("%d events were folded for one command", n)
	}
}

func TestADoorThatIsClosedFinishesWhatWaitsAndRefusesTheRest(t *testing.T) {
	d := newDesk(t)
	door, err := journal.Open(d.store, journal.Options{Clock: d.clock.now}, d.subject)
	if err != nil {
		t.Fatal(err)
	}
	entered, gate := make(chan struct{}), make(chan struct{})
	d.store.BeforeCommit = func() error {
		close(entered)
		<-gate
		return nil
	}
	answered := make(chan error, 1)
	go func() {
		_, err := door.Do(context.Background(), journal.Request{Actor: author, Command: write{ID: "a", Lines: []string{"one"}}})
		answered <- err
	}()
	<-entered
	closed := make(chan struct{})
	go func() { door.Close(); close(closed) }()
	close(gate)
	if err := <-answered; err != nil {
		t.Errorf("the command under way: %v", err)
	}
	<-closed
	d.store.BeforeCommit = nil
	for range 20 {
		_, err := door.Do(context.Background(), journal.Request{Actor: author, Command: write{ID: "a", Lines: []string{"late"}}})
		refused(t, err, domain.Unavailable, "closing")
	}
	if got := d.read("a").Lines; !slices.Equal(got, []string{"one"}) {
		t.Errorf("the book holds %q", got)
	}
}

func TestADeputysEventsSayOnWhoseBehalf(t *testing.T) {
	d := newDesk(t)
	deputy := person.Actor{ID: "deputy", Role: person.MunicipalLeader, OnBehalfOf: "leader"}
	if _, err := d.try(deputy, "", write{ID: "a", Lines: []string{"one"}}); err != nil {
		t.Fatal(err)
	}
	if r := d.events("a")[0]; r.Actor != "deputy" || r.OnBehalfOf != "leader" {
		t.Errorf("by %q on behalf of %q", r.Actor, r.OnBehalfOf)
	}
	d.intact()
}
