package release

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"rapporteur/generator/diff"
	"rapporteur/generator/edition"
	"rapporteur/generator/insert"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// releaser prepares a release in a working tree.
type releaser struct {
	sys   Console
	repo  *edition.Repo
	order *Order

	git    checkout
	files  fs.FS                   // the repository whose data is changed: on disk, or an older edition
	report *report.Report          // as it is on disk
	draft  bool                    // it has not been issued yet
	series *edition.Series         // of what is checked out
	issues []edition.IssuingCommit // of what is checked out, and of the branch to merge into
}

// plan is the change to make.
type plan struct {
	issue      bool // an edition is issued; else a draft is begun or an edition only withdrawn
	id         string
	asAt       report.Date
	supersedes string
	corrects   string             // of a corrigendum, from schema 3 on
	addsTo     string             // of an addendum, from schema 3 on
	kind       report.EditionKind // empty before schema 3
	withdraw   string
	last       *edition.Edition // to compare with; nil for the first edition
	question   say.Text         // empty where nothing is asked
	branch     string           // empty where there is nothing to merge
	message    string           // of the commit

	folder string            // of the edition; empty for data/
	ledger []byte            // data/editions.toml as it will be
	rows   []report.Recorded // of it, that are new

	data  []byte // data/report.toml as it will be
	edits []insert.Edit
	entry string // the new table under [[withdrawn]]
	line  int    // at which entry begins, 1-based
}

func (rl *releaser) read(ctx context.Context) error {
	if rl.repo.Root == "" {
		return say.Errorf("%s has no working tree; run this in a clone of it", rl.repo.Location)
	}
	var err error
	if rl.series, err = rl.repo.Series(ctx, ""); err != nil {
		return err
	}
	if rl.issues, err = rl.repo.IssuingCommits(ctx, ""); err != nil {
		return err
	}
	if rl.order.Next == "" || rl.order.Withdraw != "" || rl.order.Correction.Flag != "" {
		if rl.git, err = readCheckout(ctx, rl.repo.Root); err != nil {
			return err
		}
	}
	if rl.git.base != "" {
		more, err := rl.repo.IssuingCommits(ctx, rl.git.baseCommit)
		if err != nil {
			return err
		}
		rl.issues = append(rl.issues, more...)
	}
	rep, ps, err := rl.repo.LoadWorkingTree()
	if err != nil {
		return err
	}
	if rep == nil {
		return rl.printProblems(ps)
	}
	rl.report, rl.files = rep, rl.repo.WorkingTree()
	rl.draft = rep.Edition.Status == report.Draft || rl.issued(rep.Edition.ID) == nil
	return nil
}

// issued is the commit that issued an edition of that id, nil where none did.
func (rl *releaser) issued(id string) *edition.IssuingCommit {
	i := slices.IndexFunc(rl.issues, func(is edition.IssuingCommit) bool { return is.ID == id })
	if i < 0 {
		return nil
	}
	return &rl.issues[i]
}

// plan decides what to change and makes the new data/report.toml.
func (rl *releaser) plan() (*plan, error) {
	o := rl.order
	p := &plan{id: o.ID, withdraw: o.Withdraw, last: rl.series.Current()}
	p.issue = o.Next == "" && (o.ID != "" || o.Withdraw == "" || o.Correction.Flag != "")
	if o.Next != "" {
		p.id = o.Next
	}
	if err := rl.planWithdrawal(p); err != nil {
		return nil, err
	}
	words := make(map[string]string)
	if p.issue || o.Next != "" {
		if err := rl.planEdition(p); err != nil {
			return nil, err
		}
		words["id"], words["as_at"], words["status"], words["supersedes"] = p.id, p.asAt.String(), string(report.Draft), p.supersedes
		words["kind"], words["corrects"], words["adds_to"] = string(p.kind), p.corrects, p.addsTo
	}
	switch {
	case p.issue:
		words["status"] = string(report.Issued)
		p.question, p.branch, p.message = say.F("Issue edition %s?", p.id), "release/"+p.id, "Issue edition "+p.id
		if p.withdraw != "" {
			p.question = say.F("Issue edition %s and withdraw %s?", p.id, p.withdraw)
			p.message += ", withdraw " + p.withdraw
		}
	case p.withdraw != "":
		p.question, p.branch, p.message = say.F("Withdraw edition %s?", p.withdraw), "withdraw/"+p.withdraw, "Withdraw edition "+p.withdraw
	}
	if p.issue && rl.inFolder(p.id) {
		p.folder = report.CorrectionsFolder + "/" + p.id
		if rl.git.base == "" {
			return nil, say.Errorf("it is not known which branch the edition %s is merged into; call it main, or fetch it from the remote", p.id)
		}
		if err := rl.git.committed(); err != nil {
			return nil, err
		}
	}
	if p.branch != "" {
		if err := rl.git.free(p.branch, p.id, p.issue); err != nil {
			return nil, err
		}
	}
	for key, text := range o.Texts {
		if !strings.HasPrefix(key, "reason") {
			words[rl.inLanguage(key)] = text
		}
	}
	if len(words) > 0 && p.id == "" {
		key := slices.Sorted(maps.Keys(words))[0]
		return nil, say.Usagef("%s is set when an edition is issued or a draft begun; name it by ID or --next", key)
	}
	return p, rl.revise(p, words)
}

