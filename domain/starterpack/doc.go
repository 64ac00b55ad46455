// Package starterpack is the library of documents that the national agency delivers to the municipalities of a
// programme: what each document is for, its draft, and its published versions. Each document is a stream of its
// own.
//
//	DraftVersion ─▶ draft ─▶ PublishVersion ─▶ version n, which never changes ─▶ WithdrawVersion
//
// A version is text in Markdown, a file, or both. Which version has reached which municipality, and which of
// its teams uses it, is the journey's to know: a delivery happens to a municipality, not to a document.
//
// The package decides what a document may be; it does not look into files (package upload does) and turns no
// Markdown into pages.
package starterpack
