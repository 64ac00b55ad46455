// Package e2e holds the tests that run the whole program from outside: a server process, browsers and
// clients that talk to it, and a hand that kills it. It contains no code of the product.
package e2e
