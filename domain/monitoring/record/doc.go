// Package record reads a file of monitoring records, checks every row, and hands out what is good, municipality by
// municipality.
//
// A file is CSV (UTF-8 with or without a byte order mark, or Windows-1252; separated by `;`, `,` or tab; decimal
// comma or point; columns in any order). A row is one citizen in one municipality in one month, a delivery all rows
// of one municipality and month:
//
//   - what cannot be read at all (NUL bytes, mixed encodings, an endless line, an unknown column, a row whose
//     municipality or month cannot be read) refuses the file;
//   - a bad row refuses its delivery, and every bad row is named with its column and reason; the others stand;
//   - two identical rows of a citizen in one delivery count once, with a warning; two that differ refuse it;
//   - what is possible but questionable is a warning. Warnings that need other months belong to the intake.
//
// A line is a line: no value may hold a line break, so a quoted field cannot either, and the file is cut into pieces
// at line ends that several cores read at the same time. The pieces need no row of their own: a good row is packed
// into a few bytes, and beyond a limit packed rows spill to a file that has no name, so memory stays bounded whatever
// the size of the file.
//
// CPR-shaped text (see [startklar/domain/personaldata]) is refused in every column, the header included. Its value is
// in no report, no packed row and no spilled file; nor is a citizen's pseudonym in any report.
//
// [Pack] and [Unpack] turn a delivery's records into the bytes that are stored, and back.
package record
