#!/usr/bin/env bash
# districts_test.sh - the shipped district data are what their README says.
set -euo pipefail
cd "$(dirname "$0")/../districts/kaizhou"
ask() { ogrinfo -q outline.geojson -dialect sqlite -sql "select $1 as answer from kaizhou" | sed -n 's/.*answer.* = //p'; }
[ "$(ask 'count(*)')" = 1 ] || { echo "outline.geojson: one feature"; exit 1; }
[ "$(ask "GeometryType(geometry) || ' ' || ST_IsValid(geometry) || ' ' || (ST_NPoints(geometry) <= 250)")" = 'POLYGON 1 1' ] ||
    { echo "outline.geojson: one valid polygon of at most 250 vertices"; exit 1; }
[ "$(ask 'round(st_area(st_transform(geometry, 4524)) / 1e6)')" = 3993 ] || { echo "outline.geojson: 3993 km2"; exit 1; }
awk -F, 'NR == 1 { exit $0 != "code,name" }' towns.csv || { echo "towns.csv: header code,name"; exit 1; }
[ "$(tail -n +2 towns.csv | grep -cE '^500154[0-9]{3},[^,]+$')" = 40 ] || { echo "towns.csv: 40 towns"; exit 1; }
[ "$(tail -n +2 towns.csv | cut -d, -f1 | sort -u | wc -l)" = 40 ] || { echo "towns.csv: a code stands twice"; exit 1; }
