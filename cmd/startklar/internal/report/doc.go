// Package report turns a document into files that people take with them: Markdown, a Word file, a PDF.
//
// It writes what it is given and decides nothing: who may read the document was decided before it was made. It
// fetches nothing. A text in a document is text in every format, whatever it looks like: markup, formulas and
// field codes come out as the characters that somebody typed.
package report
