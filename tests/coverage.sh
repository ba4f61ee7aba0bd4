#!/usr/bin/env bash
# coverage.sh - line coverage by all tests: every file of src/gep and src/land, and the two sums.
#
# Fails when src/gep or src/land is below COVERAGE_MIN (90) per cent. Lines that never ran: build/coverage/gcov/*.gcov.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export MODE=coverage BUILD=${BUILD:-build}
least=${COVERAGE_MIN:-90}
obj=$BUILD/coverage/obj
gcov_folder=$BUILD/coverage/gcov

find "$obj" -name '*.gcda' -delete 2>/dev/null
tests/run.sh "$@"
status=$?

rm -rf "$gcov_folder"
mkdir -p "$gcov_folder"
root=$PWD
measure() { # FILE.c: "per-cent executed lines FILE.c"; functions of its headers count where they are written
    (cd "$gcov_folder" && gcov -p -s "$root" "$root/$obj/${1%.c}.gcno" -o "$root/$obj/$(dirname "$1")" 2>/dev/null) |
        awk -v file="$1" -F"[':% ]+" '
            /^File/ { mine = index($0, "/" file "\047") || index($0, "\047" file "\047") }
            mine && /^Lines executed/ { printf "%s %d %d %s\n", $3, $3 * $5 / 100 + 0.5, $5, file; exit }
            mine && /^No executable lines/ { exit }'
}
find src/gep src/land -name '*.c' ! -name '*_test.c' ! -name '*_fuzz.c' 2>/dev/null | sort |
    while read -r file; do
        if [ -f "$obj/${file%.c}.gcno" ]; then measure "$file"; else echo "0.00 0 1 $file (not built)"; fi
    done | sort -n >"$BUILD/coverage/lines"

awk -v least="$least" '
    { printf "%7.2f %%  %5d of %5d  %s\n", $1, $2, $3, $4 " " $5 $6; split($4, part, "/"); room = part[1] "/" part[2] }
    { ran[room] += $2; all[room] += $3 }
    END {
        for (room in all) {
            share = 100 * ran[room] / all[room]
            printf "%7.2f %%  %5d of %5d  %s%s\n", share, ran[room], all[room], room, share < least ? "  BELOW " least " %" : ""
            if (share < least) low = 1
        }
        exit low
    }' "$BUILD/coverage/lines" && exit "$status"
exit 1
