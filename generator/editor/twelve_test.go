package editor

import (
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/report"
)

// Twelve right edits, as a desk officer makes them, pass check at the first try: no
// problem is an error, and none is there that the draft did not have.
func TestTwelveEdits(t *testing.T) {
	put := func(record, path, value string) Op { return Op{Op: "set", Record: record, Path: path, Value: value} }
	list := func(record, path string, values ...string) Op {
		return Op{Op: "set", Record: record, Path: path, Values: values}
	}
	source := []Op{
		{Op: "add", Kind: "source", Words: map[string]string{"id": "press-2009-11", "title.fr": "Communiqué de presse", "title.en": "Press release", "kind": "press", "access": "seen"}},
		put("source:press-2009-11", "original", "en"), put("source:press-2009-11", "date", "2009-11-02"),
		put("source:press-2009-11", "publisher.fr", "Office des Nations Unies contre la drogue et le crime"), put("source:press-2009-11", "publisher.en", "United Nations Office on Drugs and Crime"),
		put("source:press-2009-11", "link", "https://www.unodc.org/press/2009-11-02"),
	}
	cited := func(record string) []Op {
		return []Op{put(record, "cites[0].source", "press-2009-11"), put(record, "cites[0].verification", "primary")}
	}
	for _, c := range []struct {
		name string
		ops  [][]Op
	}{
		{"a sentence", [][]Op{{put("request:op04-a", "reason.fr", "Faute de chiffres pour une année antérieure, ceux de 2008 ne peuvent être comparés."), put("request:op04-a", "reason.en", "For want of figures for an earlier year, those of 2008 cannot be compared.")}}},
		{"a next step", [][]Op{{put("request:op04-a", "next.fr", "Un rapport est attendu."), put("request:op04-a", "next.en", "A report is expected.")}}},
		{"a source with what rests on it", [][]Op{source, {
			{Op: "add", Kind: "activity", Words: map[string]string{"id": "lima-training-2009", "kind": "training", "title.fr": "Formation de procureurs", "title.en": "Training of prosecutors", "start": "2009-10-12"}},
			put("activity:lima-training-2009", "original", "en"), put("activity:lima-training-2009", "end", "2009-10-14"),
			put("activity:lima-training-2009", "place.city.fr", "Lima"), put("activity:lima-training-2009", "place.city.en", "Lima"), put("activity:lima-training-2009", "place.state", "per"),
			list("activity:lima-training-2009", "organizers", "tpb"),
			put("activity:lima-training-2009", "gaps[0].field", "participants"), put("activity:lima-training-2009", "gaps[0].reason", "not-stated"),
		}, cited("activity:lima-training-2009")}},
		{"an accession", [][]Op{{{Op: "add", Kind: "act", Words: map[string]string{"instrument": "nuclear-terrorism-2005", "state": "nam", "kind": "accession", "date": "2009-10-01"}}}}},
		{"an organization", [][]Op{source, {{Op: "add", Kind: "entity", Words: map[string]string{"id": "lima-academy", "name.fr": "Académie de magistrature", "name.en": "Academy of the Judiciary", "kind": "non-government"}}}, cited("entity:lima-academy")}},
		{"a figure", [][]Op{source, {
			{Op: "add", Kind: "observation", Words: map[string]string{"indicator": "officials-trained", "id": "2009-10-31", "period.from": "2003-01-01", "period.to": "2009-10-31", "quantity.value": "9100"}},
			put("observation:officials-trained/2009-10-31", "quantity.qualifier", "more-than"),
		}, cited("observation:officials-trained/2009-10-31")}},
		{"a publication", [][]Op{source, {
			{Op: "add", Kind: "publication", Words: map[string]string{"id": "guide-2009", "title.fr": "Guide pour procureurs", "title.en": "Guide for prosecutors", "status": "published", "date": "2009"}},
			put("publication:guide-2009", "original", "en"), list("publication:guide-2009", "issuers", "unodc"),
		}, cited("publication:guide-2009")}},
		{"a person count", [][]Op{{put("activity:new-york-ctc-briefing-2009", "gaps[0]", ""), put("activity:new-york-ctc-briefing-2009", "participants.value", "40"), put("activity:new-york-ctc-briefing-2009", "participants.qualifier", "about")}}},
		{"a place in a source", [][]Op{{put("activity:new-york-ctc-briefing-2009", "cites[0].locator", "p. 3")}}},
		{"a note", [][]Op{{put("activity:new-york-ctc-briefing-2009", "note.fr", "La séance était ouverte à tous les États Membres."), put("activity:new-york-ctc-briefing-2009", "note.en", "The meeting was open to all Member States.")}}},
		{"a name", [][]Op{{put("indicator:officials-trained", "unit.fr", "membres du personnel des services de justice pénale"), put("indicator:officials-trained", "unit.en", "criminal justice officials")}}},
		{"an organizer", [][]Op{{list("activity:new-york-ctc-briefing-2009", "organizers", "ctc", "cted")}, {list("activity:new-york-ctc-briefing-2009", "with", "unodc", "tpb")}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e, _ := real(t)
			ask(t, e, Request{Do: "do", Op: Op{Op: "begin", Value: "2009-12-31"}})
			key := func(f Finding) string { return f.Record + " " + f.Path + " " + f.Rule + ": " + f.Message }
			before := make(map[string]bool)
			for _, f := range whole(t, e) {
				before[key(f)] = true
			}
			for _, ops := range c.ops {
				for _, op := range ops {
					ask(t, e, Request{Do: "do", Op: op})
				}
			}
			for _, f := range whole(t, e) {
				if !before[key(f)] && !(f.Warning && strings.HasPrefix(f.Rule, "unused-")) {
					t.Errorf("%s (%s)", key(f), f.Hint)
				}
			}
		})
	}
}

