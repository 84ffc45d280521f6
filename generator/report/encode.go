package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// encode writes a tree as TOML.
func encode(root *node) []byte {
	var b bytes.Buffer
	var value func(n *node)
	value = func(n *node) {
		switch n.kind {
		case unstable.Table:
			b.WriteByte('{')
			for i, kid := range n.kids {
				if i > 0 {
					b.WriteByte(',')
				}
				b.WriteString(Quote(n.names[i]))
				b.WriteByte('=')
				value(kid)
			}
			b.WriteByte('}')
		case unstable.Array:
			b.WriteByte('[')
			for i, kid := range n.kids {
				if i > 0 {
					b.WriteByte(',')
				}
				value(kid)
			}
			b.WriteByte(']')
		case unstable.String:
			b.WriteString(Quote(string(n.text)))
		case unstable.Float:
			b.WriteString(Quote(withoutUnderscores(n.text))) // as Number.UnmarshalTOML takes decimals
		default:
			b.Write(n.text)
		}
	}
	for i, kid := range root.kids {
		b.WriteString(Quote(root.names[i]))
		b.WriteByte('=')
		value(kid)
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// Quote writes a text as a string of TOML, on one line.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
