#!/usr/bin/env bash
# mutate.sh [-j JOBS] [-e EVERY] [-n] [FILE.c...] - do the tests notice when one operator or number of a kernel is changed?
#
# For each place that tests/mutate.c finds in the kernels (src/gep/services, fields, formulas, but for golden*.c; or the
# FILEs given) the file is compiled with that one change, and the test programs of src/gep (but report and demo) and tests
# are run, the file's own and quick ones first, until one fails: the mutant is killed. A mutant that no test kills is
# printed; write the test that does.
# Where a change cannot change any result, tests/mutants_equal says so, with the reason; those are not run.
#   -j JOBS    mutants at a time (cores)
#   -e EVERY   only each EVERYth place of a file (1)
#   -n         only say how many places there are
# Stop it at any time: what was killed is remembered in build/mutate/results as long as the file stays the same; what
# survived is tried again when a test has changed. Exit status: 0 when nothing survived.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export BUILD=${BUILD:-build}
out=$BUILD/mutate
results=$out/results
tool=$BUILD/release/bin/mutate
unset MAKEFLAGS MFLAGS MAKELEVEL
export ASAN_OPTIONS=detect_leaks=0:print_legend=0 LC_ALL=C.UTF-8 CMOCKA_MESSAGE_OUTPUT=TAP
unset LANG LANGUAGE QINGSHAN_LANG SOURCE_DATE_EPOCH

run_tests() { # FOLDER-OF-LIBRARY LIST: the first test that fails, or nothing
    local limit test
    while read -r limit test; do
        LD_LIBRARY_PATH=$1 timeout -k 2 "$limit" "$test" </dev/null >/dev/null 2>&1 || { basename "$test"; return; }
    done <"$2"
}

# The tests in the order in which they are tried on FILE: its own, its folder's, then the quick ones.
order_tests() { # FILE: "limit-in-seconds program"
    awk -v own="$out/bin/${1%.c}_test" -v folder="$out/bin/$(dirname "$1")/" '
        { rank = $2 == own ? 0 : index($2, folder) == 1 ? 1 : 2; print rank, $1, int(10 + 10 * $1), $2 }' "$out/times" |
        sort -k1,1n -k2,2n | cut -d' ' -f3-
}

try_mutant() { # FILE HASH INDEX LINE BEFORE AFTER
    local file=$1 worker=$out/worker-${SLOT:-0} verdict killer=''
    mkdir -p "$worker/tmp"
    export TMPDIR=$PWD/$worker/tmp
    "$tool" apply "$file" "$3" >"$worker/mutant.c"
    # shellcheck disable=SC2046
    if ! gcc $(cat "$out/cflags") -w -c -o "$worker/mutant.o" "$worker/mutant.c" 2>"$worker/log" ||
        ! gcc $(sed "s|$out/obj/${file%.c}\.o|$worker/mutant.o|; s|$out/libqingshan.so|$worker/libqingshan.so|" "$out/link") \
            2>"$worker/log"; then
        verdict=broken
    else
        [ -f "$out/order/$2" ] || { mkdir -p "$out/order"; order_tests "$file" >"$worker/order" && mv "$worker/order" "$out/order/$2"; }
        killer=$(run_tests "$worker" "$out/order/$2")
        verdict=$([ -n "$killer" ] && echo killed || echo alive)
    fi
    rm -rf "$worker/tmp"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$2" "$3" "$verdict" "$(cat "$out/tests_hash")" "$file" "$4" "$5" "$6" "$killer" \
        >>"$results"
    [ "$verdict" != alive ] || echo "alive: $file:$4: $5 -> $6"
}

if [ "${1:-}" = --one ]; then
    shift
    try_mutant "$@"
    exit 0
fi

jobs=$(nproc) every=1 only_count=
while getopts j:e:n option; do
    case $option in
    j) jobs=$OPTARG ;;
    e) every=$OPTARG ;;
    n) only_count=1 ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
