package calendar

import (
	"fmt"
	"strconv"
	"strings"
)

// RuleError says where a deadline rule or an offset cannot be read and what to
// write instead.
type RuleError struct {
	Offset  int    // bytes from the start of the text; the text's length at its end
	Message string // one English sentence, lower case, without a full stop
}

// Error returns the message after the place.
func (e *RuleError) Error() string {
	return fmt.Sprintf("at byte %d: %s", e.Offset, e.Message)
}

// maxAmount keeps a slip of the keyboard from becoming a deadline: 9999 days
// are 27 years.
const maxAmount = 9999

// ParseRule reads a deadline rule: an anchor, and optionally a sign, a whole
// number from 1 to 9999 and a unit, singular or plural: "start", "start + 4
// weeks", "workshop - 5 working days". An anchor begins with a letter and
// consists of ASCII letters, digits and ".", "_", "-". Whether the anchor
// exists is for the caller to know. Every error is a [*RuleError].
func ParseRule(text string) (Rule, error) {
	p := &ruleParser{text: text}
	rule := Rule{Anchor: p.anchor()}
	if p.err == nil && !p.atEnd() {
		sign := p.sign()
		rule.N = sign * p.number(1)
		rule.Unit = p.unit()
		p.end()
	}
	if p.err != nil {
		return Rule{}, p.err
	}
	return rule, nil
}

// ParseOffset reads a whole number from 0 to 9999 and a unit, singular or
// plural: "7 days", "3 working days". Every error is a [*RuleError].
func ParseOffset(text string) (Offset, error) {
	p := &ruleParser{text: text}
	offset := Offset{N: p.number(0), Unit: p.unit()}
	p.end()
	if p.err != nil {
		return Offset{}, p.err
	}
	return offset, nil
}

// ruleParser reads from left to right and keeps the first error; after that its
// methods consume nothing more of interest.
type ruleParser struct {
	text string
	pos  int
	err  error
}

func (p *ruleParser) fail(offset int, format string, args ...any) {
	if p.err == nil {
		p.err = &RuleError{Offset: offset, Message: fmt.Sprintf(format, args...)}
	}
}

func (p *ruleParser) skipSpace() {
	for p.pos < len(p.text) && (p.text[p.pos] == ' ' || p.text[p.pos] == '\t') {
		p.pos++
	}
}

func (p *ruleParser) atEnd() bool {
	p.skipSpace()
	return p.pos == len(p.text)
}

func (p *ruleParser) take(accept func(byte) bool) string {
	start := p.pos
	for p.pos < len(p.text) && accept(p.text[p.pos]) {
		p.pos++
	}
	return p.text[start:p.pos]
}

func (p *ruleParser) anchor() string {
	p.skipSpace()
	start := p.pos
	name := p.take(isAnchorByte)
	if name == "" || !isLetter(name[0]) {
		p.fail(start, `write an anchor first, as in "start + 4 weeks"`)
	}
	return name
}

func (p *ruleParser) sign() int {
	p.skipSpace()
	start := p.pos
	switch p.take(func(b byte) bool { return b == '+' || b == '-' }) {
	case "+":
		return 1
	case "-":
		return -1
	}
	p.fail(start, `write one + or - with a space on both sides after the anchor, as in "start + 4 weeks"`)
	return 0
}

func (p *ruleParser) number(smallest int) int {
	p.skipSpace()
	start := p.pos
	n, err := strconv.Atoi(p.take(isDigit))
	if err != nil || n < smallest || n > maxAmount {
		p.fail(start, "write a whole number from %d to %d", smallest, maxAmount)
	}
	return n
}

func (p *ruleParser) unit() Unit {
	p.skipSpace()
	start := p.pos
	word := p.take(isNoSpace)
	if word == "working" {
		p.skipSpace()
		word += " " + p.take(isNoSpace)
	}
	for _, unit := range Units() {
		if singular := string(unit); word == singular || word == singular+"s" {
			return unit
		}
	}
	p.fail(start, "write a unit after the number: days, working days, weeks or months")
	return ""
}

func (p *ruleParser) end() {
	if !p.atEnd() {
		p.fail(p.pos, "remove %q: a rule ends with its unit", strings.TrimSpace(p.text[p.pos:]))
	}
}

func isNoSpace(b byte) bool { return b != ' ' && b != '\t' }

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

func isAnchorByte(b byte) bool {
	return isLetter(b) || isDigit(b) || b == '_' || b == '-' || b == '.'
}
