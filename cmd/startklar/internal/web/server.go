package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/message"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/view"
	"startklar/templates/catalogue"
	"startklar/workflow"
	"startklar/workflow/journal"

	"startklar/cmd/startklar/internal/audit"
	"startklar/cmd/startklar/internal/desk"
	"startklar/domain"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"
)

// Desk is what pages ask; package desk implements it.
type Desk interface {
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
	Journey(ctx context.Context, actor person.Actor, id journey.ID) (workflow.State, error)
	JourneysOf(ctx context.Context, actor person.Actor, code municipality.Code) ([]journey.ID, error)
	Overview(ctx context.Context, actor person.Actor, q view.OverviewQuery) (view.Overview, error)
	History(ctx context.Context, actor person.Actor, id journey.ID, asOf time.Time) ([]desk.HistoryEntry, error)
	Person(ctx context.Context, id person.ID) (roster.Person, error)
	People(ctx context.Context) ([]view.PersonRow, error)
	Asked(ctx context.Context, hash workflow.LinkHash) (desk.Asked, error)
	Rested(ctx context.Context, actor person.Actor, s workflow.State) (map[journey.InstanceID]desk.Rested, error)

	// The steering group.
	Steering(ctx context.Context, actor person.Actor, id journey.ID) (desk.Steering, error)
	SteeringMember(ctx context.Context, hash string, today calendar.Date) (person.Actor, journey.ID, error)

	// Messages.
	Inbox(ctx context.Context, actor person.Actor, q view.InboxQuery) (view.Inbox, error)
	Message(ctx context.Context, actor person.Actor, id string) (message.Message, error)
	Unread(ctx context.Context, actor person.Actor) (int, error)

	// People and handovers.
	Roster(ctx context.Context, actor person.Actor) ([]view.PersonRow, error)
	ConsultantOf(ctx context.Context, actor person.Actor, code municipality.Code) (roster.Person, error)
	AwayFor(ctx context.Context, deputy person.ID, on calendar.Date) ([]view.PersonRow, error)
	Handover(ctx context.Context, actor person.Actor, id roster.HandoverID) (roster.Handover, error)
	Handovers(ctx context.Context, actor person.Actor) ([]roster.Handover, error)

	// What has happened across everything.
	Ledger(ctx context.Context, actor person.Actor, q view.LedgerQuery) ([]desk.LedgerEntry, error)
	Accesses(ctx context.Context, actor person.Actor, q view.LogQuery) ([]view.Access, error)
	DefinitionUse(ctx context.Context, actor person.Actor) ([]view.DefinitionUse, error)

	// Those who carry many municipalities.
	CaseDesk

	KnowledgeDesk
	SupportDesk
	MeetingDesk
	StatementDesk
	PackDesk
	DeliveryDesk
	SpreadDesk
}

// Options are what a server needs.
type Options struct {
	Desk        Desk
	Definitions workflow.Definitions
	// Sessions keeps who is signed in; the token is hashed at rest.
	Sessions        scs.Store
	SessionIdle     time.Duration
	SessionLifetime time.Duration
	Clock           func() time.Time
	Log             *slog.Logger
	Language        catalogue.Lang
	TrustedProxies  []netip.Prefix
	BodyBytes       int64
	// Monitoring is what the programme says about its monitoring.
	Monitoring *monitoring.Programme
	// Dock receives files of records, of RecordBytes at most.
	Dock        Dock
	RecordBytes int64
	// Verifier recomputes the history when it is asked to.
	Verifier Verifier
	// ClientKeys is how long client keys are remembered, for the page that says so.
	ClientKeys time.Duration
	// Accesses is how long it is kept who looked at counts, likewise.
	Accesses time.Duration
	// UploadBytes is the largest file of the starter pack; 0 for as much as BodyBytes.
	UploadBytes int64
	// BaseURL is what links begin with that leave the product, without a closing slash; empty takes the address
	// that the reader's browser used.
	BaseURL string
	// Secure marks cookies for https alone.
	Secure bool
	// Printer prints documents as PDF; nil where there is no browser to do it.
	Printer Printer
	// Demo opens the demo door: anybody may choose whom to be.
	Demo bool
}

// Verifier recomputes the history in the background; package audit implements it.
type Verifier interface {
	Start(by person.ID)
	Last() audit.Run
}

