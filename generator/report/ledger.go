package report

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
)

// LedgerFile is the file that lists the editions that were issued before.
const LedgerFile = "data/editions.toml"

// CorrectionsFolder is the folder that holds the editions that correct another one than
// the newest: each in a folder that is called by its id and holds what data/ holds of
// another edition.
const CorrectionsFolder = "data/corrections"

// Recorded is an edition that was issued before the one that lists it. A later state
// that lacks it, or has another under its id, shows that the history was rewritten.
// The list is written by "rapporteur release" and says nothing of the world, so Dump and
// Equal pass it over.
type Recorded struct {
	// ID is the id of the edition.
	ID string `toml:"id" is:"required"`
	// Commit is the hash of the commit that issued it, with all its digits.
	Commit string `toml:"commit" is:"required"`
	// SHA256 is the SHA-256 of what the edition means, in hexadecimal digits; empty
	// where it could not be read.
	SHA256 string `toml:"sha256"`
}

// ReadLedger reads the list of recorded editions in a repository, nil where there is none.
// Of a file that is not as it should be it returns what can be read; Load reports the rest.
func ReadLedger(fsys fs.FS) ([]Recorded, error) {
	data, err := read(fsys, LedgerFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var ledger editionsFile
	if int64(len(data)) > Limit(maxFile) || decode(data, &ledger) != nil {
		return nil, nil
	}
	return ledger.Editions, nil
}

// AppendLedger returns the content of a LedgerFile, empty where there is none, with rows
// added at its end.
func AppendLedger(data []byte, rows []Recorded) []byte {
	var b bytes.Buffer
	b.Write(data)
	if len(data) == 0 {
		b.WriteString("#:schema schema/editions.schema.json\n\n# The editions that were issued before, as \"rapporteur release\" found them.\n# A row stays as it is: it shows when the history was rewritten.\n")
	} else if !bytes.HasSuffix(data, []byte("\n")) {
		b.WriteByte('\n')
	}
	for _, r := range rows {
		b.WriteByte('\n')
		b.Write(LedgerRow(r))
	}
	return b.Bytes()
}

// LedgerRow is a row as written in a LedgerFile.
func LedgerRow(r Recorded) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "[[edition]]\nid = %s\ncommit = %s\n", Quote(r.ID), Quote(r.Commit))
	if r.SHA256 != "" {
		fmt.Fprintf(&b, "sha256 = %s\n", Quote(r.SHA256))
	}
	return b.Bytes()
}
