package problem

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
)

// Tool describes the program that found the problems, for SARIF.
type Tool struct {
	Version string // of the program
	Rules   []Rule // all rules, sorted by name
	Help    string // URL of the page that documents the rules, each with its name as fragment; may be empty
}

// The subset of SARIF 2.1.0 that WriteSARIF writes.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations,omitempty"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	// sarifInvocation says what was not judged.
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string    `json:"id"`
		Short   sarifText `json:"shortDescription"`
		Full    sarifText `json:"fullDescription"`
		Help    sarifText `json:"help"`
		HelpURI string    `json:"helpUri,omitempty"`
		Config  struct {
			Level string `json:"level"`
		} `json:"defaultConfiguration"`
		Properties struct {
			Tags []string `json:"tags"`
		} `json:"properties"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    *int              `json:"ruleIndex,omitempty"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Fixes        []sarifFix        `json:"fixes,omitempty"`
		Properties   map[string]string `json:"properties,omitempty"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
	sarifArtifact struct {
		URI    string `json:"uri"`
		BaseID string `json:"uriBaseId"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifRegion struct {
		StartLine   int        `json:"startLine"`
		StartColumn int        `json:"startColumn,omitempty"`
		EndLine     int        `json:"endLine,omitempty"`
		EndColumn   int        `json:"endColumn,omitempty"`
		Snippet     *sarifText `json:"snippet,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
	}
)

// WriteSARIF writes problems as a SARIF 2.1.0 log that lists all rules of tool.
// Columns are counted in Unicode code points.
func WriteSARIF(w io.Writer, f Findings, tool Tool) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	if !f.LeftOut.IsZero() {
		run.Invocations = []sarifInvocation{{true, []sarifNotification{{"warning", sarifText{f.LeftOut.In(f.Lang)}}}}}
	}
	run.Tool.Driver = sarifDriver{Name: "rapporteur", Version: tool.Version, Rules: []sarifRule{}}
	index := make(map[string]int, len(tool.Rules))
	for i, r := range tool.Rules {
		index[r.Name] = i
		rule := sarifRule{ID: r.Name, Short: sarifText{sentence(r.Doc)}, Full: sarifText{r.Doc}, Help: sarifText{r.Doc}}
		if tool.Help != "" {
			rule.HelpURI = tool.Help + "#" + r.Name
		}
		rule.Config.Level = r.Severity.String()
		rule.Properties.Tags = []string{r.Family}
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
	}
	for _, p := range f.Problems {
		result := sarifResult{RuleID: p.Rule, Level: p.Severity.String(), Message: sarifText{hinted(p, f.Lang)}}
		if i, ok := index[p.Rule]; ok {
			result.RuleIndex = &i
		}
		if page := f.address(p); page != "" {
			result.Properties = map[string]string{"page": page}
		}
		// The fingerprint leaves out the line number so that a problem keeps its
		// identity when lines are added above it.
		id := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%s\x00%s", p.Rule, p.Pos.File, p.Record, p.Field, p.Message))
		result.Fingerprints = map[string]string{"rapporteur/v1": fmt.Sprintf("%x", id[:16])}
		result.Locations = []sarifLocation{location(p)}
		if e := p.Edit; !e.IsZero() {
			what := p.Hint
			if what.IsZero() {
				what = e.Words()
			}
			result.Fixes = []sarifFix{{sarifText{what.In(f.Lang)}, []sarifChange{{artifact(e.File), []sarifReplacement{{
				sarifRegion{StartLine: e.From.Line, StartColumn: e.From.Column, EndLine: e.To.Line, EndColumn: e.To.Column}, sarifText{e.New}}}}}}}
		}
		run.Results = append(run.Results, result)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{
		Schema:  "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/main/sarif-2.1/schema/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

func artifact(file string) sarifArtifact {
	return sarifArtifact{(&url.URL{Path: file}).EscapedPath(), "%SRCROOT%"}
}

func location(p Problem) sarifLocation {
	var l sarifLocation
	l.Physical.Artifact = artifact(p.Pos.File)
	if p.Pos.Line > 0 {
		first, after := runeRange(p)
		l.Physical.Region = &sarifRegion{StartLine: p.Pos.Line, StartColumn: first, EndColumn: after}
		if p.Line != "" {
			l.Physical.Region.Snippet = &sarifText{p.Line}
		}
	}
	if p.Record != "" {
		l.Logical = []sarifLogical{{p.Record}}
	}
	return l
}

// sentence returns the first sentence of s.
func sentence(s string) string {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '.' && s[i+1] == ' ' {
			return s[:i+1]
		}
	}
	return s
}