// New returns the product as a handler.
func New(o Options) (http.Handler, error) {
	if o.Desk == nil || o.Definitions == nil || o.Monitoring == nil || o.Dock == nil || o.Sessions == nil || o.Clock == nil || o.Log == nil {
		return nil, fmt.Errorf("web: desk, definitions, monitoring, dock, sessions, clock and log are needed")
	}
	if o.UploadBytes <= 0 {
		o.UploadBytes = o.BodyBytes
	}
	s := &server{Options: o, sessions: newSessions(o)}
	return s.handler(), nil
}

type server struct {
	Options
	sessions *scs.SessionManager
}

// handler lays out the product: what follows are all its routes, desk by desk.
func (s *server) handler() http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.fail
	e.IPExtractor = ipExtractor(s.TrustedProxies)
	e.Pre(stripTrailingSlash)
	e.Use(s.recover, s.logRequests, securityHeaders, s.limitBody, s.chooseLanguage, s.loadSession, crossOrigin)

	// For those who are signed in. The policy decides the rest, behind the desk.
	in := e.Group("", s.requireActor)
	item := in.Group("/forloeb/:journey/:item")
	s.openRoutes(e)
	s.journeyRoutes(in)
	s.caseRoutes(in)
	s.paperRoutes(in)
	s.steeringRoutes(e, in)
	s.colleagueRoutes(e, in)
	s.itemRoutes(item)
	s.actionRoutes(item)
	s.packRoutes(in)
	s.deliveryRoutes(in)
	s.workshopRoutes(e, in, item)
	s.meetingRoutes(in)
	s.pollRoutes(e)
	s.messageRoutes(in)
	s.knowledgeRoutes(in)
	s.figureRoutes(in)
	s.supportRoutes(in)
	s.statementRoutes(in)
	s.ownRoutes(in)
	s.peopleRoutes(in)
	s.administrationRoutes(in)
	return e
}

// openRoutes are open to everybody.
func (s *server) openRoutes(e *echo.Echo) {
	e.GET("/assets/*", s.asset)
	e.GET("/sprog/:lang", s.setLanguage)
	e.GET("/log-ind", s.signInPage)
	e.POST("/log-ud", s.signOut)
	e.GET("/tilgaengelighed", s.accessibilityPage)
	e.GET("/persondata", s.privacyPage)
	e.GET("/hjaelp", s.helpPage)
	e.GET("/klar", s.ready)
	if s.Demo {
		e.POST("/log-ind", s.demoSignIn)
	}
}

// journeyRoutes are the overview and the journeys.
func (s *server) journeyRoutes(in *echo.Group) {
	in.GET("/", s.homePage)
	in.GET("/overblik", s.overviewPage)                 // the overview
	in.GET("/kommune/:code", s.municipalityPage)        // leads on to its newest journey
	in.GET("/forloeb/:journey", s.journeyPage)          // where the municipality is, and its next step
	in.GET("/forloeb/:journey/historik", s.historyPage) // who did what
	in.POST("/forloeb/:journey/trin/:stage/luk", s.closeStage)
}

// caseRoutes are for those who carry many municipalities.
func (s *server) caseRoutes(in *echo.Group) {
	in.GET(myDayPath, s.myDayPage)              // what waits for whom
	in.GET(casesPath, s.myCasesPage)            // the list; filters and views stand in the address
	in.POST(casesPath+"/visninger", s.saveView) // keep the selection under a name
	in.POST(casesPath+"/visninger/:view/slet", s.deleteView)
	in.POST(casesPath+"/visninger/:view/foerst", s.beginWithView)
	in.GET(bulkPath, s.bulkWritePage) // one message to many, each with a first line of its own
	in.POST(bulkPath, s.bulkWritePage)
	in.POST(bulkPath+"/se", s.bulkPreviewPage)
	in.POST(bulkPath+"/send", s.sendBulk)
	in.GET(bulkPath+"/:message", s.bulkSentPage)
	in.POST(bulkPath+"/:message/fortryd", s.undoBulk)
	in.GET("/kommune/:code/ark", s.briefPage) // one municipality on one page
	in.POST("/kommune/:code/noter", s.writeWorkNote)
	in.POST("/kommune/:code/noter/:note", s.writeWorkNote)
	in.POST("/kommune/:code/noter/:note/fjern", s.removeWorkNote)
}

