package report

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rapporteur/generator/internal/lazyregexp"
)

// PrimaryCopy is how a primary claim is shown if its source was read in a copy.
// It is derived from the source; no file says it.
const PrimaryCopy Verification = "primary-copy"

// Shown is the verification that readers see next to a citation: that of the
// citation, or PrimaryCopy if it is primary and its source was read in a copy.
func (r *Report) Shown(c Cite) Verification {
	if c.Verification == Primary && r.Copy(r.Source(c.Source)) {
		return PrimaryCopy
	}
	return c.Verification
}

// Copy reports whether a source was read at an address that is not that of the
// body that issued it: in a copy. Where it was read follows from seen_at; if there
// is none, it was read where it links to. A link to the issuing body next to a
// seen_at elsewhere says where the original is, not that it was read there.
//
// What a web archive holds was published by whoever owns the archived address, so
// it is a copy only if that address is somebody else's. An archive whose own
// address does not name the archived one does not show whose text it holds.
//
// A source with neither a link nor an address in seen_at, such as a printed
// document, is not known to be a copy. It is false for nil.
func (r *Report) Copy(s *Source) bool {
	if s == nil {
		return false
	}
	at := addresses(s.SeenAt)
	if len(at) == 0 && s.Link != "" {
		at = []string{s.Link}
	}
	return slices.ContainsFunc(at, func(address string) bool { return !r.AtIssuer(s, address) })
}

// AtIssuer reports whether an address, with or without its scheme, is one of the
// body that issued a source, of the United Nations, of a host that the report adds to
// these, or the archived page of one.
func (r *Report) AtIssuer(s *Source, address string) bool {
	host := hostOf(address)
	if IsArchive(host) {
		page := archived(address)
		return page != "" && !IsArchive(hostOf(page)) && r.AtIssuer(s, page)
	}
	return isOf(host, unHosts()) || isOf(host, gazetteHosts()) || isOf(host, r.Meta.LinkHosts) || r.publishesAt(s.Publisher, host)
}

// IsArchive reports whether a host is that of a web archive, which preserves pages
// of others as they were published.
func IsArchive(host string) bool { return isOf(host, archiveHosts()) }

// unHosts are the hosts of the United Nations system that issue or reproduce its
// documents. They count for every publisher, because the organs, offices and
// committees that issue documents have no hosts of their own.
func unHosts() []string {
	return []string{
		"un.org", "undocs.org", "unvienna.org", "unog.ch", "ungeneva.org", "unon.org", "uneca.org", "unece.org", "unescap.org", "cepal.org", "unescwa.org",
		"ohchr.org", "reliefweb.int", "unaids.org", "uncdf.org", "unctad.org", "undp.org", "undrr.org", "unep.org", "unfccc.int", "unfpa.org", "unhabitat.org",
		"unhcr.org", "unicef.org", "unicri.it", "unidir.org", "unifem.org", "unitar.org", "unodc.org", "unops.org", "unrisd.org", "unrwa.org", "unssc.org", "unu.edu",
		"unv.org", "unwomen.org", "unesco.org", "wfp.org", "icj-cij.org",
	}
}

// archiveHosts are the web archives.
func archiveHosts() []string {
	return []string{"archive.org", "archive.today", "archive.ph", "archive.is", "webarchive.org.uk", "webarchive.nationalarchives.gov.uk", "perma.cc"}
}

// gazetteHosts are official gazettes under a name other than that of their State.
func gazetteHosts() []string { return []string{"officielebekendmakingen.nl"} }

// namedHosts are the hosts of other organizations whose names do not follow from
// their host, with their names.
func namedHosts() map[string][]string {
	return map[string][]string{
		"coe.int":       {"Council of Europe", "Conseil de l’Europe"},
		"worldbank.org": {"World Bank", "Banque mondiale"},
		"au.int":        {"African Union", "Union africaine"},
		"europa.eu":     {"European Union", "Union européenne", "European Commission", "Commission européenne"},
		"francophonie.org": {
			"International Organization of la Francophonie", "Organisation internationale de la Francophonie", "Agence intergouvernementale de la Francophonie",
		},
		"forumsec.org": {"Pacific Islands Forum Secretariat", "Secrétariat du Forum des îles du Pacifique"},
	}
}

// anAddress is a web address, with or without its scheme.
var anAddress = lazyregexp.New(`(?i)^(?:https?:/+)?(?:[\pL\pN-]+\.)+\pL{2,}(?::[0-9]+)?(?:[/?#].*)?$`)

// addresses returns the web addresses that seen_at gives.
func addresses(seenAt string) []string {
	var all []string
	for _, word := range strings.FieldsFunc(seenAt, func(r rune) bool { return unicode.IsSpace(r) || r == ';' || r == ',' }) {
		if anAddress.MatchString(word) {
			all = append(all, word)
		}
	}
	return all
}

