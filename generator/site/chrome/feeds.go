package chrome

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/catalogue"
	"rapporteur/generator/feed"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// feedFile is the name of a feed, next to the page that it follows at the address of the
// current edition.
const feedFile = "feed.xml"

// maxFeedEntries is how many entries of the newest editions a feed holds.
const maxFeedEntries = 100

// Feeds returns the feeds of the site by name: of the editions, of what they changed, and
// of each paragraph and instrument, in each language that some edition is published in.
// One follows a record through all editions, so that the address to which pages of issued
// editions lead never ceases to exist. There are none before an edition is issued.
func (site *Site) Feeds() map[string][]byte {
	files := make(map[string][]byte)
	if site.Current == nil {
		return files
	}
	for _, lang := range site.Languages {
		w := feedWriter{site: site, lang: lang, strings: catalogue.In(lang), words: locale.New(report.Lang(lang))}
		// The draft may be in languages in which nothing was issued.
		if !slices.ContainsFunc(w.issued(), func(v *Edition) bool { return v.ByLang[lang] != nil }) {
			continue
		}
		add := func(path string, f *feed.Feed) {
			if f != nil {
				files[address.Version(page.Current, lang)+path+feedFile] = f.XML()
			}
		}
		add("editions/", w.editions())
		add("changes/", w.changes())
		followed := make(map[string]bool)
		for _, v := range w.issued() {
			if v.ByLang[lang] == nil {
				continue
			}
			for _, p := range v.ByLang[lang].Pages {
				if followable(p) && !followed[p.Path] {
					followed[p.Path] = true
					add(p.Path, w.record(v, p))
				}
			}
		}
	}
	return files
}

// followable reports whether a feed follows the record of a page.
func followable(p *page.Page) bool { return p.Kind == "paragraph" || p.Kind == "instrument" }

// feeds returns the links from a page to the feeds that a reader of it may follow.
func (a *builder) feeds(p *page.Page) []page.Feed {
	if a.site.Current == nil || a.v == a.site.Draft {
		return nil
	}
	say := catalogue.In(a.lang).Say
	link := func(key, path string, args ...any) page.Feed {
		return page.Feed{Title: say(key, args...), Href: a.to(page.Current, a.lang, path) + feedFile}
	}
	var out []page.Feed
	if p != nil && followable(p) {
		out = append(out, link("feed-record", p.Path, "Title", p.Title))
	}
	return append(out, link("feed-changes", "changes/"), link("feed-editions", "editions/"))
}

// feedWriter makes the feeds in one language.
type feedWriter struct {
	site    *Site
	lang    string
	strings *catalogue.Strings
	words   *locale.Locale
}

// issued are the editions in the order in which they were issued, the last one first. It
// differs from the order of their dates where an earlier edition is corrected.
func (w *feedWriter) issued() []*Edition {
	var out []*Edition
	for _, v := range w.site.Editions {
		if v != w.site.Draft {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b *Edition) int {
		return cmp.Or(b.Committed.Compare(a.Committed), cmp.Compare(b.History.Order(), a.History.Order()), cmp.Compare(b.Index, a.Index))
	})
	return out
}

// feed begins a feed that follows the page at a path.
func (w *feedWriter) feed(path, title string) *feed.Feed {
	front := w.site.Current
	r := front.Report
	original := r.Meta.Original
	name := locale.Text(r.Meta.Title, report.Lang(w.lang), original).Text
	say := w.strings.Say
	f := &feed.Feed{
		ID:       w.id("feed", path),
		Lang:     w.lang,
		Title:    r.Meta.Reference + " – " + title,
		Subtitle: oneLine(name),
		Author:   say("cite-publisher"),
		Self:     w.site.BaseURL + address.Version(page.Current, w.lang) + path + feedFile,
		Page:     w.site.BaseURL + address.Version(page.Current, w.lang) + path,
	}
	if o := Official(r, w.lang); o != nil {
		f.Author = cmp.Or(oneLine(o.By.Text), say("notice-short-official"))
	}
	return f
}

// id is the id of something in the feeds of this report.
func (w *feedWriter) id(words ...string) string {
	m := w.site.Current.Report.Meta
	return feed.ID(append([]string{m.Mandate.Resolution, m.Reference, w.lang}, words...)...)
}

// finish sets the day of the feed and leaves out what is too old.
func (w *feedWriter) finish(f *feed.Feed) *feed.Feed {
	slices.SortStableFunc(f.Entries, func(a, b feed.Entry) int { return strings.Compare(b.Updated, a.Updated) })
	f.Entries = f.Entries[:min(len(f.Entries), maxFeedEntries)]
	f.Updated = w.day(w.site.Current)
	for _, e := range f.Entries {
		f.Updated = max(f.Updated, e.Updated)
	}
	return f
}

