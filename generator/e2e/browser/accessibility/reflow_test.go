package accessibility

import (
	"encoding/json"

	"rapporteur/generator/e2e"

	"github.com/chromedp/chromedp"
)

// clipped are elements whose text is cut off: they hide what is wider or
// higher than they are. What is for screen readers alone, which a clip-path of
// inset(50%) hides on purpose, what scrolls, and pictures are left out; so is
// what has no text.
const clipped = `JSON.stringify((() => {
	const hidden = new Set(); // with all that is in them; a parent comes before its children
	return [...document.querySelectorAll("body *")].filter((e) => {
		const s = getComputedStyle(e);
		if (hidden.has(e.parentElement) || s.clipPath === "inset(50%)") {
			hidden.add(e);
			return false;
		}
		const cut = (overflow, inner, outer) => /hidden|clip/.test(overflow) && inner > outer + 1;
		return (cut(s.overflowX, e.scrollWidth, e.clientWidth) || cut(s.overflowY, e.scrollHeight, e.clientHeight)) &&
			e.checkVisibility() && !e.closest("svg") && e.textContent.trim();
	}).map((e) => e.localName + "." + e.className);
})())`

// cut are texts of which a reader does not see all: a line reaches out of the window, or
// out of a part that clips or scrolls sideways, or a drawing shortens it. So a table that
// scrolls sideways on a phone counts too: what it cuts off reads as another number.
const cut = `JSON.stringify((() => {
	const found = [];
	const says = (e) => e.localName + "." + String(e.className.baseVal ?? e.className).trim().replace(/\s+/g, ".");
	const unseen = new Map(); // whether an element is for screen readers alone, as its parents are
	const hidden = (e) => {
		if (!e) return false;
		if (!unseen.has(e)) unseen.set(e, getComputedStyle(e).clipPath === "inset(50%)" || e.matches(".skip-link") || hidden(e.parentElement));
		return unseen.get(e);
	};
	const clips = new Map(); // the parts around an element that clip or scroll
	const clippers = (e) => {
		if (!e || e === document.documentElement) return [];
		if (!clips.has(e)) {
			const s = getComputedStyle(e), outer = s.position === "fixed" ? [] : clippers(e.parentElement);
			const drawing = e.localName === "svg";
			const x = drawing || s.overflowX !== "visible", y = drawing || /hidden|clip/.test(s.overflowY);
			clips.set(e, (x || y) && s.display !== "inline" ? [{ e, x, y, box: e.getBoundingClientRect() }, ...outer] : outer);
		}
		return clips.get(e);
	};
	// What ends in an ellipsis outside of drawings: a name that ends so there was not shortened
	// by a drawing. A line of a name is its end.
	let ends;
	const plain = (s) => s.replace(/[\u2068\u2069]/g, "").trim();
	const said = (name) => {
		ends ??= [...document.querySelectorAll("body *")].filter((e) => !e.closest("svg, .recommendations")).map((e) => plain(e.textContent)).filter((s) => s.endsWith("…"));
		return ends.some((s) => s.endsWith(name));
	};
	const range = document.createRange();
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; (n = texts.nextNode()); ) {
		const e = n.parentElement;
		if (!n.data.trim() || e.closest("script, style, noscript, title, desc, option") || hidden(e) || !e.checkVisibility()) continue;
		const text = "“" + n.data.trim().slice(0, 40) + "” in " + says(e);
		if (e.closest("svg") && /…\u2069?$/.test(n.data) && !said(plain(n.data))) found.push("shortened: " + text);
		range.selectNodeContents(n);
		const lines = e.closest("text") ? [e.closest("text").getBoundingClientRect()] : range.getClientRects();
		for (const b of lines) {
			if (b.width < 1 || b.height < 1) continue;
			// A line is a little higher than its letters.
			const by = clippers(e).find(({ x, y, box }) => x && (b.left < box.left - 1 || b.right > box.right + 1) || y && (b.top < box.top - 3 || b.bottom > box.bottom + 3));
			if (by || b.left < -1 || b.right > innerWidth + 1) {
				found.push((by ? says(by.e) : "the window") + " cuts " + text);
				break;
			}
		}
	}
	return found.slice(0, 5);
})())`