// paperRoutes are the project plan and what leaves the house. ?format= takes it along as docx, pdf or md.
func (s *server) paperRoutes(in *echo.Group) {
	in.GET(checklistRoot, s.ownChecklist) // leads on to one's own
	in.GET(planRoot, s.ownPlan)           // leads on to one's own
	in.GET(planRoot+"/:journey", s.planPage)
	in.GET("/forloeb/:journey/forberedelsesark", s.preparationPage)
	in.GET("/forloeb/:journey/dagsordenspunkt", s.agendaPage) // the open decisions, ready to copy
}

// steeringRoutes are the decision sheet and who agrees, for those who signed in and by link.
func (s *server) steeringRoutes(e *echo.Echo, in *echo.Group) {
	in.GET("/forloeb/:journey/styregruppe", s.steeringPage)
	in.POST("/forloeb/:journey/styregruppe/link", s.inviteAdministration) // made or renewed; shown once
	in.POST("/forloeb/:journey/styregruppe/traek", s.withdrawInvitation)
	in.POST("/forloeb/:journey/styregruppe/ark", s.writeSheet)
	steering := e.Group("/styregruppe/:token", s.privateLink)
	steering.GET("", s.sheetByLink) // asks for a press, shows nothing
	steering.POST("", s.openSheet)
	steering.POST("/svar", s.answerSheet)
}

// colleagueRoutes are for asking colleagues for help, and for what comes back. The last block is for those who have a
// link alone.
func (s *server) colleagueRoutes(e *echo.Echo, in *echo.Group) {
	in.GET("/forloeb/:journey/kolleger", s.colleaguesPage) // whom the municipality has asked
	in.POST("/forloeb/:journey/kolleger/:request/nyt-link", s.renewRequest)
	in.POST("/forloeb/:journey/kolleger/:request/mind", s.remindRequest)
	in.POST("/forloeb/:journey/kolleger/:request/tilbage", s.withdrawRequest)
	in.GET("/forloeb/:journey/forslag/:proposal", s.proposalPage)
	in.POST("/forloeb/:journey/forslag/:proposal", s.acceptProposal)
	in.POST("/forloeb/:journey/forslag/:proposal/nej", s.declineProposal)
	private := e.Group(guestRoot, s.privateLink)
	private.GET("/:token", s.guestPage)
	private.POST("/:token", s.openAsGuest)       // the click that counts
	private.POST("/:token/kladde", s.guestDraft) // autosave, JSON
	private.POST("/:token/svar/:field", s.guestAnswer)
}

// itemRoutes are an item of a journey and what is answered there.
func (s *server) itemRoutes(item *echo.Group) {
	item.GET("", s.itemPage)                 // checklist, form, sign-off, and a page for every other kind
	item.GET("/tjek", s.checkPage)           // check your answers
	item.GET("/svar/:field", s.questionPage) // one question
	item.POST("/svar/:field", s.saveAnswer)
	item.POST("/kladde", s.saveDraft) // autosave, JSON
	item.POST("/svar/:field/standing", s.declareStanding)
	item.POST("/svar/:field/opdel", s.splitQuestion)
	item.POST("/svar/:field/overtag", s.takeQuestion)
	item.POST("/svar/:field/frist", s.setQuestionDue)
	item.POST("/svar/:field/kommentar", s.writeComment)
	item.POST("/svar/:field/kommentar/:number/tilbage", s.withdrawComment)
	item.POST("/svar/:field/bilag", s.attachEvidence)
	item.POST("/svar/:field/bilag/:number/fjern", s.removeEvidence)
	item.POST("/svar/:field/forslag", s.proposeAsColleague)
	item.GET("/svar/:field/bed", s.askPage) // ask a colleague for help with the question
	item.POST("/svar/:field/bed", s.askColleague)
	item.GET("/afsnit/:section/bed", s.askPage)
	item.POST("/afsnit/:section/bed", s.askColleague)
	item.POST("/afsnit/:section/del", s.shareSection)
	item.POST("/svar", s.saveForm) // every field of a form section, without JavaScript
	item.POST("/afsnit/:section/klar", s.declareSection)
	item.POST("/afsnit/:section/aabn", s.openSection)
	item.POST("/udgangspunkt", s.useOffer)    // an answer of the checklist as the start of a field of the plan
	item.POST("/stil-igen", s.bringAgain)     // the midway review's open questions as rows
	item.POST("/hent-aftaler", s.fetchAgreed) // what the workshop room captured as rows of the agreements
	item.POST("/godkend", s.signOff)
}

