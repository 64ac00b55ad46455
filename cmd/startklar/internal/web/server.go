package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"startklar/cmd/startklar/internal/web/administration"
	"startklar/cmd/startklar/internal/web/cases"
	"startklar/cmd/startklar/internal/web/journeys"
	"startklar/cmd/startklar/internal/web/knowledge"
	"startklar/cmd/startklar/internal/web/meetings"
	"startklar/cmd/startklar/internal/web/messages"
	"startklar/cmd/startklar/internal/web/monitor"
	"startklar/cmd/startklar/internal/web/pack"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/monitoring"
	"startklar/templates/catalogue"
	"startklar/workflow"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"
)

// Desk is what all pages together ask; package desk implements it.
type Desk interface {
	site.Desk
	journeys.Desk
	cases.Desk
	meetings.Desk
	messages.Desk
	knowledge.Desk
	pack.Desk
	monitor.Desk
	administration.Desk
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
	Dock        monitor.Dock
	RecordBytes int64
	// Verifier recomputes the history when it is asked to.
	Verifier administration.Verifier
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
	Printer site.Printer
	// Demo opens the demo door: anybody may choose whom to be.
	Demo bool
}

// New returns the product as a handler.
func New(o Options) (http.Handler, error) {
	if o.Desk == nil || o.Definitions == nil || o.Monitoring == nil || o.Dock == nil || o.Sessions == nil || o.Clock == nil || o.Log == nil {
		return nil, fmt.Errorf("web: desk, definitions, monitoring, dock, sessions, clock and log are needed")
	}
	if o.UploadBytes <= 0 {
		o.UploadBytes = o.BodyBytes
	}
	frame := site.New(site.Options{
		Desk: o.Desk, Definitions: o.Definitions, Monitoring: o.Monitoring, Sessions: o.Sessions, SessionIdle: o.SessionIdle,
		SessionLifetime: o.SessionLifetime, Clock: o.Clock, Log: o.Log, Language: o.Language, BodyBytes: o.BodyBytes,
		UploadBytes: o.UploadBytes, RecordBytes: o.RecordBytes, BaseURL: o.BaseURL, Secure: o.Secure, Printer: o.Printer, Demo: o.Demo,
	})
	s := &server{
		Site: frame, desk: o.Desk,
		journeys:       &journeys.Pages{Site: frame, Desk: o.Desk},
		cases:          &cases.Pages{Site: frame, Desk: o.Desk},
		meetings:       &meetings.Pages{Site: frame, Desk: o.Desk},
		messages:       &messages.Pages{Site: frame, Desk: o.Desk},
		knowledge:      &knowledge.Pages{Site: frame, Desk: o.Desk},
		pack:           &pack.Pages{Site: frame, Desk: o.Desk},
		monitor:        &monitor.Pages{Site: frame, Desk: o.Desk, Dock: o.Dock},
		administration: &administration.Pages{Site: frame, Desk: o.Desk, Verifier: o.Verifier, ClientKeys: o.ClientKeys, Accesses: o.Accesses},
	}
	return s.handler(o.TrustedProxies), nil
}

// server has the pages of each desk, and those that are open to everybody or lead to a desk.
type server struct {
	*site.Site
	desk Desk

	journeys       *journeys.Pages
	cases          *cases.Pages
	meetings       *meetings.Pages
	messages       *messages.Pages
	knowledge      *knowledge.Pages
	pack           *pack.Pages
	monitor        *monitor.Pages
	administration *administration.Pages
}

// words are what all pages say, and what the open ones say beside.
type words struct{ *site.Words }

func (s *server) words(c echo.Context) *words { return &words{s.Words(c)} }

// handler lays out the product: what follows are all its routes, desk by desk.
func (s *server) handler(trustedProxies []netip.Prefix) http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.Fail
	e.IPExtractor = site.IPExtractor(trustedProxies)
	e.Pre(site.StripTrailingSlash)
	e.Use(s.Recover, s.LogRequests, site.SecurityHeaders, s.LimitBody, s.ChooseLanguage, s.LoadSession, site.CrossOrigin)

	// For those who are signed in. The policy decides the rest, behind the desk.
	in := e.Group("", s.RequireActor)
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
	e.GET("/assets/*", s.Asset)
	e.GET("/sprog/:lang", s.SetLanguage)
	e.GET("/log-ind", s.signInPage)
	e.POST("/log-ud", s.signOut)
	e.GET("/tilgaengelighed", s.accessibilityPage)
	e.GET("/persondata", s.privacyPage)
	e.GET("/hjaelp", s.helpPage)
	e.GET("/klar", s.Ready)
	if s.Demo {
		e.POST("/log-ind", s.demoSignIn)
	}
}

