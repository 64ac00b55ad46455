// Package e2e holds the tests that run the whole program from outside: a server process, browsers and
// clients that talk to it, and a hand that kills it. It contains no code of the product.
//
// The browser tests start Chromium once, and give every test a server on a copy of the demo's data and
// every person a browser context of their own. A tab (browser_test.go) fails its test when a page writes an
// error to the console or breaks the content policy; what it does (hand_test.go), it does by the words on
// the page, as a person would: a click goes to where the thing is, and fails where something covers it.
// The pages that axe, the keyboard and the pictures visit are package tour's: a new page is a new line there, and
// what is done on it first stands in walks_test.go.
package e2e
