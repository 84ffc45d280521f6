package sitebuild

import (
	"net/url"
	"strings"

	"rapporteur/generator/credentials"
	"rapporteur/generator/say"
)

// ParseBaseURL checks the address of a site that a flag gives, and adds a slash at its end;
// empty stays empty.
func ParseBaseURL(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	if credentials.In(s) {
		return "", say.Usagef("--base-url stands on every page; give it without a user name, a password and a query")
	}
	u, err := url.Parse(s)
	if err != nil || u.RawQuery != "" || u.Fragment != "" || (u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "") ||
		(u.Scheme == "") != (u.Host == "") || (u.Scheme == "" && !strings.HasPrefix(u.Path, "/")) {
		return "", say.Usagef("--base-url is an address such as https://example.org/report/, not %q", s)
	}
	return strings.TrimSuffix(s, "/") + "/", nil
}

// CheckRepository checks the address of the repository that a flag gives, for the links of
// pages; it may be empty.
func CheckRepository(s string) error {
	if credentials.In(s) {
		return say.Usagef("--repository stands on every page; give it without a user name, a password and a query")
	}
	if u, err := url.Parse(s); err != nil || s != "" && (u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return say.Usagef("--repository is an address such as https://github.com/OWNER/NAME, not %q", s)
	}
	return nil
}
