// Package uploads keeps the history of the files of records that somebody took in on the page: which file, by whom,
// what became of it, and the report that was shown. Each programme has one stream.
//
// It holds no records and decides nothing about them: packages record and intake do. A file's name is what its sender
// called it, and is refused if it is shaped like a personal number.
package uploads
