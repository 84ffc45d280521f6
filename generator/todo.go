package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strings"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/review"
	"rapporteur/generator/say"
)

func runTodo(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("todo", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	rev := flags.String("rev", "", "")
	format := flags.String("format", "text", "")
	if _, err := parse("todo", flags, args, 0); err != nil {
		return err
	}
	if *format != "text" && *format != "json" {
		return usagef("todo", "--format is text or json, not %q", *format)
	}
	r, err := openRepo(ctx, sys, *repo, false)
	if err != nil {
		return err
	}
	defer r.Close()
	at, err := r.Target(ctx, *rev)
	if err != nil {
		return err
	}
	left, err := review.Todo(ctx, r, at)
	if err != nil {
		return err
	}
	if *format == "json" {
		err = writeTodoJSON(sys.stdout, left, sys.lang)
	} else {
		err = writeTodo(sys.stdout, left, sys.lang)
	}
	if err != nil {
		return err
	}
	if *format == "text" && !left.LeftOut.IsZero() {
		if _, err := fmt.Fprintln(sys.stderr, left.LeftOut.In(sys.lang)); err != nil {
			return err
		}
	}
	if left.Refused() > 0 {
		return errFound
	}
	return nil
}

// writeTodo writes what is left for a person: group by group, a line for each place.
func writeTodo(w io.Writer, left *review.Left, lang string) error {
	var b strings.Builder
	say1 := func(t say.Text) { b.WriteString(t.In(lang) + "\n") }
	switch {
	case left.Issued:
		say1(say.F("the data is the edition %s, which is issued; begin the next draft: rapporteur release --next ID --as-at DATE", left.Edition.ID))
	case left.Edition.ID == "":
		say1(say.F("the data cannot be read in full; fix this first"))
	case len(left.Groups) == 0:
		say1(say.F("nothing is left to do: rapporteur release issues the edition %s, as at %s", left.Edition.ID, left.Edition.AsAt))
	default:
		say1(say.F("left to do before the edition %s, as at %s, can be issued:", left.Edition.ID, left.Edition.AsAt))
	}
	for _, g := range left.Groups {
		b.WriteString("\n")
		say1(say.F("%s (%d)", g.Title, len(g.Problems)))
		for _, p := range g.Problems {
			fmt.Fprintf(&b, "  %s: %s [%s]\n", problem.Visible(p.Place()), problem.Visible(p.Message.In(lang)), p.Rule)
			if !p.Hint.IsZero() {
				fmt.Fprintf(&b, "      %s\n", problem.Visible(strings.ReplaceAll(p.Hint.In(lang), "\n", "; ")))
			}
		}
	}
	if left.Others > 0 {
		b.WriteString("\n")
		say1(say.F("and %s of other kinds, which do not keep the edition from being issued: rapporteur check", say.N(left.Others, "warning")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeTodoJSON(w io.Writer, left *review.Left, lang string) error {
	type group struct {
		Name  string `json:"name"`
		Title string `json:"title"`
		Items []any  `json:"items"` // as the problems of check --format json
	}
	out := struct {
		Edition string  `json:"edition"`
		AsAt    string  `json:"as_at"`
		Status  string  `json:"status"`
		Refused int     `json:"refused"` // errors, for which release refuses
		Groups  []group `json:"groups"`
		Others  int     `json:"other_warnings"`
		Waived  int     `json:"waived"`
		LeftOut string  `json:"left_out,omitempty"`
	}{left.Edition.ID, left.Edition.AsAt.String(), string(left.Edition.Status), left.Refused(), []group{}, left.Others, left.Waived, left.LeftOut.In(lang)}
	if left.Edition.AsAt == (report.Date{}) {
		out.AsAt = ""
	}
	for _, g := range left.Groups {
		items := []any{}
		for _, p := range g.Problems {
			items = append(items, p.JSON(lang))
		}
		out.Groups = append(out.Groups, group{g.Name, g.Title.In(lang), items})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