// journeyRoutes are the overview and the journeys.
func (s *server) journeyRoutes(in *echo.Group) {
	in.GET("/", s.homePage)
	in.GET("/overblik", s.cases.OverviewPage)                    // the overview
	in.GET("/kommune/:code", s.municipalityPage)                 // leads on to its newest journey
	in.GET("/forloeb/:journey", s.journeys.JourneyPage)          // where the municipality is, and its next step
	in.GET("/forloeb/:journey/historik", s.journeys.HistoryPage) // who did what
	in.POST("/forloeb/:journey/trin/:stage/luk", s.journeys.CloseStage)
}

// caseRoutes are for those who carry many municipalities.
func (s *server) caseRoutes(in *echo.Group) {
	in.GET(site.MyDayPath, s.cases.MyDayPage)              // what waits for whom
	in.GET(site.CasesPath, s.cases.MyCasesPage)            // the list; filters and views stand in the address
	in.POST(site.CasesPath+"/visninger", s.cases.SaveView) // keep the selection under a name
	in.POST(site.CasesPath+"/visninger/:view/slet", s.cases.DeleteView)
	in.POST(site.CasesPath+"/visninger/:view/foerst", s.cases.BeginWithView)
	in.GET(site.BulkPath, s.cases.BulkWritePage) // one message to many, each with a first line of its own
	in.POST(site.BulkPath, s.cases.BulkWritePage)
	in.POST(site.BulkPath+"/se", s.cases.BulkPreviewPage)
	in.POST(site.BulkPath+"/send", s.cases.SendBulk)
	in.GET(site.BulkPath+"/:message", s.cases.BulkSentPage)
	in.POST(site.BulkPath+"/:message/fortryd", s.cases.UndoBulk)
	in.GET("/kommune/:code/ark", s.cases.BriefPage) // one municipality on one page
	in.POST("/kommune/:code/noter", s.cases.WriteWorkNote)
	in.POST("/kommune/:code/noter/:note", s.cases.WriteWorkNote)
	in.POST("/kommune/:code/noter/:note/fjern", s.cases.RemoveWorkNote)
}

// paperRoutes are the project plan and what leaves the house. ?format= takes it along as docx, pdf or md.
func (s *server) paperRoutes(in *echo.Group) {
	in.GET(site.ChecklistRoot, s.journeys.OwnChecklist) // leads on to one's own
	in.GET(site.PlanRoot, s.journeys.OwnPlan)           // leads on to one's own
	in.GET(site.PlanRoot+"/:journey", s.journeys.PlanPage)
	in.GET("/forloeb/:journey/forberedelsesark", s.journeys.PreparationPage)
	in.GET("/forloeb/:journey/dagsordenspunkt", s.journeys.AgendaPage) // the open decisions, ready to copy
}

// steeringRoutes are the decision sheet and who agrees, for those who signed in and by link.
func (s *server) steeringRoutes(e *echo.Echo, in *echo.Group) {
	in.GET("/forloeb/:journey/styregruppe", s.journeys.SteeringPage)
	in.POST("/forloeb/:journey/styregruppe/link", s.journeys.InviteAdministration) // made or renewed; shown once
	in.POST("/forloeb/:journey/styregruppe/traek", s.journeys.WithdrawInvitation)
	in.POST("/forloeb/:journey/styregruppe/ark", s.journeys.WriteSheet)
	steering := e.Group("/styregruppe/:token", s.PrivateLink)
	steering.GET("", s.journeys.SheetByLink) // asks for a press, shows nothing
	steering.POST("", s.journeys.OpenSheet)
	steering.POST("/svar", s.journeys.AnswerSheet)
}

