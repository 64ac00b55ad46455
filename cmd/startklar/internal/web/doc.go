// Package web is the product in a browser. server.go holds every route, one function per desk. The handlers stand in
// one package per desk, beside each other on package site: each resource has a file of its own; a handler turns input
// into a command or a read, asks its desk, and renders a typed page.
//
// It must not decide anything: no rules, no SQL, no rights. It imports neither store nor gorm.
package web
