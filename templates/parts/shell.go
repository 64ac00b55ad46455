package parts

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"startklar/templates"
	"startklar/templates/catalogue"
)

// Shell is everything around the content of a page. Base writes it.
type Shell struct {
	Heading string // the one h1, and the first part of the title
	Kicker  string // a few words above the heading: "Spor A, spørgsmål 3 af 10"
	Lead    string // one or two sentences below it
	Minutes int    // what the page costs its reader; 0 says nothing

	Viewer     *Viewer // nil before sign-in
	Menu       []MenuItem
	Breadcrumb []Link // ancestors, nearest last; the page itself is not among them
	Languages  []LanguageLink
	Home       string // where the mark leads; "/" if empty

	Errors  []FieldError // shown above the heading; the title then begins with "Fejl:"
	Notices []Notice
	Demo    *Demo   // nil outside the demonstration
	Behalf  *Behalf // nil unless the viewer acts for somebody else

	Audience Audience // who can see this; every page says it
	Wide     bool     // the content may use the whole width, for dense tables
	Scripts  []string // further modules of assets/, such as "autosave.js"
	Version  string   // shown in the footer: which programme is running
}

// Viewer is the person for whom the page was made.
type Viewer struct {
	Name, Role, Place string
	Href              string // where the viewer keeps what is their own; empty shows the name alone
	SignOut           string // action of the form that signs out; empty shows none
}

func (v Viewer) capacity() string {
	if v.Place == "" {
		return v.Role
	}
	return v.Role + ", " + v.Place
}

// MenuItem is one entry of the main menu.
type MenuItem struct {
	Label, Href string
	Current     bool // the page lies in this part of the product
	Count       int  // what waits there; 0 is not shown
}

// Link is a text that leads somewhere.
type Link struct {
	Label, Href string
	Context     string // added for those who hear links out of context: "Ret" → "Ret ejer"
	Download    bool
}

// LanguageLink offers the page in a language.
type LanguageLink struct {
	Lang catalogue.Lang
	Href string
}

// FieldError is one refusal, at one field.
type FieldError struct {
	FieldID string // id of the field; empty when it belongs to the whole page
	Message string // the same words as at the field
}

// Demo is the banner of the demonstration.
type Demo struct {
	Text   string
	Switch *Link // to look through somebody else's eyes
}

// Behalf is the banner of a deputy at work, with the way back.
type Behalf struct {
	Text   string
	Action string // of the form that ends it
	Label  string
}

// title begins with the word that tells a listener that the page came back.
func (s Shell) title(lang catalogue.Lang) string {
	title := s.Heading + " · Startklar"
	if len(s.Errors) > 0 {
		return lang.T("shell.title_error", "title", title)
	}
	return title
}

func (s Shell) home() string {
	if s.Home == "" {
		return "/"
	}
	return s.Home
}

func modules(s Shell) []string { return append([]string{"shell.js"}, s.Scripts...) }

func vendorURL(name string) string { return templates.AssetURL(templates.DesignSystem + "/" + name) }

// ErrorSummary lists what was refused. Base shows it; a page needs it only
// where it does not use Base.
type ErrorSummary []FieldError

// Render writes the summary, or nothing when nothing was refused.
func (e ErrorSummary) Render(ctx context.Context, w io.Writer) error {
	if len(e) == 0 {
		return nil
	}
	return errorSummary(e).Render(ctx, w)
}

// NoticeKind is how a notice looks; its words carry the meaning.
type NoticeKind string

// The kinds of notice.
const (
	NoticeInfo    NoticeKind = "info"
	NoticeSuccess NoticeKind = "success"
	NoticeWarning NoticeKind = "warning"
)

// Notice tells about something that happened, or that the reader should know.
type Notice struct {
	Kind    NoticeKind // NoticeInfo if empty
	Heading string
	Text    string
	Link    *Link
}

// Render writes the notice.
func (n Notice) Render(ctx context.Context, w io.Writer) error {
	if n.Kind == "" {
		n.Kind = NoticeInfo
	}
	return notice(n).Render(ctx, w)
}

func (n Notice) icon() string {
	if n.Kind == NoticeSuccess {
		return "check"
	}
	if n.Kind == NoticeWarning {
		return "warning"
	}
	return "info"
}

// Audience answers "Hvem kan se dette?".
type Audience struct {
	Readers []string // who can read it, in words: "Jobcentrets ledelse i Aabenraa"
	Note    string   // what changes it: "STAR ser svarene efter godkendelsen"
	Logged  bool     // reading the page is itself recorded
}

// Render writes the closed block, or nothing when nobody was named.
func (a Audience) Render(ctx context.Context, w io.Writer) error {
	if len(a.Readers) == 0 && a.Note == "" {
		return nil
	}
	return audience(a).Render(ctx, w)
}

// Icon is a decorative picture of the design system; the words stand beside it.
type Icon string

// Render writes the icon.
func (i Icon) Render(ctx context.Context, w io.Writer) error {
	return icon(vendorURL("img/all-svg-icons.svg")+"#"+string(i)).Render(ctx, w)
}

var _ templ.Component = Notice{}
