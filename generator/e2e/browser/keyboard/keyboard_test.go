package keyboard

import (
	"encoding/json"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// keyboard is a reader who has nothing but a keyboard.
type keyboard struct{ e2e.Tab }

func (k keyboard) press(keys string) {
	k.T.Helper()
	k.Do(chromedp.KeyEvent(keys))
}

func (k keyboard) back() {
	k.T.Helper()
	k.Do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
}

// want waits until a script says what is wanted.
func (k keyboard) want(what, script, want string) {
	k.T.Helper()
	got := ""
	if !e2e.Until(k.T, func() bool {
		got = k.Text(script)
		return got == want
	}) {
		k.T.Errorf("%s: %s is %q, want %q", what, script, got, want)
	}
}

// tabTo presses Tab until the focus is on what a selector names.
func (k keyboard) tabTo(selector string) {
	k.T.Helper()
	quoted, _ := json.Marshal(selector)
	for range 250 {
		k.press(kb.Tab)
		if k.Text(`document.activeElement.matches(`+string(quoted)+`)`) == "true" {
			k.ringed(k.focus())
			return
		}
	}
	k.T.Fatalf("Tab does not come to %s", selector)
}

// focusScript describes the element that has the focus: its place among all
// that can have it, what it is, and whether a ring in another colour than its
// ground is around it, inside the window. What can have it is collected again where
// the focus is on something new, for a page may open what was closed.
const focusScript = `JSON.stringify((() => {
	const e = document.activeElement;
	let all = window.stops;
	if (!all || e !== document.body && !all.includes(e)) {
		all = window.stops = [...document.querySelectorAll("a[href], button, input, summary, select, textarea, [tabindex='0']")].filter((x) =>
			x.checkVisibility({ visibilityProperty: true }) && !x.disabled && !(x.type === "radio" && !x.checked && document.querySelector("[name='" + x.name + "']:checked")));
	}
	const style = getComputedStyle(e), box = e.getBoundingClientRect();
	let ground = e.parentElement;
	while (ground && getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
	return {
		n: all.indexOf(e), all: all.length,
		what: e.tagName.toLowerCase() + (e.className ? "." + e.className : "") + " " + e.textContent.trim().slice(0, 40),
		ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== getComputedStyle(ground || document.body).backgroundColor && !/, 0\)$/.test(style.outlineColor),
		seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
	};
})())`

type focus struct {
	N    int    `json:"n"`
	All  int    `json:"all"`
	What string `json:"what"`
	Ring bool   `json:"ring"`
	Seen bool   `json:"seen"`
}

func (k keyboard) focus() focus {
	k.T.Helper()
	var f focus
	if err := json.Unmarshal([]byte(k.Text(focusScript)), &f); err != nil {
		k.T.Fatal(err)
	}
	return f
}

// ringed asks that the focus can be seen.
func (k keyboard) ringed(f focus) {
	k.T.Helper()
	if !f.Seen {
		// The page may still be moving to it.
		e2e.Until(k.T, func() bool {
			f = k.focus()
			return f.Seen
		})
	}
	if !f.Ring || !f.Seen {
		k.T.Errorf("the focus on %q cannot be seen: ring %v, in the window %v", f.What, f.Ring, f.Seen)
	}
}

// newKeyboard is a reader of a site with two editions.
func newKeyboard(t *testing.T) keyboard {
	t.Helper()
	tab := e2e.OpenTab(t, e2e.TwoEditions(t))
	// Or a long page would still be on its way when it is looked at.
	still := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(tab.Ctx, emulation.SetEmulatedMedia, still); err != nil {
		t.Fatal(err)
	}
	return keyboard{tab}
}

// Tab goes through all that can be reached, in the order of reading, with a
// ring around each, and out of the page again; Shift and Tab go back.
func TestKeyboardWalk(t *testing.T) {
	t.Parallel()
	k := newKeyboard(t)
	for _, width := range []int64{360, 1280} {
		k.Resize(width, 900)
		for _, page := range []string{"/en/components/", "/en/", "/fr/changes/", "/2001-01-31/en/paragraphs/op01/", "/en/search/", "/fr/states/"} {
			if page == "/en/components/" && width == 360 {
				continue // long, and nothing in it is only there on a phone
			}
			k.Open(page)
			all := k.focus().All
			if all < 10 {
				t.Fatalf("%s at %d has %d places to stop at", page, width, all)
			}
			for i := range all {
				k.press(kb.Tab)
				f := k.focus()
				if f.N != i {
					t.Fatalf("%s at %d: Tab number %d comes to %q, which is number %d of %d", page, width, i+1, f.What, f.N+1, all)
				}
				k.ringed(f)
			}
			k.Text(`delete window.stops`)
			if f := k.focus(); f.All != all {
				t.Errorf("%s at %d: there were %d places to stop at, and now there are %d", page, width, all, f.All)
			}
			k.press(kb.Tab)
			if f := k.focus(); f.N > 0 {
				t.Errorf("%s at %d: after the last place Tab comes to %q", page, width, f.What)
			}
			k.Open(page)
			for range 5 {
				k.press(kb.Tab)
			}
			k.back()
			if f := k.focus(); f.N != 3 {
				t.Errorf("%s at %d: five times Tab and once back comes to number %d, %q", page, width, f.N+1, f.What)
			}
		}
	}
}

// What has the focus does with Enter, Space, Escape and the arrows what it
// does with a mouse.
func TestKeyboardActs(t *testing.T) {
	t.Parallel()
	k := newKeyboard(t)
	t.Run("skip link", func(t *testing.T) {
		k.T = t
		k.Resize(1280, 900)
		k.Open("/en/")
		k.tabTo(".skip-link")
		k.press(kb.Enter)
		k.want("the content has the focus", `document.activeElement.id`, "main")
		k.press(kb.Tab)
		k.want("Tab goes on inside it", `!!document.activeElement.closest("main")`, "true")
	})
	t.Run("languages", func(t *testing.T) {
		k.T = t
		k.Open("/en/paragraphs/op01/#op01-a")
		k.Text(`document.querySelector(".skip-link").focus()`)
		k.tabTo(".language-bar a[hreflang=fr]")
		k.press(kb.Enter)
		k.want("the same place in French", `location.pathname + location.hash`, "/fr/paragraphs/op01/#op01-a")
	})
	t.Run("menu on a phone", func(t *testing.T) {
		k.T = t
		k.Resize(360, 900)
		k.Open("/en/")
		k.tabTo(".site-nav__summary")
		k.press(kb.Enter)
		k.want("Enter opens it", `document.querySelector(".site-nav__fold").open`, "true")
		k.press(kb.Tab)
		k.want("Tab goes into it", `!!document.activeElement.closest(".site-nav__list")`, "true")
		k.ringed(k.focus())
		k.press(kb.Escape)
		k.want("Escape closes it", `document.querySelector(".site-nav__fold").open`, "false")
		k.want("the focus is where it was", `document.activeElement.className`, "site-nav__summary")
		k.press(" ")
		k.want("Space opens it", `document.querySelector(".site-nav__fold").open`, "true")
		k.tabTo(".site-nav__list a[href$='states/']")
		k.press(kb.Enter)
		k.want("a link leads on", `location.pathname`, "/en/states/")
	})
	t.Run("editions", func(t *testing.T) {
		k.T = t
		k.Resize(1280, 900)
		k.Open("/2001-01-31/en/paragraphs/op01/")
		k.tabTo(".edition-select > summary")
		k.press(" ")
		k.want("Space opens them", `document.querySelector(".edition-select").open`, "true")
		k.press(kb.Tab)
		k.ringed(k.focus())
		k.press(kb.Escape)
		k.want("Escape closes them", `document.querySelector(".edition-select").open`, "false")
		k.want("the focus is where it was", `document.activeElement.localName`, "summary")
		k.press(kb.Enter)
		k.want("a script completes the list", `document.querySelectorAll(".edition-select__list a").length`, "3")
		k.tabTo(".edition-select__list a")
		k.press(kb.Enter)
		k.want("the newest edition stands first", `location.pathname`, "/2001-06-30/en/paragraphs/op01/")
	})
	t.Run("tabs, filters and views", func(t *testing.T) {
		k.T = t
		k.Open("/en/changes/")
		shown := `[...document.querySelectorAll(".change")].filter((e) => e.checkVisibility()).length`
		all := k.Text(shown)
		k.tabTo("#only_all")
		k.press(kb.ArrowDown)
		k.want("an arrow chooses the next class", `document.querySelector("#only_all").checked`, "false")
		if some := k.Text(shown); some == all {
			t.Errorf("all %s changes are shown still", all)
		}
		k.press(kb.ArrowUp)
		k.want("and back", shown, all)
		k.tabTo("#view_inline")
		k.press(kb.ArrowRight)
		k.want("an arrow sets texts side by side", `[...document.querySelectorAll(".redline__side")].some((e) => e.checkVisibility())`, "true")
		k.Open("/en/changes/")
		k.tabTo(".tabs__tab:not([aria-current])")
		k.press(kb.Enter)
		k.want("a tab leads to the other page", `location.pathname`, "/en/changes/2001-01-31/source/")
		k.tabTo(".code")
	})
	t.Run("folds", func(t *testing.T) {
		k.T = t
		k.Open("/en/paragraphs/op01/")
		for _, fold := range []string{".record-small > summary", ".cite-box > summary"} {
			k.tabTo(fold)
			open := `document.activeElement.parentElement.open`
			k.press(" ")
			k.want("Space unfolds "+fold, open, "true")
			k.press(kb.Enter)
			k.want("Enter folds "+fold, open, "false")
		}
		k.Resize(320, 900)
		k.Open("/en/#picture-status_title")
		k.Text(`document.querySelector("#picture-status_title").closest("figure").querySelector("summary").focus()`)
		k.press(kb.Enter)
		k.tabTo(".picture__data[open] .table-scroll")
		k.press(kb.Tab)
		k.want("Tab leaves the table", `document.activeElement.matches(".table-scroll")`, "false")
	})
	t.Run("what scrolls", func(t *testing.T) {
		k.T = t
		k.Resize(320, 900)
		k.Open("/en/parity/")
		// From the last stop before a table that scrolls, for there may be many before that.
		found := k.Text(`(() => {
			const table = [...document.querySelectorAll(".table-scroll")].find(e => e.scrollHeight > e.clientHeight);
			if (!table) return "none";
			const before = e => e.checkVisibility() && e.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING;
			[...document.querySelectorAll("a, button, summary")].filter(before).pop().focus();
			table.id = "scrolls";
			return "one";
		})()`)
		if found != "one" {
			t.Fatal("no table of the page scrolls")
		}
		k.tabTo("#scrolls")
		// The browser drops a key that comes while the focus still scrolls into view.
		if !e2e.Until(t, func() bool {
			k.press(kb.ArrowDown)
			return k.Text(`document.activeElement.id + (document.activeElement.scrollTop > 0)`) == "scrollstrue"
		}) {
			t.Error("arrows do not scroll the table")
		}
	})
	t.Run("copy the address", func(t *testing.T) {
		k.T = t
		k.Open("/en/paragraphs/op01/")
		k.Text(`navigator.clipboard.writeText = async () => {}`)
		k.tabTo(".copy-link")
		k.press(kb.Enter)
		k.want("it says so", `document.querySelector(".copy-link__said").textContent`, "Link copied.")
		k.want("the focus stays", `document.activeElement.className`, "copy-link")
	})
	t.Run("search", func(t *testing.T) {
		k.T = t
		k.Open("/en/search/")
		k.tabTo("#search-q")
		k.press("states" + kb.Enter)
		k.want("Enter searches", `document.querySelectorAll(".search-hit").length > 0`, "true")
		k.want("the focus stays", `document.activeElement.id`, "search-q")
		k.tabTo(".search__kind input")
		k.press(" ")
		k.want("Space chooses a kind", `document.activeElement.checked`, "true")
		k.press(" ")
		k.want("and lets it go", `document.activeElement.checked`, "false")
		k.want("all hits are there", `document.querySelectorAll(".search-hit").length > 0`, "true")
		k.tabTo(".search-hit a")
		k.press(kb.Enter)
		k.want("a hit leads on", `location.pathname.startsWith("/en/search/")`, "false")
	})
}