// aHost is the name of a host.
var aHost = lazyregexp.New(`^(?:[a-z0-9-]+\.)+[a-z]{2,}$`)

// IsHost reports whether s is the name of a host, in lower case.
func IsHost(s string) bool { return aHost.MatchString(s) }

// hostOf returns the host of an address, in lower case, or nothing.
func hostOf(address string) string {
	u, err := url.Parse("https://" + withoutScheme(address))
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
}

func withoutScheme(address string) string {
	if scheme, rest, ok := strings.Cut(address, ":/"); ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")) {
		return strings.TrimLeft(rest, "/")
	}
	return address
}

// archived returns the address of the page that an archived page is a copy of, as
// archives write it at the end of their own, or nothing.
func archived(address string) string {
	_, path, _ := strings.Cut(withoutScheme(address), "/")
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	for _, scheme := range []string{"http:/", "https:/"} {
		if at := strings.Index(path, scheme); at >= 0 {
			return path[at:]
		}
	}
	// Without a scheme: "web/2007/www.unodc.org/unodc/index.html".
	for _, rest, more := strings.Cut(path, "/"); more; _, rest, more = strings.Cut(rest, "/") {
		if host, _, page := strings.Cut(rest, "/"); page && anAddress.MatchString(host) {
			return rest
		}
	}
	return ""
}

func isOf(host string, hosts []string) bool {
	return slices.ContainsFunc(hosts, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) })
}

// publishesAt reports whether a host has the name of a publisher. What counts is
// the name that was registered, as in "osce" of polis.osce.org: anybody can put a
// word before his own. It is the acronym of the publisher, or words with which a
// part of its name begins or ends. A single word of several is enough only in a
// domain of a State or an institution, because anybody can register it in .com.
func (r *Report) publishesAt(publisher Text, host string) bool {
	domain := registered(host)
	label, suffix, _ := strings.Cut(domain, ".")
	label, whole := plainLetters(label), plainLetters(domain)
	if len(label) < 3 {
		return false
	}
	top := suffix[strings.LastIndexByte(suffix, '.')+1:]
	restricted := len(top) == 2 || top == "int" || top == "gov" || top == "edu" || top == "mil"
	for _, l := range publisher.Langs() {
		name := publisher.In(l)
		for _, n := range namedHosts()[domain] {
			if plainLetters(n) == plainLetters(name) {
				return true
			}
		}
		if plainLetters(name) == whole || slices.Contains(r.acronymsOf(name), label) {
			return true
		}
		plain, _, _ := strings.Cut(name, "(")
		for part := range strings.SplitSeq(plain, ",") {
			words := strings.Fields(part)
			if initials(words) == label {
				return true
			}
			for n := range len(words) {
				few := n == 0 && len(words) > 1
				if few && !restricted {
					continue
				}
				if plainLetters(strings.Join(words[:n+1], "")) == label || plainLetters(strings.Join(words[len(words)-n-1:], "")) == label {
					return true
				}
			}
		}
	}
	return false
}

// registered is the name of a host that somebody registered: osce.org of polis.osce.org,
// nus.edu.sg of cil.nus.edu.sg. It is empty for a host that is none. The list of public
// suffixes is not used: it grows with each version, and with it what pages of issued editions
// say would change. It also has names such as github.io, below which anybody gets any name.
func registered(host string) string {
	labels := strings.Split(host, ".")
	n := len(labels) - 2
	if n >= 1 && len(labels[n+1]) == 2 && slices.Contains(sectors(), labels[n]) {
		n--
	}
	if n < 0 || !IsHost(host) {
		return ""
	}
	return strings.Join(labels[n:], ".")
}

// sectors are the names below the domain of a State under which its authorities, schools,
// companies and associations register theirs: gov.au, gouv.ci, edu.sg, co.uk.
func sectors() []string {
	return []string{
		"ac", "asso", "co", "com", "edu", "gc", "go", "gob", "gouv", "gov", "govt", "gub", "gv", "jus", "leg", "mil", "net", "or", "org", "sch",
	}
}

// acronymsOf returns the acronyms of the entities with a name, in any language, as
// they are in the host of an address.
func (r *Report) acronymsOf(name string) []string {
	var all []string
	for _, e := range r.Entities {
		if !slices.ContainsFunc(e.Name.Langs(), func(l Lang) bool { return plainLetters(e.Name.In(l)) == plainLetters(name) }) {
			continue
		}
		for _, l := range e.Acronym.Langs() {
			all = append(all, plainLetters(e.Acronym.In(l)))
		}
	}
	return all
}

// plainLetters returns the letters and digits of s, in lower case and without accents.
func plainLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFD.String(s))
}

// initials returns the initials of the capitalized words of a name, in lower case.
func initials(words []string) string {
	s := ""
	for _, w := range words {
		if r := []rune(w)[0]; unicode.IsUpper(r) {
			s += string(unicode.ToLower(r))
		}
	}
	return s
}
