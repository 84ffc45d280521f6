package upgrade

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"rapporteur/generator/edition"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// ReadRelease reads the file program.toml of a release.
func ReadRelease(name string) (*report.Program, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	p, err := report.ParseProgram(data)
	if err == nil && p.Release == "" {
		err = say.Errorf("%s names no release", name)
	}
	return p, err
}

// Short names a version in conflict markers.
func Short(p *report.Program) string {
	if p.Release != "" {
		return "program " + p.Release
	}
	return "program " + p.Commit[:12]
}

// Resolve returns the commit of a version of the program in its repository.
func Resolve(ctx context.Context, r *edition.Repo, version string) (string, error) {
	found, err := r.Resolve(ctx, version)
	if errors.Is(err, edition.ErrUnknownRevision) || err == nil && found.Commit == "" {
		return "", say.Errorf("%s has no version %s of the program", r.Location, version)
	}
	return found.Commit, err
}

// Pin adds to the plan that program.toml of the report names the version to.
func (p *Plan) Pin(own fs.FS, to *report.Program) error {
	pin, err := fs.ReadFile(own, report.ProgramFile)
	p.Files = append(p.Files, Change{Name: report.ProgramFile, Kind: Updated, Before: pin, After: Repin(pin, to)})
	return err
}