// overlapping are pairs of lines of the frame that lie on each other, which
// happens where a height is fixed.
const overlapping = `JSON.stringify((() => {
	const found = [];
	for (const parent of document.querySelectorAll("header, nav, aside, main, footer, article, section, li, dl > div, .glance__item")) {
		const parts = [...parent.children].filter((e) => e.checkVisibility() && !e.closest("svg, .visually-hidden, details:not([open]) > :not(summary)") && !/absolute|fixed|sticky/.test(getComputedStyle(e).position) && getComputedStyle(e).display !== "inline" && e.textContent.trim());
		for (let i = 1; i < parts.length; i++) {
			const a = parts[i - 1].getBoundingClientRect(), b = parts[i].getBoundingClientRect();
			const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
			if (wide > 2 && high > 4) found.push(parts[i - 1].localName + "." + parts[i - 1].className + " and " + parts[i].localName + "." + parts[i].className);
		}
	}
	return found;
})())`

// beyond are elements that reach out of the window, but for what is in a
// part that scrolls by itself.
const beyond = `JSON.stringify([...document.querySelectorAll("body *")].filter((e) => {
	if (!e.checkVisibility() || e.closest("svg, .visually-hidden, .skip-link")) return false;
	for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflowX)) return false;
	const box = e.getBoundingClientRect();
	return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
}).map((e) => e.localName + "." + e.className).slice(0, 5))`

// enlarged are the ways in which a reader sees a page: on phones, a tablet and a desk, as
// it is and larger. A window of 320 pixels is also a desk at 400 %; size is that of the
// text as it is set in the browser.
var enlarged = []struct {
	name  string
	width int64
	size  string
	rich  bool // the plain pages are seen so where RAPPORTEUR_LONG is set
}{
	{"a small phone, or 400 %", 320, "100%", false},
	{"a phone", 360, "100%", true},
	{"a tablet", 768, "100%", false},
	{"a desk", 1280, "100%", true},
	{"twice the text", 1280, "200%", false},
	{"twice the text on a tablet", 768, "200%", true},
	{"twice the text on a phone", 360, "200%", true},
	{"twice the text on a small phone", 320, "200%", false},
}

// reflows checks that the page that is open shows all it has without scrolling sideways
// when it is made larger: its main part is unfolded and nothing else. all says to look at
// it in every way.
func reflows(w e2e.Tab, all bool) {
	w.T.Helper()
	w.Do(chromedp.Evaluate[chromedp.Void](`for (const d of document.querySelectorAll("details")) d.open = d.closest("main") !== null; 0`))
	list := func(script string) (found []string) {
		w.T.Helper()
		if err := json.Unmarshal([]byte(w.Text(script)), &found); err != nil {
			w.T.Fatal(err)
		}
		return found
	}
	for _, c := range enlarged {
		if c.rich && !all {
			continue
		}
		w.Resize(c.width, 900)
		w.Text(`document.documentElement.style.fontSize = "` + c.size + `"`)
		if wide := w.Wide(); wide > c.width {
			w.T.Errorf("%s: %d pixels wide in a window of %d: %q", c.name, wide, c.width, list(beyond))
		}
		if found := list(clipped); len(found) > 0 {
			w.T.Errorf("%s: text is cut off in %q", c.name, found)
		}
		if found := list(cut); len(found) > 0 {
			w.T.Errorf("%s: %q", c.name, found)
		}
		if found := list(overlapping); len(found) > 0 {
			w.T.Errorf("%s: one lies on the other: %q", c.name, found)
		}
	}
}
