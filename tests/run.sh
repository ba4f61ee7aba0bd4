#!/usr/bin/env bash
# run.sh [NAME...] - builds and runs every test, or those whose path holds one of the NAMEs.
#
# A test is a cmocka program (x_test.c), a shell script (x_test.sh: exit 0 passed, 77 skipped) or a fuzz target
# (x_fuzz.c) over its kept corpus. Programs are counted by their cases, the other two as one case each.
# A program that crashes, leaks, takes too long or ends before its plan counts as one failure more.
# Each test gets an empty folder of its own as TMPDIR; shell tests find the program in $QINGSHAN.
# Settings: MODE=debug BUILD=build JOBS=cores TEST_SECONDS=600. Output of each test: $BUILD/$MODE/test/.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export MODE=${MODE:-debug} BUILD=${BUILD:-build} TEST_SECONDS=${TEST_SECONDS:-600}
jobs=${JOBS:-$(nproc)}
out=$BUILD/$MODE/test
bin=$BUILD/$MODE/bin
unset MAKEFLAGS MFLAGS MAKELEVEL

list_tests() { # paths without ending, by kind: program, fuzz, shell
    local folders=()
    for folder in src tests locale; do [ -d "$folder" ] && folders+=("$folder"); done
    find "${folders[@]}" -name '*_test.c' | sed 's/^/program /; s/\.c$//'
    find "${folders[@]}" -name '*_fuzz.c' | sed 's/^/fuzz /; s/\.c$//'
    find "${folders[@]}" -name '*_test.sh' | sed 's/^/shell /; s/\.sh$//'
}

select_tests() { # NAME...: the lines of standard input whose path holds one of the names
    if [ $# -eq 0 ]; then cat; else grep -F "$(printf '%s\n' "$@")"; fi
}

run_test() { # KIND PATH: leaves its output and a line "exit seconds" beside each other
    local kind=$1 path=$2 log begin status
    log=$out/${path//\//.}
    begin=$EPOCHREALTIME
    TMPDIR=$(realpath "$out")/tmp/${path//\//.}
    export TMPDIR
    mkdir -p "$TMPDIR"
    case $kind in
    program) timeout -k 10 "$TEST_SECONDS" "$bin/$path" ;;
    fuzz) timeout -k 10 "$TEST_SECONDS" "$bin/$path" "fuzz/$(basename "$path" _fuzz)" ;;
    shell) timeout -k 10 "$TEST_SECONDS" bash "$path.sh" ;;
    esac </dev/null >"$log.log" 2>&1
    status=$?
    rm -rf "$TMPDIR"
    awk -v s="$status" -v b="$begin" -v e="$EPOCHREALTIME" 'BEGIN { printf "%d %.2f\n", s, e - b }' >"$log.status"
}

# The environment that results must not depend on is set once, here; tests that vary it do so themselves.
set_environment() {
    unset LANG LANGUAGE QINGSHAN_LANG SOURCE_DATE_EPOCH
    export LC_ALL=C.UTF-8 CMOCKA_MESSAGE_OUTPUT=TAP QINGSHAN_CACHE=off
    export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1:print_legend=0
    export LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0
    export UBSAN_OPTIONS=print_stacktrace=1
    QINGSHAN=$(realpath -m "$BUILD/$MODE/qingshan")
    export QINGSHAN
}

build_tests() { # LIST: builds what the list needs; what did not build is missing afterwards
    local targets
    targets=$(awk -v bin="$bin" '$1 != "shell" { print bin "/" $2 }' "$1")
    grep -q '^shell' "$1" && [ -f src/cli/main.c ] && targets+=" $BUILD/$MODE/qingshan" # shell tests run it
    # shellcheck disable=SC2086
    make -s -j"$jobs" -k --no-print-directory "MODE=$MODE" "BUILD=$BUILD" messages $targets >"$out/build.log" 2>&1 && return
    grep -v "^make: Target" "$out/build.log" | head -100
    for target in $targets; do
        make -q "MODE=$MODE" "BUILD=$BUILD" "$target" 2>/dev/null || rm -f "$target"
    done
    echo "FAIL build: see $out/build.log"
    echo "0 0 1 0 build" >>"$out/report"
}

if [ "${1:-}" = --one ]; then
    run_test "$2" "$3"
    exit 0
fi

rm -rf "$out"
mkdir -p "$out"
list_tests | sort -k2 | select_tests "$@" >"$out/list"
echo "tests/run.sh: $(wc -l <"$out/list") test files, building in $BUILD/$MODE" >&2
build_tests "$out/list"
set_environment
xargs -r -P "$jobs" -L 1 "$0" --one <"$out/list"
rm -rf "$out/tmp"
while read -r kind path; do
    log=$out/${path//\//.}
    read -r status seconds <"$log.status"
    awk -f tests/count.awk -v kind="$kind" -v path="$path" -v status="$status" -v seconds="$seconds" \
        -v limit="$TEST_SECONDS" -v report="$out/report" "$log.log"
done <"$out/list"
[ -f "$out/report" ] && sort -rn "$out/report" -o "$out/report"
awk '{ passed += $2; failed += $3; skipped += $4 }
    END {
        printf "%d passed, %d failed", passed, failed
        printf skipped ? ", " skipped " skipped\n" : "\n"
        exit failed > 0 || passed == 0
    }' "$out/report" 2>/dev/null || { [ -f "$out/report" ] || echo "0 passed, 0 failed"; exit 1; }
