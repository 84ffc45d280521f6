// Package rapporteur holds the files of the site that the program reads too.
package rapporteur

import "embed"

// Strings is the folder i18n: a file for each language of the interface.
//
//go:embed i18n/*.toml
var Strings embed.FS
