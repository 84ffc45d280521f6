package release

import (
	"fmt"
	"slices"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// unfinished are the rules that find texts that nobody has finished. To a draft they are
// warnings. Texts that are missing in a language and marks of a merge are errors anyway.
var unfinished = []string{"text-entered", "placeholder", "stale-translation"}

// finished refuses to issue an edition with texts that are not finished, and lists them.
// problems are those that the rules found in it as issued.
func (rl *releaser) finished(rep *report.Report, problems []problem.Problem) error {
	var left []problem.Problem
	for _, q := range problems {
		if slices.Contains(unfinished, q.Rule) {
			left = append(left, q)
		}
	}
	// What is carried over is found in drafts alone.
	draft := *rep
	draft.Edition.Status = report.Draft
	rules := slices.DeleteFunc(check.Rules(), func(r check.Rule) bool { return r.Name != "carried-updated" })
	left = problem.Sort(append(left, check.Run(&draft, rules)...))
	if len(left) == 0 {
		return nil
	}
	stderr := rl.sys.Stderr
	fmt.Fprintf(stderr, "\nnothing was changed, because %s not finished; an edition cannot be changed once it is issued, so finish them first:\n", are(len(left)))
	for _, q := range left {
		fmt.Fprintf(stderr, "  %s: %s; %s\n", q.Pos, q.Message, q.Hint)
	}
	return ErrStopped
}

func are(n int) string {
	if n == 1 {
		return "1 text is"
	}
	return fmt.Sprintf("%d texts are", n)
}
