package edition

import (
	"context"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
)

func TestMergeBase(t *testing.T) {
	m := newMaker(t)
	files := draft("2008-07-31")
	root := m.commit("root", files)
	fork := m.commit("fork", files, root)
	left := m.commit("left", files, fork)
	right := m.commit("right", files, fork)
	crossLeft := m.commit("cross left", files, left, right)
	crossRight := m.commit("cross right", files, right, left)
	merged := m.commit("merged", files, left, right)
	after := m.commit("after", files, merged)
	alone := m.commit("alone", files)
	r := m.at(after)

	tests := []struct {
		a, b plumbing.Hash
		want string
	}{
		{left, right, "fork"},
		{right, left, "fork"},
		{left, left, "left"},
		{root, after, "root"},
		{after, left, "left"},
		{crossLeft, crossRight, "right"},
		{crossRight, crossLeft, "right"},
	}
	for _, tt := range tests {
		got, err := r.MergeBase(context.Background(), tt.a.String(), tt.b.String())
		if err != nil || m.names[got] != tt.want {
			t.Errorf("%s and %s: %q, %v; want %s", m.names[tt.a.String()], m.names[tt.b.String()], m.names[got], err, tt.want)
		}
	}

	_, err := r.MergeBase(context.Background(), left.String(), alone.String())
	checkError(t, err, "have no common commit; compare them with two dots")
	r.shallow = map[plumbing.Hash]bool{left: true}
	_, err = r.MergeBase(context.Background(), left.String(), right.String())
	checkError(t, err, "shallow clone", "git fetch --unshallow")
	if _, err := r.MergeBase(context.Background(), strings.Repeat("1", 40), left.String()); err == nil {
		t.Error("a missing commit has a merge base")
	}
}
