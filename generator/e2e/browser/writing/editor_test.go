package writing

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/e2e"

	"github.com/chromedp/chromedp"
)

// A desk is a page of the editor in a browser.
type desk struct {
	e2e.Tab
	said func() []string // on the console
}

// openDesk opens the editor of a server at a record.
func openDesk(t *testing.T, url, lang, record string) desk {
	t.Helper()
	tab := e2e.Tab{T: t, Ctx: e2e.Browser(t), URL: strings.TrimSuffix(url, "/")}
	d := desk{tab, e2e.Console(t, tab.Ctx)}
	d.Open("/draft/" + lang + "/edit/#" + record)
	d.ready()
	if record != "" {
		d.shows(record)
	}
	return d
}

// until waits for an expression to be true.
func (d desk) until(what, expression string) {
	d.T.Helper()
	came := func() bool {
		// While a page is loaded again there is nothing that could be asked.
		s, err := chromedp.Run(d.Ctx, chromedp.Evaluate[string]("String(!!("+expression+"))"))
		return err == nil && s == "true"
	}
	if !e2e.Until(d.T, came) {
		d.T.Fatalf("%s never came; the page says\n%s\n%v", what, d.Text(`document.getElementById("editor").innerText.slice(-4000)`), d.said())
	}
}

func (d desk) ready() {
	d.T.Helper()
	d.until("the editor", `document.getElementById("editor")?.dataset.ready`)
}

// reload loads the page again. The page that was there counts as ready until it has gone,
// so it is marked.
func (d desk) reload() {
	d.T.Helper()
	d.Text(`(document.documentElement.dataset.old = "true", location.reload(), "")`)
	d.until("the editor loaded again", `!document.documentElement.dataset.old && document.getElementById("editor")?.dataset.ready`)
}

// shows waits until the form of a record is there and judged.
func (d desk) shows(record string) {
	d.T.Helper()
	d.until("the form of "+record, fmt.Sprintf(`location.hash === %q && document.querySelector("#edit-form [data-path]")?.closest("#edit-form").dataset.record === %q`, "#"+record, record))
}

// fieldOf is the field with a path: of the record that is being added, if there is one.
func fieldOf(path string) string {
	return fmt.Sprintf(`(document.querySelector("#editor form:has([type=submit])") || document.getElementById("editor")).querySelector('[data-path=%q]')`, path)
}

// fill puts a value into the field with a path, as if it were typed and left.
func (d desk) fill(path, value string) {
	d.T.Helper()
	field := fieldOf(path)
	d.until("the field "+path, field)
	d.Text(fmt.Sprintf(`(() => { const i = %s; i.focus(); i.value = %q; i.dispatchEvent(new Event("input")); i.dispatchEvent(new Event("change")); return ""; })()`, field, value))
}

// choose takes the choice of a list whose name begins with some words.
func (d desk) choose(path, words string) {
	d.T.Helper()
	field := fieldOf(path)
	option := fmt.Sprintf(`[...%s.list.options].find((o) => o.value.startsWith(%q))`, field, words)
	d.until(path+" with "+words, field+" && "+option)
	d.Text(fmt.Sprintf(`(() => { const i = %s; i.focus(); i.value = %s.value; i.dispatchEvent(new Event("change")); return ""; })()`, field, option))
}

func (d desk) click(selector string) {
	d.T.Helper()
	d.until(selector, fmt.Sprintf(`document.querySelector(%q)`, selector))
	d.Text(fmt.Sprintf(`(document.querySelector(%q).click(), "")`, selector))
}

// add opens the form of a new record.
func (d desk) add(kind string) {
	d.T.Helper()
	d.Text(fmt.Sprintf(`(() => { const k = document.getElementById("edit-kind"); k.value = %q; k.dispatchEvent(new Event("change")); return ""; })()`, kind))
	d.click("#edit-add")
	d.until("the new "+kind, `document.querySelector("#editor form [type=submit]")`)
}

// judged waits until the whole draft is checked, and gives the errors.
func (d desk) judged() string {
	d.T.Helper()
	d.until("the check", `!document.querySelector("#edit-tools [role=status]").textContent.includes("…")`)
	return d.Text(`[...document.querySelectorAll("#edit-tools > .edit__problems > li:not(.edit__warning)")].map((l) => l.textContent).join("\n")`)
}

