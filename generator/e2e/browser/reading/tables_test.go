package reading

import (
	"strconv"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// A reader asks for the parties at any day. The acts up to it are left, the answer has an
// address of its own, and without scripts each act says the number.
func TestPartiesAtAnyDay(t *testing.T) {
	t.Parallel()
	tab := e2e.OpenTab(t, e2e.KitchenSink(t))
	said := e2e.Console(t, tab.Ctx)
	const (
		count = `document.querySelector("[data-day-of] [role=status]").textContent`
		shown = `[...document.querySelectorAll("#acts-table_ tbody tr")].filter((e) => e.checkVisibility()).length`
	)
	choose := func(day string) {
		tab.Text(`(() => {
			const input = document.getElementById("any-day_");
			input.value = ` + strconv.Quote(day) + `;
			input.dispatchEvent(new Event("input"));
			return "";
		})()`)
	}
	tab.Resize(360, 800)
	tab.Open("/en/instruments/convention/")
	all := tab.Text(shown)
	for _, c := range []struct{ day, said, acts string }{
		{"1990-01-01", "Parties at that date: 0", "0"},
		{"2002-01-06", "Parties at that date: 0", "2"},
		{"2002-01-07", "Parties at that date: 1", "3"},
		{"2006-12-31", "Parties at that date: 4", "6"},
		{"2007-01-01", "Parties at that date: 3", "7"},
		{"", "", all},
	} {
		choose(c.day)
		if said, acts := tab.Text(count), tab.Text(shown); said != c.said || acts != c.acts {
			t.Errorf("on %q: %q with %s acts, want %q with %s", c.day, said, acts, c.said, c.acts)
		}
	}
	choose("2006-12-31")
	if s := tab.Text(`location.search`); s != "?day=2006-12-31" {
		t.Errorf("the address has %q", s)
	}
	tab.Open("/fr/instruments/convention/?day=2006-12-31")
	if said, acts := tab.Text(count), tab.Text(shown); said != "Parties à cette date\u00a0: 4" || acts != "6" {
		t.Errorf("by the address: %q with %s acts", said, acts)
	}

	tab.Scripts(false)
	tab.Open("/en/instruments/convention/")
	if s := tab.Text(`[...document.querySelectorAll("#acts-table_ tbody tr")].filter((e) => e.checkVisibility()).map((e) => e.querySelector("time").dateTime + " " + e.cells[3].textContent).join()`); s != "2009-02-01 ,2007-01-01 3,2006-10-23 4,2005-03-01 3,2004-03-04 2,2002-01-07 1,2001-09-24 0,2000-01-10 0" {
		t.Errorf("without scripts the acts are %s", s)
	}
	for _, s := range said() {
		t.Error(s)
	}
}

// The sources are narrowed by any of their words and put in the order of a column.
func TestSourcesInOrder(t *testing.T) {
	t.Parallel()
	tab := e2e.OpenTab(t, e2e.KitchenSink(t))
	tab.Open("/en/sources/")
	const (
		rows  = `[...document.querySelectorAll("#sources_ tbody tr")].filter((e) => e.checkVisibility())`
		count = `document.querySelector("[data-filter] [role=status]").textContent`
		typed = `(() => { const i = document.getElementById("table-filter_"); i.value = "NOT Consulted"; i.dispatchEvent(new Event("input")); return ""; })()`
	)
	all := tab.Text(rows + ".length")
	for i, want := range []string{"ascending", "descending", "ascending"} {
		tab.Text(`(document.querySelector("#sources_ th:nth-child(5) button").click(), "")`)
		uses := rows + `.map((e) => Number(e.cells[4].textContent))`
		sorted := `JSON.stringify(` + uses + `) === JSON.stringify(` + uses + `.sort((a, b) => ` + map[string]string{"ascending": "a - b", "descending": "b - a"}[want] + `))`
		if s := tab.Text(`document.querySelector("#sources_ th:nth-child(5)").getAttribute("aria-sort") + " " + (` + sorted + `)`); s != want+" true" {
			t.Errorf("pressed %d times: %s, want %s true", i+1, s, want)
		}
	}
	if s := tab.Text(rows + ".length"); s != all {
		t.Errorf("%s rows are left of %s", s, all)
	}
	tab.Text(typed)
	if n := tab.Text(`document.querySelectorAll("#sources_ .access--not-seen").length`); n == "0" || tab.Text(count) != "Sources shown: "+n+" of "+all {
		t.Errorf("%s sources that were not seen, and the page says %q", n, tab.Text(count))
	}
}

// A record of a register is said once: its values and, below them, the rest. Both stay together
// when the records are put in order or narrowed, and its address leads to it.
func TestRegisters(t *testing.T) {
	t.Parallel()
	tab := e2e.OpenTab(t, e2e.KitchenSink(t))
	tab.Resize(360, 800)
	for _, page := range []string{"publications", "entities", "indicators", "finance"} {
		tab.Open("/en/" + page + "/")
		const records = `[...document.querySelectorAll(".table__record")]`
		shown := records + `.filter((e) => e.checkVisibility())`
		whole := records + `.map((e) => e.id + ": " + e.textContent.trim()).sort().join("\n")`
		before, all := tab.Text(whole), tab.Text(records+".length")
		if all == "0" || all == "1" || tab.Number(records+`.filter((e) => !e.querySelector(".table__rest summary")).length`) != 0 {
			t.Errorf("%s has %s records, or one without its rest", page, all)
		}
		if n := tab.Text(`new Set(` + records + `.map((e) => e.querySelector("th").textContent)).size`); n != all {
			t.Errorf("%s has %s names of %s records", page, n, all)
		}
		if page != "indicators" { // whose values are of different things
			for _, sign := range []string{"<=", ">="} {
				tab.Text(`(document.querySelector("thead button").click(), "")`)
				names := records + `.map((e) => e.querySelector("th").textContent.trim())`
				if s := tab.Text(names + `.every((name, i, all) => !i || new Intl.Collator("en", { numeric: true }).compare(all[i - 1], name) ` + sign + ` 0)`); s != "true" {
					t.Errorf("%s: not in order (%s): %s", page, sign, tab.Text(names))
				}
			}
		}
		if after := tab.Text(whole); after != before {
			t.Errorf("%s: in another order the records are\n%s\nwant\n%s", page, after, before)
		}
		last := tab.Text(records + `.at(-1).id`)
		tab.Text(`(() => { const i = document.getElementById("table-filter_"); i.value = document.getElementById("` + last + `").querySelector("th").textContent.trim(); i.dispatchEvent(new Event("input")); return ""; })()`)
		if ids, said := tab.Text(shown+`.map((e) => e.id).join()`), tab.Text(`document.querySelector("[data-filter] [role=status]").textContent`); ids != last || said != "Rows shown: 1 of "+all {
			t.Errorf("%s: narrowed to %s, %q", page, ids, said)
		}
		tab.Open("/en/" + page + "/#" + last)
		if n := tab.Number(`Math.round(document.getElementById("` + last + `").getBoundingClientRect().top)`); n < 0 || n > 800 {
			t.Errorf("%s: the address of %s leads to a place %d pixels away from it", page, last, n)
		}
	}
}

// The values of a picture are read by a slider and where the picture is touched; it is saved
// as a drawing that needs no style sheet.
func TestPictures(t *testing.T) {
	t.Parallel()
	tab := e2e.OpenTab(t, e2e.KitchenSink(t))
	said := e2e.Console(t, tab.Ctx)
	const value = `document.querySelector(".picture__value").textContent`
	tab.Resize(360, 800)
	tab.Open("/en/instruments/")
	slide := func(n string) string {
		return tab.Text(`(() => {
			const slider = document.querySelector(".picture__slider");
			slider.value = ` + n + `;
			slider.dispatchEvent(new Event("input"));
			return ` + value + ` + "|" + slider.ariaValueText;
		})()`)
	}
	first := slide("0")
	e2e.Holds(t, "the first value", first, "Convention: ", "31 December 2008")
	touched := tab.Text(`(() => {
		const picture = document.querySelector("#picture-deposits-by-year_title").parentElement;
		const bar = picture.querySelector(".chart--narrow .chart__bar rect");
		bar.scrollIntoView({ block: "center" });
		const box = bar.getBoundingClientRect();
		bar.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: box.left - 6, clientY: box.top + box.height / 2 }));
		return picture.querySelector(".picture__value").textContent;
	})()`)
	e2e.Holds(t, "the touched value", touched, "2002, Convention", ": 1")
	const save = `(() => {
		let file;
		window.Blob = class { constructor([text]) { file = text; } };
		URL.createObjectURL = () => "";
		HTMLAnchorElement.prototype.click = () => {};
		document.querySelector(".picture__svg").click();
		return file.replace(/ class="/g, "CLASS");
	})()`
	saved := tab.Text(save)
	e2e.Holds(t, "the drawing", saved, `<svg xmlns="http://www.w3.org/2000/svg"`, `font-family="`, `<rect`, `stroke="rgb(`,
		tab.Text(`document.querySelector(".picture__title").textContent.trim().split(" ").slice(0, 3).join(" ")`), "Source", "/en/instruments/</text>")
	for _, s := range []string{"CLASS", "var(", "data-saved"} {
		if strings.Contains(saved, s) {
			t.Errorf("the drawing has %q, which only the style sheet explains", s)
		}
	}
	// It is on white, whatever the page is on.
	light := saved
	for _, s := range []e2e.Setting{{Width: 360, Scheme: "dark"}, {Width: 360, Scheme: "dark", Forced: true}} {
		if err := s.Apply(tab.Ctx); err != nil {
			t.Fatal(err)
		}
		if saved := tab.Text(save); saved != light {
			t.Errorf("in %v another drawing is saved:\n%.3000s\nwant\n%.3000s", s, saved, light)
		}
	}
	tab.Scripts(false)
	tab.Open("/en/instruments/")
	if n := tab.Number(`[...document.querySelectorAll(".picture__read, .picture__svg")].filter((e) => e.checkVisibility()).length`); n != 0 {
		t.Errorf("without scripts %d controls of pictures are shown", n)
	}
	for _, s := range said() {
		t.Error(s)
	}
}
