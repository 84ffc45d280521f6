package upload

import (
	"encoding/json"
	"strings"
	"time"
	"unicode"

	"rapporteur/generator/manifest"
	"rapporteur/generator/say"
)

// mark is the content of the object by which a deploy shows that it is writing.
type mark struct {
	ID     string    `json:"id"`     // that no other deploy has
	Holder string    `json:"holder"` // who deploys
	Begun  time.Time `json:"begun"`
}

func (m mark) json() []byte {
	data, err := json.Marshal(m)
	if err != nil {
		panic(err) // every value in it can be written as JSON
	}
	return data
}

// readMark reads a mark, which may come from anywhere. It is false for one that is not whole.
func readMark(data []byte) (m mark, ok bool) {
	if json.Unmarshal(data, &m) != nil || m.Holder == "" || m.Begun.IsZero() {
		return m, false
	}
	m.Holder = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, m.Holder[:min(len(m.Holder), 300)])
	return m, true
}

// nameOf is the name of a mark, whatever it holds: of another one it is another.
func nameOf(data []byte) string { return manifest.Sum(data)[:8] }

// age says how long something took.
func age(d time.Duration) say.Text {
	switch hours, minutes := int(d.Hours()), int(d.Minutes())%60; {
	case d < time.Hour:
		return say.F("%d min", max(minutes, 0))
	case d < 48*time.Hour:
		return say.F("%d h %d min", hours, minutes)
	default:
		return say.F("%s", say.N(hours/24, "day"))
	}
}
