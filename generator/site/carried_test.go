package site

import (
	"testing"

	"rapporteur/generator/report"
)

func TestCarriedAnswers(t *testing.T) {
	t.Parallel()
	asks := func(carried bool) *report.Request { return &report.Request{Verb: report.Requests, Carried: carried} }
	r := &report.Report{Paragraphs: []*report.Paragraph{
		{Requests: []*report.Request{asks(true), asks(false), {Verb: report.Commends}}},
		{Requests: []*report.Request{asks(true), {Verb: report.Thanks, Carried: true}}},
	}}
	if carried, all := carriedAnswers(r); carried != 2 || all != 3 {
		t.Errorf("%d of %d answers are carried over, want 2 of 3", carried, all)
	}
}
