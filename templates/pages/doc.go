// Package pages holds one typed struct for every page. A page carries the shell around it and what it shows,
// ready to read: handlers have translated states into words, and policy has decided what is there at all.
//
// It must not decide anything, and it knows neither the engine nor the web.
package pages
