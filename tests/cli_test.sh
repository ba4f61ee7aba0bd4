#!/usr/bin/env bash
# cli_test.sh - the command line: usage, refusals, what stays when something goes wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/release.sh
. tests/small_district.sh
qingshan=${QINGSHAN:-}
[ -n "$qingshan" ] || need_release
command -v gdal_create >/dev/null || exit 77
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset LANG LC_ALL LC_MESSAGES QINGSHAN_LANG

status=0
run() { # ARGUMENT...: standard output in out, standard error in err, exit status in $status
    status=0
    "$qingshan" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
}
exits() { # STATUS WORDS ARGUMENT...: with WORDS in either stream
    local wanted=$1 words=$2
    shift 2
    run "$@"
    [ "$status" = "$wanted" ] || fail "exit $status, not $wanted: qingshan $*: $(cat "$scratch/err")"
    grep -qF -- "$words" "$scratch/out" "$scratch/err" || fail "no '$words': qingshan $*: $(cat "$scratch/out" "$scratch/err")"
}
absent() { # OUT: neither it nor anything beside it that begins with its name
    local left
    left=$(find "$(dirname "$1")" -maxdepth 1 -name "$(basename "$1")*")
    [ -z "$left" ] || fail "left: $left"
}
small=$scratch/small
small_district "$small"

# Usage: exit 2, and how it is used.
exits 2 'qingshan account' # no verb: the help
exits 2 'no verb "acount"' --lang en acount
exits 2 'usage: qingshan account' --lang en account
exits 2 'DIR is missing' --lang en check
exits 2 '--year is missing' --lang en account "$small" --out "$scratch/result"
exits 2 '--out is missing' --lang en account "$small" --year 2023
exits 2 'unknown option --mops' --lang en account "$small" --year 2023 --out "$scratch/result" --mops
exits 2 'unknown option --cell' --lang en check "$small" --cell 9
exits 2 'one word too many: two' --lang en check "$small" two
exits 2 '--year needs a value' --lang en account "$small" --out "$scratch/result" --year
exits 2 'not "20x3"' --lang en account "$small" --out "$scratch/result" --year 20x3
exits 2 'not "2023..2020"' --lang en account "$small" --out "$scratch/result" --year 2023..2020
exits 2 'not "1800"' --lang en check "$small" --year 1800
exits 2 'whole number from 1 to 64' --lang en account "$small" --out "$scratch/result" --year 2023 --jobs 0
exits 2 '256, 512 or 1024' --lang en account "$small" --out "$scratch/result" --year 2023 --block 300
exits 2 '“fr”' --lang fr check "$small"
exits 2 '--cell takes 100, 30 or 10' --lang en demo "$scratch/result" --cell 50
exits 2 'OUT is missing' --lang en account verify
exits 2 '--year is given twice' --lang en account "$small" --year 2023 --year 2022 --out "$scratch/result"
exits 2 '--year is given twice' --lang en account "$small" --year 2023 --year=2022 --out "$scratch/result"
exits 2 '--json is given twice' --lang en check "$small" --json --json
exits 2 '--stats is given twice' --lang en zonal zones.gpkg dem.tif -o "$scratch/zones.csv" --stats mean --stats sum
exits 2 '--out needs a value, and this one is empty' --lang en account "$small" --year 2023 --out ''
exits 2 'DIR is empty' --lang en check ''
exits 2 '用法' --lang zh account
absent "$scratch/result"

# Causes of a change between two accounts.
exits 2 'OUT1 is missing' --lang en explain
exits 2 'OUT2 is missing' --lang en explain "$scratch/first"
exits 2 'one word too many: three' --lang en explain one two three
exits 2 'unknown option --maps' --lang en explain one two --maps
exits 1 'inputs.lock' --lang en explain "$scratch" "$scratch" --out "$scratch/causes"
absent "$scratch/causes"