// inLanguage is the key of a text; without a language it is in the original.
func (rl *releaser) inLanguage(key string) string {
	if strings.Contains(key, ".") {
		return key
	}
	return key + "." + string(rl.report.Meta.Original)
}

// planEdition sets id, date and the superseded edition.
func (rl *releaser) planEdition(p *plan) error {
	o, e := rl.order, rl.report.Edition
	goesOn := rl.draft && o.Next == "" // the id and date of the draft are kept
	if o.AsAt != "" {
		day, err := report.ParseDate(o.AsAt)
		if err != nil || day.Day == 0 {
			return say.Usagef("--as-at is the last day that the edition speaks of, such as 2008-07-31, not %q", o.AsAt)
		}
		p.asAt = day
	}
	switch {
	case o.Correction.Flag != "":
		if err := rl.planRelation(p); err != nil {
			return err
		}
	case goesOn && (e.RelatesTo() == "" || e.RelatesTo() != p.withdraw):
		p.supersedes, p.corrects, p.addsTo, p.kind = e.Supersedes, e.Corrects, e.AddsTo, e.Kind
	}
	switch {
	case p.id == "" && rl.draft && rl.git.branch == writing(e.ID) && e.RelatesTo() == o.Correction.To:
		p.id = e.ID
	case p.id == "" && o.Correction.Flag != "":
		p.id = rl.suggest(o.Correction)
	case p.id == "" && rl.draft:
		p.id = e.ID
	case p.id == "":
		return say.Usagef("say which edition is issued, for the data is still that of %s: release ID --as-at DATE, or --corrigendum-to %s", e.ID, e.ID)
	}
	if err := report.CheckEditionID(p.id); err != nil {
		return say.Usagef("%v", err)
	}
	if err := rl.free(p.id); err != nil {
		return err
	}
	if p.asAt.IsZero() {
		if !goesOn {
			return say.Usagef("say what day %s speaks of: --as-at DATE", p.id)
		}
		p.asAt = e.AsAt
	}
	now := rl.sys.Now
	if today := (report.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}); p.issue && p.asAt.After(today) {
		return say.Errorf("%s speaks of %s, which is still to come (today is %s); issue it then, or give an earlier day with --as-at", p.id, p.asAt, today)
	}
	if p.relatesTo() == "" {
		return nil
	}
	old, err := rl.correctable(p.relatesTo())
	if err == nil {
		p.last = old
	}
	return err
}

// free refuses the id of an edition that was issued.
func (rl *releaser) free(id string) error {
	is := rl.issued(id)
	switch {
	case is == nil:
		return nil
	case slices.ContainsFunc(rl.report.Withdrawn, func(w report.Withdrawn) bool { return w.ID == id }):
		return say.Errorf("the edition %s was withdrawn, and its id is never used again; choose another", id)
	case is.Folder != "" && is.Commit == rl.series.Tip && rl.git.base != "" && rl.git.ahead > 0:
		return say.Errorf("the last commit of this branch, %.12s, issues %s already and is not on %s yet; to redo it: git switch %s && git branch -D %s", is.Commit, id, rl.git.base, writing(id), rl.git.branch)
	case is.Commit == rl.series.Tip && rl.git.base != "" && rl.git.ahead > 0:
		return say.Errorf("the last commit of this branch, %.12s, issues %s already and is not on %s yet; to redo it, undo the commit: git reset --keep HEAD~1", is.Commit, id, rl.git.base)
	}
	return say.Errorf("the id %s is taken: commit %.12s issued an edition under it on %s; choose another, or correct that edition with --corrigendum-to %s",
		id, is.Commit, is.Committed.Format("2006-01-02"), id)
}

