// Package credentials keeps user names, passwords and tokens in addresses out
// of whatever the program prints or writes.
package credentials

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// hidden is printed in place of what is not shown.
const hidden = "xxxxx"

var (
	// A password that holds a slash, as in https://me:a/b@host, is not one to url.Parse,
	// which finds a malformed port there.
	brokenUser = regexp.MustCompile(`://[^/?#\s"<>@]*:[^/?#\s"<>@]*[^/?#\s"<>@0-9][^/?#\s"<>@]*[/?#][^\s"<>]*@`)
	user       = regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\s"<>]*)@`)
	inAddress  = regexp.MustCompile(`://[^\s"<>]+`)
	query      = regexp.MustCompile(`\?[^#]+`)
	fragment   = regexp.MustCompile(`#.*=.*`)
	scheme     = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://`)
	scpUser    = regexp.MustCompile(`[^\s/:@.]+:[^\s/:@]+@`) // me:secret@host:path, which no program takes
)

// Redact replaces in each address in text what may be a secret: the user name and the
// password, for a token is given as either; its query; a fragment such as
// #access_token=…. The name that ssh logs in with, which is not secret, stays. All other
// text, and addresses without any of these, are left as they are.
func Redact(text string) string {
	if !strings.Contains(text, "://") {
		return text
	}
	text = brokenUser.ReplaceAllString(text, "://"+hidden+"@")
	text = user.ReplaceAllStringFunc(text, func(s string) string {
		scheme, name, _ := strings.Cut(s, "://")
		if isLogin(scheme, name) {
			return s
		}
		return scheme + "://" + hidden + "@"
	})
	return inAddress.ReplaceAllStringFunc(text, func(s string) string {
		s = query.ReplaceAllString(s, "?"+hidden)
		return fragment.ReplaceAllString(s, "#"+hidden)
	})
}

// secretsIn returns the parts of an argument of a command line that may be secrets, with
// the mark before or after them: "me:secret@", "?token=secret".
func secretsIn(arg string) (parts []string) {
	if !strings.Contains(arg, "://") {
		return scpUser.FindAllString(arg, -1)
	}
	value := arg
	if strings.HasPrefix(arg, "-") {
		_, value, _ = strings.Cut(arg, "=")
	}
	if scheme.MatchString(value) && strings.ContainsAny(value, " \t\r\n\"<>") {
		for _, s := range strings.Split(value, "://")[1:] { // of a range, there are two
			parts = append(parts, s[:strings.LastIndex(s, "@")+1], s[:strings.Index(s, "@")+1])
		}
	}
	for _, s := range brokenUser.FindAllString(arg, -1) {
		parts = append(parts, s[len("://"):])
	}
	for _, s := range user.FindAllString(arg, -1) {
		if scheme, name, _ := strings.Cut(s, "://"); !isLogin(scheme, name) {
			parts = append(parts, name)
		}
	}
	for _, s := range inAddress.FindAllString(arg, -1) {
		parts = append(parts, query.FindAllString(s, -1)...)
		parts = append(parts, fragment.FindAllString(s, -1)...)
	}
	return parts
}

// isLogin reports whether a user name is one that ssh logs in with, without a password.
func isLogin(scheme, name string) bool {
	return strings.Contains(strings.ToLower(scheme), "ssh") && !strings.Contains(name, ":")
}

// Argument is Redact for one argument of a command line, whose passwords may hold spaces
// and quotes.
func Argument(arg string) string { return RedactArguments(arg, []string{arg}) }

// RedactArguments is Redact for a text that may quote the arguments args or parts of them,
// in which an address may no longer be one: a path that begins with the working folder.
func RedactArguments(text string, args []string) string {
	for _, arg := range args {
		for _, part := range secretsIn(arg) {
			if part == "" {
				continue
			}
			shown := hidden + "@"
			if c := part[0]; c == '?' || c == '#' {
				shown = string(c) + hidden
			}
			text = strings.ReplaceAll(text, part, shown)
			quoted := strconv.Quote(part)
			text = strings.ReplaceAll(text, quoted[1:len(quoted)-1], shown)
		}
	}
	return Redact(text)
}

// In reports whether an address holds what may be a secret.
func In(address string) bool { return Argument(address) != address }

// InUser is In for an address whose query is not secret, as that of a form.
func InUser(address string) bool {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	return In(address)
}

// Without is an address without its user name, password, query and fragment, as it may be
// recorded. An address that holds no secret is returned as it is.
func Without(address string) string {
	if !In(address) {
		return address
	}
	address, _, _ = strings.Cut(Argument(address), "?")
	address, _, _ = strings.Cut(address, "#")
	return strings.Replace(address, "://"+hidden+"@", "://", 1)
}

// Mask replaces the user names and passwords in the addresses of a line of a file by as
// many bytes and as many characters, so that the places of everything else stay.
func Mask(line string) string {
	if !strings.Contains(line, "@") || !strings.Contains(line, "://") {
		return line
	}
	return user.ReplaceAllStringFunc(line, func(s string) string {
		from := strings.Index(s, "://") + len("://")
		return s[:from] + strings.Map(func(r rune) rune {
			switch utf8.RuneLen(r) {
			case 2:
				return '×'
			case 3:
				return '＊'
			case 4:
				return '𝑥'
			}
			return 'x'
		}, s[from:len(s)-1]) + "@"
	})
}
