// Package monitoring is the vocabulary of the monthly figures: what a record says of one citizen in one month,
// the indicators that are counted from records, and the figures that people read.
//
// Words:
//
//   - a record is one citizen in one municipality in one month;
//   - a delivery is all records of one municipality for one month, taken in at one moment. A later delivery of
//     the same pair supersedes it; the live one at a moment is the newest received by then;
//   - a cell is a count pair n of N for one measure of one municipality and month, and for one origin where the
//     measure is split by it. Cells are stored when a delivery is taken in and are all that pages read;
//   - a figure is what is said of a unit (a municipality, a region, the nation) in a month: n, N, a share, or
//     why there is none.
//
// Sub-packages hold the rules, all pure: record (reading and checking a file), intake (from records to cells, and
// the stream of a municipality's deliveries), figures (from cells to figures), signal, disclosure.
//
// Nothing here knows of pages, files on a disk or databases. Sources: Bilag 3 (monitoring) and the programme's
// public description; codes, markings and indicators are data of the programme, see [Programme].
package monitoring