// propose sends the changes with a token and gives what the page says of it.
func (d desk) propose(title, token string) string {
	d.T.Helper()
	d.Text(fmt.Sprintf(`(() => {
		document.getElementById("editor").dataset.patience = "1500";
		document.getElementById("edit-outcome").textContent = "";
		document.getElementById("edit-title").value = %q;
		document.getElementById("edit-token").value = %q;
		document.getElementById("edit-send").click(); return ""; })()`, title, token))
	d.until("an outcome", `document.getElementById("edit-outcome").textContent && !document.getElementById("edit-send").disabled && !/…$/.test(document.getElementById("edit-outcome").textContent)`)
	return d.Text(`document.getElementById("edit-outcome").textContent`)
}

// editedProject is a small report that was issued, with a repository whose API is a
// fake one, and the server of its draft.
func editedProject(t *testing.T, forge string) (e2e.Project, *fakeForge, livePreview) {
	t.Helper()
	p := e2e.NewProject(t, "small")
	f := newFakeForge(t, nil)
	config := fmt.Sprintf("[params]\nrepository = \"https://%s.example/un/report\"\nforge = %q\napi = %q\n", forge, forge, f.URL)
	if err := os.WriteFile(filepath.Join(p.Dir, "config.toml"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	p.Issue()
	f.files = dataFiles(t, p.Dir)
	return p, f, startPreview(t, p.Dir)
}

func dataFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	for _, pattern := range []string{"data/*.toml", "data/*/*.toml"} {
		names, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel(dir, name)
			files[filepath.ToSlash(rel)] = string(b)
		}
	}
	return files
}

