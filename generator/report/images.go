package report

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"rapporteur/generator/imagefile"
	"rapporteur/generator/problem"
	"rapporteur/generator/say"
)

// imageFolder holds the files of images.
const imageFolder = "data/images"

// ImageFile is a file of data/images/ that may be shown.
type ImageFile struct {
	Name          string // without the folder: "map.svg"
	Data          []byte
	Type          imagefile.Type
	Width, Height int    // in pixels, as it is shown in its own size
	Hash          string // "sha256:…"; ends of lines of an SVG are left out of account
}

// ImageFile is the file with that name in data/images/, nil where there is none that may
// be shown.
func (r *Report) ImageFile(name string) *ImageFile {
	for _, f := range r.ImageFiles {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// images are the files of data/images/.
type images struct {
	files []*pictureFile // by name
	names []string       // all that is there, also what is not read
}

// pictureFile is an image file as it was looked at, on its own.
type pictureFile struct {
	ImageFile
	problems []problem.Problem
}

// images looks at the files of data/images/, with the problems that each has on its own.
// A report of an older schema has none, so that a file there is one that nobody reads.
func (l *Loader) images(fsys fs.FS, files []*parsed) (*images, []problem.Problem, error) {
	info, err := fs.Lstat(fsys, imageFolder)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return new(images), nil, nil // anything but a folder is a file that nobody reads
	}
	if err != nil {
		return nil, nil, err
	}
	entries, err := fs.ReadDir(fsys, imageFolder)
	if err != nil {
		return nil, nil, err
	}
	schema := assumedSchema(files)
	all := new(images)
	var problems []problem.Problem
	for _, d := range entries {
		name := imageFolder + "/" + d.Name()
		if strings.HasPrefix(d.Name(), ".") {
			continue
		}
		if schema < 3 {
			hint := say.F("images belong to schema 3: write schema = 3 in data/report.toml, or move it out of data/")
			problems = append(problems, problem.Problem{Rule: "unknown-file", Pos: problem.Pos{File: name}, Message: say.F("this file is not read"), Hint: hint})
			continue
		}
		all.names = append(all.names, d.Name())
		switch {
		case !d.Type().IsRegular():
			problems = append(problems, problem.Problem{Rule: "irregular-file", Pos: problem.Pos{File: name},
				Message: say.F("this is not a regular file"), Hint: say.F("put the file itself here, no link and no folder")})
			continue
		case imagefile.TypeOf(d.Name()) == "":
			problems = append(problems, problem.Problem{Rule: "unknown-file", Pos: problem.Pos{File: name}, Message: say.F("this file is not read"),
				Hint: say.F("an image is called in small letters, digits and hyphens, and ends in .png, .jpg, .webp or .svg: map-of-visits.png")})
			continue
		}
		f, err := l.picture(fsys, name)
		if err != nil {
			return nil, nil, err
		}
		problems = append(problems, f.problems...)
		all.files = append(all.files, f)
	}
	return all, problems, nil
}

// picture looks at an image file, once for each content.
func (l *Loader) picture(fsys fs.FS, name string) (*pictureFile, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, imagefile.MaxSize+1))
	if err != nil {
		return nil, say.Errorf("read %s: %v", name, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, f := range l.pictures[name] {
		if bytes.Equal(f.Data, data) {
			return f, nil
		}
	}
	img, faults := imagefile.Inspect(path.Base(name), data)
	f := &pictureFile{ImageFile: ImageFile{Name: path.Base(name), Data: data, Type: img.Type, Width: img.Width, Height: img.Height}}
	hashed := data
	if img.Type == imagefile.SVG {
		hashed = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) // git may have written them
	}
	f.Hash = fmt.Sprintf("sha256:%x", sha256.Sum256(hashed))
	for _, fault := range faults {
		p := problem.Problem{Rule: "image-file", Pos: problem.Pos{File: name}, Message: fault.Message, Hint: fault.Hint}
		if fault.Len > 0 {
			lines := newLines(data)
			p.Pos = lines.pos(name, span{fault.Offset, fault.Len})
			p.Line = lines.text(data, p.Pos.Line)
		}
		f.problems = append(f.problems, p)
	}
	l.pictures[name] = append(l.pictures[name], f)
	return f, nil
}

// show gives the images of a report their files. Records are shared by reports whose
// files may differ, so they are copied.
func (r *Report) show(all *images) {
	if all == nil {
		return
	}
	hashes := make(map[string]string)
	for _, f := range all.files {
		if len(f.problems) == 0 {
			r.ImageFiles = append(r.ImageFiles, &f.ImageFile)
			hashes[f.Name] = f.Hash
		}
	}
	r.Images = slices.Clone(r.Images)
	for i, m := range r.Images {
		shown := *m
		shown.Content = hashes[m.File]
		r.Images[i] = &shown
	}
}

// images checks that each image has its file, and each file an image.
func (l *linker) images(all *images) {
	if all == nil {
		return
	}
	used := make(map[string]bool)
	for _, p := range l.files {
		for _, at := range p.records {
			file := at.node.get("file")
			if at.ref.Kind != KindImage || file == nil {
				continue
			}
			name := string(file.text)
			used[name] = true
			switch {
			case name == "":
			case strings.ContainsAny(name, `/\`) || name == "..":
				l.found(p, "image-file", at.ref, file.val, say.F("this is not the name of a file in data/images/"), say.F("put the file there, and write its name alone: ‹file = %q›", path.Base(strings.ReplaceAll(name, `\`, "/"))))
			case !slices.Contains(all.names, name):
				l.found(p, "image-file", at.ref, file.val, say.F("there is no file data/images/%s", name), didYouMean(name, all.names, say.F("put the file there")))
			}
		}
	}
	if l.unread || l.lost != nil || l.stray.some(KindImage, func(Ref) bool { return true }) {
		return // who uses a file may not have been read
	}
	for _, f := range all.files {
		if !used[f.Name] {
			l.unused = append(l.unused, problem.Problem{Rule: "image-file", Pos: problem.Pos{File: imageFolder + "/" + f.Name},
				Message: say.F("no image of the report is in this file"), Hint: say.F("name it‹ in data/images.toml›, or remove it")})
		}
	}
}

// ImagesIn are the images of a section, in the order in which its text in the
// original language mentions them; what it does not mention comes last.
func (r *Report) ImagesIn(s *Section) []*Image {
	text, _ := s.Text.Best(r.Meta.Original, r.Meta.Original)
	var in []*Image
	for _, m := range r.Images {
		if m.Section == s.ID {
			in = append(in, m)
		}
	}
	place := func(m *Image) int {
		if i := strings.Index(text, "[image:"+m.ID+"]"); i >= 0 {
			return i
		}
		return len(text)
	}
	slices.SortStableFunc(in, func(a, b *Image) int { return place(a) - place(b) })
	return in
}

// ImageNumbers are the numbers of the images by id, counted through the report: "figure 2".
func (r *Report) ImageNumbers() map[string]int {
	numbers := make(map[string]int)
	for _, s := range r.PrintedSections() {
		for _, m := range r.ImagesIn(s) {
			numbers[m.ID] = len(numbers) + 1
		}
	}
	return numbers
}
