package review_test

import (
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

// dataOf are the files of a report below data/, by their names.
func dataOf(t *testing.T, fsys fs.FS) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := fs.WalkDir(fsys, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		files[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// tree is a folder with files.
func tree(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// change is an edit of a file below data/.
type change func(files map[string]string) (file string)

// to replaces a text that occurs once.
func to(file, old, new string) change {
	return func(files map[string]string) string {
		name := "data/" + file
		if n := strings.Count(files[name], old); n != 1 {
			panic(fmt.Sprintf("%q occurs %d times in %s", old, n, name))
		}
		files[name] = strings.Replace(files[name], old, new, 1)
		return name
	}
}

// within replaces a text where it first occurs after another.
func within(file, after, old, new string) change {
	return func(files map[string]string) string {
		name := "data/" + file
		i := strings.Index(files[name], after)
		if i < 0 || !strings.Contains(files[name][i:], old) {
			panic(fmt.Sprintf("no %q after %q in %s", old, after, name))
		}
		files[name] = files[name][:i] + strings.Replace(files[name][i:], old, new, 1)
		return name
	}
}

func add(file, text string) change {
	return func(files map[string]string) string {
		files["data/"+file] += text
		return "data/" + file
	}
}

func whole(file string, f func(string) string) change {
	return func(files map[string]string) string {
		files["data/"+file] = f(files["data/"+file])
		return "data/" + file
	}
}

func remove(file string) change {
	return func(files map[string]string) string {
		delete(files, "data/"+file)
		return "data/" + file
	}
}

func move(file, name string) change {
	return func(files map[string]string) string {
		files["data/"+name] = files["data/"+file]
		delete(files, "data/"+file)
		return "data/" + name
	}
}

func duplicate(file, name string) change {
	return func(files map[string]string) string {
		files["data/"+name] = files["data/"+file]
		return "data/" + name
	}
}

// changed makes changes in a copy of files; first is the file of the first change.
func changed(base map[string]string, changes ...change) (files map[string]string, first string) {
	files = maps.Clone(base)
	for i, c := range changes {
		name := c(files)
		if i == 0 {
			first = name
		}
	}
	return files, first
}
