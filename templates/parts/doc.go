// Package parts holds the components that every page is built of: the page
// shell, task lists, statuses, fields, tables, and what surrounds autosaving.
//
// Most parts are plain structs that are components themselves, so a page
// writes `@parts.Status{Kind: parts.Done, Text: …}` and a read model can carry
// one as a value. A part that encloses other markup is a function: Base,
// Details, AutosaveForm, Panel.
//
// Texts that belong to the part come from the catalogue in the language of the
// context; texts that belong to the content come in the struct, ready to show.
// Parts decide nothing: who may see what, and what is late, is known before.
//
// Every part works without JavaScript and under a policy that forbids inline
// scripts and styles. A state is always a word and a shape, never a colour
// alone.
package parts
