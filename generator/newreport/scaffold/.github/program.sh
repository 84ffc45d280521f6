#!/usr/bin/env bash
# Fetches the version of the program that program.toml names, verifies it and puts it
# at the place that is given: bash .github/program.sh ./rapporteur
set -euo pipefail

if [[ $# -ne 1 ]]; then
	echo 'usage: program.sh FILE' >&2
	exit 2
fi
out=$1
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case $out in
/*) ;;
*) out=$OLDPWD/$out ;;
esac

value() { sed -n "s/^$1 = \"\\(.*\\)\"[[:space:]]*\$/\\1/p" program.toml; }
repository=$(value repository) commit=$(value commit) release=$(value release)
if [[ -z $repository ]]; then
	echo 'program.toml does not say where the program comes from: put the address of its repository behind "repository ="' >&2
	exit 1
fi
if ! [[ $commit =~ ^([0-9a-f]{40}|[0-9a-f]{64})$ ]]; then
	echo "program.toml: commit is a whole hash, not \"$commit\"" >&2
	exit 1
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [[ -n $release ]]; then
	system=$(uname -s | tr '[:upper:]' '[:lower:]') end=
	case $system in
	mingw* | msys* | cygwin*) system=windows end=.exe ;;
	esac
	case $(uname -m) in
	x86_64 | amd64) machine=amd64 ;;
	aarch64 | arm64) machine=arm64 ;;
	*) machine=$(uname -m) ;;
	esac
	platform=$system-$machine
	sum=$(value "sha256\\.$platform")
	if [[ -z $sum ]]; then
		echo "program.toml has no hash sha256.$platform of the release $release" >&2
		exit 1
	fi
	curl --fail --silent --show-error --location --retry 3 --output "$scratch/program" \
		"$repository/releases/download/$release/rapporteur-$platform$end"
	if ! printf '%s  %s\n' "$sum" "$scratch/program" |
		if command -v sha256sum >/dev/null; then sha256sum --check --status; else shasum -a 256 --check --status; fi; then
		echo "the file of release $release for $platform is not the one that program.toml names: its hash differs" >&2
		exit 1
	fi
else
	if ! command -v go >/dev/null; then
		echo 'the program is built from source, and there is no Go: install it from https://go.dev/dl/, or name a release in program.toml' >&2
		exit 1
	fi
	git init --quiet "$scratch/source"
	git -C "$scratch/source" fetch --quiet --depth 1 "$repository" "$commit"
	git -C "$scratch/source" -c advice.detachedHead=false checkout --quiet FETCH_HEAD
	# git checks what it gets by its hashes, so this is that commit and no other.
	if [[ $(git -C "$scratch/source" rev-parse HEAD) != "$commit" ]]; then
		echo "$repository gave another commit than $commit" >&2
		exit 1
	fi
	(cd "$scratch/source" && go build -o "$scratch/program" ./generator)
fi
chmod +x "$scratch/program"
mv "$scratch/program" "$out"
