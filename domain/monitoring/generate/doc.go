// Package generate makes up deliveries of records that could be true, for demos, measurements and tests: municipalities
// of every size that truly differ, citizens who stay from month to month and keep most of what is said of them, some
// who come later or leave, markings that are lost again.
//
// The same options make the same records, whatever the machine; no clock and no other source of chance is asked. No
// citizen exists, and no pseudonym can be taken for a CPR number: it has a letter, a hyphen and six digits or more.
//
// What a study of the signals needs can be set: how much municipalities differ by nature, by how many percentage
// points a chosen one lags behind, and how much citizens' months resemble each other.
package generate
