#!/usr/bin/env bash
# packaging_test.sh - the program, its man pages and its completions know the same verbs and options.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() { echo "$1"; exit 1; }

# Options: those that src/cli takes are those that the manual describes and that are completed.
options() { grep -ohE -- '--[a-z][a-z-]*' | sort -u; }
{ grep -ohE '"--[a-z-]+"' src/cli/*.c 2>/dev/null || true; } | options | grep -vE '^--(help|version)$' >"$scratch/program" ||
    sed 's/\\-/-/g' packaging/qingshan.1 | options >"$scratch/program"
for file in packaging/qingshan.1 packaging/qingshan.zh_CN.1 packaging/qingshan.bash packaging/_qingshan packaging/qingshan.fish; do
    sed -E 's/\\-/-/g; s/ -l ([a-z-]+)/ --\1/g' "$file" | options | diff "$scratch/program" - >"$scratch/difference" ||
        { cat "$scratch/difference"; fail "$file has other options (>) than src/cli (<)"; }
done

# bash: what is offered where.
# shellcheck source=packaging/qingshan.bash
source packaging/qingshan.bash
offers() { # WORDS OF THE LINE...: the last one is being typed
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _qingshan
    printf '%s ' "${COMPREPLY[@]}"
}
mkdir "$scratch/folder"
[ "$(offers qingshan '')" = 'demo check account explain terrain zonal invest help version ' ] || fail 'bash: verbs'
[ "$(offers qingshan account --di)" = '--diagnose ' ] || fail 'bash: options'
[ "$(offers qingshan demo --cell '')" = '100 30 10 ' ] || fail 'bash: cells'
[ "$(offers qingshan invest getspec ca)" = 'carbon ' ] || fail 'bash: models'
[ "$(offers qingshan account "$scratch/fol")" = "$scratch/folder " ] || fail 'bash: folders'
[ "$(offers qingshan account ver)" = 'verify ' ] || fail 'bash: verify'

# Syntax, where the interpreter is there.
if command -v zsh >/dev/null; then zsh -n packaging/_qingshan; fi
if command -v fish >/dev/null; then fish --no-execute packaging/qingshan.fish; fi
if command -v man >/dev/null && command -v groff >/dev/null; then
    for page in packaging/*.1; do
        LC_ALL=C.UTF-8 man --warnings -l "$page" 2>&1 >/dev/null | { grep -v "can't break line" || true; } >"$scratch/warnings"
        [ ! -s "$scratch/warnings" ] || { cat "$scratch/warnings"; fail "$page"; }
    done
fi
