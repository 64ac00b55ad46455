// Package ical writes a meeting as a calendar file (RFC 5545, RFC 5546), such as people drop into their own
// calendar. It knows no pages and no policy: whoever asks decides what may stand in it, and never lets in a
// personal name.
package ical

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"

	"startklar/domain/meeting"

	ics "github.com/arran4/golang-ical"
)

// Method says what the file is for, in the words of RFC 5546.
type Method string

// The methods.
const (
	// Request invites an attendee, or tells them that the meeting has moved.
	Request Method = "REQUEST"
	// Cancel takes an invitation back.
	Cancel Method = "CANCEL"
	// Publish is for whoever only wants to know: the host's own copy.
	Publish Method = "PUBLISH"
)

// Zone is where meetings are held.
const Zone = "Europe/Copenhagen"

// Event is one meeting for one calendar. Texts may hold whatever a person wrote.
type Event struct {
	Method Method
	// UID never changes, Sequence rises: see package meeting.
	UID      string
	Sequence int
	// Stamp is when what stands here last changed.
	Stamp time.Time
	meeting.Slot
	Title, Text, Place string
	// URL leads to the meeting's page, Video to the meeting itself.
	URL, Video string
	// Organizer is who invites, Attendee who is invited; no Attendee where the file is nobody's invitation.
	Organizer Party
	Attendee  *Attendee
}

// Party is a role or a municipality with an address that names it; it need not be one for mail.
type Party struct {
	Name, Address string
}

// Attendee is an invited municipality and its answer.
type Attendee struct {
	Party
	Partstat meeting.Partstat
}

// ContentType is the file's media type.
func (e Event) ContentType() string {
	return "text/calendar; charset=utf-8; method=" + string(e.Method)
}

// Bytes is the file.
func (e Event) Bytes() ([]byte, error) {
	calendar := ics.NewCalendar()
	calendar.SetProductId("-//Startklar//Moeder//DA")
	calendar.SetCalscale("GREGORIAN")
	calendar.SetMethod(ics.Method(e.Method))
	calendar.AddVTimezone(copenhagen())
	calendar.AddVEvent(e.event())
	var b bytes.Buffer
	if err := calendar.SerializeTo(&b, ics.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("calendar file: %w", err)
	}
	return b.Bytes(), nil
}

func (e Event) event() *ics.VEvent {
	v := ics.NewEvent(clean(e.UID))
	v.SetDtStampTime(e.Stamp)
	v.SetLastModifiedAt(e.Stamp)
	v.SetSequence(e.Sequence)
	v.SetProperty(ics.ComponentPropertyDtStart, local(e.Slot, e.Start), ics.WithTZID(Zone))
	v.SetProperty(ics.ComponentPropertyDtEnd, local(e.Slot, e.End), ics.WithTZID(Zone))
	v.SetSummary(line(e.Title))
	status := ics.ObjectStatusConfirmed
	if e.Method == Cancel {
		status = ics.ObjectStatusCancelled
	}
	v.SetStatus(status)
	if text := e.description(); text != "" {
		v.SetDescription(text)
	}
	if place := line(e.Place); place != "" {
		v.SetLocation(place)
	} else if e.Video != "" {
		v.SetLocation(line(e.Video))
	}
	if e.URL != "" {
		v.SetURL(line(e.URL))
	}
	v.SetOrganizer(e.Organizer.Address, ics.WithCN(parameter(e.Organizer.Name)))
	if a := e.Attendee; a != nil {
		v.AddAttendee(a.Address, ics.CalendarUserTypeGroup, ics.WithCN(parameter(a.Name)),
			ics.ParticipationRoleReqParticipant, ics.ParticipationStatus(a.Partstat), ics.WithRSVP(a.Partstat == meeting.NeedsAction))
	}
	return v
}

// description is the invitation's text with the ways in.
func (e Event) description() string {
	var all []string
	for _, text := range []string{clean(e.Text), clean(e.Video), clean(e.URL)} {
		if text != "" {
			all = append(all, text)
		}
	}
	return strings.Join(all, "\n\n")
}

// local writes a time as the clocks in the zone show it.
func local(s meeting.Slot, clock string) string {
	return strings.ReplaceAll(s.On.String(), "-", "") + "T" + strings.ReplaceAll(clock, ":", "") + "00"
}

// clean takes out what a calendar file cannot hold: control characters beside line breaks.
func clean(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text))
}

// line is a text in one line.
func line(text string) string { return strings.Join(strings.Fields(clean(text)), " ") }

// parameter is a text that may stand in a parameter, where no quote can.
func parameter(text string) string { return strings.ReplaceAll(line(text), `"`, "'") }

// copenhagen is the zone with the rules of the European Union: summer time from the last Sunday of March to
// the last Sunday of October.
func copenhagen() *ics.VTimezone {
	zone := ics.NewTimezone(Zone)
	daylight := &ics.Daylight{}
	shift(&daylight.ComponentBase, "19700329T020000", "3", "+0100", "+0200", "CEST")
	standard := zone.AddStandard()
	shift(&standard.ComponentBase, "19701025T030000", "10", "+0200", "+0100", "CET")
	zone.Components = append(zone.Components, daylight)
	return zone
}

func shift(c *ics.ComponentBase, from, month, before, after, name string) {
	c.SetProperty(ics.ComponentPropertyDtStart, from)
	c.SetProperty(ics.ComponentPropertyRrule, "FREQ=YEARLY;BYMONTH="+month+";BYDAY=-1SU")
	c.SetProperty(ics.ComponentProperty("TZOFFSETFROM"), before)
	c.SetProperty(ics.ComponentProperty("TZOFFSETTO"), after)
	c.SetProperty(ics.ComponentProperty("TZNAME"), name)
}
