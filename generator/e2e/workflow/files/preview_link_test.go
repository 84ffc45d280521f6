package files

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/e2e/forge"
)

// A forge that answers as GitHub does, and notes what is written to it.
const answers = `#!/bin/sh
method=GET path= query=. body= head=
while [ $# -gt 0 ]; do
	case $1 in
	--method) method=$2; shift ;;
	--jq) query=$2; shift ;;
	-f) case $2 in body=*) body=${2#body=} ;; head=*) head=${2#head=} ;; esac; shift ;;
	repos/*) path=$1 ;;
	esac
	shift
done
if [ "$method" != GET ]; then
	printf '%s %s\n%s\n' "$method" "$path" "$body" >>"$WRITTEN"
	exit
fi
case $path in
*/artifacts) printf '%s' "$ARTIFACTS" ;;
*/pulls) [ "$head" = "$EXPECTED_HEAD" ] || exit 1; printf '%s' "$PULLS" ;;
*/comments) printf '%s' "$COMMENTS" ;;
*) exit 1 ;;
esac | jq -r "$query"
`

// TestPreviewLink runs the step that links the preview from the pull request.
func TestPreviewLink(t *testing.T) {
	if _, err := exec.LookPath("jq"); err != nil && os.Getenv("RAPPORTEUR_WEB") == "" {
		t.Skip("there is no jq")
	}
	const head = "0123456789012345678901234567890123456789"
	pull := `[{"number": 7, "head": {"sha": "` + head + `"}}]`
	kept := `{"artifacts": [{"name": "other", "expired": false, "id": 3}, {"name": "preview", "expired": false, "id": 4}]}`
	for _, c := range []struct {
		name, event, artifacts, pulls, comments string
		want                                    string // beginning of what is written; empty for nothing
	}{
		{"the first time", "pull_request", kept, pull, `[{"id": 1, "user": {"login": "somebody"}, "body": "<!-- preview --> mine"}]`,
			"POST repos/owner/repo/issues/7/comments\n<!-- preview -->\n[Preview](https://github.com/owner/repo/actions/runs/99/artifacts/4) of " + head},
		{"again", "pull_request", kept, pull, `[{"id": 5, "user": {"login": "github-actions[bot]"}, "body": "<!-- preview -->\nold"}, {"id": 6, "user": {"login": "github-actions[bot]"}, "body": "<!-- preview -->\nolder"}]`,
			"PATCH repos/owner/repo/issues/comments/5\n<!-- preview -->\n"},
		{"without a preview", "pull_request", `{"artifacts": [{"name": "preview", "expired": true, "id": 4}]}`, pull, "[]", ""},
		{"after the branch moved on", "pull_request", kept, `[{"number": 7, "head": {"sha": "9999"}}]`, "[]", ""},
		{"closed meanwhile", "pull_request", kept, "[]", "[]", ""},
		{"of another event", "push", kept, pull, "[]", ""},
	} {
		bin := t.TempDir()
		if err := os.WriteFile(filepath.Join(bin, "gh"), []byte(answers), 0o755); err != nil {
			t.Fatal(err)
		}
		written := filepath.Join(bin, "written")
		// The name of a branch is the proposer's.
		const branch = "x\"; touch pwned; $(touch pwned) `touch pwned` '"
		w := forge.NewRun(t, "preview-link.yml", "", head, "refs/heads/main", map[string]string{
			"github.event.workflow_run.event":                       c.event,
			"github.event.workflow_run.head_repository.owner.login": "somebody",
			"github.event.workflow_run.head_repository.full_name":   "somebody/repo",
			"github.event.workflow_run.head_branch":                 branch,
			"github.event.workflow_run.head_sha":                    head,
			"github.event.workflow_run.id":                          "99",
		})
		w.Env = []string{
			"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"), "WRITTEN=" + written,
			"ARTIFACTS=" + c.artifacts, "PULLS=" + c.pulls, "COMMENTS=" + c.comments, "EXPECTED_HEAD=somebody:" + branch,
		}
		w.Run()
		got, _ := os.ReadFile(written)
		if len(w.Failed) > 0 || !strings.HasPrefix(string(got), c.want) || (c.want == "") != (len(got) == 0) || strings.Count(string(got), "repos/") != min(len(got), 1) {
			t.Errorf("%s: failed %q, written\n%s\nwant\n%s\n%s", c.name, w.Failed, got, c.want, w.Said)
		}
	}
}
