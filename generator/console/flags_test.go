package console

import (
	"errors"
	"flag"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/say"
)

// TestParse reads flags wherever they are; what is wrong with them is a usage error.
func TestParse(t *testing.T) {
	for _, tt := range []struct {
		args, rest, err string
		name            string
	}{
		{"a --name x b", "a b", "", "x"},
		{"--name=x a b", "a b", "", "x"},
		{"a -- --name", "a --name", "", ""},
		{"a b c", "", `unexpected argument "c"`, ""},
		{"--nam x", "", "there is no flag --nam; did you mean --name?", ""},
		{"--other", "", "there is no flag --other", ""},
		{"a --name", "", "--name needs a value", ""},
	} {
		flags := flag.NewFlagSet("", flag.ContinueOnError)
		name := flags.String("name", "", "")
		rest, err := Parse(flags, strings.Fields(tt.args), 2)
		var usage *say.UsageError
		switch {
		case err != nil && (!errors.As(err, &usage) || err.Error() != tt.err):
			t.Errorf("%s: error %v, want %s", tt.args, err, tt.err)
		case err == nil && (tt.err != "" || !slices.Equal(rest, strings.Fields(tt.rest)) || *name != tt.name):
			t.Errorf("%s: %q with --name %q, want %q and %q", tt.args, rest, *name, tt.rest, tt.name)
		}
	}
	if _, err := Parse(flag.NewFlagSet("", flag.ContinueOnError), []string{"--help"}, 0); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("--help: %v", err)
	}
}
