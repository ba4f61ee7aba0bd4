#!/usr/bin/env bash
# fuzz.sh [NAME...] - runs the fuzz targets (x_fuzz.c) under libFuzzer, ASan and UBSan; all, or those whose path holds a NAME.
#
# The kept inputs of x_fuzz.c are fuzz/x/. What a run finds is merged into them, and the set is made minimal: a file named by
# its SHA-1 may go when others cover what it covers, a file with any other name (a seed, a bug that was) always stays.
# A crash leaves its input in build/fuzz/crash/x/: mend the bug, keep the input as fuzz/x/SENTENCE-ABOUT-IT.
# Settings: FUZZ_SECONDS=60 FUZZ_RUNS=10000000 (whichever ends first), FUZZ_SIZE_MAX=65536 bytes, JOBS=cores targets at a time.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export BUILD=${BUILD:-build} FUZZ_SECONDS=${FUZZ_SECONDS:-60} FUZZ_RUNS=${FUZZ_RUNS:-10000000}
export FUZZ_SIZE_MAX=${FUZZ_SIZE_MAX:-65536}
jobs=${JOBS:-$(nproc)}
bin=$BUILD/fuzz/bin
unset MAKEFLAGS MFLAGS MAKELEVEL
export ASAN_OPTIONS=detect_leaks=1:print_legend=0 LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0

fuzz_target() { # PATH without ending
    local path=$1 name kept found least crash log
    name=$(basename "$path" _fuzz)
    kept=fuzz/$name found=$BUILD/fuzz/found/$name least=$BUILD/fuzz/least/$name
    crash=$BUILD/fuzz/crash/$name log=$BUILD/fuzz/$name.log
    rm -rf "$least"
    mkdir -p "$kept" "$found" "$least" "$crash"
    local dictionary=()
    [ -f "${path}.dict" ] && dictionary=("-dict=${path}.dict")
    if ! "$bin/$path" "${dictionary[@]}" "-max_total_time=$FUZZ_SECONDS" "-runs=$FUZZ_RUNS" "-max_len=$FUZZ_SIZE_MAX" \
        -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 "-artifact_prefix=$crash/" "$found" "$kept" >"$log" 2>&1; then
        echo "FAIL $path: see $log, input in $crash/"
        tail -n 40 "$log" | sed 's/^/    /'
        return 1
    fi
    local named=()
    mapfile -t named < <(find "$kept" -type f | grep -vE '/[0-9a-f]{40}$')
    [ ${#named[@]} -gt 0 ] && cp "${named[@]}" "$least/"
    if "$bin/$path" -merge=1 "-max_len=$FUZZ_SIZE_MAX" "$least" "$kept" "$found" >>"$log" 2>&1; then
        find "$kept" -type f -delete
        cp "$least"/* "$kept/"
    fi
    printf '%s: %s executions in %s s, no crash; %s inputs kept\n' "$path" \
        "$(awk '/stat::number_of_executed_units/ { print $2; exit }' "$log")" \
        "$(awk '/^Done/ { print $5; exit }' "$log")" "$(find "$kept" -type f | wc -l)"
}

if [ "${1:-}" = --one ]; then
    fuzz_target "$2"
    exit
fi

mapfile -t targets < <(find src tests -name '*_fuzz.c' | sed 's/\.c$//' | sort |
    if [ $# -eq 0 ]; then cat; else grep -F "$(printf '%s\n' "$@")"; fi)
[ ${#targets[@]} -gt 0 ] || { echo "tests/fuzz.sh: no fuzz target holds: $*" >&2; exit 1; }
make -s -j"$jobs" --no-print-directory MODE=fuzz "BUILD=$BUILD" "${targets[@]/#/$bin/}" || exit 1
printf '%s\n' "${targets[@]}" | xargs -P "$jobs" -L 1 "$0" --one