# A product of an elevation model; a refused one leaves no file.
exits 2 'PRODUCT is missing' --lang en terrain
exits 2 'needs --threshold' --lang en terrain streams dem.tif "$scratch/streams.tif"
exits 2 'above 0' --lang en terrain streams dem.tif "$scratch/streams.tif" --threshold -1
exits 2 'needs --threshold' --lang en terrain distance dem.tif "$scratch/streams.tif"
exits 2 'give them with --outlets' --lang en terrain basins dem.tif "$scratch/streams.tif" --snap 3
exits 2 'no --outlets' --lang en terrain fill dem.tif "$scratch/streams.tif" --outlets points.shp
exits 2 'ZONES is missing' --lang en zonal -o "$scratch/zones.csv" --stats mean
exits 2 'RASTER is missing' --lang en zonal zones.gpkg -o "$scratch/zones.csv" --stats mean
exits 2 '--stats is missing' --lang en zonal zones.gpkg dem.tif -o "$scratch/zones.csv"
exits 2 'stdev, median' --lang en zonal zones.gpkg dem.tif -o "$scratch/zones.csv" --stats mode
exits 2 'unknown option --fields' --lang en zonal zones.gpkg dem.tif --fields -o "$scratch/zones.csv" --stats mean
exits 1 '.csv, .gpkg, .fgb or .parquet' --lang en zonal zones.gpkg dem.tif -o "$scratch/zones.shp" --stats mean
exits 2 'MODEL is missing' --lang en invest
exits 2 'ARGS.json is missing' --lang en invest carbon
exits 2 'annual_water_yield, carbon' --lang en invest carbo args.json
exits 2 'unknown option --workspaces' --lang en invest carbon args.json --workspaces "$scratch/w"
exits 2 'no InVEST model "carbo"' --lang en invest getspec carbo
exits 1 'none.json' --lang en invest carbon "$scratch/none.json" --workspace "$scratch/w"
exits 0 'lulc_bas_path' invest getspec carbon
/usr/bin/python3 -c 'import json, sys; assert json.load(sys.stdin)["model_id"] == "carbon"' <"$scratch/out" || fail "getspec prints no JSON"
exits 1 'no such file' --lang en terrain fill "$scratch/none.tif" "$scratch/streams.tif"
exits 1 'end in .tif or .tiff' --lang en terrain fill "$small/p.tif" "$scratch/streams.png"
exits 1 'would be lost' --lang en terrain fill "$small/p.tif" "$small/p.tif"
exits 1 'no band 2' --lang en terrain fill "$small/p.tif" "$scratch/streams.tif" --band 2
absent "$scratch/streams.tif"
absent "$scratch/zones.csv"

