package report

// SameTexts are the fields of an edition that say what those of the edition before did:
// "title", "note", and "title.fr" of a title that is another in other languages.
func (e Edition) SameTexts(before Edition, langs []Lang) (same []string) {
	if !e.Title.IsZero() && e.Title == before.Title {
		same = append(same, "title")
	}
	if !e.Note.IsZero() && e.Note == before.Note {
		same = append(same, "note")
	}
	for _, l := range langs {
		// Of the note, which is prose, a rule says the same.
		if e.Title != before.Title && e.Title.In(l) != "" && e.Title.In(l) == before.Title.In(l) {
			same = append(same, "title."+string(l))
		}
	}
	return same
}