// A desk officer who never sees TOML begins the next draft, corrects a sentence, adds
// an activity with its source and records a ratification, in French and in English;
// the proposal that comes out passes check. What can go wrong on the way is told in
// one sentence, and nothing is lost.
func TestDeskOfficer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, forge, source, workshop string
		says                          map[string]string
	}{
		{"fr", "github", "Rapport de l’Office", "Atelier", map[string]string{
			"expired": "n’accepte pas le jeton", "rights": "ne donne pas le droit", "refuse": "a refusé la proposition (422)", "slow": "ne répond pas", "half": "incomplète ou incompréhensible", "drop": "incomplète ou incompréhensible",
		}},
		{"en", "gitlab", "Report of the Office", "Workshop", map[string]string{"expired": "does not accept the token", "rights": "no right to write", "slow": "does not answer", "half": "broke off"}},
	} {
		t.Run(c.lang, func(t *testing.T) {
			if c.lang != "fr" && os.Getenv("RAPPORTEUR_LONG") == "" {
				t.Skip("set RAPPORTEUR_LONG for the walk in English, on the other forge")
			}
			t.Parallel()
			p, f, view := editedProject(t, c.forge)
			d := openDesk(t, view.url, c.lang, "request:op01-a")

			d.Text(`(document.getElementById("edit-begin").value = "2001-06-30", "")`)
			d.click("#edit-begin-do")
			d.until("the draft", `!document.getElementById("edit-begin")`)

			// The sentence, with real keys.
			d.Text(`(() => { const i = document.querySelector('[data-path="progress.fr"]'); i.focus(); i.setSelectionRange(i.value.length, i.value.length); return ""; })()`)
			d.Do(chromedp.SendKeys(`[data-path="progress.fr"]`, " Il en a tenu un autre."))
			d.fill("progress.en", d.Text(`document.querySelector('[data-path="progress.en"]').value`)+" It held another one.")

			d.add("source")
			d.fill("title.fr", "Communiqué de l’Office")
			d.fill("title.en", "Press release of the Office")
			d.until("an id", fieldOf("id")+".value")
			d.fill("id", "press-2001")
			d.fill("kind", "press")
			d.click("#editor form [type=submit]")
			d.shows("source:press-2001")
			d.fill("original", "en")
			d.fill("date", "2001-05-02")
			d.fill("access", "seen")

			d.add("activity")
			d.fill("id", "lima-2001")
			d.fill("kind", "training")
			d.fill("title.fr", "Formation d’essai")
			d.fill("title.en", "Test training")
			d.fill("start", "2001-04-10")
			d.choose("source", map[string]string{"fr": "Communiqué", "en": "Press release"}[c.lang])
			d.fill("verification", "secondary")
			d.click("#editor form [type=submit]")
			d.shows("activity:lima-2001")
			d.until("its source", `document.querySelector('[data-path="cites[0].source"]')?.value`)
			d.fill("title.fr", "Formation de Lima")
			d.fill("title.en", "Training in Lima")
			d.fill("original", "en")
			d.fill("end", "2001-04-12")
			d.fill("place.city.fr", "Vienne")
			d.fill("place.city.en", "Vienna")
			d.choose("place.state", map[string]string{"fr": "Autriche", "en": "Austria"}[c.lang])
			d.click(`[data-add=gaps]`)
			d.fill("gaps[0].field", "outcome")
			d.fill("gaps[0].reason", "not-stated")
			d.click(`[data-next=gaps]`)
			d.until("a second row", fieldOf("gaps[1].field"))

			// One form at a time: that of a new record leaves when another record is opened.
			d.add("source")
			d.Text(`(location.hash = "#activity:lima-2001", "")`)
			d.shows("activity:lima-2001")
			if left := d.Number(`document.querySelectorAll("#editor form [type=submit]").length`); left > 0 {
				t.Error("the form of a new record is still there")
			}
			// The list is that of the record that is open, by the name that it has now.
			d.until("the list of activities", fmt.Sprintf(`document.getElementById("edit-kind").value === "activity" && document.querySelector(".edit__found [aria-current]").textContent.includes(%q)`, "Lima"))

			d.add("act")
			// A name may be typed in part; what is of no record is not taken.
			d.fill("instrument", "unheard of")
			if got := d.Text(fieldOf("instrument") + `.closest(".edit__field").querySelector(".edit__problems").innerText`); !strings.Contains(got, catalogue.In(c.lang).Say("edit-choose-one")) {
				t.Errorf("of a name of no record the page says %q", got)
			}
			d.choose("instrument", map[string]string{"fr": "Traité", "en": "Treaty"}[c.lang])
			d.fill("state", map[string]string{"fr": "AUTRI", "en": "AUSTRI"}[c.lang])
			if got := d.Text(fieldOf("state") + ".value"); !strings.HasPrefix(got, map[string]string{"fr": "Autriche", "en": "Austria"}[c.lang]) {
				t.Errorf("what was typed of a name became %q", got)
			}
			d.fill("kind", "accession")
			d.fill("date", "2001-03-20")
			d.click("#editor form [type=submit]")
			d.shows("act:treaty-1999/aut/accession/2001-03-20")

			if errors := d.judged(); errors != "" {
				t.Errorf("the draft has errors:\n%s", errors)
			}

			// The work outlives a reload.
			d.reload()
			d.Text(`(location.hash = "#activity:lima-2001", "")`)
			d.shows("activity:lima-2001")

			// A second tab with the same record: both say so, and after a reload nothing is lost
			// of either; the field that both changed is told with both values.
			d.twoTabs(c.lang)

			for mode, want := range c.says {
				f.set(mode)
				if got := d.propose("Corriger l’essai", forgeToken); !strings.Contains(got, want) {
					t.Errorf("when the forge is %s the page says %q, not %q", mode, got, want)
				}
			}
			f.set("")
			if got := d.propose("Corriger", "another token"); !strings.Contains(got, c.says["expired"]) {
				t.Errorf("of a wrong token the page says %q", got)
			}
			f.mu.Lock()
			mine := f.files["data/sources.toml"]
			f.files["data/sources.toml"] += "# upstream\n"
			f.mu.Unlock()
			if got := d.propose("Corriger", forgeToken); !strings.Contains(got, "data/sources.toml") {
				t.Errorf("of a file that changed meanwhile the page says %q", got)
			}
			f.mu.Lock()
			f.files["data/sources.toml"] = mine
			f.mu.Unlock()
			f.made()
			if got := d.propose("Corriger l’essai", forgeToken); !strings.Contains(got, f.URL) {
				t.Fatalf("the page says %q", got)
			}
			title, tree := f.made()
			if title != "Corriger l’essai" || len(tree) != 5 {
				t.Errorf("the proposal %q changes %d files", title, len(tree))
			}
			if kept := d.Text(`Object.keys(localStorage).filter((k) => k.endsWith("token")).length`); kept != "0" {
				t.Error("the token was kept")
			}
			// The same edits saved to the files give the same files, and the page says so still
			// when serve has loaded it again; the writer is where he was.
			d.Text(`(() => {
				document.documentElement.dataset.old = "true";
				document.getElementById("edit-save").click();
				const i = document.querySelector('[data-path="title.fr"]');
				i.focus();
				i.setSelectionRange(3, 3);
				return "";
			})()`)
			d.until("the page after saving", fmt.Sprintf(`!document.documentElement.dataset.old && document.getElementById("edit-outcome")?.textContent === %q && document.activeElement.dataset.path === "title.fr" && document.activeElement.selectionStart === 3`, catalogue.In(c.lang).Say("edit-saved")))
			for name, text := range tree {
				if got, err := os.ReadFile(filepath.Join(p.Dir, filepath.FromSlash(name))); err != nil || string(got) != text {
					t.Errorf("%s is saved as\n%s\nand proposed as\n%s\n%v", name, got, text, err)
				}
			}
			// A file that is saved meanwhile does not reload a page on which a record is written
			// that is not there yet.
			d.add("source")
			d.fill("id", "later")
			d.Text(`(dispatchEvent(new Event("report-changed", { cancelable: true })), "")`)
			d.fill("kind", "press")
			d.Text(`(fetch("/-/editor").then(() => { document.documentElement.dataset.later = "true"; }), "")`)
			d.until("the page to stay", `document.documentElement.dataset.later`)
			if got := d.Text(fieldOf("id") + ".value"); got != "later" {
				t.Errorf("of the record that is being written this is left: %q", got)
			}
			if out, errs, code := e2e.Run(t, p.Dir, "check"); code != e2e.ExitOK {
				t.Errorf("check refuses the proposal:\n%s%s", out, errs)
			}
		})
	}
}

