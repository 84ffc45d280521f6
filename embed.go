// Package rapporteur holds the files of the site, which are part of the program.
package rapporteur

import "embed"

// Site holds config.toml and the folders assets, content, i18n and layouts, with
// which a report is built unless its repository has files of its own.
//
//go:embed config.toml all:assets all:content all:i18n all:layouts
var Site embed.FS
