#!/usr/bin/env bash
# catalogue_test.sh [ROOT] - every message in ROOT/src has a Chinese text in ROOT/locale/zh_CN/*.po, and nothing else has one.
#
# Also: no fuzzy or empty entry, and both texts take the same printf arguments. First it tries itself on a made-up house.
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

source_messages() { # FILE.pot from ./src
    find src -name '*.c' ! -name '*_test.c' ! -name '*_fuzz.c' | sort |
        xgettext --files-from=- --language=C --from-code=UTF-8 --no-wrap --output="$1" --force-po \
            --keyword --keyword=_ --keyword=N_ --flag=_:1:pass-c-format --flag=N_:1:pass-c-format \
            --flag=err_set:3:c-format --flag=err_within:2:c-format --flag=message_say:1:c-format \
            --flag=arena_printf:2:c-format --flag=strbuf_printf:2:c-format
    [ -f "$1" ] || : >"$1" # no source, no message
    sed -i 's/charset=CHARSET/charset=UTF-8/' "$1"
}

entries() { grep -E '^(#: |#~ |msgid "[^"])' || true; }

find_faults() ( # ROOT
    cd "$1"
    local work catalogues=(locale/zh_CN/*.po)
    work=$(mktemp -d -p "$scratch")
    source_messages "$work/source.pot"
    if [ -f "${catalogues[0]}" ]; then
        for catalogue in "${catalogues[@]}"; do
            msgfmt -o /dev/null "$catalogue" 2>&1 || true
        done
        msgcat --force-po --use-first --no-wrap "${catalogues[@]}" -o "$work/chinese.po"
    else
        msgcat --force-po "$work/source.pot" -o "$work/chinese.po"
    fi
    msgmerge --quiet --force-po --no-fuzzy-matching --no-wrap "$work/chinese.po" "$work/source.pot" -o "$work/merged.po"
    msgattrib --untranslated --no-wrap "$work/merged.po" | entries | sed 's/^msgid/no Chinese text:/'
    msgattrib --only-fuzzy --no-wrap "$work/merged.po" | entries | sed 's/^msgid/fuzzy, or other printf arguments:/'
    msgattrib --only-obsolete --no-wrap "$work/merged.po" | entries | sed -n 's/^#~ msgid/no longer in src:/p'
    msgfmt --check-format -o /dev/null "$work/merged.po" 2>&1 || true
)

# The made-up house.
made=$scratch/made
mkdir -p "$made/src" "$made/locale/zh_CN"
cat >"$made/src/a.c" <<'TEXT'
const char *a = N_("one");
void f(void) { err_set(err, 1, _("%s: row %d"), "x", 2); }
TEXT
head='msgid ""'$'\n''msgstr "Language: zh_CN\nContent-Type: text/plain; charset=UTF-8\n"'
expect() { # FAULT (empty: none), the catalogue's entries on standard input
    { printf '%s\n' "$head"; cat; } >"$made/locale/zh_CN/a.po"
    find_faults "$made" >"$scratch/found" 2>&1
    if [ -z "$1" ]; then [ ! -s "$scratch/found" ]; else grep -q "$1" "$scratch/found"; fi ||
        { echo "expected '${1:-no fault}', found:"; cat "$scratch/found"; exit 1; }
}
expect '' <<<$'msgid "one"\nmsgstr "一"\n\nmsgid "%s: row %d"\nmsgstr "%s：第 %d 行"'
expect 'no Chinese text: "%s: row %d"' <<<$'msgid "one"\nmsgstr "一"'
expect 'no Chinese text: "one"' <<<$'msgid "one"\nmsgstr ""\n\nmsgid "%s: row %d"\nmsgstr "%s：第 %d 行"'
expect 'no longer in src: "two"' <<<$'msgid "one"\nmsgstr "一"\n\nmsgid "two"\nmsgstr "二"\n\nmsgid "%s: row %d"\nmsgstr "%s：第 %d 行"'
expect 'fuzzy, or other printf arguments: "one"' <<<$'#, fuzzy\nmsgid "one"\nmsgstr "一"\n\nmsgid "%s: row %d"\nmsgstr "%s：第 %d 行"'
expect 'fuzzy, or other printf arguments: "%s' <<<$'msgid "one"\nmsgstr "一"\n\nmsgid "%s: row %d"\nmsgstr "%s：第 %s 行"'

find_faults . >"$scratch/found" 2>&1
[ ! -s "$scratch/found" ] || { cat "$scratch/found"; exit 1; }
