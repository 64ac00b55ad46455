// Package chart draws figures as pictures: lines over months, a funnel, stacked columns, rows of dots. Everything is
// inline SVG made on the server, so that a page, a printed sheet and a PDF show the same without a script.
//
// What every picture keeps to:
//
//   - its title is its message, a sentence; the drawing comes second, and all its values stand in a table beside it;
//   - whoever cannot see it hears what it shows, see [Picture].Alt, not its coordinates;
//   - nothing is told by colour alone: lines differ in dashes and markers and bear their names, areas in patterns,
//     so that it reads in black and white;
//   - a month without a value is a gap, never zero; a provisional one is paler, dashed and hollow;
//   - axes of shares begin at zero.
//
// Inputs are typed and ready to show: no rule is decided here, and nothing hidden can come in. Attributes and classes
// alone place and colour what is drawn, for the pages' policy forbids inline styles.
package chart
