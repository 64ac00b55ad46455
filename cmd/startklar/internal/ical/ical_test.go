package ical_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"startklar/cmd/startklar/internal/ical"
	"startklar/domain/calendar"
	"startklar/domain/meeting"

	oracle "github.com/emersion/go-ical"
)

var stamp = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

func event(method ical.Method, sequence int, on calendar.Date, start, end string) ical.Event {
	return ical.Event{
		Method: method, UID: "m1@startklar", Sequence: sequence, Stamp: stamp, Slot: meeting.Slot{On: on, Start: start, End: end},
		Title: "Opstartsworkshop i Ærø", Text: "Medbring planen;\nog godt humør, tak\\", Place: "Rådhuset, lokale 2; 1. sal", URL: "https://startklar.example/moeder/m1",
		Organizer: ical.Party{Name: "Proceskonsulent", Address: "urn:startklar:konsulent"},
		Attendee:  &ical.Attendee{Party: ical.Party{Name: "Ærø Kommune", Address: "urn:startklar:kommune:0492"}, Partstat: meeting.NeedsAction},
	}
}

// lives are a meeting made, moved over a night on which the clocks change, and cancelled.
func lives() map[string]ical.Event {
	spring, autumn := calendar.NewDate(2026, time.March, 29), calendar.NewDate(2026, time.October, 25)
	all := map[string]ical.Event{}
	for name, night := range map[string]calendar.Date{"spring": spring, "autumn": autumn} {
		all[name+": made before"] = event(ical.Request, 0, night.AddDays(-1), "09:00", "12:00")
		all[name+": moved after"] = event(ical.Request, 1, night.AddDays(1), "09:00", "12:00")
		all[name+": moved into the night"] = event(ical.Request, 2, night, "01:30", "03:30")
		all[name+": cancelled"] = event(ical.Cancel, 3, night, "01:30", "03:30")
		all[name+": published"] = event(ical.Publish, 3, night, "09:00", "12:00")
	}
	return all
}

func TestAnIndependentReaderFindsWhatWasWritten(t *testing.T) {
	for name, e := range lives() {
		t.Run(name, func(t *testing.T) {
			if e.Method == ical.Publish {
				e.Attendee = nil
			}
			cal, err := oracle.NewDecoder(bytes.NewReader(file(t, e))).Decode()
			if err != nil {
				t.Fatal(err)
			}
			if got := cal.Props.Get(oracle.PropMethod).Value; got != string(e.Method) {
				t.Errorf("METHOD %q", got)
			}
			v := cal.Events()[0]
			for prop, want := range map[string]string{
				oracle.PropUID: e.UID, oracle.PropSummary: e.Title, oracle.PropLocation: e.Place,
				oracle.PropDescription: e.Text + "\n\n" + e.URL,
			} {
				if got, err := v.Props.Text(prop); err != nil || got != want {
					t.Errorf("%s is %q, want %q (%v)", prop, got, want, err)
				}
			}
			if got := v.Props.Get(oracle.PropURL).Value; got != e.URL {
				t.Errorf("URL %q", got)
			}
			begin, err := v.DateTimeStart(nil)
			if err != nil || !begin.Equal(e.Begins()) {
				t.Errorf("it begins %v, want %v (%v)", begin, e.Begins(), err)
			}
			end, err := v.DateTimeEnd(nil)
			if err != nil || !end.Equal(e.Ends()) {
				t.Errorf("it ends %v, want %v (%v)", end, e.Ends(), err)
			}
			if at, err := v.Props.DateTime(oracle.PropDateTimeStamp, nil); err != nil || !at.Equal(stamp) {
				t.Errorf("DTSTAMP %v, %v", at, err)
			}
			if n, err := v.Props.Get(oracle.PropSequence).Int(); err != nil || n != e.Sequence {
				t.Errorf("SEQUENCE %d, %v", n, err)
			}
			attendee := v.Props.Get(oracle.PropAttendee)
			if (attendee != nil) != (e.Attendee != nil) {
				t.Errorf("ATTENDEE %+v", attendee)
			}
			if attendee != nil && (attendee.Params.Get("PARTSTAT") != "NEEDS-ACTION" || attendee.Params.Get("CN") != "Ærø Kommune") {
				t.Errorf("ATTENDEE %+v", attendee)
			}
		})
	}
}