// actionRoutes are what is done with an item as a whole, and what hangs on it.
func (s *server) actionRoutes(item *echo.Group) {
	item.POST("/start", s.startItem)
	item.POST("/gennemfoer", s.completeItem)
	item.POST("/fravaelg", s.skipItem)
	item.POST("/afbryd", s.terminateItem)
	item.POST("/pause", s.suspendItem)
	item.POST("/genoptag", s.resumeItem)
	item.POST("/genaabn", s.reopenItem)
	item.POST("/bekraeft", s.confirmStale)
	item.POST("/undtagelse", s.openGate)
	item.POST("/tilfoej", s.addItem)
	item.POST("/tildel", s.assignItem)
	item.POST("/frist", s.overrideDeadline) // a first post shows the cascade, a second does it
	item.POST("/moede", s.bookMeeting)
	item.POST("/moede/aflys", s.cancelMeeting)
	item.POST("/moede/afhold", s.holdMeeting)
	item.POST("/dokument/:document/lever", s.deliverDocument)
	item.POST("/dokument/:document/bekraeft", s.confirmDocument)
	item.POST("/dokument/:document/aabn", s.openDocument) // reading it is said by a button, never by a GET
	item.GET("/dokument/:document", s.deliveredPage)      // a delivered document; ?version= for an earlier one
	item.GET("/dokument/:document/fil", s.deliveredFile)  // its file
	item.POST("/team", s.nameTeam)
	item.POST("/team/:team", s.nameTeam)
	item.POST("/team/:team/fjern", s.removeTeam)
}

// packRoutes are the starter pack: its documents, for those who keep them, and how far each has come.
func (s *server) packRoutes(in *echo.Group) {
	in.GET(packRoot, s.packPage)
	in.GET(packRoot+"/hvem", s.reachPage) // municipality × document; ?format=csv or xlsx
	in.GET(packRoot+"/:document", s.documentPage)
	in.GET(packRoot+"/:document/version/:number", s.versionPage)
	in.GET(packRoot+"/:document/version/:number/fil", s.versionFile)
	in.POST(packRoot+"/:document/version/:number/traek-tilbage", s.withdrawVersion)
	in.GET(uploadRoute, s.draftPage)         // the draft, and how it will read
	in.POST(uploadRoute, s.saveVersionDraft) // the only address that takes a file
	in.GET(packRoot+"/:document/kladde/fil", s.draftFile)
	in.POST(packRoot+"/:document/kladde/kasser", s.discardDraft)
	in.POST(packRoot+"/:document/udgiv", s.publishVersion)
	in.GET(packRoot+"/:document/lever", s.handOverPage) // choose whom, and see what would happen
	in.POST(packRoot+"/:document/lever", s.handOver)
}

// deliveryRoutes are who has delivered which month of records, and taking them in.
func (s *server) deliveryRoutes(in *echo.Group) {
	in.GET(deliveriesPath, s.deliveriesPage)          // municipality × month; ?format=csv or xlsx
	in.GET(recordsRoute, s.recordsPage)               // a file on its way in, and those that are in
	in.POST(recordsRoute, s.putRecords)               // checks it; nothing is stored
	in.GET(recordsRoute+"/status", s.recordsProgress) // JSON, for the page that waits
	in.GET(recordsRoute+"/rapport", s.recordsReport)  // what was found, as a file
	in.POST(recordsRoute+"/gem", s.takeRecordsIn)
	in.POST(recordsRoute+"/kasser", s.discardRecords)
	in.GET(takenInPath+"/:number", s.takenInPage)              // a file that was taken in; ?format= its report
	in.GET(deliveriesPath+"/:code", s.municipalDeliveriesPage) // every month of one municipality
	in.GET(deliveriesPath+"/:code/:month", s.deliveryPage)     // every delivery of one month
}

// workshopRoutes are before a workshop, in the room, and afterwards. What works without a network lies under /rum/.
func (s *server) workshopRoutes(e *echo.Echo, in, item *echo.Group) {
	item.GET("/workshop", s.prepareWorkshopPage)
	item.POST("/workshop", s.prepareWorkshop)
	item.GET("/referat", s.minutesPage)
	item.POST("/referat/send", s.sendMinutes)
	item.POST("/referat/bekraeft", s.confirmMinutes)
	item.POST("/referat/indsigelse", s.objectToMinutes)
	item.GET("/aftaler", s.agreementsPage)
	item.POST("/aftaler/:agreement", s.answerCheck)
	e.GET(workerPath, s.roomWorker)
	room := in.Group(roomRoot + "/:journey/:item")
	room.GET("", s.roomPage)
	room.GET("/vis", s.projectorPage)
	room.GET("/plakat", s.posterPage)            // A3, to print
	room.GET("/handlingsark", s.actionSheetPage) // A4, to print
	room.POST("/skriv", s.writeInRoom)           // by form
	room.POST("/send", s.receiveRecord)          // by device, JSON
}

