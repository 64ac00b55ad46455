// Package municipality knows Denmark's 98 municipalities: their codes and names,
// the region that each belongs to on a date, their place on the tile map, and
// the order in which Danes expect names to be listed.
//
// All of it is data in data/*.csv, embedded in the program:
//
//   - municipalities.csv: code, name, and the region since 2007
//   - regions.csv: a region's first and last day, and the region that takes over
//   - tilegrid.csv: one equal tile per municipality, 18 columns by 11 rows
//
// The package must not know which municipalities take part: that is data of the
// programme, never a constant, and it changes over time.
package municipality