files=("$@")
[ ${#files[@]} -gt 0 ] || mapfile -t files < <(find src/gep/services src/gep/fields src/gep/formulas -name '*.c' \
    ! -name '*_test.c' ! -name '*_fuzz.c' ! -name 'golden*' 2>/dev/null | sort)
[ ${#files[@]} -gt 0 ] || { echo "tests/mutate.sh: no kernels" >&2; exit 1; }

make -s "BUILD=$BUILD" "$tool" || exit 1
mkdir -p "$out"
touch "$results"
for file in "${files[@]}"; do
    hash=$(sha1sum "$file" | cut -c1-40)
    "$tool" list "$file" | awk -F'\t' -v OFS='\t' -v file="$file" -v hash="$hash" -v every="$every" '
        ($1 + 1) % every == 0 || every == 1 { print file, hash, $1, $2, $4, $5, $6, $7 }'
done >"$out/places"
if [ "$only_count" ]; then
    cut -f1 "$out/places" | sort | uniq -c
    echo "$(wc -l <"$out/places") places"
    exit 0
fi

mapfile -t programs < <(find src/gep tests -name '*_test.c' ! -path 'src/gep/report/*' ! -path 'src/gep/demo/*' | sed "s|^|$out/bin/|; s|\.c$||" | sort)
make -s -j"$jobs" MODE=mutate "BUILD=$BUILD" "${programs[@]}" messages || exit 1
make -s MODE=mutate "BUILD=$BUILD" print-ALL_CFLAGS | sed 's/ -MMD -MP / /; s/-DQINGSHAN_VERSION=[^ ]*//' >"$out/cflags"
make -s -B -n MODE=mutate "BUILD=$BUILD" "$out/libqingshan.so" | grep -- ' -shared ' | sed 's/^[^ ]* //' >"$out/link"
{ cat "${programs[@]}"; find tests methods -type f ! -name '*.[ch]' -print0 2>/dev/null | sort -z | xargs -0 cat; } | sha1sum | cut -c1-40 >"$out/tests_hash"
rm -rf "$out/order"
for program in "${programs[@]}"; do
    begin=$EPOCHREALTIME
    LD_LIBRARY_PATH=$out "$program" </dev/null >"$out/log" 2>&1 || { echo "$program fails without any change:" >&2; cat "$out/log" >&2; exit 1; }
    awk -v b="$begin" -v e="$EPOCHREALTIME" -v p="$program" 'BEGIN { printf "%.2f %s\n", e - b, p }'
done | sort -n >"$out/times"
[ "${PIPESTATUS[0]}" -eq 0 ] || exit 1

# What is still to try: neither declared equal, nor killed or broken before, nor alive under these very tests.
touch tests/mutants_equal
awk -F'\t' -v tests="$(cat "$out/tests_hash")" '
    FILENAME ~ /mutants_equal$/ {
        if ($0 !~ /^#/ && sub(/ \| [^|]*$/, "")) equal[$0]
        next
    }
    FILENAME ~ /results$/ {
        if ($3 != "alive" || $4 == tests) known[$1, $2]
        next
    }
    ($1 " | " $8 " | " $5 "#" $7) in equal { next }
    ($2, $3) in known { next }
    { for (i = 1; i <= 6; i++) print $i }' tests/mutants_equal "$results" "$out/places" >"$out/todo"
echo "$(wc -l <"$out/places") places, $(($(wc -l <"$out/todo") / 6)) to try, ${#programs[@]} test programs" >&2
xargs -d "\n" -r -n 6 -P "$jobs" --process-slot-var=SLOT "$0" --one <"$out/todo"

awk -F'\t' '
    FILENAME ~ /mutants_equal$/ {
        if ($0 !~ /^#/ && sub(/ \| [^|]*$/, "")) equal[$0]
        next
    }
    FILENAME ~ /results$/ { verdict[$1, $2] = $3; next }
    {
        place = $1 " | " $8 " | " $5 "#" $7
        what = place in equal ? "equal" : ($2, $3) in verdict ? verdict[$2, $3] : "not tried"
        if (!($1 in total)) order[++files] = $1
        total[$1]++
        count[$1, what]++
        sum[what]++
        if (what == "alive") alive = alive sprintf("%s:%s: %s -> %s\n    %s\n", $1, $4, $5, $6, place " | REASON")
    }
    END {
        for (i = 1; i <= files; i++) {
            f = order[i]
            printf "%-48s %4d places: %4d killed, %3d alive, %3d do not compile, %3d equal\n", f, total[f], count[f, "killed"],
                count[f, "alive"], count[f, "broken"], count[f, "equal"]
        }
        printf "\nAlive:\n%s", alive
        printf "%d killed, %d alive, %d do not compile, %d declared equal, %d not tried\n", sum["killed"], sum["alive"],
            sum["broken"], sum["equal"], sum["not tried"]
        exit sum["alive"] + sum["not tried"] > 0
    }' tests/mutants_equal "$results" "$out/places"
