// Package markdown turns what somebody wrote in Markdown into HTML that can stand in a page: headings, lists,
// tables and links, and nothing that runs. Raw HTML is left out, and what comes of the rest is cleaned once
// more by a list of what may be there.
package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

var (
	parser = goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.TaskList, extension.Strikethrough),
		goldmark.WithRendererOptions(html.WithXHTML()),
	)
	cleaner = policy()
)

// policy allows the elements that papers need. A picture would tell another server who reads.
func policy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "del", "code", "pre", "blockquote",
		"table", "thead", "tbody", "tr")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|right|center)$`)).OnElements("th", "td")
	p.AllowElements("th", "td")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^sk-box$`)).OnElements("span")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	return p
}

// firstLevel is a heading of the page's own level: the page has one already.
var firstLevel = regexp.MustCompile(`<(/?)h1>`)

// boxes are what becomes of "[ ]" and "[x]" in a list: signs, for a paper holds no fields.
var (
	tickedBox = regexp.MustCompile(`<input [^>]*checked[^>]*/> ?`)
	box       = regexp.MustCompile(`<input [^>]*/> ?`)
)

// wideTable opens a table that a narrow screen scrolls sideways: the keyboard has to reach it, and a table that is
// laid out as a block has to say that it is one.
const wideTable = `<table role="table" tabindex="0">`

// Render returns the HTML of a text.
func Render(text string) (string, error) {
	var b bytes.Buffer
	if err := parser.Convert([]byte(text), &b); err != nil {
		return "", err
	}
	out := firstLevel.ReplaceAllString(b.String(), "<${1}h2>")
	out = box.ReplaceAllString(tickedBox.ReplaceAllString(out, `<span class="sk-box">☑</span> `), `<span class="sk-box">☐</span> `)
	return strings.ReplaceAll(cleaner.Sanitize(out), "<table>", wideTable), nil
}