// read.mjs reads files with ical.js by their own VTIMEZONE alone and says what it finds.
func TestICALJSFindsTheSameMomentsByTheFilesOwnZone(t *testing.T) {
	library, err := filepath.Abs(filepath.Join("..", "..", "..", "..", "templates", "node_modules", "ical.js"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = os.Stat(library); err == nil {
		_, err = exec.LookPath("node")
	}
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("ical.js or node is missing, from `make assets`: %v", err)
		}
		t.Skipf("ical.js or node is missing, from `make assets`: %v", err)
	}
	type found struct {
		Method, UID, Summary, Description, Location, Begin, End string
		Sequence                                                int
	}
	input, names := []string{}, []string{}
	for name, e := range lives() {
		names, input = append(names, name), append(input, string(file(t, e)))
	}
	text, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("node", filepath.Join("testdata", "read.mjs"), library)
	command.Stdin = bytes.NewReader(text)
	out, err := command.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("%v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var all []found
	if err := json.Unmarshal(out, &all); err != nil || len(all) != len(names) {
		t.Fatalf("%v: %s", err, out)
	}
	for n, name := range names {
		e := lives()[name]
		want := found{
			Method: strings.ToLower(string(e.Method)), UID: e.UID, Summary: e.Title, Description: e.Text + "\n\n" + e.URL, Location: e.Place,
			Begin: e.Begins().UTC().Format(time.RFC3339), End: e.Ends().UTC().Format(time.RFC3339), Sequence: e.Sequence,
		}
		got := all[n]
		got.Method = strings.ToLower(got.Method)
		if got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
	}
}

// Whatever people write stays within its property: no line of its own, no second property, no longer line than
// the format allows.
func TestWhatPeopleWriteStaysWithinItsProperty(t *testing.T) {
	canary := "<script>alert(1)</script>\r\nATTENDEE:mailto:x\nEND:VEVENT\x00\x07;,\\\"" + strings.Repeat("blåbærgrød ", 40) + strings.Repeat("ø", 200)
	e := event(ical.Request, 0, calendar.NewDate(2026, time.May, 4), "09:00", "12:00")
	e.Title, e.Text, e.Place, e.URL, e.Video = canary, canary, canary, canary, canary
	e.Organizer.Name, e.Attendee.Name = canary, canary
	content := file(t, e)
	if !utf8.Valid(content) || bytes.Contains(bytes.ReplaceAll(content, []byte("\r\n"), nil), []byte("\n")) || bytes.ContainsAny(content, "\x00\x07") {
		t.Error("the file is not lines of UTF-8 that end in CRLF")
	}
	for _, line := range strings.Split(strings.TrimSuffix(string(content), "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || line == "" {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
		if strings.HasPrefix(line, "ATTENDEE:mailto:x") || strings.HasPrefix(line, "END:VEVENT;") {
			t.Errorf("a text has become a line of its own: %q", line)
		}
	}
	cal, err := oracle.NewDecoder(bytes.NewReader(content)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	if len(cal.Events()) != 1 || len(cal.Events()[0].Props["ATTENDEE"]) != 1 {
		t.Error("a text has become a property of its own")
	}
	summary, err := cal.Events()[0].Props.Text(oracle.PropSummary)
	if err != nil || !strings.HasPrefix(summary, "<script>alert(1)</script> ATTENDEE:mailto:x END:VEVENT;,\\\"blåbær") || !strings.HasSuffix(summary, strings.Repeat("ø", 200)) {
		t.Errorf("SUMMARY %q, %v", summary, err)
	}
}

func file(t *testing.T, e ical.Event) []byte {
	t.Helper()
	content, err := e.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return content
}