// colleagueRoutes are for asking colleagues for help, and for what comes back. The last block is for those who have a
// link alone.
func (s *server) colleagueRoutes(e *echo.Echo, in *echo.Group) {
	in.GET("/forloeb/:journey/kolleger", s.journeys.ColleaguesPage) // whom the municipality has asked
	in.POST("/forloeb/:journey/kolleger/:request/nyt-link", s.journeys.RenewRequest)
	in.POST("/forloeb/:journey/kolleger/:request/mind", s.journeys.RemindRequest)
	in.POST("/forloeb/:journey/kolleger/:request/tilbage", s.journeys.WithdrawRequest)
	in.GET("/forloeb/:journey/forslag/:proposal", s.journeys.ProposalPage)
	in.POST("/forloeb/:journey/forslag/:proposal", s.journeys.AcceptProposal)
	in.POST("/forloeb/:journey/forslag/:proposal/nej", s.journeys.DeclineProposal)
	private := e.Group(journeys.GuestRoot, s.PrivateLink)
	private.GET("/:token", s.journeys.GuestPage)
	private.POST("/:token", s.journeys.OpenAsGuest)       // the click that counts
	private.POST("/:token/kladde", s.journeys.GuestDraft) // autosave, JSON
	private.POST("/:token/svar/:field", s.journeys.GuestAnswer)
}

// itemRoutes are an item of a journey and what is answered there.
func (s *server) itemRoutes(item *echo.Group) {
	item.GET("", s.journeys.ItemPage)                 // checklist, form, sign-off, and a page for every other kind
	item.GET("/tjek", s.journeys.CheckPage)           // check your answers
	item.GET("/svar/:field", s.journeys.QuestionPage) // one question
	item.POST("/svar/:field", s.journeys.SaveAnswer)
	item.POST("/kladde", s.journeys.SaveDraft) // autosave, JSON
	item.POST("/svar/:field/standing", s.journeys.DeclareStanding)
	item.POST("/svar/:field/opdel", s.journeys.SplitQuestion)
	item.POST("/svar/:field/overtag", s.journeys.TakeQuestion)
	item.POST("/svar/:field/frist", s.journeys.SetQuestionDue)
	item.POST("/svar/:field/kommentar", s.journeys.WriteComment)
	item.POST("/svar/:field/kommentar/:number/tilbage", s.journeys.WithdrawComment)
	item.POST("/svar/:field/bilag", s.journeys.AttachEvidence)
	item.POST("/svar/:field/bilag/:number/fjern", s.journeys.RemoveEvidence)
	item.POST("/svar/:field/forslag", s.journeys.ProposeAsColleague)
	item.GET("/svar/:field/bed", s.journeys.AskPage) // ask a colleague for help with the question
	item.POST("/svar/:field/bed", s.journeys.AskColleague)
	item.GET("/afsnit/:section/bed", s.journeys.AskPage)
	item.POST("/afsnit/:section/bed", s.journeys.AskColleague)
	item.POST("/afsnit/:section/del", s.journeys.ShareSection)
	item.POST("/svar", s.journeys.SaveForm) // every field of a form section, without JavaScript
	item.POST("/afsnit/:section/klar", s.journeys.DeclareSection)
	item.POST("/afsnit/:section/aabn", s.journeys.OpenSection)
	item.POST("/udgangspunkt", s.journeys.UseOffer)    // an answer of the checklist as the start of a field of the plan
	item.POST("/stil-igen", s.journeys.BringAgain)     // the midway review's open questions as rows
	item.POST("/hent-aftaler", s.journeys.FetchAgreed) // what the workshop room captured as rows of the agreements
	item.POST("/godkend", s.journeys.SignOff)
}