# An InVEST model: all faults at once and no workspace; then its results, over earlier ones, beside the user's files.
echo '{"args": {"do_valuation": true, "rate_change": "much"}}' >"$scratch/args.json"
exits 1 'carbon_pools_path: carbon pools is missing' --lang en invest carbon "$scratch/args.json" --workspace "$scratch/w"
grep -q 'rate_change: "much" is no number' "$scratch/err" || fail "one fault only: $(cat "$scratch/err")"
absent "$scratch/w"
exits 1 'discount_rate: ' --lang en invest carbon "$scratch/args.json" --validate
exits 1 '缺少' --lang zh invest carbon "$scratch/args.json" --validate
exits 0 'no fault' --lang en invest carbon tests/invest/carbon/in/args.json --validate
mkdir "$scratch/w"
echo mine >"$scratch/w/note.txt"
run invest carbon tests/invest/carbon/in/args.json --workspace "$scratch/w" --suffix 甲 --final-only
[ "$status" = 0 ] || fail "exit $status: $(cat "$scratch/err")"
[ "$(ls -A "$scratch/w")" = "c_change_bas_alt_甲.tif
c_storage_alt_甲.tif
c_storage_bas_甲.tif
note.txt
npv_alt_甲.tif
raster_values_summary_甲.csv" ] || fail "the workspace holds $(ls -A "$scratch/w")"

# Help and version, in both languages; --name=value as well as --name value.
exits 0 'qingshan account' help
exits 0 'what nature is worth' --lang en --help
exits 0 'account verify OUT' --lang=en help account
exits 0 '核算' --lang zh help account
exits 0 'account verify OUT' --lang=en account --help
exits 0 'what is wrong' --lang=en check -h /nonexistent
exits 2 '缺少目录' --lang zh check
exits 2 'no verb "nothing"' --lang en help nothing
exits 0 "qingshan $(cat VERSION)" version
exits 0 "qingshan $(cat VERSION)" --version
QINGSHAN_LANG=en exits 0 'what nature is worth' help

# Folders that are not there, or not what they should be.
exits 1 'none is no folder' --lang en check "$scratch/none"
exits 1 'p.tif is no folder' --lang en account "$small/p.tif" --year 2023 --out "$scratch/result"
exits 1 'district.yaml' --lang en check "$scratch"
exits 1 'inputs.lock' --lang en account verify "$small"
absent "$scratch/result"

# OUT that is somebody else's stays as it is.
mkdir "$scratch/theirs"
echo mine >"$scratch/theirs/note.txt"
exits 1 theirs --lang en account "$small" --year 2023 --out "$scratch/theirs"
[ "$(ls "$scratch/theirs")" = note.txt ] || fail "touched: $(ls "$scratch/theirs")"
echo text >"$scratch/file"
exits 1 file --lang en account "$small" --year 2023 --out "$scratch/file"
[ "$(cat "$scratch/file")" = text ] || fail "a file at OUT was touched"
(cd "$scratch/theirs" && exits 1 'the folder that you are in' --lang en account "$small" --year 2023 --out .) || exit 1
(cd "$small" && exits 1 'would be lost' --lang en account . --year 2023 --out .) || exit 1

# Dry run: says what it would do, writes nothing.
find "$small" | sort >"$scratch/before"
exits 0 'EPSG:4524, 6 x 6 cells' --lang en account "$small" --year 2023 --out "$scratch/result" --dry-run
exits 0 'p.tif' --lang en account "$small" --year 2023 --dry-run
absent "$scratch/result"
find "$small" | sort | cmp -s - "$scratch/before" || fail "a dry run wrote into the district"

# An account; JSON that parses; nothing on standard error of a pipe but doubts (no progress).
exits 0 R01 --lang en account "$small" --year 2023 --out "$scratch/result"
grep -q '^0\.\.\.' "$scratch/err" && fail "progress in a pipe"
[ "$(ls "$scratch/result")" = "account.json
account.xlsx
inputs.lock
report.pdf" ] || fail "OUT holds $(ls "$scratch/result")"
run --lang en account "$small" --year 2023 --out "$scratch/result" --json
/usr/bin/python3 -c 'import json, sys; assert json.load(sys.stdin)["schema"] == "qingshan-account/1"' <"$scratch/out" ||
    fail "--json prints no JSON"
cmp -s <(tr -d '\n' <"$scratch/out") <(tr -d '\n' <"$scratch/result/account.json") || fail "--json is not account.json"
run --lang en check "$small" --json
/usr/bin/python3 -c 'import json, sys; assert isinstance(json.load(sys.stdin), list)' <"$scratch/out" || fail "check --json"
exits 0 'verified: ' --lang en account verify "$scratch/result"
rm -rf "$scratch/result"

# Years.
exits 0 R06 --lang en account "$small" --year 2022..2023 --out "$scratch/result"
[[ -f $scratch/result/2022/account.json && -f $scratch/result/2023/report.pdf ]] || fail "no folder a year"
rm -rf "$scratch/result"
exits 1 '2024: ' --lang en account "$small" --year 2023..2024 --out "$scratch/result"
absent "$scratch/result"

# Refused: OUT is absent; --diagnose leaves a map and a picture of the holes.
raster "$small/npp.tif" nan
exits 1 'R06' --lang en account "$small" --year 2023 --out "$scratch/result" --diagnose "$scratch/holes" --maps
grep -q 'fill rule' "$scratch/err" || fail "no remedy: $(cat "$scratch/err")"
absent "$scratch/result"
[ "$(ls "$scratch/holes")" = "hole-R06.png
hole-R06.tif" ] || fail "--diagnose left $(ls "$scratch/holes")"
raster "$small/npp.tif" 500

# Standard output that takes nothing.
if [ -c /dev/full ]; then
    status=0
    "$qingshan" --lang en help >/dev/full 2>"$scratch/err" || status=$?
    [ "$status" = 1 ] || fail "a full output goes unnoticed"
    grep -q 'standard output cannot be written' "$scratch/err" || fail "a full output: $(cat "$scratch/err")"
    status=0
    "$qingshan" --lang en check "$small" --json >/dev/full 2>"$scratch/err" || status=$?
    [ "$status" = 1 ] || fail "a full output of check goes unnoticed"
fi
# Every verb that prints.
if [ -c /dev/full ]; then
    for line in version --help 'check --help' "check $small" "account $small --year 2023 --dry-run" \
        "account $small --year 2023 --out $scratch/result" "account $small --year 2023 --out $scratch/result --json" \
        "account verify $scratch/result" "demo $scratch/demo"; do
        status=0
        # shellcheck disable=SC2086
        "$qingshan" --lang en $line >/dev/full 2>"$scratch/err" || status=$?
        [ "$status" = 1 ] || fail "exit $status with a full output: $line"
        grep -q 'standard output cannot be written' "$scratch/err" || fail "a full output: $line: $(cat "$scratch/err")"
    done
    rm -rf "$scratch/demo"
fi
# A reader that goes away: exit 1 without a word, and the folder is complete.
rm -rf "$scratch/result"
status=0
{
    gone=0
    "$qingshan" --lang en account "$small" --year 2022..2023 --out "$scratch/result" --json 2>"$scratch/err" || gone=$?
    echo "$gone" >"$scratch/status"
} | true
[ "$(cat "$scratch/status")" = 1 ] || fail "exit $(cat "$scratch/status") when the reader is gone"
grep -q 'standard output' "$scratch/err" && fail "a reader that is gone: $(cat "$scratch/err")"
[[ -f $scratch/result/2022/account.json && -f $scratch/result/2023/account.json ]] || fail "the reader's going left $(ls "$scratch/result")"
rm -rf "$scratch/result"
status=0
"$qingshan" --lang en check "$small" >&- 2>"$scratch/err" || status=$?
[ "$status" = 1 ] || fail "a closed output goes unnoticed: $status"

# Ctrl-C in mid-run: exit 1, no half-written file, nothing beside OUT.
need_demo
set -m # a shell without job control has its background processes ignore SIGINT
"$qingshan" --lang en account "$demo" --year 2023 --out "$scratch/result" --maps >"$scratch/out" 2>"$scratch/err" &
child=$!
set +m
for _ in $(seq 600); do
    compgen -G "$scratch/result.partial-*" >/dev/null && break
    kill -0 "$child" 2>/dev/null || break
    sleep 0.1
done
sleep 0.3
kill -INT "$child" 2>/dev/null || fail "it ended before it could be interrupted: $(cat "$scratch/err")"
status=0
wait "$child" || status=$?
[ "$status" = 1 ] || fail "exit $status after Ctrl-C"
absent "$scratch/result"

# The outline of Kaizhou is invalid on purpose: check names the place, account repairs it and says what that changes.
shared=${QINGSHAN_SHARED:-}
for up in .. ../.. ../../..; do [ -n "$shared" ] || [ ! -d "$up/shared/data/kaizhou" ] || shared=$up/shared/data; done
[ -f "$shared/kaizhou/kaizhou.geojson" ] || shared=$shared/data
if [ ! -f "$shared/kaizhou/kaizhou.geojson" ]; then
    echo "shared/data/kaizhou is not here: left out"
    exit 0
fi
kaizhou=$scratch/kaizhou
small_district "$kaizhou"
rm "$kaizhou/land_2022.tif"
sed -i "s|boundary.geojson|$(realpath "$shared/kaizhou/kaizhou.geojson")|; s|cell_m: 100|cell_m: 1000|; /^zones/d" "$kaizhou/district.yaml"
for map in land_2023:111 p:1000 et:600 npp:500; do
    gdal_create -q -of GTiff -ot Float32 -outsize 300 200 -bands 1 -burn "${map#*:}" -a_srs EPSG:4524 \
        -a_ullr 36400000 3550000 36700000 3350000 "$kaizhou/${map%:*}.tif"
done
exits 0 'Self-intersection near 10' --lang en check "$kaizhou" --year 2023
exits 0 'm2); better mend the source' --lang en account "$kaizhou" --year 2023 --out "$scratch/result"
