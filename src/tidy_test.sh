#!/usr/bin/env bash
# tidy_test.sh [ROOT] - the rules of CONTRIBUTING.md that a machine can check on the C files of ROOT/src, ROOT/tests, ROOT/bench.
#
# First it tries itself on made-up files that break each rule once.
set -euo pipefail
house=$(cd "$(dirname "$0")/.." && pwd)
root=$(cd "${1:-$house}" && pwd)
export LC_ALL=C.UTF-8

c_files() { { find src tests bench -name '*.[ch]' 2>/dev/null || true; } | sort; }

# Calls, looked for in blanked code: "file:line:text".
calls() {
    awk '
        function call(names) { return code ~ ("(^|[^A-Za-z0-9_.>])(" names ")[ \t]*\\(") }
        function ban(names, better) { if (call(names)) print where ": " names " is banned: use " better }
        {
            code = $0
            sub(/^[^:]*:[0-9]+:/, "", code)
            where = substr($0, 1, length($0) - length(code) - 1)
        }
        {
            ban("strcpy|stpcpy", "arena_text (base/arena.h)")
            ban("strcat", "strbuf_add (base/text.h)")
            ban("sprintf|vsprintf", "arena_printf, strbuf_printf or snprintf")
            ban("atoi|atol|atoll", "text_to_int64 (base/text.h)")
            ban("atof", "text_to_double (base/text.h)")
            ban("strtok|strtok_r", "text_split (base/text.h)")
            ban("gmtime|localtime", "base/calendar.h, or gmtime_r")
            ban("rand|srand|random", "a generator with a seed that is passed in")
        }
        where ~ /^src\/(gep|land)\// && where !~ /_(test|fuzz)\.c:/ &&
        call("(exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|hypot|a?sin|a?cos|a?tan|atan2|sinh|cosh|tanh|erf|tgamma|fma)[fl]?") {
            print where ": libm differs from machine to machine: use base/vmath.h"
        }'
}

long_lines() {
    c_files | xargs -r grep -nE '^.{121,}' /dev/null | sed -E 's/^([^:]*:[0-9]+):.*/\1: over 120 columns/' || true
}

# By the layout that clang-format gives: a body is what stands between "{" and "}" in column 1. Rows of tables do not count.
long_functions() {
    c_files | xargs -r awk '
        FNR == 1 { body = 0 }
        /^[{]$/ { body = 1; first = FNR; rows = 0 }
        body && /^[ \t]*([{[.]|").*,$/ { rows++ }
        /^[}]$/ && body {
            if (FNR - first + 1 - rows > 80) print FILENAME ":" first ": a function of " FNR - first + 1 " lines: at most 80"
            body = 0
        }'
}

marks() {
    c_files | xargs -r grep -nE '\b(TO''DO|FIX''ME|X''XX|HA''CK)\b' /dev/null |
        sed -E 's/^([^:]*:[0-9]+):.*/\1: do it now, or file an issue/' || true
}

headers() {
    local header guard
    for header in $(find src -name '*.h' | sort); do
        guard=QINGSHAN_$(echo "${header#src/}" | tr 'a-z/.-' 'A-Z___')
        [ "$(grep -vE '^(//|$)' "$header" | head -n 2)" = "#ifndef $guard"$'\n'"#define $guard" ] ||
            echo "$header:1: begins with #ifndef $guard, #define $guard"
        gcc -x c -std=c17 -D_GNU_SOURCE -Isrc -Wall -Werror\
            "${compile_flags[@]}" -fsyntax-only "$header" 2>"$scratch/compile" ||
            echo "$header:1: does not compile alone: $(head -n 1 "$scratch/compile")"
    done
}

# x.c needs x_test.c beside it; x_part.c may do with x_test.c, any file with the test of its folder: FOLDER_test.c or
# services_test.c. Verbs and main.c are tested by tests/cli.
has_test() { # FILE.c
    local folder stem=${1%.c}
    folder=$(dirname "$1")
    [ -f "$folder/$(basename "$folder")_test.c" ] || [ -f "$folder/services_test.c" ] && return
    while [ ! -f "${stem}_test.c" ]; do
        case ${stem##*/} in *_*) stem=${stem%_*} ;; *) return 1 ;; esac
    done
}

untested() {
    local file
    for file in $(find src -name '*.c' ! -name '*_test.c' ! -name '*_fuzz.c' ! -path 'src/cli/*' | sort); do
        has_test "$file" || echo "$file:1: has no test: ${file%.c}_test.c"
    done
    return 0
}

find_faults() ( # ROOT
    cd "$1"
    c_files | xargs -r awk -f "$house/tests/blank.awk" | calls
    long_lines
    long_functions
    marks
    headers
    untested
)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
read -r -a compile_flags < <(pkg-config --cflags gdal proj libcyaml yaml-0.1 jansson xlsxwriter libcrypto pangocairo)

# The made-up files: a good house, then one fault each.
made=$scratch/made
mkdir -p "$made"/src/{base,land,gep/services} "$made/tests"
printf '// a.h\n#ifndef QINGSHAN_BASE_A_H\n#define QINGSHAN_BASE_A_H\n#include <math.h>\n#endif\n' >"$made/src/base/a.h"
printf '// strcpy(a) and exp(x) may stand here\nint f(void)\n{\n    return sizeof "pow(x)" + exact_exp(1) + rules->exp(2);\n}\n' \
    >"$made/src/gep/good.c"
touch "$made/src/gep/good_test.c" "$made/src/gep/good_part.c" "$made/src/gep/services/services_test.c" "$made/src/gep/services/r01.c"
[ -z "$(find_faults "$made")" ] || { echo "finds fault with a good house:"; find_faults "$made"; exit 1; }
expect_fault() { # FILE SENTENCE, the file's text on standard input
    cat >"$made/$1"
    find_faults "$made" >"$scratch/found"
    grep -qE "^$1:[0-9]+: .*$2" "$scratch/found" || { echo "does not see: $1: $2"; cat "$scratch/found"; exit 1; }
    rm "$made/$1"
}
expect_fault src/gep/good_test.c 'strcpy.* is banned' <<<'int x = 1 + strcpy(a, b);'
expect_fault src/gep/good_test.c 'gmtime.* is banned' <<<'    gmtime (&now);'
touch "$made/src/gep/good_test.c"
expect_fault src/gep/good.h 'libm' <<<'static double f(double x) { return -exp(x); }'
expect_fault src/land/sincos_test.h 'libm' <<<'static double f(double x) { return cosf(x); }'
expect_fault src/base/a_test.c 'over 120' <<<"// $(printf '%0120d' 0)"
expect_fault tests/t.c 'a function of' < <(echo 'int f(void)'; echo '{'; printf '    x++;%.0s\n' {1..80}; echo '}')
expect_fault tests/t.c 'issue' <<<'// TO''DO later'
expect_fault src/base/b.h 'begins with' <<<'int b;'
expect_fault src/base/b.h 'compile alone' < <(printf '#ifndef QINGSHAN_BASE_B_H\n#define QINGSHAN_BASE_B_H\nArena *b(void);\n#endif\n')
expect_fault src/land/lonely.c 'has no test' <<<'int x;'
expect_fault src/land/lonely_part.c 'has no test' <<<'int x;'

faults=$(find_faults "$root")
[ -z "$faults" ] || { echo "$faults"; exit 1; }
