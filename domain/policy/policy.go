// Package policy decides who may do and see what. It is one table: an action, the roles that may, and how
// far each role reaches. It knows neither states nor texts: what an item of a definition allows its own
// roles is the engine's to ask.
package policy

import (
	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Action is something that an actor wants to do or see.
type Action string

// The actions.
const (
	ReadJourney       Action = "read_journey"
	ReadHistory       Action = "read_history"
	ReadOverview      Action = "read_overview"
	ReadCaseload      Action = "read_caseload"
	KeepNotes         Action = "keep_notes"
	WriteToMany       Action = "write_to_many"
	Answer            Action = "answer"
	Declare           Action = "declare"
	WorkOnItem        Action = "work_on_item"
	SignOff           Action = "sign_off"
	OpenGate          Action = "open_gate"
	MoveDeadline      Action = "move_deadline"
	ManageJourney     Action = "manage_journey"
	EraseContent      Action = "erase_content"
	ManageDefinitions Action = "manage_definitions"
	ManagePeople      Action = "manage_people"
	RunWorkshop       Action = "run_workshop"
	AnswerMinutes     Action = "answer_minutes"
	AnswerCheck       Action = "answer_check"
	SendMessage       Action = "send_message"
	ReadMessages      Action = "read_messages"

	// ReadPeople is to see who has which role where, how they are reached, and which handovers there are.
	ReadPeople Action = "read_people"
	// HandOver moves municipalities from one consultant to another.
	HandOver Action = "hand_over"
	// RegisterAbsence is to say when one is away oneself, and who is one's deputy.
	RegisterAbsence Action = "register_absence"
	// KeepOwnContact is to say how one is reached oneself.
	KeepOwnContact Action = "keep_own_contact"
	// ReadLedger is to see who did what when across everything, without what was written.
	ReadLedger Action = "read_ledger"
	// ManageSteering is to write the steering group's decision sheet and to give out its links; ReadSheet to read it
	// and see who has agreed; AnswerSheet to agree for one administration, by its link.
	ManageSteering Action = "manage_steering"
	ReadSheet      Action = "read_sheet"
	AnswerSheet    Action = "answer_sheet"
	// VerifyHistory is to have the whole history recomputed.
	VerifyHistory  Action = "verify_history"
	Comment        Action = "comment"
	AttachEvidence Action = "attach_evidence"
	ShareSection   Action = "share_section"
	AskColleague   Action = "ask_colleague"
	OpenRequest    Action = "open_request"
	Propose        Action = "propose"
	DecideProposal Action = "decide_proposal"

	ReadMeeting   Action = "read_meeting"
	HostMeeting   Action = "host_meeting"
	AnswerMeeting Action = "answer_meeting"
	AnswerPoll    Action = "answer_poll"
	// FollowMeetings lets a journey follow its meetings, which the service sees to.
	FollowMeetings    Action = "follow_meetings"
	ReadStarterPack   Action = "read_starter_pack"
	NameTeams         Action = "name_teams"
	ManageStarterPack Action = "manage_starter_pack"

	// Monthly statements: ReadStatements is to read what was released, PrepareStatements to preview, comment and
	// freeze, ReleaseStatements to give out what somebody else has frozen.
	ReadStatements    Action = "read_statements"
	PrepareStatements Action = "prepare_statements"
	ReleaseStatements Action = "release_statements"

	// Knowledge: stories belong to a municipality until they are passed on, a synthesis to nobody.
	ReadKnowledge    Action = "read_knowledge"
	CollectStory     Action = "collect_story"
	PassOnStory      Action = "pass_on_story"
	WithdrawStory    Action = "withdraw_story"
	ReadNotes        Action = "read_notes"
	FollowElements   Action = "follow_elements"
	WriteSynthesis   Action = "write_synthesis"
	PublishSynthesis Action = "publish_synthesis"

	// AnnotateFigures is to say that a dated event explains figures; ReadAnnotations is to read it.
	AnnotateFigures Action = "annotate_figures"
	ReadAnnotations Action = "read_annotations"

	// DeliverRecords is to take in a municipality's records of a month.
	DeliverRecords Action = "deliver_records"
	// ReadDeliveries is to see when a municipality's records came, and whether they were complete.
	ReadDeliveries Action = "read_deliveries"
	// ReadCounts is to see every municipality's counts of citizens as they are, nothing withheld.
	ReadCounts Action = "read_counts"

	// FollowUp is to open and carry cases of support; ReadSupport to see them, as far as [MayReadSupport] says;
	// ProposeSupport to tell what the signals are, which the service sees to.
	FollowUp       Action = "follow_up"
	ReadSupport    Action = "read_support"
	ProposeSupport Action = "propose_support"

	// ReadFigures is to see monitoring figures at all: of others' citizens, what package disclosure leaves. ReadOwnCounts is
	// to see one's own municipality's as they are, ReadAccesses to see who has looked at counts.
	ReadFigures   Action = "read_figures"
	ReadOwnCounts Action = "read_own_counts"
	ReadAccesses  Action = "read_accesses"
)

// AllActions lists every action.
func AllActions() []Action {
	return []Action{
		ReadJourney, ReadHistory, ReadOverview, ReadCaseload, KeepNotes, WriteToMany, Answer, Declare, WorkOnItem, SignOff, OpenGate,
		MoveDeadline, ManageJourney, EraseContent, ManageDefinitions, ManagePeople,
		RunWorkshop, AnswerMinutes, AnswerCheck,
		SendMessage, ReadMessages,
		ReadPeople, HandOver, RegisterAbsence, KeepOwnContact, ReadLedger, VerifyHistory,
		Comment, AttachEvidence, ShareSection, AskColleague, OpenRequest, Propose, DecideProposal,
		ReadMeeting, HostMeeting, AnswerMeeting, AnswerPoll, FollowMeetings,
		ReadStarterPack, NameTeams, ManageStarterPack,
		ReadStatements, PrepareStatements, ReleaseStatements,
		ReadKnowledge, CollectStory, PassOnStory, WithdrawStory, ReadNotes, FollowElements, WriteSynthesis, PublishSynthesis,
		AnnotateFigures, ReadAnnotations,
		ManageSteering, ReadSheet, AnswerSheet,
		DeliverRecords, ReadDeliveries, ReadCounts, ReadFigures, ReadOwnCounts, ReadAccesses,
		FollowUp, ReadSupport, ProposeSupport,
	}
}

// table says which roles may do what. How far a role reaches follows from the role: see reaches.
var table = map[Action][]person.Role{
	ReadJourney:       {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},
	ManageSteering:    {person.MunicipalLeader},
	ReadSheet:         {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer, person.SteeringMember},
	AnswerSheet:       {person.SteeringMember},
	ReadHistory:       {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},
	ReadOverview:      {person.ProcessConsultant, person.NationalOfficer},
	ReadCaseload:      {person.ProcessConsultant, person.NationalOfficer},
	KeepNotes:         {person.ProcessConsultant, person.NationalOfficer},
	WriteToMany:       {person.ProcessConsultant, person.NationalOfficer},
	Answer:            {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},
	Declare:           {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},
	WorkOnItem:        {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},
	SignOff:           {person.MunicipalLeader, person.NationalOfficer},
	OpenGate:          {person.ProcessConsultant, person.NationalOfficer},
	MoveDeadline:      {person.ProcessConsultant, person.NationalOfficer},
	ManageJourney:     {person.NationalOfficer},
	EraseContent:      {person.Administrator},
	ManageDefinitions: {person.Administrator},
	ManagePeople:      {person.Administrator},
	RunWorkshop:       {person.ProcessConsultant, person.NationalOfficer},
	AnswerMinutes:     {person.MunicipalLeader},
	AnswerCheck:       {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant},
	SendMessage:       {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},
	ReadMessages:      {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer, person.Administrator},

	ReadPeople:      {person.NationalOfficer, person.Administrator},
	HandOver:        {person.NationalOfficer, person.Administrator},
	RegisterAbsence: {person.MunicipalLeader, person.ProcessConsultant},
	KeepOwnContact:  {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer, person.Administrator},
	ReadLedger:      {person.NationalOfficer, person.Administrator},
	VerifyHistory:   {person.NationalOfficer, person.Administrator},
	Comment:         {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant},
	AttachEvidence:  {person.MunicipalLeader, person.MunicipalMember},
	ShareSection:    {person.MunicipalLeader, person.MunicipalMember},
	AskColleague:    {person.MunicipalLeader, person.MunicipalMember},
	OpenRequest:     {person.MunicipalLeader, person.MunicipalMember, person.Guest},
	Propose:         {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.Guest},
	DecideProposal:  {person.MunicipalLeader, person.MunicipalMember},

	ReadMeeting:       {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer, person.Guest},
	HostMeeting:       {person.ProcessConsultant, person.NationalOfficer},
	AnswerMeeting:     {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer, person.Guest},
	FollowMeetings:    {},
	AnswerPoll:        {person.MunicipalLeader, person.MunicipalMember, person.Guest},
	ReadStarterPack:   {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},
	NameTeams:         {person.MunicipalLeader, person.MunicipalMember},
	ManageStarterPack: {person.NationalOfficer},

	ReadStatements:    {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},
	PrepareStatements: {person.NationalOfficer},
	ReleaseStatements: {person.NationalOfficer},

	ReadKnowledge:    {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},
	CollectStory:     {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant},
	PassOnStory:      {person.ProcessConsultant, person.NationalOfficer},
	WithdrawStory:    {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},
	ReadNotes:        {person.ProcessConsultant, person.NationalOfficer},
	FollowElements:   {person.ProcessConsultant, person.NationalOfficer},
	WriteSynthesis:   {person.ProcessConsultant, person.NationalOfficer},
	PublishSynthesis: {person.NationalOfficer},

	AnnotateFigures: {person.NationalOfficer},
	ReadAnnotations: {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},

	DeliverRecords: {person.NationalOfficer},
	ReadDeliveries: {person.MunicipalLeader, person.MunicipalMember, person.NationalOfficer},
	ReadCounts:     {person.NationalOfficer},

	FollowUp:       {person.NationalOfficer},
	ReadSupport:    {person.NationalOfficer, person.ProcessConsultant, person.MunicipalLeader},
	ProposeSupport: {},

	ReadFigures:   {person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer},
	ReadOwnCounts: {person.MunicipalLeader, person.MunicipalMember},
	ReadAccesses:  {person.NationalOfficer, person.Administrator},
}

// Roles returns the roles that may do an action, without System, which may do everything.
func Roles(a Action) []person.Role { return append([]person.Role(nil), table[a]...) }

// Check refuses an action on a municipality's things. It returns Unauthenticated for nobody, Private if the
// actor may not know of the municipality's things, Permission if they may but not do this, and nil else.
func Check(actor person.Actor, action Action, code municipality.Code) error {
	if actor.ID == "" {
		return domain.Refuse(domain.Unauthenticated, "sign_in", nil)
	}
	if !reaches(actor, code) {
		return domain.Refuse(domain.Private, "not_found", nil)
	}
	return CheckRole(actor, action)
}

// CheckRole refuses an action that is not about one municipality.
func CheckRole(actor person.Actor, action Action) error {
	if actor.ID == "" {
		return domain.Refuse(domain.Unauthenticated, "sign_in", nil)
	}
	if actor.Role == person.System {
		return nil
	}
	for _, role := range table[action] {
		if role == actor.Role {
			return nil
		}
	}
	return domain.Refuse(domain.Permission, "not_allowed", domain.Args{"role": string(actor.Role)})
}

// reaches tells whether a municipality is within the actor's reach: municipal roles reach their own,
// consultants those assigned to them, national roles all.
func reaches(actor person.Actor, code municipality.Code) bool {
	switch actor.Role {
	case person.NationalOfficer, person.Administrator, person.System:
		return true
	default:
		return actor.Has(code)
	}
}

// Disclosed is what is known of an answer when somebody wants to read its text.
type Disclosed struct {
	// Signed tells whether the answer stands in a version that the leadership has signed.
	Signed bool
	// Writes tells whether the reader's role is among those that write it: what they work on they can read.
	Writes bool
	// Shared tells whether the municipality has declared the section finished, which shares it with its
	// consultant, or has shared it before that.
	Shared bool
}

// Remark is what is known of a comment or a piece of evidence when somebody wants to read it.
type Remark struct {
	// Private keeps it inside the municipality for good.
	Private bool
	// Own tells whether the reader wrote it.
	Own bool
	// ToConsultant tells whether it was written by a consultant, or to one: after a consultant had commented.
	ToConsultant bool
	// Shared tells whether the section that it stands in has been shared with the consultant.
	Shared bool
	// Signed tells whether it stood there when the leadership signed what it is about.
	Signed bool
}

// MayReadRemark tells whether the actor may read a comment or a piece of evidence: its own municipality
// always, the consultant what is not private and has been shared, signed or said to them, the national
// agency what is not private and stood there at a signature.
func MayReadRemark(actor person.Actor, code municipality.Code, r Remark) bool {
	if Check(actor, ReadJourney, code) != nil {
		return false
	}
	switch actor.Role {
	case person.NationalOfficer:
		return r.Signed && !r.Private
	case person.ProcessConsultant:
		return !r.Private && (r.Own || r.ToConsultant || r.Shared || r.Signed)
	default:
		return true
	}
}

// MayReadRequests tells whether the actor may see whom a municipality has asked for help, and every proposal
// that came back. Whoever else proposed something sees that alone.
func MayReadRequests(actor person.Actor, code municipality.Code) bool {
	return Check(actor, AskColleague, code) == nil
}

// MayReadSheet is MayReadText for the steering group's decision sheet: a steering member reads the sheet that their
// link was made for, whatever has been shared with others.
func MayReadSheet(actor person.Actor, code municipality.Code, d Disclosed) bool {
	if actor.Role == person.SteeringMember {
		return Check(actor, ReadSheet, code) == nil
	}
	return MayReadText(actor, code, d)
}

// MayReadText tells whether the actor may read the text of an answer: its own municipality and whoever
// writes it always, the consultant what has been shared or signed, the national agency what has been signed. Standings and dates
// are seen by everybody who may read the journey.
func MayReadText(actor person.Actor, code municipality.Code, d Disclosed) bool {
	if Check(actor, ReadJourney, code) != nil {
		return false
	}
	switch actor.Role {
	case person.NationalOfficer:
		return d.Writes || d.Signed
	case person.ProcessConsultant:
		return d.Writes || d.Signed || d.Shared
	default:
		return true
	}
}

// MinutesDisclosed is what is known of a workshop when somebody wants to read its agreements.
type MinutesDisclosed struct {
	// Confirmed tells whether the municipality has confirmed the minutes, by word or by silence.
	Confirmed bool
	// Holds tells whether the reader prepared the workshop or sent its minutes.
	Holds bool
}

// MayReadMinutes tells whether the actor may read the texts of a workshop: agreements, parked points, objections.
// The municipality and its consultant were in the room and always may; the national agency once the minutes
// are confirmed, or where it held the workshop itself. Numbers and dates are seen by everybody who may read the
// journey.
func MayReadMinutes(actor person.Actor, code municipality.Code, d MinutesDisclosed) bool {
	if Check(actor, ReadJourney, code) != nil {
		return false
	}
	return actor.Role != person.NationalOfficer || d.Confirmed || d.Holds
}
