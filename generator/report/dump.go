package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Dump writes what r means, and nothing of how its files are written: a line
// "path = value" for every field that has a value. Records whose order means
// nothing are sorted by id, prose is in canonical form, and spaces and ends
// of lines are folded elsewhere. The schema number is left out, for a report
// means the same once it is upgraded.
func (r *Report) Dump(w io.Writer) error { return r.dump(w, r.NewReader()) }

func (r *Report) dump(w io.Writer, rd *Reader) error {
	var b bytes.Buffer
	for _, e := range dumpOrder(r.index.entries) {
		if lines, ok := rd.dumped[e.Record]; ok {
			b.Write(lines)
			continue
		}
		name, from := label(e.Ref), b.Len()
		for _, leaf := range rd.Leaves(e) {
			if e.Ref.Kind == KindAct && (leaf.Path == "state" || leaf.Path == "kind") {
				continue // which the typed id says
			}
			value := rd.Canonical(leaf)
			switch leaf.Form {
			case FormNumber, FormBool, FormDate:
			default:
				value = quote(value)
			}
			for _, s := range []string{name, ".", leaf.Path, " = ", value, "\n"} {
				b.WriteString(s)
			}
		}
		rd.dumped[e.Record] = bytes.Clone(b.Bytes()[from:])
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Digest is the SHA-256 of what Dump writes, in hexadecimal digits.
func (r *Report) Digest() string { return r.DigestBy(r.NewReader()) }

// DigestBy is Digest with a Reader, which remembers the texts that editions have in common.
func (r *Report) DigestBy(rd *Reader) string {
	h := sha256.New()
	_ = r.dump(h, rd) // writing to a hash never fails
	return hex.EncodeToString(h.Sum(nil))
}

// label is what a dump calls a record: the report, the edition and the
// resolution have no id there.
func label(ref Ref) string {
	if len(ref.Kind.Info().ID) == 0 {
		return string(ref.Kind)
	}
	return ref.String()
}

// dumpOrder sorts the entries of a report by the table of kinds. Those of a
// kind stay as they are, with what belongs to them, or are sorted by id.
func dumpOrder(entries []Entry) []Entry {
	rank := make(map[Kind]int)
	for i, k := range kinds {
		rank[k.Kind] = i
	}
	for _, k := range kinds {
		if k.Parent != "" && k.Key != "" {
			rank[k.Kind] = rank[k.Parent] // it comes after the record that it belongs to
		}
	}
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b Entry) int {
		if n := cmp.Compare(rank[a.Ref.Kind], rank[b.Ref.Kind]); n != 0 || !a.Ref.Kind.Info().Sorted {
			return n
		}
		return cmp.Compare(a.Ref.ID, b.Ref.ID)
	})
	return entries
}

// Equal reports whether two reports mean the same.
func Equal(a, b *Report) bool {
	if a == b || sameFiles(a.Files, b.Files) && sameImages(a.Images, b.Images) {
		return true
	}
	if sameRecords(a, b) {
		return true
	}
	var x, y bytes.Buffer
	// Writing to a bytes.Buffer never fails.
	_ = a.Dump(&x)
	_ = b.Dump(&y)
	return bytes.Equal(x.Bytes(), y.Bytes())
}

// sameRecords reports whether two reports have the same records, each written the same. Then
// they mean the same, and nothing needs to be dumped.
func sameRecords(a, b *Report) bool {
	rd := a.NewReader()
	return slices.EqualFunc(dumpOrder(a.index.entries), dumpOrder(b.index.entries), func(x, y Entry) bool { return x.Ref == y.Ref && rd.Same(x, y) })
}

// sameFiles reports whether two reports were read from the same text, so that they mean the
// same. Files that say nothing of the report, such as waivers, count too: then it is dumped.
func sameFiles(a, b []File) bool {
	return len(a) > 0 && slices.EqualFunc(a, b, func(x, y File) bool { return x.Name == y.Name && bytes.Equal(x.Data, y.Data) })
}

// sameImages reports whether the images of two reports that were read from the same text show
// the same: their files are not among those of the report.
func sameImages(a, b []*Image) bool {
	return slices.EqualFunc(a, b, func(x, y *Image) bool { return x.Content == y.Content })
}

// fold replaces each run of spaces, tabs and line ends by one space. A no-break space
// is a character of the text.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }), " ")
}

// quote puts s on one line. It does not escape as
// strconv does, whose rule changes with the version of Unicode that Go knows: dumps
// are compared for ever.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"', r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x20, r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
