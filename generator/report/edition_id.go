package report

import "rapporteur/generator/say"

// CheckEditionID says what is wrong with the id of an edition that is yet to
// come, as Load would.
func CheckEditionID(id string) error {
	switch {
	case !slug.MatchString(id):
		return say.Errorf("the id %q is not well formed; use a-z, 0-9 and single hyphens between them: 2008-07-31", id)
	case reserved(id):
		return say.Errorf("an edition cannot be called %q: the site uses that name", id)
	}
	return nil
}
