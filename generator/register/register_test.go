package register

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/report"
)

func TestStates(t *testing.T) {
	members := 0
	var observers, ids []string
	names := make(map[string]string)
	for _, s := range States() {
		ids = append(ids, s.ID)
		switch {
		case s.Member:
			members++
		default:
			observers = append(observers, s.ID)
		}
		if !regexp.MustCompile(`^[a-z]{3}$`).MatchString(s.ID) || !slices.Contains(report.Values(reflect.TypeFor[report.Region]()), string(s.Region)) {
			t.Errorf("%s in %q is no State", s.ID, s.Region)
		}
		for _, l := range report.Langs {
			name := s.Name.In(l)
			if name == "" && !(s.ID == "nld" && l == "ar") {
				t.Errorf("%s has no name in %s", s.ID, l)
			}
			if other := names[string(l)+name]; other != "" {
				t.Errorf("%s and %s are both called %s", s.ID, other, name)
			}
			names[string(l)+name] = s.ID
			if strings.ContainsAny(name, "'_*") || strings.TrimSpace(name) != name {
				t.Errorf("%s is called %q in %s", s.ID, name, l)
			}
		}
	}
	if members != 193 || !slices.Equal(observers, []string{"pse", "vat"}) || !slices.IsSorted(ids) {
		t.Errorf("there are %d Member States and the observers %v", members, observers)
	}
}

// The names are those of the report in this repository, but for the States that have
// another name today than in 2008.
func TestNamesAreThoseOfTheReport(t *testing.T) {
	r, problems, err := report.Load(os.DirFS("../.."))
	if r == nil || err != nil {
		t.Fatal(problems, err)
	}
	renamed := []string{"bol", "cpv", "cze", "lby", "mkd", "nld", "swz", "tur"}
	compared := 0
	for _, s := range States() {
		is := r.State(s.ID)
		if is == nil || slices.Contains(renamed, s.ID) {
			continue
		}
		compared++
		for _, l := range is.Name.Langs() {
			if is.Name.In(l) != s.Name.In(l) {
				t.Errorf("%s is called %q in the report and %q here", s.ID, is.Name.In(l), s.Name.In(l))
			}
		}
		if is.Member != s.Member || is.Region != s.Region {
			t.Errorf("%s: member %v in %s, and %v in %s here", s.ID, is.Member, is.Region, s.Member, s.Region)
		}
	}
	if compared < 180 {
		t.Errorf("only %d States were compared", compared)
	}
	compared = 0
	for _, e := range Entities() {
		is := r.Entity(e.ID)
		if is == nil {
			continue
		}
		compared++
		for _, l := range is.Name.Langs() {
			if is.Name.In(l) != e.Name.In(l) {
				t.Errorf("%s is called %q in the report and %q here", e.ID, is.Name.In(l), e.Name.In(l))
			}
		}
		if is.Kind != e.Kind {
			t.Errorf("%s is %s in the report and %s here", e.ID, is.Kind, e.Kind)
		}
	}
	if compared < 8 {
		t.Errorf("only %d entities were compared", compared)
	}
}

func TestEntities(t *testing.T) {
	seen := make(map[string]bool)
	for _, e := range Entities() {
		if seen[e.ID] || !report.IsID(e.ID) || !slices.Contains([]report.EntityKind{report.Organ, report.Secretariat, report.Agency}, e.Kind) {
			t.Errorf("%s is no entity: %+v", e.ID, e)
		}
		seen[e.ID] = true
		for _, l := range report.Langs {
			if e.Name.In(l) == "" {
				t.Errorf("%s has no name in %s", e.ID, l)
			}
		}
	}
	for _, id := range []string{"general-assembly", "security-council", "ecosoc", "trusteeship-council", "icj", "secretariat"} {
		if !seen[id] {
			t.Errorf("the principal organ %s is not there", id)
		}
	}
}