// actionRoutes are what is done with an item as a whole, and what hangs on it.
func (s *server) actionRoutes(item *echo.Group) {
	item.POST("/start", s.journeys.StartItem)
	item.POST("/gennemfoer", s.journeys.CompleteItem)
	item.POST("/fravaelg", s.journeys.SkipItem)
	item.POST("/afbryd", s.journeys.TerminateItem)
	item.POST("/pause", s.journeys.SuspendItem)
	item.POST("/genoptag", s.journeys.ResumeItem)
	item.POST("/genaabn", s.journeys.ReopenItem)
	item.POST("/bekraeft", s.journeys.ConfirmStale)
	item.POST("/undtagelse", s.journeys.OpenGate)
	item.POST("/tilfoej", s.journeys.AddItem)
	item.POST("/tildel", s.journeys.AssignItem)
	item.POST("/frist", s.journeys.OverrideDeadline) // a first post shows the cascade, a second does it
	item.POST("/moede", s.journeys.BookMeeting)
	item.POST("/moede/aflys", s.journeys.CancelMeeting)
	item.POST("/moede/afhold", s.journeys.HoldMeeting)
	item.POST("/dokument/:document/lever", s.journeys.DeliverDocument)
	item.POST("/dokument/:document/bekraeft", s.journeys.ConfirmDocument)
	item.POST("/dokument/:document/aabn", s.journeys.OpenDocument) // reading it is said by a button, never by a GET
	item.GET("/dokument/:document", s.journeys.DeliveredPage)      // a delivered document; ?version= for an earlier one
	item.GET("/dokument/:document/fil", s.journeys.DeliveredFile)  // its file
	item.POST("/team", s.journeys.NameTeam)
	item.POST("/team/:team", s.journeys.NameTeam)
	item.POST("/team/:team/fjern", s.journeys.RemoveTeam)
}

// packRoutes are the starter pack: its documents, for those who keep them, and how far each has come.
func (s *server) packRoutes(in *echo.Group) {
	in.GET(site.PackRoot, s.pack.PackPage)
	in.GET(site.PackRoot+"/hvem", s.pack.ReachPage) // municipality × document; ?format=csv or xlsx
	in.GET(site.PackRoot+"/:document", s.pack.DocumentPage)
	in.GET(site.PackRoot+"/:document/version/:number", s.pack.VersionPage)
	in.GET(site.PackRoot+"/:document/version/:number/fil", s.pack.VersionFile)
	in.POST(site.PackRoot+"/:document/version/:number/traek-tilbage", s.pack.WithdrawVersion)
	in.GET(site.UploadRoute, s.pack.DraftPage)         // the draft, and how it will read
	in.POST(site.UploadRoute, s.pack.SaveVersionDraft) // the only address that takes a file
	in.GET(site.PackRoot+"/:document/kladde/fil", s.pack.DraftFile)
	in.POST(site.PackRoot+"/:document/kladde/kasser", s.pack.DiscardDraft)
	in.POST(site.PackRoot+"/:document/udgiv", s.pack.PublishVersion)
	in.GET(site.PackRoot+"/:document/lever", s.pack.HandOverPage) // choose whom, and see what would happen
	in.POST(site.PackRoot+"/:document/lever", s.pack.HandOver)
}

// deliveryRoutes are who has delivered which month of records, and taking them in.
func (s *server) deliveryRoutes(in *echo.Group) {
	in.GET(site.DeliveriesPath, s.monitor.DeliveriesPage)          // municipality × month; ?format=csv or xlsx
	in.GET(site.RecordsRoute, s.monitor.RecordsPage)               // a file on its way in, and those that are in
	in.POST(site.RecordsRoute, s.monitor.PutRecords)               // checks it; nothing is stored
	in.GET(site.RecordsRoute+"/status", s.monitor.RecordsProgress) // JSON, for the page that waits
	in.GET(site.RecordsRoute+"/rapport", s.monitor.RecordsReport)  // what was found, as a file
	in.POST(site.RecordsRoute+"/gem", s.monitor.TakeRecordsIn)
	in.POST(site.RecordsRoute+"/kasser", s.monitor.DiscardRecords)
	in.GET(site.TakenInPath+"/:number", s.monitor.TakenInPage)              // a file that was taken in; ?format= its report
	in.GET(site.DeliveriesPath+"/:code", s.monitor.MunicipalDeliveriesPage) // every month of one municipality
	in.GET(site.DeliveriesPath+"/:code/:month", s.monitor.DeliveryPage)     // every delivery of one month
}

