package uploads_test

import (
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/record"
	"startklar/domain/monitoring/uploads"
	"startklar/domain/person"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var officer = person.Actor{ID: "star", Role: person.NationalOfficer}

// noted carries a command out.
func noted(t *testing.T, s uploads.State, c uploads.Note) (uploads.State, error) {
	t.Helper()
	var subject uploads.Subject
	events, err := subject.Decide(officer, s, c, time.Time{})
	if err != nil {
		return s, err
	}
	for _, e := range events {
		e.Actor, e.At = string(officer.ID), time.Date(2026, 4, 8, 8, 0, 0, 0, time.UTC)
		next, err := subject.Evolve(s, e)
		if err != nil {
			t.Fatal(err)
		}
		s = next.(uploads.State)
	}
	return s, nil
}

func TestFilesAreCountedFromOne(t *testing.T) {
	first, err := noted(t, uploads.State{}, uploads.Note{About: uploads.About{Name: "a.csv", New: 2}, Report: "x"})
	if err != nil {
		t.Fatal(err)
	}
	second, err := noted(t, first, uploads.Note{About: uploads.About{Name: "b.csv"}})
	if err != nil || len(first.Uploads) != 1 {
		t.Fatalf("%d files in the state before, %v", len(first.Uploads), err)
	}
	u, ok := second.Upload(1)
	if !ok || u.Name != "a.csv" || u.New != 2 || u.By != officer.ID || u.Report != "x" || u.Number != 1 {
		t.Errorf("the first is %+v", u)
	}
	if u, ok := second.Upload(2); !ok || u.Name != "b.csv" {
		t.Errorf("the second is %+v", u)
	}
	for _, number := range []int64{0, 3, -1} {
		if _, ok := second.Upload(number); ok {
			t.Errorf("there is a file number %d", number)
		}
	}
}

func TestNamesThatAreNotKept(t *testing.T) {
	number := "0101" + "70" + "1234"
	for name, key := range map[string]string{number + ".csv": "cpr", "": "file_name", strings.Repeat("æ", uploads.MaxName+1): "file_name"} {
		_, err := noted(t, uploads.State{}, uploads.Note{About: uploads.About{Name: name}})
		if e := domain.AsError(err); err == nil || e.Key != key {
			t.Errorf("%.20q gave %v", name, err)
		}
	}
}

func TestOnlyThoseWhoDeliverNoteAFile(t *testing.T) {
	for _, role := range []person.Role{person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.Administrator} {
		if err := (uploads.Subject{}).Authorize(person.Actor{ID: "x", Role: role}, nil, uploads.Note{}); domain.CodeOf(err) != domain.Permission {
			t.Errorf("%s: %v", role, err)
		}
	}
	if err := (uploads.Subject{}).Authorize(officer, nil, uploads.Note{}); err != nil {
		t.Error(err)
	}
}

func TestAReportIsReadAsItWasWritten(t *testing.T) {
	pair := monitoring.Pair{Municipality: "0851", Month: calendar.NewMonth(2026, time.March)}
	want := uploads.Report{
		Errors:   []record.Note{{Line: 4, Column: "paid_hours", Reason: record.NotHours, Args: domain.Args{"value": "x"}, Pair: pair}, {Reason: record.FileEmpty}, {Reason: record.RowsDiffer, Args: domain.Args{"first": 3}}, {Reason: record.MonthFuture, Args: domain.Args{"month": pair.Month}}},
		Warnings: []record.Note{{Line: 5, Reason: record.WarnBothMarkings, Pair: pair}},
		Doubts:   []uploads.Doubt{{Pair: pair, Shrunk: 7}},
	}
	data, err := want.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := uploads.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateComparable(calendar.Month{})); diff != "" {
		t.Error(diff)
	}
}