// planRelation takes over the date from the edition that is corrected.
func (rl *releaser) planRelation(p *plan) error {
	t := rl.order.Correction
	old, err := rl.correctable(t.To)
	switch {
	case err != nil:
		return err
	case p.asAt.IsZero():
		p.asAt = old.AsAt
	case p.asAt == old.AsAt:
	case t.kind != report.Addendum:
		return say.Usagef("what corrects %s keeps its day, %s; leave --as-at out", old.ID, old.AsAt)
	case p.asAt.Before(old.AsAt):
		return say.Usagef("what adds to %s speaks of %s or a later day, not of %s", old.ID, old.AsAt, p.asAt)
	}
	if rl.report.Schema < 3 {
		// Data of an older schema has no key for the relation between the two editions.
		if p.asAt == old.AsAt {
			p.supersedes = old.ID
		}
		return nil
	}
	p.kind = t.kind
	switch t.kind {
	case report.Corrigendum:
		p.corrects = old.ID
	case report.Addendum:
		p.addsTo = old.ID
		if old.AddsTo != "" {
			return say.Usagef("%s is an addendum itself; name the edition that it adds to, %s", old.ID, old.AddsTo)
		}
	default:
		p.supersedes = old.ID
	}
	return nil
}

// relatesTo is the id of the edition that the new one corrects, revises or adds to;
// empty where it does none of these.
func (p *plan) relatesTo() string { return cmp.Or(p.supersedes, p.corrects, p.addsTo) }

// correctable returns the edition, if it can be corrected.
func (rl *releaser) correctable(id string) (*edition.Edition, error) {
	old, err := shownEdition(rl.series, id)
	if err != nil {
		return nil, err
	}
	if old.SupersededBy != "" {
		return nil, say.Errorf("the edition %s is superseded by %s; correct that one", id, old.SupersededBy)
	}
	return old, nil
}

// suggest is the first free id of a correction of an edition: a second one is
// -corr-2, not -corr-1-corr-1.
func (rl *releaser) suggest(t Correction) string {
	stem := t.To
	for _, other := range Corrections() {
		if i := strings.LastIndex(stem, "-"+other.suffix+"-"); i > 0 && strings.Trim(stem[i+len(other.suffix)+2:], "0123456789") == "" {
			stem = stem[:i]
		}
	}
	for n := 1; ; n++ {
		if id := fmt.Sprintf("%s-%s-%d", stem, t.suffix, n); rl.issued(id) == nil {
			return id
		}
	}
}

// planWithdrawal checks the edition to withdraw, if there is one.
func (rl *releaser) planWithdrawal(p *plan) error {
	if p.withdraw == "" {
		return nil
	}
	if _, err := shownEdition(rl.series, p.withdraw); err != nil {
		return err
	}
	if !p.issue && rl.order.Next == "" && !rl.draft {
		return say.Usagef("the data is that of the edition %s, which stays as it was issued; so issue another together with the withdrawal, release ID --withdraw %s, or begin a draft with it: --next ID --as-at DATE",
			rl.report.Edition.ID, p.withdraw)
	}
	if rl.order.By != "" && rl.report.Schema < 3 {
		return say.Usagef("--by is written from schema 3 on; the data is of schema %d", rl.report.Schema)
	}
	if _, ok := rl.order.Texts["reason"]; !ok && rl.order.Texts[rl.inLanguage("reason")] == "" {
		return say.Usagef("say in the original language too why %s is withdrawn: --%s TEXT", p.withdraw, rl.inLanguage("reason"))
	}
	return nil
}

// revise makes the new data/report.toml.
func (rl *releaser) revise(p *plan, words map[string]string) error {
	const name = "data/report.toml"
	old, err := fs.ReadFile(rl.files, name)
	if err != nil {
		return err
	}
	rev, err := insert.Revise(old, words)
	if err != nil {
		return err
	}
	p.data, p.edits = rev.Data, rev.Edits
	if p.withdraw == "" {
		return nil
	}
	entry := map[string]string{"id": p.withdraw, "commit": rl.series.ByID(p.withdraw).Commit}
	if rl.report.Schema >= 3 {
		now := rl.sys.Now
		entry["on"], entry["by"] = report.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}.String(), rl.order.By
	}
	if entry["replaced_by"] = rl.order.ReplacedBy; rl.order.ReplacedBy == "" && p.issue {
		entry["replaced_by"] = p.id
	}
	for key, text := range rl.order.Texts {
		if strings.HasPrefix(key, "reason") {
			entry[rl.inLanguage(key)] = text
		}
	}
	files, ps, err := insert.Read(overlay{rl.files, name, p.data})
	if err != nil {
		return err
	}
	if err := rl.printProblems(ps); err != nil {
		return err
	}
	change, err := files.Withdraw(entry)
	if err != nil {
		return err
	}
	added := strings.Count(string(change.Data), "\n") - strings.Count(string(p.data), "\n")
	for i := range p.edits {
		if p.edits[i].Line >= change.First {
			p.edits[i].Line += added
		}
	}
	p.data, p.entry, p.line = change.Data, change.Text, change.First
	return nil
}