// workshopRoutes are before a workshop, in the room, and afterwards. What works without a network lies under /rum/.
func (s *server) workshopRoutes(e *echo.Echo, in, item *echo.Group) {
	item.GET("/workshop", s.journeys.PrepareWorkshopPage)
	item.POST("/workshop", s.journeys.PrepareWorkshop)
	item.GET("/referat", s.journeys.MinutesPage)
	item.POST("/referat/send", s.journeys.SendMinutes)
	item.POST("/referat/bekraeft", s.journeys.ConfirmMinutes)
	item.POST("/referat/indsigelse", s.journeys.ObjectToMinutes)
	item.GET("/aftaler", s.journeys.AgreementsPage)
	item.POST("/aftaler/:agreement", s.journeys.AnswerCheck)
	e.GET(journeys.WorkerPath, s.journeys.RoomWorker)
	room := in.Group(site.RoomRoot + "/:journey/:item")
	room.GET("", s.journeys.RoomPage)
	room.GET("/vis", s.journeys.ProjectorPage)
	room.GET("/plakat", s.journeys.PosterPage)            // A3, to print
	room.GET("/handlingsark", s.journeys.ActionSheetPage) // A4, to print
	room.POST("/skriv", s.journeys.WriteInRoom)           // by form
	room.POST("/send", s.journeys.ReceiveRecord)          // by device, JSON
}

// meetingRoutes are workshops and seminars, with the dates to choose from, the invitation and who came.
func (s *server) meetingRoutes(in *echo.Group) {
	in.GET(site.MeetingsRoot, s.meetings.MeetingsPage)
	in.GET(site.MeetingsRoot+"/nyt", s.meetings.NewMeetingPage)
	in.POST(site.MeetingsRoot+"/nyt", s.meetings.CreateMeeting)
	meetings := in.Group(site.MeetingsRoot + "/:meeting")
	meetings.GET("", s.meetings.MeetingPage)
	meetings.GET("/moede.ics", s.meetings.MeetingCalendar)
	meetings.GET("/ret", s.meetings.EditMeetingPage)
	meetings.POST("/ret", s.meetings.DescribeMeeting)
	meetings.GET("/inviter", s.meetings.InviteMorePage)
	meetings.POST("/inviter", s.meetings.InviteMore)
	meetings.POST("/fjern", s.meetings.Uninvite)  // a municipality that is no longer invited
	meetings.GET("/datoer", s.meetings.DatesPage) // the host proposes dates
	meetings.POST("/datoer", s.meetings.ProposeDates)
	meetings.POST("/datosvar", s.meetings.AnswerPoll) // a municipality answers them
	meetings.POST("/link", s.meetings.MakeMeetingLink)
	meetings.POST("/link/:link/tilbage", s.meetings.WithdrawMeetingLink)
	meetings.POST("/book", s.meetings.BookDate) // a first post may warn, a second does it
	meetings.POST("/aflys", s.meetings.CancelWholeMeeting)
	meetings.POST("/svar", s.meetings.RegisterForMeeting)
	meetings.GET("/fremmoede", s.meetings.AttendancePage) // the one form, and the sheet for the room
	meetings.POST("/fremmoede", s.meetings.SaveAttendance)
	meetings.POST("/noter", s.meetings.PublishNotes)
}

// pollRoutes are a meeting for whoever holds its link: its dates, and then whether the municipality comes.
func (s *server) pollRoutes(e *echo.Echo) {
	poll := e.Group(meetings.PollLinks+"/:token", s.PrivateLink)
	poll.GET("", s.meetings.PollLinkPage)
	poll.POST("/aaben", s.meetings.OpenPollLink)
	poll.GET("/moede", s.meetings.PollLinkMeeting)
	poll.GET("/moede.ics", s.meetings.PollLinkCalendar)
	poll.POST("/datosvar", s.meetings.AnswerPollByLink)
	poll.POST("/svar", s.meetings.RegisterByLink)
}

// messageRoutes are what came to the viewer, to their role, or to the one they act for.
func (s *server) messageRoutes(in *echo.Group) {
	in.GET("/beskeder", s.messages.InboxPage)
	in.POST("/beskeder/laest", s.messages.MarkAllRead)
	in.GET("/beskeder/skriv", s.messages.WritePage)
	in.POST("/beskeder/skriv", s.messages.WriteMessage)
	in.GET("/beskeder/:message", s.messages.MessagePage)
	in.POST("/beskeder/:message/svar", s.messages.ReplyToMessage)
	in.POST("/beskeder/:message/tilbage", s.messages.WithdrawMessage)
}

