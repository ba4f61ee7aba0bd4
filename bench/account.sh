#!/usr/bin/env bash
# Speed and memory of the account on the 30 m demonstration district, as ratios to a reader that only decodes the same rasters, one file a thread, on the same number of threads.
#   RUNS=3   runs a figure (after one to warm up)     TEN=1   also memory at 10 m (makes 10 m data: minutes, about 1 GB)
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${RUNS:-3}
here=build/bench
program=build/qingshan
make -s build build/release/bin/bench/measure build/release/bin/bench/decode
measure() { build/release/bin/bench/measure "$runs" "$@"; }
field() { cut -d' ' -f"$1" <<<"$2"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
mkdir -p "$here"
[ -f "$here/demo-30/district.yaml" ] || "$program" demo "$here/demo-30" --cell 30

# The rasters that an account of 2023 reads, from its own list of inputs.
rasters() { sed 's/},{/}\n{/g' "$1/inputs.lock" | sed -n 's/.*"path":"\([^"]*\.tif\)".*/\1/p' | sed "s|^|$2/|"; }
account() { "$program" account "$1" --year 2023 --out "$2" --jobs "$3" -q; }
account "$here/demo-30" "$here/out-30" 2 >"$here/account.txt"
mapfile -t files < <(rasters "$here/out-30" "$here/demo-30")
cells=$(sed -n 's/.*"cells_inside":\([0-9]*\).*/\1/p' "$here/out-30/account.json")
echo "30 m demonstration district: ${#files[@]} rasters, $(du -cm "${files[@]}" | tail -1 | cut -f1) MB, $cells cells inside; median of $runs runs"

decode1=$(measure build/release/bin/bench/decode 1 "${files[@]}")
decode2=$(measure build/release/bin/bench/decode 2 "${files[@]}")
one=$(measure "$program" account "$here/demo-30" --year 2023 --out "$here/out-30" --jobs 1 -q)
two=$(measure "$program" account "$here/demo-30" --year 2023 --out "$here/out-30" --jobs 2 -q)

# The same district with its climate from stations: no maps of rain, temperature, evapotranspiration.
stations=$here/stations-30
rm -rf "$stations" && mkdir -p "$stations"
for part in maps tables; do ln -s "$(realpath "$here/demo-30/$part")" "$stations/$part"; done
grep -vE 'id: (precip|tmean|et0),' "$here/demo-30/district.yaml" >"$stations/district.yaml"
account "$stations" "$here/out-stations" 2 >/dev/null
mapfile -t fewer < <(rasters "$here/out-stations" "$stations")
decode_fewer=$(measure build/release/bin/bench/decode 2 "${fewer[@]}")
climate=$(measure "$program" account "$stations" --year 2023 --out "$here/out-stations" --jobs 2 -q)

# shellcheck disable=SC2086 # the three figures of a measurement are words of one text
row() { printf '%-44s wall %8s s   cpu %8s s   peak %7s MB\n' "$1" $2; }
row "decode only, 1 thread" "$decode1"
row "decode only, 2 threads" "$decode2"
row "account --jobs 1" "$one"
row "account --jobs 2" "$two"
row "decode of the ${#fewer[@]} rasters left, 2 threads" "$decode_fewer"
row "account, climate from stations, --jobs 2" "$climate"
echo
echo "CPU, account / decode                 $(ratio "$(field 2 "$two")" "$(field 2 "$decode2")")   (at most 1.6)"
echo "wall at --jobs 2, account / decode    $(ratio "$(field 1 "$two")" "$(field 1 "$decode2")")   (at most 1.7)"
echo "CPU, stations / decode of all maps    $(ratio "$(field 2 "$climate")" "$(field 2 "$decode2")")   (at most 3)"
echo "CPU, stations / decode of its own     $(ratio "$(field 2 "$climate")" "$(field 2 "$decode_fewer")")"
echo "wall, --jobs 1 / --jobs 2             $(ratio "$(field 1 "$one")" "$(field 1 "$two")")   (at least 1.7)"
echo "peak memory at 30 m, --jobs 2         $(field 3 "$two") MB   (at most 300)"
rate=$(awk -v c="$cells" -v w="$(field 1 "$two")" 'BEGIN { printf "%.0f", c / w }')
echo "valid cells a second, --jobs 2        $rate   (China at 30 m, 1.07e10 cells: $(awk -v r="$rate" 'BEGIN { printf "%.1f", 1.07e10 / r / 3600 }') h)"
[ "${TEN:-0}" = 1 ] || exit 0
[ -f "$here/demo-10/district.yaml" ] || "$program" demo "$here/demo-10" --cell 10
ten=$(RUNS=1 && build/release/bin/bench/measure 1 "$program" account "$here/demo-10" --year 2023 --out "$here/out-10" --jobs 2 -q)
row "account at 10 m, --jobs 2" "$ten"
echo "peak memory, 10 m / 30 m              $(ratio "$(field 3 "$ten")" "$(field 3 "$two")")   (at most 1.2)"
