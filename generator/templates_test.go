package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"rapporteur/generator/render"
)

// issueForm is the part of an issue form that readers and links depend on.
type issueForm struct {
	Name        string `yaml:"name"`
	Description string `yaml:"description"`
	Body        []struct {
		Type       string `yaml:"type"`
		ID         string `yaml:"id"`
		Attributes struct {
			Label string `yaml:"label"`
			Value string `yaml:"value"`
		} `yaml:"attributes"`
	} `yaml:"body"`
}

// A page's link opens a form that exists, and fills in fields that it has.
func TestIssueForms(t *testing.T) {
	names, err := filepath.Glob("../.github/ISSUE_TEMPLATE/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string][]string{}
	for _, name := range names {
		if filepath.Base(name) == "config.yml" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var form issueForm
		if err := yaml.Unmarshal(text, &form); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if form.Name == "" || form.Description == "" {
			t.Errorf("%s: GitHub lists no form without a name and a description", name)
		}
		var ids []string
		asks := false
		for _, part := range form.Body {
			switch part.Type {
			case "markdown":
				if part.Attributes.Value == "" {
					t.Errorf("%s: a markdown part says nothing", name)
				}
				continue
			case "input", "textarea", "dropdown", "checkboxes":
				asks = true
			default:
				t.Errorf("%s: GitHub knows no part of type %q", name, part.Type)
			}
			if part.Attributes.Label == "" || part.ID == "" || slices.Contains(ids, part.ID) {
				t.Errorf("%s: a field has no label, no id or the id of another: %+v", name, part)
			}
			ids = append(ids, part.ID)
		}
		if !asks {
			t.Errorf("%s asks nothing", name)
		}
		fields[filepath.Base(name)] = ids
	}

	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	config, err := render.ReadConfig(root)
	if err != nil {
		t.Fatal(err)
	}
	_, query, _ := strings.Cut(config.Repository.Report, "?")
	for pair := range strings.SplitSeq(query, "&") {
		field, value, _ := strings.Cut(pair, "=")
		switch field {
		case "template":
			if fields[value] == nil {
				t.Errorf("config.toml: params.report opens the form %q, which is not there", value)
			}
		case "title":
		default:
			if !slices.Contains(fields["error.yml"], field) {
				t.Errorf("config.toml: params.report fills in %q, and the form has %v", field, fields["error.yml"])
			}
		}
	}
}

// Each paragraph has a line that says who reviews it, and no line names
// somebody who does not exist.
func TestCodeOwners(t *testing.T) {
	text, err := os.ReadFile("../.github/CODEOWNERS")
	if err != nil {
		t.Fatal(err)
	}
	paragraphs, err := filepath.Glob("../data/paragraphs/*.toml")
	if err != nil || len(paragraphs) == 0 {
		t.Fatalf("no paragraphs: %v", err)
	}
	line := regexp.MustCompile(`(?m)^#?(/\S+)\s+@\S+$`)
	var files []string
	for _, m := range line.FindAllStringSubmatch(string(text), -1) {
		files = append(files, m[1])
		if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(m[1]))); err != nil {
			t.Errorf("CODEOWNERS: %v", err)
		}
		if !strings.HasPrefix(m[0], "#") && strings.Contains(m[0], "@organization/") {
			t.Errorf("CODEOWNERS: %s names an organization that is only an example", m[1])
		}
	}
	// Nor may anything that runs, or that readers see, lack one.
	top, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	noOwner := []string{".editorconfig", ".git", ".gitattributes", ".gitignore", ".taplo.toml", "CHANGELOG.md", "LICENSE", "README.md"}
	tracked, err := exec.Command("git", "ls-tree", "--name-only", "--full-tree", "HEAD").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range top {
		file := "/" + e.Name()
		if e.IsDir() {
			file += "/"
		}
		if slices.Contains(strings.Fields(string(tracked)), e.Name()) && !slices.Contains(noOwner, e.Name()) && !slices.Contains(files, file) {
			t.Errorf("CODEOWNERS has no line for %s", file)
		}
	}
	for _, name := range paragraphs {
		if file := "/data/paragraphs/" + filepath.Base(name); !slices.Contains(files, file) {
			t.Errorf("CODEOWNERS has no line for %s", file)
		}
	}
}
