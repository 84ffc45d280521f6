// Package rapporteur holds the files of the site, which are part of the program.
package rapporteur

import "embed"

// Site holds config.toml and the folders assets, content, i18n and layouts, with
// which a report is built unless its repository has files of its own.
//
//go:embed config.toml all:assets all:content i18n/*.toml all:layouts
var Site embed.FS

// Strings holds the folder i18n of Site on its own, for a program that has words and
// makes no pages: the editor in a browser.
//
//go:embed i18n/*.toml
var Strings embed.FS

// Messages holds what the program says to writers, in languages other than English.
//
//go:embed i18n/messages
var Messages embed.FS
