package preview

import (
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for page, want := range map[string]string{
		`<!DOCTYPE html><html><head><title>A  title</title><meta name="x" content="no"><style>no</style></head><body><p>One <b>t</b>wo</p><script>no</script><p>three`: "A title||One two||three",
		`<ul><li>a<ul><li>b</ul><li>c</ul>`:                                           "a||b||c",
		`<p>x<br>y <img alt="A picture"> z<p><input value="v"><button>go</button>`:    "x||y A picture z||v||go",
		`<details><summary>More</summary><p>folded</details><noscript>no</noscript>`:  "More||folded",
		`<svg><title>Chart</title><text>12</text></svg><table><tr><td>1<td>2</table>`: "Chart||12||1||2",
		`<p>&lt;b&gt; &nbsp;one` + "\u00a0" + `two</p>`:                               "<b> one two",
		``: "",
	} {
		got, err := Words([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(strings.Join(got, " "), "  ", "||")
		if text != want {
			t.Errorf("%s: %q, want %q", page, text, want)
		}
	}
}