// knowledgeRoutes are stories, quarterly notes and syntheses.
func (s *server) knowledgeRoutes(in *echo.Group) {
	in.GET("/viden", s.knowledge.KnowledgePage)
	in.GET("/viden/historier", s.knowledge.StoriesPage) // what the chosen readers get
	in.GET("/viden/historier/egne", s.knowledge.OwnStoriesPage)
	in.GET("/viden/historier/ny", s.knowledge.NewStoryPage)
	in.POST("/viden/historier", s.knowledge.TellStory)
	in.GET("/viden/historier/:story", s.knowledge.StoryPage)
	in.POST("/viden/historier/:story", s.knowledge.TellStory)
	in.GET("/viden/historier/:story/ret", s.knowledge.EditStoryPage)
	in.GET("/viden/historier/:story/halvside", s.knowledge.HalfPagePage) // to print
	in.POST("/viden/historier/:story/samtykke", s.knowledge.NoteConsent)
	in.POST("/viden/historier/:story/videre", s.knowledge.PassOnStory)
	in.POST("/viden/historier/:story/traek-tilbage", s.knowledge.WithdrawStory)
	in.GET("/viden/notater", s.knowledge.NotebooksPage) // municipality × quarter × element
	in.GET("/viden/notater/:journey", s.knowledge.NotebookPage)
	in.POST("/viden/notater/:journey/elementer", s.knowledge.FollowElements)
	in.POST("/viden/notater/:journey/begynd", s.knowledge.BeginNote)
	in.GET("/viden/notater/:journey/:item", s.journeys.NotePage) // a note across its versions
	in.GET("/viden/samlet", s.knowledge.SynthesesPage)
	in.GET("/viden/samlet/ny", s.knowledge.NewSynthesisPage)
	in.POST("/viden/samlet", s.knowledge.WriteSynthesis)
	in.GET("/viden/samlet/:synthesis", s.knowledge.SynthesisPage)
	in.POST("/viden/samlet/:synthesis", s.knowledge.WriteSynthesis)
	in.GET("/viden/samlet/:synthesis/ret", s.knowledge.EditSynthesisPage)
	in.POST("/viden/samlet/:synthesis/udgiv", s.knowledge.PublishSynthesis)
	in.POST("/viden/samlet/:synthesis/traek-tilbage", s.knowledge.RetractSynthesis)
}

// figureRoutes are monitoring figures: a municipality's own, each indicator, and the dated events that explain them.
// ?format= takes a table or, with ?billede=, the values of a picture along as csv or xlsx.
func (s *server) figureRoutes(in *echo.Group) {
	in.GET(site.OwnFiguresPath, s.monitor.OwnFigures)
	in.GET(site.IndicatorsPath, s.monitor.IndicatorsPage)
	in.GET(site.IndicatorsPath+"/:indicator", s.monitor.IndicatorPage)       // filters stand in the address
	in.GET(site.IndicatorsPath+"/:indicator/svar", s.monitor.AnswerPackPage) // a figure with all that belongs to it, to copy
	in.GET(site.EventsPath+"/ny", s.monitor.NewEventPage)
	in.POST(site.EventsPath, s.monitor.WriteEvent)
	in.GET(site.EventsPath+"/:event", s.monitor.EventPage)
	in.POST(site.EventsPath+"/:event", s.monitor.WriteEvent)
	in.POST(site.EventsPath+"/:event/tilbage", s.monitor.WithdrawEventNow)
}

// statementRoutes are the monthly statements. A unit is a municipality's code, or "landet" for the nation; ?udgave= chooses
// an edition, ?format= takes it along.
func (s *server) statementRoutes(in *echo.Group) {
	in.GET(site.StatementsPath, s.monitor.StatementsPage)
	in.GET(site.StatementsPath+"/:month", s.monitor.StatementMonthPage)
	in.POST(site.StatementsPath+"/:month/frys", s.monitor.FreezeStatement)
	in.POST(site.StatementsPath+"/:month/kasser", s.monitor.DiscardStatement)
	in.POST(site.StatementsPath+"/:month/frigiv", s.monitor.ReleaseStatement)
	in.GET(site.StatementsPath+"/:month/:unit", s.monitor.StatementPage)
	in.POST(site.StatementsPath+"/:month/:unit/kommentar", s.monitor.CommentStatement)
	in.GET(site.StatementsPath+"/:month/:unit/halvside", s.monitor.FrontStaffPage) // to print and hang up
}

