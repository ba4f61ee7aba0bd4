#!/usr/bin/env bash
# docs_test.sh - links inside the documents lead somewhere, and docs/tables.md names every table and column that services read
# (those of InVEST models are in their own specification: qingshan invest getspec).
set -euo pipefail
cd "$(dirname "$0")/.."
status=0
fault() { echo "$1"; status=1; }

mapfile -t documents < <(find . -name '*.md' -not -path './build*' -not -path './.git/*' | sed 's|^\./||' | sort)
while IFS=: read -r document target; do
    [ -e "$(dirname "$document")/${target%%#*}" ] || fault "$document: no such file: $target"
done < <(grep -oHE '\]\([^)#: ][^): ]*\)' "${documents[@]}" | sed -E 's/\]\(//; s/\)$//')

read_names() { # columns {"town|乡镇", STAT_TEXT ...}, table_column(table, "name|名称") and .tables = {"?waters"}
    local sources
    mapfile -t sources < <(find src/gep -name '*.[ch]' ! -path '*/demo/*' ! -path '*/invest/*' ! -name '*_test.[ch]' ! -name '*_fuzz.c')
    grep -ohE '"[a-z_]+(\|[^"]*)?", *STAT_|table_(need_)?column\([^"]*"[^"]+"|optional_number\([^"]*"[^"]+"' "${sources[@]}" |
        sed -E 's/^[^"]*"([^"|]*).*/\1/'
    grep -ohE '\.tables = \{[^}]*\}' "${sources[@]}" | grep -oE '"[^"]+"' | tr -d '"?'
}
while read -r name; do
    grep -qF "\`$name\`" docs/tables.md || fault "docs/tables.md does not name $name"
done < <(read_names | grep -E '^[a-z_]+$' | sort -u)
exit $status