// meetingRoutes are workshops and seminars, with the dates to choose from, the invitation and who came.
func (s *server) meetingRoutes(in *echo.Group) {
	in.GET(meetingsRoot, s.meetingsPage)
	in.GET(meetingsRoot+"/nyt", s.newMeetingPage)
	in.POST(meetingsRoot+"/nyt", s.createMeeting)
	meetings := in.Group(meetingsRoot + "/:meeting")
	meetings.GET("", s.meetingPage)
	meetings.GET("/moede.ics", s.meetingCalendar)
	meetings.GET("/ret", s.editMeetingPage)
	meetings.POST("/ret", s.describeMeeting)
	meetings.GET("/inviter", s.inviteMorePage)
	meetings.POST("/inviter", s.inviteMore)
	meetings.POST("/fjern", s.uninvite)  // a municipality that is no longer invited
	meetings.GET("/datoer", s.datesPage) // the host proposes dates
	meetings.POST("/datoer", s.proposeDates)
	meetings.POST("/datosvar", s.answerPoll) // a municipality answers them
	meetings.POST("/link", s.makeMeetingLink)
	meetings.POST("/link/:link/tilbage", s.withdrawMeetingLink)
	meetings.POST("/book", s.bookDate) // a first post may warn, a second does it
	meetings.POST("/aflys", s.cancelWholeMeeting)
	meetings.POST("/svar", s.registerForMeeting)
	meetings.GET("/fremmoede", s.attendancePage) // the one form, and the sheet for the room
	meetings.POST("/fremmoede", s.saveAttendance)
	meetings.POST("/noter", s.publishNotes)
}

// pollRoutes are a meeting for whoever holds its link: its dates, and then whether the municipality comes.
func (s *server) pollRoutes(e *echo.Echo) {
	poll := e.Group(pollLinks+"/:token", s.privateLink)
	poll.GET("", s.pollLinkPage)
	poll.POST("/aaben", s.openPollLink)
	poll.GET("/moede", s.pollLinkMeeting)
	poll.GET("/moede.ics", s.pollLinkCalendar)
	poll.POST("/datosvar", s.answerPollByLink)
	poll.POST("/svar", s.registerByLink)
}

// messageRoutes are what came to the viewer, to their role, or to the one they act for.
func (s *server) messageRoutes(in *echo.Group) {
	in.GET("/beskeder", s.inboxPage)
	in.POST("/beskeder/laest", s.markAllRead)
	in.GET("/beskeder/skriv", s.writePage)
	in.POST("/beskeder/skriv", s.writeMessage)
	in.GET("/beskeder/:message", s.messagePage)
	in.POST("/beskeder/:message/svar", s.replyToMessage)
	in.POST("/beskeder/:message/tilbage", s.withdrawMessage)
}

// knowledgeRoutes are stories, quarterly notes and syntheses.
func (s *server) knowledgeRoutes(in *echo.Group) {
	in.GET("/viden", s.knowledgePage)
	in.GET("/viden/historier", s.storiesPage) // what the chosen readers get
	in.GET("/viden/historier/egne", s.ownStoriesPage)
	in.GET("/viden/historier/ny", s.newStoryPage)
	in.POST("/viden/historier", s.tellStory)
	in.GET("/viden/historier/:story", s.storyPage)
	in.POST("/viden/historier/:story", s.tellStory)
	in.GET("/viden/historier/:story/ret", s.editStoryPage)
	in.GET("/viden/historier/:story/halvside", s.halfPagePage) // to print
	in.POST("/viden/historier/:story/samtykke", s.noteConsent)
	in.POST("/viden/historier/:story/videre", s.passOnStory)
	in.POST("/viden/historier/:story/traek-tilbage", s.withdrawStory)
	in.GET("/viden/notater", s.notebooksPage) // municipality × quarter × element
	in.GET("/viden/notater/:journey", s.notebookPage)
	in.POST("/viden/notater/:journey/elementer", s.followElements)
	in.POST("/viden/notater/:journey/begynd", s.beginNote)
	in.GET("/viden/notater/:journey/:item", s.notePage) // a note across its versions
	in.GET("/viden/samlet", s.synthesesPage)
	in.GET("/viden/samlet/ny", s.newSynthesisPage)
	in.POST("/viden/samlet", s.writeSynthesis)
	in.GET("/viden/samlet/:synthesis", s.synthesisPage)
	in.POST("/viden/samlet/:synthesis", s.writeSynthesis)
	in.GET("/viden/samlet/:synthesis/ret", s.editSynthesisPage)
	in.POST("/viden/samlet/:synthesis/udgiv", s.publishSynthesis)
	in.POST("/viden/samlet/:synthesis/traek-tilbage", s.retractSynthesis)
}