// compare prints what changed since the last edition. Without a change there is
// nothing to issue; a correction may change only title or note.
func (rl *releaser) compare(ctx context.Context, p *plan, rep *report.Report) error {
	if p.last == nil {
		rl.tell(say.F("\nThis is the first edition, so there is none to compare it with."))
		return nil
	}
	before, _, err := p.last.Target().Load(ctx, rl.repo)
	if err != nil {
		return say.Errorf("edition %s: %v", p.last.ID, err)
	}
	if before == nil {
		return say.Errorf("the edition %s cannot be read, so there is nothing to compare with; 'rapporteur check --rev %s' says why", p.last.ID, p.last.ID)
	}
	c := diff.Compare(before, rep)
	c.From.Name, c.From.Commit, c.To.Name = p.last.ID, p.last.Commit, p.id
	real := slices.ContainsFunc(c.List, func(ch diff.Change) bool {
		if ch.Ref.Kind == report.KindWithdrawn {
			return false
		}
		if ch.Ref.Kind != report.KindEdition {
			return true
		}
		return p.relatesTo() != "" && (ch.Field == "title" || ch.Field == "note")
	})
	if !real {
		rl.tell(say.F("only the edition's own fields differ from the edition %s, so there is nothing to issue; nothing was changed", p.last.ID))
		return ErrStopped
	}
	fmt.Fprintln(rl.sys.Stderr)
	return diff.WriteText(rl.sys.Stderr, c.Speaking(rl.sys.Lang), rl.sys.Colour)
}

// warnings are what to review before confirming.
func (rl *releaser) warnings(ctx context.Context, p *plan, rep *report.Report) []say.Text {
	var list []say.Text
	if n := rl.git.behind; n > 0 && p.folder == "" {
		list = append(list, say.F("data/ changed on %s since this branch left it (%s), so the edition would lack that; run git rebase %s, then release again", rl.git.base, say.N(n, "commit"), rl.git.base))
	}
	for _, w := range rep.Withdrawn {
		for _, l := range rep.Meta.Languages {
			if w.ID == p.withdraw && w.Reason.In(l) == "" {
				list = append(list, say.F("the reason why %s is withdrawn is missing in %q: --reason.%s TEXT gives it", w.ID, l, l))
			}
		}
	}
	if !p.issue {
		return list
	}
	texts := func(e report.Edition) map[string]report.Text {
		return map[string]report.Text{"title": e.Title, "note": e.Note}
	}
	var before report.Edition
	if p.last != nil {
		if old, _, err := p.last.Target().Load(ctx, rl.repo); err == nil && old != nil {
			before = old.Edition
		}
	}
	same := rep.Edition.SameTexts(before, rep.Meta.Languages)
	for _, name := range []string{"title", "note"} {
		if texts(rep.Edition)[name].IsZero() {
			list = append(list, say.F("the edition has no %s; --%s TEXT gives one", name, name))
		} else if slices.Contains(same, name) {
			list = append(list, say.F("the %s is still that of the edition %s; --%s TEXT gives another", name, before.ID, name))
		}
	}
	for _, field := range same {
		if name, l, ok := strings.Cut(field, "."); ok {
			list = append(list, say.F("the %s in %q is still that of the edition %s; --%s TEXT gives another", name, l, before.ID, field))
		}
	}
	return list
}

// writeEdits lists what changes, by line, in a language.
func (p *plan) writeEdits(w io.Writer, lang string) error {
	var b strings.Builder
	edits := slices.Clone(p.edits)
	slices.SortStableFunc(edits, func(x, y insert.Edit) int { return cmp.Compare(x.Line, y.Line) })
	for _, e := range edits {
		from, to := excerpt(e.From), excerpt(e.To)
		switch {
		case to == "":
			to = say.F("removed").In(lang)
			fallthrough
		case from != "":
			from += " → "
		}
		fmt.Fprintf(&b, "data/report.toml:%d: %s: %s%s\n", e.Line, e.Field, from, to)
	}
	if p.entry != "" {
		fmt.Fprintf(&b, "%s\n\n%s", say.F("data/report.toml:%d: added", p.line).In(lang), p.entry)
	}
	if len(p.rows) > 0 && p.folder == "" {
		fmt.Fprintln(&b, say.F("%s: %v recorded", report.LedgerFile, say.N(len(p.rows), "edition")).In(lang))
	}
	if b.Len() == 0 {
		fmt.Fprintln(&b, say.F("data/report.toml: already says this").In(lang))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// excerpt is a text on one line, cut where it is long.
func excerpt(s string) string {
	const most = 60
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > most {
		r = append(r[:most-1], '…')
	}
	return string(r)
}
