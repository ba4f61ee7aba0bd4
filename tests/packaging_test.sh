#!/usr/bin/env bash
# packaging_test.sh - man pages and completions know the same verbs and options, and an installed copy is whole.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() { echo "$1"; exit 1; }

# The options that the manual describes are the ones that are completed.
options() { grep -oE -- '--[a-z][a-z-]*' | sort -u; }
sed 's/\\-/-/g' packaging/qingshan.1 | options >"$scratch/manual"
for other in packaging/qingshan.zh_CN.1 packaging/qingshan.bash packaging/_qingshan; do
    sed 's/\\-/-/g' "$other" | options | diff "$scratch/manual" - >"$scratch/difference" ||
        { cat "$scratch/difference"; fail "$other has other options than packaging/qingshan.1"; }
done
{ grep -oE -- ' -l [a-z-]+' packaging/qingshan.fish | sed 's/ -l /--/' | sort -u | diff "$scratch/manual" -; } ||
    fail "packaging/qingshan.fish has other options than packaging/qingshan.1"

# bash: what is offered where.
# shellcheck source=packaging/qingshan.bash
source packaging/qingshan.bash
offers() { # WORDS OF THE LINE...: the last one is being typed
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _qingshan 2>/dev/null
    printf '%s ' "${COMPREPLY[@]}"
}
mkdir "$scratch/folder"
[ "$(offers qingshan '')" = 'demo check account --help --version ' ] || fail 'bash: verbs'
[ "$(offers qingshan account --di)" = '--diagnose ' ] || fail 'bash: options'
[ "$(offers qingshan demo --cell '')" = '100 30 10 ' ] || fail 'bash: cells'
[ "$(offers qingshan account "$scratch/fol")" = "$scratch/folder " ] || fail 'bash: folders'
[ "$(offers qingshan account ver)" = 'verify ' ] || fail 'bash: verify'
if command -v zsh >/dev/null; then zsh -n packaging/_qingshan; fi
if command -v fish >/dev/null; then fish --no-execute packaging/qingshan.fish; fi
if command -v man >/dev/null; then
    for page in packaging/*.1; do
        LC_ALL=C.UTF-8 man --warnings -l "$page" 2>&1 >/dev/null | { grep -v "can't break line" || true; } >"$scratch/warnings"
        [ ! -s "$scratch/warnings" ] || { cat "$scratch/warnings"; fail "$page"; }
    done
fi
