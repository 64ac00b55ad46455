package site

import (
	"net/url"
	"strconv"
	"strings"

	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/meeting"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/starterpack"

	"github.com/labstack/echo/v4"
)

// Where the product's parts stand. Every address that leads from one desk to another is written here.
const (
	// ChecklistRoot leads municipal people to their checklist.
	ChecklistRoot = "/tjekliste"
	// PlanRoot is where project plans are read.
	PlanRoot = "/projektplan"
	// RoomRoot is where workshop rooms stand.
	RoomRoot = "/rum"

	MyDayPath = "/min-dag"
	CasesPath = "/kommuner"
	// BulkPath is where one message is written to many.
	BulkPath = CasesPath + "/besked"

	// PackRoot is where the starter pack is kept.
	PackRoot = "/startpakke"
	// MeetingsRoot is where meetings stand.
	MeetingsRoot = "/moeder"
	InboxPath    = "/beskeder"

	KnowledgePath = "/viden"
	StoriesPath   = "/viden/historier"
	NotesPath     = "/viden/notater"
	SynthesesPath = "/viden/samlet"

	// OwnFiguresPath is a municipality's own figures; IndicatorsPath where the indicators begin: the address of one
	// follows.
	OwnFiguresPath = "/tal"
	IndicatorsPath = "/indikatorer"
	// EventsPath is where the dated events that explain figures are written.
	EventsPath = "/begivenheder"
	// DeliveriesPath is where it stands who has delivered which month, RecordsRoute where files of records are taken
	// in, TakenInPath where a file stands that was.
	DeliveriesPath = "/leverancer"
	RecordsRoute   = DeliveriesPath + "/indlaes"
	TakenInPath    = DeliveriesPath + "/indlaest"
	StatementsPath = "/opgoerelser"
	SupportRoot    = "/stoette"

	// MinePath is the page on which people keep what is their own: how they are reached, and when they are away. A
	// deputy chooses there for whom to act.
	MinePath        = "/mig"
	PeoplePath      = "/personer"
	HandoversPath   = "/overdragelser"
	LedgerPath      = "/historik"
	AccessesPath    = "/opslag"
	DefinitionsPath = "/definitioner"
	KeepingPath     = "/drift"
)

// What a letter to many may begin with, as names in its address.
const (
	PlacesName  = "kommune"
	RolesName   = "til"
	SubjectName = "subject"
	TextName    = "text"
)

// JourneyPath and ItemPath are the addresses of a journey and of an item in it. A repeated item's number
// follows a tilde, for "#" ends a path.
func JourneyPath(id journey.ID) string { return "/forloeb/" + url.PathEscape(string(id)) }

// ItemPath is the address of an item's page.
func ItemPath(id journey.ID, item journey.InstanceID) string {
	return JourneyPath(id) + "/" + tilded(item)
}

func tilded(item journey.InstanceID) string { return strings.ReplaceAll(string(item), "#", "~") }

// JourneyParam is the journey that a route names.
func JourneyParam(c echo.Context) journey.ID { return journey.ID(c.Param("journey")) }

// ItemParam is the item that a route names: see [ItemPath].
func ItemParam(c echo.Context) journey.InstanceID {
	return journey.InstanceID(strings.ReplaceAll(c.Param("item"), "~", "#"))
}

// AnswerPath is the address of a question in a journey that is not at hand.
func AnswerPath(id journey.ID, item journey.InstanceID, field journey.FieldID) string {
	return ItemPath(id, item) + "/svar/" + string(field)
}

// PlanPath is the address at which a journey's plan is read.
func PlanPath(id journey.ID) string { return PlanRoot + "/" + url.PathEscape(string(id)) }

// DocumentPath is a document of the starter pack.
func DocumentPath(id starterpack.ID) string { return PackRoot + "/" + url.PathEscape(string(id)) }

// MeetingPath is a meeting.
func MeetingPath(id meeting.ID) string { return MeetingsRoot + "/" + url.PathEscape(string(id)) }

// MessagePath is a message in the viewer's inbox.
func MessagePath(id string) string { return InboxPath + "/" + url.PathEscape(id) }

// WritePath is the address of an empty message to an audience.
func WritePath(to message.Audience) string {
	return InboxPath + "/skriv?" + url.Values{"til": {ReaderValue(to)}}.Encode()
}

// ReaderValue writes an audience for a form.
func ReaderValue(a message.Audience) string { return string(a.Role) + "@" + string(a.Municipality) }

// StoryPath is a story of good practice.
func StoryPath(id knowledge.StoryID) string { return StoriesPath + "/" + string(id) }

// SynthesisPath is a synthesis of quarterly notes.
func SynthesisPath(id knowledge.SynthesisID) string { return SynthesesPath + "/" + string(id) }

// NotebookPath is where a journey's quarterly notes stand.
func NotebookPath(id journey.ID) string { return NotesPath + "/" + url.PathEscape(string(id)) }

// NotePath is a note's reading page.
func NotePath(id journey.ID, item journey.InstanceID) string {
	return NotebookPath(id) + "/" + tilded(item)
}

// SupportProposalPath is a proposal that signals have made; a municipality's are numbered from 1.
func SupportProposalPath(code municipality.Code, number int) string {
	return SupportRoot + "/" + string(code) + "/forslag/" + strconv.Itoa(number)
}

// SupportCasePath is a case of support; a municipality's are numbered from 1.
func SupportCasePath(code municipality.Code, number int) string {
	return SupportRoot + "/" + string(code) + "/" + strconv.Itoa(number)
}

// PersonPath is what the service knows of somebody who works here.
func PersonPath(id person.ID) string { return PeoplePath + "/" + url.PathEscape(string(id)) }

// HandoverPath is a handover of municipalities from one person to another.
func HandoverPath(id roster.HandoverID) string {
	return HandoversPath + "/" + url.PathEscape(string(id))
}
