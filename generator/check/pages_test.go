package check_test

import (
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
)

// TestPages checks that a problem has the page that shows its record, even if the
// data could not be read.
func TestPages(t *testing.T) {
	tests := []struct{ record, file, want, unread string }{
		{"request:op04-a", "data/paragraphs/op04.toml", "paragraphs/op04/", "paragraphs/op04/"},
		{"paragraph:op01", "data/paragraphs/op01.toml", "paragraphs/op01/", "paragraphs/op01/"},
		{"activity:salzburg-2007", "data/activities/2007.toml", "activities/salzburg-2007/", "activities/"},
		{"act:rivers/fra/signature/1998-01-12", "data/participation/rivers.toml", "instruments/rivers/", "instruments/rivers/"},
		{"participation:rivers", "data/participation/rivers.toml", "instruments/rivers/", "instruments/rivers/"},
		{"observation:states-assisted/2008-09-03", "data/indicators.toml", "indicators/", "indicators/"},
		{"money:section-16", "data/finance.toml", "finance/", "finance/"},
		{"note:1", "data/resolution.toml", "resolution/", "resolution/"},
		{"edition:edition", "data/report.toml", "report/", "report/"},
		{"source:press", "data/sources.toml", "sources/press/", "sources/"},
		{"state:fra", "data/states.toml", "states/fra/", "states/"},
		{"", "data/sections.toml", "report/", "report/"},
		{"", "data/retired.toml", "", ""},
		{"", "data/waivers.toml", "", ""},
		{"", "data/notes.txt", "", ""},
	}
	r := load(t)
	for _, tt := range tests {
		ps := []problem.Problem{{Record: tt.record, Pos: problem.Pos{File: tt.file}}}
		check.Pages(r, ps)
		if ps[0].Page != tt.want {
			t.Errorf("%s in %s: got %q, want %q", tt.record, tt.file, ps[0].Page, tt.want)
		}
		check.Pages(nil, ps)
		if ps[0].Page != tt.unread {
			t.Errorf("%s in %s, unread: got %q, want %q", tt.record, tt.file, ps[0].Page, tt.unread)
		}
	}
}