// twoTabs edits the activity of the walk in two tabs of one browser, and leaves it as it was.
func (d desk) twoTabs(lang string) {
	t := d.T
	t.Helper()
	const record, note = "activity:lima-2001", "note." // which the walk leaves empty
	other := desk{e2e.Tab{T: t, Ctx: e2e.Beside(t, d.Ctx), URL: d.URL}, d.said}
	other.Open("/draft/" + lang + "/edit/#" + record)
	other.ready()
	other.shows(record)
	if got := other.Text(fieldOf("place.city.en") + ".value"); got != "Vienna" {
		t.Errorf("the second tab has the city %q", got)
	}
	title := d.Text(fieldOf("title.en") + ".value")
	d.fill("title.en", "Training in one tab")
	d.fill(note+"en", "From one tab.")
	const kept = `document.getElementById("editor").dataset.kept === "2"`
	d.until("its edits in the store", kept)
	want := catalogue.In(lang).Say("edit-two-tabs")
	for _, tab := range []desk{d, other} {
		tab.until("the sentence on two tabs", fmt.Sprintf(`document.querySelector(".edit__alert").textContent === %q`, want))
	}
	other.fill("title.en", "Training in two tabs")
	other.fill(note+"fr", "Dans l’autre onglet.")
	other.until("its edits in the store", kept)
	for _, tab := range []desk{d, other} {
		tab.reload()
		tab.shows(record)
	}
	told := d.Text(`document.querySelector(".edit__alert").textContent`)
	for path, value := range map[string]string{"title.en": "Training in one tab", note + "en": "From one tab.", note + "fr": "Dans l’autre onglet."} {
		if got := d.Text(fieldOf(path) + ".value"); got != value {
			t.Errorf("after two tabs %s is %q, not %q", path, got, value)
		}
	}
	if !strings.Contains(told, "Training in two tabs") || !strings.Contains(told, "Training in one tab") {
		t.Errorf("of the field that both changed the page says %q", told)
	}
	d.fill(note+"en", "")
	d.fill(note+"fr", "")
	d.fill("title.en", title)
	d.judged()
}

