#!/usr/bin/env bash
# inputs_test.sh - every declared input is needed, and moves what declares it.
#
# Removed, one after another: exit 1, the message names the input, the services and the remedy, and OUT is absent. Changed
# by 1 %: exactly the services move that stand on it. On the demonstration district
# with cells of 2 km, so that an account takes a second.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/release.sh
command -v gdal_translate >/dev/null || exit 77
need_demo
export QINGSHAN_CACHE=off
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
district=$scratch/district
cp -rl "$demo" "$district"
rm "$district/district.yaml"
sed 's/cell_m: 100/cell_m: 2000/; s/valid_area_min: 0.95/valid_area_min: 0/' "$demo/district.yaml" >"$district/district.yaml"

account() { # OUT
    "$qingshan" account "$district" --year 2023 --out "$1" --lang en -q >/dev/null 2>"$scratch/said"
}

# ---- removed

removed() { # FILE WORDS...
    local file=$1
    shift
    mv "$district/$file" "$scratch/kept"
    account "$scratch/result" && fail "an account without $file"
    [ ! -e "$scratch/result" ] || fail "OUT is there without $file"
    mv "$scratch/kept" "$district/$file"
    for words in "$(basename "$file")" "$@"; do
        grep -qF -- "$words" "$scratch/said" || fail "without $file, no '$words' in: $(cat "$scratch/said")"
    done
}
gap='declare {code:' # the remedy of a gap
removed maps/land_2023.tif 'no such file'
removed maps/zones.gpkg 'no such file'
removed maps/dem.tif 'R02' "$gap"
removed maps/p_2023_07.tif 'R01' 'R06' 'R07' "$gap"
removed maps/p_normal_07.tif 'R01' "$gap"
removed maps/t_2023_07.tif 'R06' 'R07' "$gap"
removed maps/t_normal_07.tif 'R06' 'R07' "$gap"
removed maps/et0_2023_07.tif 'R01' "$gap"
removed maps/et0_normal_07.tif 'R01' "$gap"
removed maps/ndvi_2023_07.tif 'R02' "$gap"
removed maps/npp_2023.tif 'R06' 'R07' "$gap"
removed maps/sand.tif 'R02' "$gap"
removed maps/silt.tif 'R02' "$gap"
removed maps/clay.tif 'R02' "$gap"
removed maps/soc.tif 'R02' "$gap"
removed maps/shannon.tif 'R11' "$gap"
removed tables/rain.csv 'R02' 'R05' "$gap"
removed tables/normal/rain.csv 'R02' 'R05' "$gap"
removed tables/weather_2023.csv 'R10' "$gap"
removed tables/normal/weather.csv 'R10' "$gap"
removed tables/stations.csv 'R02' 'R10' "$gap"
removed tables/products_2023.csv 'M11' 'M17' "$gap"
removed tables/emissions_2023.csv 'R08' 'R09' "$gap"
removed tables/waters.csv 'R05' "$gap"
removed tables/tourism.csv 'C01' "$gap"
removed tables/leisure.csv 'no service of profile guideline-2020 reads it; put it back, or remove the entry'
removed tables/noise.csv 'put it back, or remove the entry'
removed tables/protected_areas.csv 'put it back, or remove the entry'
removed tables/premium.csv 'C03' "$gap"
removed tables/parameters.csv 'add the file'

# ---- changed by 1 %

account "$scratch/first" || fail "no account: $(cat "$scratch/said")"
services() { # OUT: code and all numbers of each but its share
    /usr/bin/python3 -c '
import json, sys
account = json.load(open(sys.argv[1] + "/account.json"))
for s in account["services"]:
    print(s["code"], json.dumps({key: value for key, value in s.items() if key != "share"}))
print("digest", account["result_sm3"])' "$1"
}
services "$scratch/first" >"$scratch/before"

# Several inputs are changed at once where no service stands on two of them.
changed=()
raster() { # FILE: 1.01 times its values, by the scale of its band
    rm "$district/$1"
    gdal_translate -q -a_scale 1.01 "$demo/$1" "$district/$1"
    changed+=("$1")
}
table() { # FILE COLUMNS: 1.01 times the numbers of the columns (counted from 1)
    rm "$district/$1"
    awk -F, -v OFS=, -v columns="$2" '
        BEGIN { n = split(columns, list, " ") }
        { for (i = 1; i <= n; i++) if ($list[i] ~ /^[0-9.]+\r?$/) $list[i] = sprintf("%.6g", 1.01 * $list[i]) }
        { print }' "$demo/$1" >"$district/$1"
    changed+=("$1")
}
moves() { # SERVICES: exactly those moved, after the inputs were changed; puts them back
    local codes file
    account "$scratch/result" || fail "no account after ${changed[*]} changed: $(cat "$scratch/said")"
    services "$scratch/result" >"$scratch/after"
    diff "$scratch/before" "$scratch/after" >"$scratch/diff" || true
    codes=$(sed -n 's/^> \([A-Z][0-9]*\) .*/\1/p' "$scratch/diff" | tr '\n' ' ')
    grep -q digest "$scratch/diff" || fail "${changed[*]} changed, the digest did not"
    [ "${codes% }" = "$1" ] || fail "${changed[*]} moved '${codes% }', not '$1'"
    for file in "${changed[@]}"; do ln -f "$demo/$file" "$district/$file"; done
    changed=()
}

raster maps/dem.tif                        # R02
raster maps/p_2023_07.tif                  # R01 R06 R07
raster maps/shannon.tif                    # R11
table tables/waters.csv "4 5 6"            # R05
table tables/weather_2023.csv "3 4 5"      # R10
table tables/products_2023.csv 6           # M11 to M17
table tables/emissions_2023.csv 5          # R08 R09
table tables/tourism.csv 5                 # C01
table tables/premium.csv 6                 # C03
moves 'C01 C03 M11 M12 M13 M14 M16 M17 R01 R02 R05 R06 R07 R08 R09 R10 R11'
raster maps/p_normal_07.tif                # R01 R06 R07
raster maps/ndvi_2023_07.tif               # R02
table tables/normal/weather.csv "3 4 5"    # R10
moves 'R01 R02 R06 R07 R10'
raster maps/t_2023_07.tif                  # R06 R07
raster maps/et0_2023_07.tif                # R01
raster maps/sand.tif                       # R02
table tables/stations.csv 5                # R10
moves 'R01 R02 R06 R07 R10'
raster maps/t_normal_07.tif                # R06 R07
raster maps/et0_normal_07.tif              # R01
raster maps/silt.tif                       # R02
moves 'R01 R02 R06 R07'
raster maps/npp_2023.tif                   # R06 R07
raster maps/clay.tif                       # R02
moves 'R02 R06 R07'
table tables/rain.csv 3                    # storms: R05, and R01 without them; erosivity: R02
moves 'R01 R02 R05'
table tables/normal/rain.csv 3
moves 'R01 R02 R05'
raster maps/soc.tif
moves R02
ln -f "$demo/maps/land_2020.tif" "$district/maps/land_2023.tif" # classes have no 1 %: those of another year
changed=(maps/land_2023.tif)
moves 'R01 R02 R05 R06 R07 R08 R10 R11'