// figureRoutes are monitoring figures: a municipality's own, each indicator, and the dated events that explain them.
// ?format= takes a table or, with ?billede=, the values of a picture along as csv or xlsx.
func (s *server) figureRoutes(in *echo.Group) {
	in.GET(ownFiguresPath, s.ownFigures)
	in.GET(indicatorsPath, s.indicatorsPage)
	in.GET(indicatorsPath+"/:indicator", s.indicatorPage)       // filters stand in the address
	in.GET(indicatorsPath+"/:indicator/svar", s.answerPackPage) // a figure with all that belongs to it, to copy
	in.GET(eventsPath+"/ny", s.newEventPage)
	in.POST(eventsPath, s.writeEvent)
	in.GET(eventsPath+"/:event", s.eventPage)
	in.POST(eventsPath+"/:event", s.writeEvent)
	in.POST(eventsPath+"/:event/tilbage", s.withdrawEventNow)
}

// statementRoutes are the monthly statements. A unit is a municipality's code, or "landet" for the nation; ?udgave= chooses
// an edition, ?format= takes it along.
func (s *server) statementRoutes(in *echo.Group) {
	in.GET(statementsPath, s.statementsPage)
	in.GET(statementsPath+"/:month", s.statementMonthPage)
	in.POST(statementsPath+"/:month/frys", s.freezeStatement)
	in.POST(statementsPath+"/:month/kasser", s.discardStatement)
	in.POST(statementsPath+"/:month/frigiv", s.releaseStatement)
	in.GET(statementsPath+"/:month/:unit", s.statementPage)
	in.POST(statementsPath+"/:month/:unit/kommentar", s.commentStatement)
	in.GET(statementsPath+"/:month/:unit/halvside", s.frontStaffPage) // to print and hang up
}

// ownRoutes are what is the viewer's own: contact, absence, and for whom they act.
func (s *server) ownRoutes(in *echo.Group) {
	in.GET("/mig", s.minePage)
	in.POST("/mig/kontakt", s.setContact)
	in.POST("/mig/fravaer", s.registerAbsence)
	in.POST("/mig/fravaer/slut", s.endAbsence)
	in.POST("/mig/egen", s.actAsOneself) // the way back from acting for somebody
	in.POST("/mig/paa-vegne-af/:person", s.actFor)
}

// peopleRoutes are the register of people, and handovers between consultants.
func (s *server) peopleRoutes(in *echo.Group) {
	in.GET("/personer", s.peoplePage)
	in.POST("/personer", s.createPerson)
	in.GET("/ny-person", s.newPersonPage)
	in.GET("/personer/:person", s.personPage)
	in.POST("/personer/:person/ret", s.changePerson)
	in.POST("/personer/:person/kommuner", s.assignMunicipalities)
	in.POST("/personer/:person/kontakt", s.setContact)
	in.POST("/personer/:person/fravaer", s.registerAbsence)
	in.POST("/personer/:person/fravaer/slut", s.endAbsence)
	in.POST("/personer/:person/slut", s.endPerson)
	in.GET("/overdragelser", s.handoversPage)
	in.POST("/overdragelser", s.planHandover)
	in.GET("/ny-overdragelse", s.newHandoverPage)
	in.GET("/overdragelser/:handover", s.handoverPage)
	in.POST("/overdragelser/:handover/aflys", s.cancelHandover)
}

// administrationRoutes are who did what across everything, what runs on which definition, and how the service keeps.
func (s *server) administrationRoutes(in *echo.Group) {
	in.GET("/historik", s.ledgerPage)
	in.GET("/opslag", s.accessesPage) // who looked at counts
	in.GET("/definitioner", s.definitionsPage)
	in.GET("/drift", s.keepingPage)
	in.POST("/drift/efterproev", s.startVerifying)
}
