package view

import "startklar/domain/message"

// InboxShow is which messages of an inbox are asked for.
type InboxShow string

// What an inbox shows: what has not been read, everything that came, or what its owner wrote.
const (
	InboxUnread InboxShow = "unread"
	InboxAll    InboxShow = "all"
	InboxSent   InboxShow = "sent"
)

// AllInboxShows lists them.
func AllInboxShows() []InboxShow { return []InboxShow{InboxUnread, InboxAll, InboxSent} }

// InboxQuery selects messages, the newest first.
type InboxQuery struct {
	Show InboxShow
	// Limit is the page's size, Offset the number of rows before it.
	Limit, Offset int
}

// Inbox is a page of somebody's messages.
type Inbox struct {
	Rows []MessageRow
	// Matching counts the rows of every page.
	Matching int
}

// MessageRow is one message in a list; who has read it is known of the one who asks alone.
type MessageRow struct {
	message.Message
	Read bool
}