// day is the day on which an edition was issued or, where that is not known, its date.
func (w *feedWriter) day(v *Edition) string {
	if v.Committed.IsZero() {
		return v.Report.Edition.AsAt.String()
	}
	return v.Committed.String()
}

// at is the address of a page of an edition at its permanent address.
func (w *feedWriter) at(v *Edition, path string) string {
	return w.site.BaseURL + address.Version(v.ID, v.InLanguage(w.lang).Lang) + path
}

// name is what an edition is called: "Edition 2008-07-31-corr-1, Corrigendum to 2008-07-31".
func (w *feedWriter) name(v *Edition) string {
	name := w.strings.Say("edition-of", "ID", v.ID)
	if rel := RelationOf(v.Report.Edition); rel.Kind != "" {
		name += w.strings.Say("cite-separator") + w.strings.Say("edition-"+rel.Kind, "ID", rel.To)
	}
	return name
}

// pair is a label with its value: "Parties: 164".
func (w *feedWriter) pair(what, of string) string {
	return w.strings.Say("feed-pair", "What", what, "Of", of)
}

// editions follows the editions. One whose place another took, and one that was withdrawn,
// says so from the day on which that happened.
func (w *feedWriter) editions() *feed.Feed {
	say := w.strings.Say
	f := w.feed("editions/", say("nav-editions"))
	for _, v := range w.issued() {
		e := feed.Entry{
			ID: w.id("edition", v.ID), Title: w.name(v), Link: w.at(v, ""), Published: w.day(v), Updated: w.day(v),
			Summary: w.pair(say("state-of-play"), v.InLanguage(w.lang).asAt.Text),
		}
		if by := w.site.edition(v.SupersededBy); by != nil {
			e.Updated = max(e.Updated, w.day(by))
			e.Summary += "\n" + w.pair(say("superseded-by"), by.ID)
		}
		f.Entries = append(f.Entries, e)
	}
	for _, left := range w.site.Withdrawn {
		e := feed.Entry{
			ID: w.id("edition", left.ID), Title: w.name(left.Edition), Link: w.at(left.Edition, ""),
			Published: left.Report.Edition.AsAt.String(), Updated: left.Report.Edition.AsAt.String(), Summary: say("state-withdrawn"),
		}
		if !left.On.IsZero() {
			e.Updated = left.On.String()
		}
		if reason := locale.Text(left.Reason, report.Lang(w.lang), w.site.Current.Report.Meta.Original).Text; reason != "" {
			e.Summary += "\n" + w.pair(say("reason"), oneLine(reason))
		}
		if left.ReplacedBy != "" {
			e.Summary += "\n" + w.pair(say("superseded-by"), left.ReplacedBy)
		}
		f.Entries = append(f.Entries, e)
	}
	return w.finish(f)
}

// changes follows what each edition changed compared with the one that it follows: an
// entry for each record.
func (w *feedWriter) changes() *feed.Feed {
	f := w.feed("changes/", w.strings.Say("nav-changes"))
	for _, v := range w.issued() {
		for _, g := range w.site.followed(v, w.lang).Changes {
			f.Entries = append(f.Entries, feed.Entry{
				ID: w.id("changes", v.ID, g.Anchor), Title: g.Title + " – " + w.name(v), Link: w.at(v, "changes/") + "#" + g.Anchor,
				Published: w.day(v), Updated: w.day(v),
				Summary: w.pair(w.strings.Say("nav-changes"), strconv.Itoa(g.N)),
			})
		}
	}
	return w.finish(f)
}

// Followed is what the feeds of a language say of an edition.
type Followed struct {
	Changes []FollowedChange          `json:",omitempty"` // in the order of the page of changes
	Records map[string]FollowedRecord `json:",omitempty"` // paragraphs and instruments that it has, by typed id
}

// FollowedChange is a record that an edition changed.
type FollowedChange struct {
	Anchor string `json:"a"` // on the page of changes
	Title  string `json:"t"`
	N      int    `json:"n"` // changes
}

// FollowedRecord is a paragraph or an instrument in an edition.
type FollowedRecord struct {
	Title string   `json:"t"`
	At    string   `json:"a,omitempty"` // where the edition says what is new, below its address in the language; empty if nothing is
	Lines []string `json:"l,omitempty"` // what it says
}

// followed is what the feeds of a language say of an edition.
func (site *Site) followed(v *Edition, lang string) Followed {
	if v.outline != nil {
		return v.outline.Followed[lang]
	}
	site.feeds.Lock()
	defer site.feeds.Unlock()
	if out, done := v.followed[lang]; done {
		return out
	}
	w := feedWriter{site: site, lang: lang, strings: catalogue.In(lang), words: locale.New(report.Lang(lang))}
	pages := v.InLanguage(lang)
	out := Followed{Changes: w.changed(pages)}
	for _, p := range pages.Pages {
		if followable(p) {
			if out.Records == nil {
				out.Records = make(map[string]FollowedRecord)
			}
			out.Records[p.Ref] = w.followedRecord(v, p)
		}
	}
	if v.followed == nil {
		v.followed = make(map[string]Followed)
	}
	v.followed[lang] = out
	return out
}