// On a published site the rules run in the browser: the page loads the program compiled
// to WebAssembly, and reaches nothing but its site and the API of the forge. It is clean
// by axe, also on a phone, and hostile text that is pasted into its fields stays text.
func TestPublishedEditor(t *testing.T) {
	t.Parallel()
	dir := e2e.Edited(t)
	files := make(map[string]string)
	var draft struct{ Files map[string]string }
	b, err := os.ReadFile(filepath.Join(dir, "editor", "draft.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &draft); err != nil {
		t.Fatal(err)
	}
	maps.Copy(files, draft.Files)
	f := newFakeForge(t, files)
	// The address of the fake API takes the place of the real one, in the page alone.
	site := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name := filepath.Join(dir, filepath.FromSlash(r.URL.Path), "index.html"); strings.HasSuffix(r.URL.Path, "/edit/") {
			page, err := os.ReadFile(name)
			if err != nil {
				http.Error(w, err.Error(), http.StatusNotFound)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, strings.ReplaceAll(string(page), "https://api.github.com", f.URL))
			return
		}
		site.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)

	tab := e2e.Tab{T: t, Ctx: e2e.Browser(t), URL: server.URL}
	d := desk{tab, e2e.Console(t, tab.Ctx)}
	// A page of the draft or of the current edition leads to the form of its record.
	d.Open("/fr/activities/vienna-2000/")
	if href := d.Text(`[...document.querySelectorAll(".page-foot__links a")].map(a => a.getAttribute("href")).find(href => href.includes("edit/")) ?? ""`); !strings.HasSuffix(href, "edit/#activity:vienna-2000") {
		t.Errorf("the edit link of a page leads to %s", href)
	}
	d.Open("/fr/edit/#activity:vienna-2000")
	d.ready()
	d.shows("activity:vienna-2000")
	t.Logf("ready %s ms after the page began", d.Text(`Math.round(performance.now())`))

	axe := e2e.AxeScript(t)
	for _, width := range []int64{1280, 360} {
		d.Resize(width, 900)
		if wide := d.Wide(); wide > width {
			t.Errorf("at %d pixels the page is %d wide", width, wide)
		}
		for _, v := range e2e.Violations(t, d.Ctx, axe, e2e.AllRules) {
			t.Errorf("at %d pixels: %s", width, v)
		}
	}

	d.Text(`(document.getElementById("edit-begin").value = "2001-06-30", "")`)
	d.click("#edit-begin-do")
	d.until("the draft", `!document.getElementById("edit-begin")`)

	// The problem is shown next to the field.
	d.fill("start", "le 17 mai")
	d.until("the problem", `document.querySelector('[data-path="start"]').getAttribute("aria-invalid") === "true"`)
	d.fill("start", "2000-05-17")
	d.until("no problem", `!document.querySelector('[data-path="start"]').hasAttribute("aria-invalid")`)

	d.Text(`(window.executed = 0, window.alert = () => { window.executed++; }, "")`)
	const hostile = `<img src=x onerror="executed++"><script>executed++</script>"]}' [x](javascript:executed++) </textarea><svg onload=executed++>`
	n := d.Number(`document.querySelectorAll("#edit-form input[type=text], #edit-form textarea").length`)
	for i := range n {
		d.Text(fmt.Sprintf(`(() => { for (const x of document.querySelectorAll("#edit-form details")) x.open = true; const i = document.querySelectorAll("#edit-form input[type=text], #edit-form textarea")[%d]; if (!i || i.disabled) return ""; i.value = %q; i.dispatchEvent(new Event("input")); i.dispatchEvent(new Event("change")); return ""; })()`, i, hostile))
	}
	d.judged()
	if got := d.Text(`window.executed + " " + document.querySelectorAll("#editor img, #editor script, #editor svg").length`); got != "0 0" {
		t.Errorf("of hostile text this came of it: %s (calls, elements)", got)
	}
	d.Text(`(window.confirm = () => true, "")`)
	d.click("#edit-discard")
	d.until("a fresh page", `!document.getElementById("edit-form")?.innerText?.includes("onerror") && document.getElementById("editor")?.dataset.ready`)

	d.Open("/en/edit/")
	d.ready()
	d.Text(`(document.getElementById("edit-begin").value = "2001-06-30", "")`)
	d.click("#edit-begin-do")
	d.until("the draft", `!document.getElementById("edit-begin")`)
	d.Text(`(location.hash = "#request:op01-a", "")`)
	d.shows("request:op01-a")
	d.fill("summary.en", "Assist all States")
	d.fill("summary.fr", "Aider tous les États")
	d.judged()
	d.until("the redline", `[...document.querySelectorAll("#edit-tools ins")].some((i) => i.textContent.includes("all"))`)
	if got := d.propose("Say whom to assist", forgeToken); !strings.Contains(got, f.URL) {
		t.Fatalf("the page says %q", got)
	}
	if _, tree := f.made(); !strings.Contains(tree["data/paragraphs/op01.toml"], `summary.en = "Assist all States"`) || len(tree) != 2 {
		t.Errorf("the proposal holds %v", tree)
	}
	for _, said := range d.said() {
		if !strings.Contains(said, "favicon") {
			t.Errorf("on the console: %s", said)
		}
	}
}
