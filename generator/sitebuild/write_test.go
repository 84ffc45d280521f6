package sitebuild_test

import (
	"testing"

	"rapporteur/generator/sitebuild"
)

func TestCounts(t *testing.T) {
	all := sitebuild.Counts{Editions: 8, Draft: true, Pages: 7339, PDFs: 54}
	for _, tt := range []struct {
		counts sitebuild.Counts
		lang   string
		want   string
	}{
		{sitebuild.Counts{Editions: 1, Pages: 1}, "en", "1 edition, 1 page"},
		{all, "en", "8 editions and the draft, 7339 pages, 54 PDFs"},
		{sitebuild.Counts{Editions: 8, Pages: 7339}, "fr", "8 éditions, 7\u00a0339 pages"},
		{all, "fr", "8 éditions et le projet, 7\u00a0339 pages, 54 PDF"},
	} {
		if got := tt.counts.Say().In(tt.lang); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.lang, got, tt.want)
		}
	}
}
