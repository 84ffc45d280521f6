package credentials

import (
	"fmt"
	"strings"
	"testing"
)

// secrets are addresses that hold "hunter2" somewhere, with how they are shown.
var secrets = map[string]string{
	"https://hunter2@example.org/report.git":                   "https://xxxxx@example.org/report.git",
	"https://me:hunter2@example.org/report.git":                "https://xxxxx@example.org/report.git",
	"HTTPS://me:hunter2@example.org":                           "HTTPS://xxxxx@example.org",
	"https://:hunter2@example.org:8443/a@b":                    "https://xxxxx@example.org:8443/a@b",
	"https://me:a@hunter2@example.org/":                        "https://xxxxx@example.org/",
	"https://me:a/hunter2@example.org/report.git":              "https://xxxxx@example.org/report.git",
	"https://me:a?hunter2@example.org/report.git":              "https://xxxxx@example.org/report.git",
	"https://me:a%2Fhunter2@example.org/":                      "https://xxxxx@example.org/",
	"https://me:hunter2%zz@example.org/":                       "https://xxxxx@example.org/",
	"ssh://git:hunter2@example.org/report.git":                 "ssh://xxxxx@example.org/report.git",
	"git://hunter2@example.org/report.git":                     "git://xxxxx@example.org/report.git",
	"https://example.org/report.git?token=hunter2":             "https://example.org/report.git?xxxxx",
	"https://example.org/?a=1&private_token=hunter2":           "https://example.org/?xxxxx",
	"https://example.org/#access_token=hunter2":                "https://example.org/#xxxxx",
	"https://example.org/?t=hunter2#part":                      "https://example.org/?xxxxx#part",
	"https://a:hunter2@a.org/r@x..https://b:hunter2@b.org/r@y": "https://xxxxx@a.org/r@x..https://xxxxx@b.org/r@y",
}

// oddSecrets are those that only an argument can hold.
var oddSecrets = map[string]string{
	"https://me:my hunter2@example.org/":      "https://xxxxx@example.org/",
	`https://me:a"hunter2@example.org/`:       "https://xxxxx@example.org/",
	"https://me:<hunter2>@example.org/":       "https://xxxxx@example.org/",
	"me:hunter2@example.org:report.git":       "xxxxx@example.org:report.git",
	"me:hunter2@a.org:r..b:hunter2@b.org:r":   "xxxxx@a.org:r..xxxxx@b.org:r",
	"--repo=https://hunter2@example.org/r":    "--repo=https://xxxxx@example.org/r",
	"--repo=https://me:a hunter2@example.org": "--repo=https://xxxxx@example.org",
}

func TestRedact(t *testing.T) {
	for address, want := range secrets {
		if got := Redact(address); got != want {
			t.Errorf("%s is shown as %s, want %s", address, got, want)
		}
		text := fmt.Sprintf("cannot read %q (%s), or so", address, address)
		wanted := fmt.Sprintf("cannot read %q (%s), or so", want, want)
		if got := Redact(text); strings.Contains(got, "hunter2") || !strings.ContainsAny(address, "?#") && got != wanted {
			t.Errorf("in a text:\n got %s\nwant %s", got, wanted)
		}
		if !In(address) {
			t.Errorf("%s passes for an address without a secret", address)
		}
	}
	for _, same := range []string{
		"", "no address at all", "https://example.org/", "https://example.org:8443/a@b#y", "see https://example.org/a, then me@example.org",
		"git@example.org:a/report.git", "ssh://git@example.org:2222/report.git", `C:\reports\a`, "file:///srv/report.git", "a:b", "10:30 and x@y",
		"https://[::1]:8080/report.git",
	} {
		if got := Redact(same); got != same {
			t.Errorf("%q became %q", same, got)
		}
		if got := Argument(same); got != same {
			t.Errorf("the argument %q became %q", same, got)
		}
		if In(same) || Without(same) != same {
			t.Errorf("%q passes for an address with a secret", same)
		}
	}
}

func TestArgument(t *testing.T) {
	for _, all := range []map[string]string{secrets, oddSecrets} {
		for arg, want := range all {
			if got := Argument(arg); got != want {
				t.Errorf("%s is shown as %s, want %s", arg, got, want)
			}
			value := arg
			if strings.HasPrefix(arg, "-") {
				value = arg[strings.Index(arg, "=")+1:]
			}
			for _, text := range []string{"no folder " + arg, fmt.Sprintf("%q is no folder", arg), fmt.Sprintf("--repo is not %q", value), "lstat /home/" + value + ": no such file"} {
				if got := RedactArguments(text, []string{"check", arg}); strings.Contains(got, "hunter2") {
					t.Errorf("%s: %s", text, got)
				}
			}
		}
	}
}

func TestWithout(t *testing.T) {
	for address, want := range map[string]string{
		"https://me:hunter2@example.org/report.git?x#y": "https://example.org/report.git",
		"https://hunter2@example.org/report.git":        "https://example.org/report.git",
		"https://me:a hunter2@example.org/report.git":   "https://example.org/report.git",
		"git@example.org:report.git":                    "git@example.org:report.git",
		"file:///srv/report.git":                        "file:///srv/report.git",
	} {
		if got := Without(address); got != want {
			t.Errorf("%s is recorded as %s, want %s", address, got, want)
		}
	}
}

func TestMask(t *testing.T) {
	for line, want := range map[string]string{
		`link = "https://me:hunter2@example.org/a"`: `link = "https://xxxxxxxxxx@example.org/a"`,
		`a https://é漢😀@b.org https://t@c.org/@x`:    `a https://×＊𝑥@b.org https://x@c.org/@x`,
		`link = "https://example.org/a@b"`:          `link = "https://example.org/a@b"`,
		`me@example.org`:                            `me@example.org`,
	} {
		if got := Mask(line); got != want || len(got) != len(line) {
			t.Errorf("%s became %s, want %s", line, got, want)
		}
	}
}