// What an edit writes can be made again in a session that begins with the same files, as
// after a reload, and gives the same files; where somebody else changed a field, it is
// not written over.
func TestReplay(t *testing.T) {
	e, b := real(t)
	for _, op := range []Op{
		{Op: "begin", Value: "2009-12-31"},
		{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "kind", Value: "visit"},
		{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "kind", Value: "training"},
		{Op: "set", Record: "request:op04-a", Path: "reason.fr", Value: "Faute de chiffres."},
		{Op: "remove", Record: "act:financing-1999/fra/signature/2000-01-10"},
	} {
		ask(t, e, Request{Do: "do", Op: op})
	}
	ops, patch := ask(t, e, Request{Do: "ops"}).Ops, ask(t, e, Request{Do: "files"}).Patch
	again := new(Editor)
	ask(t, again, Request{Do: "load", Bundle: &b})
	if c := ask(t, again, Request{Do: "replay", Ops: ops}).Conflicts; len(c) > 0 {
		t.Errorf("without changes upstream there are conflicts: %v", c)
	}
	if got := ask(t, again, Request{Do: "files"}).Patch; got != patch {
		t.Errorf("after a reload the edits are\n%s\nand were\n%s", got, patch)
	}

	theirs := b
	theirs.Files = make(map[string]string)
	for name, text := range b.Files {
		theirs.Files[name] = text
	}
	name := "data/activities/2009.toml"
	theirs.Files[name] = strings.Replace(theirs.Files[name], `kind = "meeting"`, `kind = "conference"`, 1)
	ask(t, again, Request{Do: "load", Bundle: &theirs})
	c := ask(t, again, Request{Do: "replay", Ops: ops}).Conflicts
	if len(c) != 1 || c[0].Path != "kind" || c[0].Mine != "training" || c[0].Theirs != "conference" {
		t.Errorf("the conflicts are %+v", c)
	}
	got := ask(t, again, Request{Do: "files"}).Files
	if i := slices.IndexFunc(got, func(f File) bool { return f.Name == name }); i >= 0 {
		t.Errorf("what somebody else wrote is replaced:\n%s", got[i].After)
	}
	if i := slices.IndexFunc(got, func(f File) bool { return f.Name == "data/paragraphs/op04.toml" }); i < 0 || !strings.Contains(got[i].After, "Faute de chiffres.") {
		t.Error("an edit elsewhere is lost with the conflict")
	}
}

