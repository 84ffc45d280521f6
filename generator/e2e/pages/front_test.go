package pages

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// The front page gives the status of each paragraph, what comes next, how figures
// went and how long the report is.
func TestFrontPage(t *testing.T) {
	t.Parallel()
	site := readSite(t, e2e.KitchenSink(t))
	home := site["en/index.html"]
	if home == nil {
		t.Fatal("there is no front page")
	}
	tags := regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>`)
	text := strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(home.main, " "))), " ")
	rest := text
	for _, want := range []string{
		"Implementation at a glance Paragraph 1, Under implementation 1 Paragraph 1 bis, Not implemented 1 bis Paragraph 2, Implemented 2",
		"Operative paragraphs by status 1 Implemented",
		"Completeness 4 of 13",
		"Key figures 1,158 Countries assisted countries",
		"previous figure: about 137",
		"not comparable: at least one of the two figures is approximate",
		"Source: ",
		"The report in brief Short form: 34 of 500 words, 1 min. The whole report: 551 of 8,500 words, 3 min. The summary is one paragraph",
		"Under implementation By 3 September 2008 the Office had helped 1,158 countries, after 137 a year before. Addressed to:",
		"Next: At its reconvened session",
		"It is done.",
		"Next: One hundredth session",
		"What changed from the edition of 31 December 2008 (2008-07-31) that this one replaces",
		"Since the adoption of the resolution (18 December 2007)",
		"A State is counted from the date of deposit, as the depositary does; the instrument enters into force for that State later, as it provides.",
		"Source: counted here from the deposits in: ",
	} {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Errorf("the front page does not say %q here:\n%s", want, rest)
			continue
		}
		rest = after
	}
	if !strings.Contains(text, "No action requested") || regexp.MustCompile(`No action requested\s+No action is reported`).MatchString(text) {
		t.Error("of a paragraph that asks for no action the front page says that none is reported")
	}
	if n := strings.Count(home.main, `class="chart chart--spark"`); n != 2 {
		t.Errorf("%d pictures of a trend, want one for each instrument, and none of figures that are not comparable", n)
	}
	if !regexp.MustCompile(`<desc[^>]*>18 December 2007 \(\d+\); [^<]*\(\d+\)</desc>`).MatchString(home.main) {
		t.Error("the picture of a trend does not say its values since the adoption")
	}
	for name, want := range map[string]string{
		"fr/index.html": "Version courte",
		"en/index.html": `<a href="report/">The whole report`,
	} {
		if !strings.Contains(site[name].main, want) {
			t.Errorf("%s does not hold %q", name, want)
		}
	}
}

// Records say since which edition they are unchanged or new, and with its id where that
// is not the day: several editions may be as at one day.
func TestSinceNamesTheEdition(t *testing.T) {
	t.Parallel()
	since := regexp.MustCompile(`<p class="?since[^>]*>(.*?)</p>`)
	tags := regexp.MustCompile(`<[^>]*>`)
	named := 0
	for name, f := range readSite(t, e2e.KitchenSink(t)) {
		if !strings.HasPrefix(name, "en/") && !strings.HasPrefix(name, "draft/en/") {
			continue
		}
		for _, m := range since.FindAllStringSubmatch(f.main, -1) {
			text := strings.TrimSuffix(tags.ReplaceAllString(m[1], ""), ".")
			switch {
			case strings.HasSuffix(text, "31 December 2008"):
				t.Errorf("%s: %q does not say which edition", name, text)
			case strings.HasSuffix(text, "31 December 2008 (2008-07-31)"):
				named++
			}
		}
	}
	if named == 0 {
		t.Error("nothing is said to be unchanged since the edition of 31 December 2008")
	}
}