// changed are the records of the page of changes of an edition.
func (w *feedWriter) changed(pages *LangPages) []FollowedChange {
	p := pages.path["changes/"]
	if p == nil {
		return nil
	}
	body, ok := p.Body.(*page.Changes)
	if !ok {
		return nil
	}
	var out []FollowedChange
	for _, s := range body.Sections {
		for _, g := range s.Groups {
			title := g.Link.Text.Text
			if title == "" {
				title = w.section(s.Key)
			}
			if g.Link.Note != "" && !strings.Contains(title, g.Link.Note) {
				title = g.Link.Note + " – " + title
			}
			out = append(out, FollowedChange{Anchor: g.Anchor, Title: oneLine(title), N: max(g.N, len(g.Deposits))})
		}
	}
	return out
}

// section is what the page of changes calls a section of it.
func (w *feedWriter) section(key string) string {
	if key == "editions" {
		return w.strings.Say("about-this-edition")
	}
	return w.strings.Say("nav-" + key)
}

// record follows the paragraph or the instrument of a page of an edition, the newest that has
// it: an entry for each edition that brought it or says something else of it than the edition
// that it follows.
func (w *feedWriter) record(newest *Edition, p *page.Page) *feed.Feed {
	title := w.site.followed(newest, w.lang).Records[p.Ref].Title
	f := w.feed(p.Path, title)
	for _, v := range w.issued() {
		r := w.site.followed(v, w.lang).Records[p.Ref]
		if r.At == "" {
			continue
		}
		f.Entries = append(f.Entries, feed.Entry{
			ID: w.id("record", p.Ref, v.ID), Title: title + " – " + w.name(v), Link: w.at(v, "") + r.At,
			Published: w.day(v), Updated: w.day(v), Summary: strings.Join(r.Lines, "\n"),
		})
	}
	if len(f.Entries) == 0 {
		return nil
	}
	return w.finish(f)
}

// followedRecord is what a feed says of the record of a page of an edition.
func (w *feedWriter) followedRecord(v *Edition, p *page.Page) FollowedRecord {
	out := FollowedRecord{Title: oneLine(p.Title)}
	if body, ok := p.Body.(*page.Paragraph); ok {
		out.Title = w.strings.Say("paragraph-n", "N", body.Number) + " – " + out.Title
	}
	ref := report.ParseRef(p.Ref)
	n, at := 0, p.Path
	if before := v.History.Previous; before != nil {
		c := w.site.Comparisons[[2]*history.Edition{before, v.History}]
		if c == nil {
			return out
		}
		if n = len(c.ChangesTo(ref)) + w.joined(p); n == 0 {
			return out
		}
		if anchor := c.Anchor(ref); anchor != "" {
			at = "changes/#" + anchor
		}
	}
	out.At, out.Lines = at, w.says(v, p, n)
	return out
}

// joined counts the States that became parties to the instrument of a page, or ceased to
// be, since the edition before.
func (w *feedWriter) joined(p *page.Page) int {
	if e := parties(p); e != nil && !e.First {
		return len(e.Joined) + len(e.Left)
	}
	return 0
}

// parties is the parties to the instrument of a page as its own edition counts them; nil
// where it does not.
func parties(p *page.Page) *page.EditionParties {
	body, ok := p.Body.(*page.Instrument)
	if !ok || body.Editions == nil {
		return nil
	}
	for i, e := range body.Editions.Entries {
		if e.Self && e.Counted {
			return &body.Editions.Entries[i]
		}
	}
	return nil
}

// says are lines on what an edition says of a paragraph or an instrument, and how many
// changes that makes.
func (w *feedWriter) says(v *Edition, p *page.Page, changes int) []string {
	say := w.strings.Say
	var lines []string
	switch body := p.Body.(type) {
	case *page.Paragraph:
		if body.Status != nil {
			lines = append(lines, w.pair(say("term-list-status"), cmp.Or(body.Status.Name.Text, say(body.Status.Key))))
		}
	case *page.Instrument:
		if e := parties(p); e != nil {
			lines = append(lines, w.pair(say("parties"), e.Parties.Text))
			if names := w.joinedNames(e); names != "" {
				lines = append(lines, w.pair(say("joined-since"), names))
			}
		}
	}
	if v.History.Previous == nil {
		return append(lines, say("timeline-first"))
	}
	return append(lines, w.pair(say("nav-changes"), strconv.Itoa(changes)))
}

// joinedNames are the States that joined since the edition before; empty in the first one,
// where all did.
func (w *feedWriter) joinedNames(e *page.EditionParties) string {
	if e.First {
		return ""
	}
	var names []string
	for _, j := range e.Joined {
		names = append(names, j.State.Text.Text)
	}
	return w.words.Series(names)
}