// Of two pages that edited at once, both their edits are made again, but for a field that
// both changed: the second value is a conflict. So is a fix that was made by one click.
func TestReplayOfTwoPages(t *testing.T) {
	e, b := real(t)
	const record = "activity:new-york-ctc-briefing-2009"
	edits := func(by string, ops ...Op) []Op {
		ask(t, e, Request{Do: "load", Bundle: &b})
		for _, op := range ops {
			op.By = by
			ask(t, e, Request{Do: "do", Op: op})
		}
		return ask(t, e, Request{Do: "ops"}).Ops
	}
	edits("one", Op{Op: "set", Record: record, Path: "kind", Value: "visit"}, Op{Op: "set", Record: record, Path: "end", Value: "2009–05–01"})
	found := ask(t, e, Request{Do: "quick", Record: record}).Findings
	i := slices.IndexFunc(found, func(f Finding) bool { return f.Path == "end" && f.Fix != nil })
	if i < 0 {
		t.Fatalf("there is nothing to fix: %+v", found)
	}
	ask(t, e, Request{Do: "fix", Fix: *found[i].Fix, Record: record, Op: Op{By: "one"}})
	one := ask(t, e, Request{Do: "ops"}).Ops
	two := edits("two", Op{Op: "set", Record: record, Path: "kind", Value: "training"}, Op{Op: "set", Record: record, Path: "place.city.fr", Value: "Genève"})
	ask(t, e, Request{Do: "load", Bundle: &b})
	c := ask(t, e, Request{Do: "replay", Ops: append(one, two...)}).Conflicts
	if len(c) != 1 || c[0].Path != "kind" || c[0].Mine != "training" || c[0].Theirs != "visit" {
		t.Errorf("the conflicts are %+v", c)
	}
	patch := ask(t, e, Request{Do: "files"}).Patch
	for _, line := range []string{"+kind = \"visit\"", "+end = 2009-05-01", "+place.city.fr = \"Genève\""} {
		if !strings.Contains(patch, line) {
			t.Errorf("%s is lost:\n%s", line, patch)
		}
	}
	for _, op := range ask(t, e, Request{Do: "ops"}).Ops {
		if op.By == "" {
			t.Errorf("nothing says whose edit this is: %+v", op)
		}
	}
}

// Hostile text in every field of every kind is kept as text, breaks no file and changes
// nothing but the field.
func TestHostileText(t *testing.T) {
	hostile := []string{
		`"]}` + "\n[[activity]]\nid = \"x\"\n", `<script>alert(1)</script>`, `"""` + "\n\\", "a\x00b\x1b[31m", "\xff\xfe", `'''`, "\u202eevil\u2066", strings.Repeat("x", 70<<10),
		"](javascript:alert(1))", "<<<<<<< HEAD\n=======\n>>>>>>> x",
	}
	s, err := New(bundle(t, "../..", false))
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	var walk func(ref report.Ref, fields []Field)
	try := func(ref report.Ref, path string) {
		word := hostile[tried%len(hostile)]
		tried++
		name := s.where()[ref]
		was := s.files[name]
		n := len(s.where())
		err := s.set(&Op{Op: "set", Record: ref.String(), Path: path, Value: word})
		root, ok := s.outline(name)
		if !ok {
			t.Fatalf("%s %s: %q leaves a file that is not TOML (%v)", ref, path, word, err)
		}
		s.index = nil
		if len(s.where()) != n {
			t.Errorf("%s %s: with %q there are %d records, not %d", ref, path, word, len(s.where()), n)
		}
		_ = root
		s.files[name] = was
		s.index, s.named = nil, nil
	}
	walk = func(ref report.Ref, fields []Field) {
		for _, f := range fields {
			switch f.Type {
			case Texts:
				for _, x := range f.Texts {
					try(ref, f.Path+"."+x.Lang)
				}
			case Group:
				walk(ref, f.Fields)
			case Rows:
				walk(ref, f.Blank)
			default:
				if !f.Fixed {
					try(ref, f.Path)
				}
			}
		}
	}
	for _, k := range []report.Kind{report.KindActivity, report.KindRequest, report.KindSource, report.KindSection, report.KindIndicator, report.KindMoney, report.KindReport, report.KindAct} {
		ref := s.refs(k)[0]
		f, err := s.Form(ref, "fr")
		if err != nil {
			t.Fatal(err)
		}
		walk(ref, f.Fields)
	}
	if tried < 150 {
		t.Errorf("only %d fields were tried", tried)
	}
}
