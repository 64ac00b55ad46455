// Package monthly writes the monthly statement: what a content says in sentences and tables, as sheets that are the
// same on the screen, in a file and on paper.
//
// It decides nothing about who may read: what is not for the reader was taken out of the content before. A count
// stands as "3 af 12", never as a share alone, and where there is none the reason stands in its place.
package monthly