// ownRoutes are what is the viewer's own: contact, absence, and for whom they act.
func (s *server) ownRoutes(in *echo.Group) {
	in.GET("/mig", s.administration.MinePage)
	in.POST("/mig/kontakt", s.administration.SetContact)
	in.POST("/mig/fravaer", s.administration.RegisterAbsence)
	in.POST("/mig/fravaer/slut", s.administration.EndAbsence)
	in.POST("/mig/egen", s.ActAsOneself) // the way back from acting for somebody
	in.POST("/mig/paa-vegne-af/:person", s.ActFor)
}

// peopleRoutes are the register of people, and handovers between consultants.
func (s *server) peopleRoutes(in *echo.Group) {
	in.GET("/personer", s.administration.PeoplePage)
	in.POST("/personer", s.administration.CreatePerson)
	in.GET("/ny-person", s.administration.NewPersonPage)
	in.GET("/personer/:person", s.administration.PersonPage)
	in.POST("/personer/:person/ret", s.administration.ChangePerson)
	in.POST("/personer/:person/kommuner", s.administration.AssignMunicipalities)
	in.POST("/personer/:person/kontakt", s.administration.SetContact)
	in.POST("/personer/:person/fravaer", s.administration.RegisterAbsence)
	in.POST("/personer/:person/fravaer/slut", s.administration.EndAbsence)
	in.POST("/personer/:person/slut", s.administration.EndPerson)
	in.GET("/overdragelser", s.administration.HandoversPage)
	in.POST("/overdragelser", s.administration.PlanHandover)
	in.GET("/ny-overdragelse", s.administration.NewHandoverPage)
	in.GET("/overdragelser/:handover", s.administration.HandoverPage)
	in.POST("/overdragelser/:handover/aflys", s.administration.CancelHandover)
}

// administrationRoutes are who did what across everything, what runs on which definition, and how the service keeps.
func (s *server) administrationRoutes(in *echo.Group) {
	in.GET("/historik", s.administration.LedgerPage)
	in.GET("/opslag", s.administration.AccessesPage) // who looked at counts
	in.GET("/definitioner", s.administration.DefinitionsPage)
	in.GET("/drift", s.administration.KeepingPage)
	in.POST("/drift/efterproev", s.administration.StartVerifying)
}

// supportRoutes are follow-up: what the signals propose, and the cases that people open.
func (s *server) supportRoutes(in *echo.Group) {
	in.GET(site.SupportRoot, s.monitor.SupportPage)   // proposals and cases; filters stand in the address; ?format=csv or xlsx
	in.GET(monitor.WhomPath, s.monitor.WhomToAskPage) // who has much, and can be asked to share what they do
	in.GET(monitor.NewCasePath, s.monitor.NewCasePage)
	in.POST(monitor.NewCasePath, s.monitor.OpenCase)
	in.GET(site.SupportRoot+"/:code", s.monitor.NewestCase) // leads on to the case opened last
	proposal := in.Group(site.SupportRoot + "/:code/forslag/:number")
	proposal.GET("", s.monitor.SupportProposalPage)
	proposal.POST("/aabn", s.monitor.OpenProposal)
	proposal.POST("/saml", s.monitor.JoinProposal)
	proposal.POST("/laeg-vaek", s.monitor.SetAside)
	of := in.Group(site.SupportRoot + "/:code/:number")
	of.GET("", s.monitor.SupportCasePage)
	of.POST("/hypotese", s.monitor.Suppose)
	of.POST("/dialog", s.monitor.NoteContact)
	of.POST("/hjaelp", s.monitor.DecideSupport)
	of.POST("/aftale", s.monitor.AgreeSupport)
	of.POST("/opfoelgning", s.monitor.SetReview)
	of.POST("/overtag", s.monitor.TakeOverCase)
	of.POST("/flet", s.monitor.MergeCase)
	of.POST("/resultat", s.monitor.CloseCase)
}
