// Package register lists what reports have in common, so that nobody has to type it:
// the Member States of the United Nations, the observer States, the principal organs
// and common entities, with their names in the six languages.
//
// The names of States are those of the M49 standard of the United Nations Statistics
// Division or of UNTERM, those of entities what they call themselves. A name that is
// not certain is left out. The names in Arabic and Chinese of entities that are not always
// called the same (UNHCR, OHCHR, OCHA, UNODC, UN-Habitat, IFAD) were compared with public
// texts; those in Russian were not. Reports have to verify what they take from the register.
package register

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"sync"

	"rapporteur/generator/report"
)

//go:embed states.csv
var statesCSV []byte

//go:embed entities.csv
var entitiesCSV []byte

// States returns the 193 Member States and the two observer States, sorted by id: the
// code of ISO 3166-1 in three lower-case letters.
var States = sync.OnceValue(func() []report.State {
	var states []report.State
	for _, row := range Rows(statesCSV) {
		states = append(states, report.State{
			ID: row["id"], Name: name(row), Member: row["status"] == "member", Region: report.Region(row["region"]),
		})
	}
	return states
})

// Entities returns the principal organs, followed by other organs, offices of the
// Secretariat and agencies.
var Entities = sync.OnceValue(func() []report.Entity {
	var entities []report.Entity
	for _, row := range Rows(entitiesCSV) {
		entities = append(entities, report.Entity{ID: row["id"], Kind: report.EntityKind(row["kind"]), Name: name(row)})
	}
	return entities
})

func name(row map[string]string) report.Text {
	var t report.Text
	for _, l := range report.Langs {
		t = t.With(l, row[string(l)])
	}
	return t
}

// Rows reads a table whose first line has the column names. The tables are embedded,
// so it panics if one is malformed.
func Rows(data []byte) []map[string]string {
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		panic(err)
	}
	var all []map[string]string
	for _, record := range records[1:] {
		row := make(map[string]string, len(record))
		for i, column := range records[0] {
			row[column] = record[i]
		}
		all = append(all, row)
	}
	return all
}
