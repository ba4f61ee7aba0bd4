# shellcheck shell=bash
# small_district.sh - sourced by shell tests: a district of 6 x 6 cells of 100 m that takes no time, as in
# src/gep/district_testing.h: forest everywhere, rain 1000 mm, ET 600 mm, NPP 500 gC/m2; services R01 and R06.

# raster FILE VALUE [SIDE [CELL]]: a square of one value from the north-west corner.
raster() {
    local side=${3:-6} cell=${4:-100}
    gdal_create -q -of GTiff -ot Float32 -outsize "$side" "$side" -bands 1 -burn "$2" -a_srs EPSG:4524 \
        -a_ullr 36500000 3400600 "$((36500000 + side * cell))" "$((3400600 - side * cell))" "$1"
}

feature() { # CODE WEST EAST: of the toy's height, m from its corner
    local w=$((36500000 + $2)) e=$((36500000 + $3))
    printf '{"type":"Feature","properties":{"code":"%s","name":"%s"},"geometry":{"type":"Polygon","coordinates":' "$1" "$1"
    printf '[[[%d,3400600],[%d,3400000],[%d,3400000],[%d,3400600],[%d,3400600]]]}}' "$w" "$w" "$e" "$e" "$w"
}
collection() { # FEATURE...
    local IFS=,
    printf '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4524"}},"features":[%s]}' "$*"
}

small_district() { # DIR
    mkdir -p "$1"
    raster "$1/land_2022.tif" 111
    raster "$1/land_2023.tif" 111
    raster "$1/p.tif" 1000
    raster "$1/et.tif" 600
    raster "$1/npp.tif" 500
    collection "$(feature 990101 0 600)" >"$1/boundary.geojson"
    collection "$(feature T1 0 250)" "$(feature T2 250 600)" >"$1/towns.geojson"
    cat >"$1/district.yaml" <<'YAML'
schema: 1
district: {code: "990101", name: 试验区, name_en: Toy, demo: false}
profile: ./profile.yaml
grid: {crs: "EPSG:4524", cell_m: 100}
boundary: {file: boundary.geojson}
zones: {file: towns.geojson, code: code, name: name}
years: {constant_price: 2020}
parameters: {file: parameters.csv}
maps:
  - {id: land, file: "land_{year}.tif", kind: class, codes: hj-1166}
  - {id: precip, file: p.tif, kind: flux, unit: mm/a}
  - {id: et, file: et.tif, kind: flux, unit: mm/a}
  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}
YAML
    cat >"$1/profile.yaml" <<'YAML'
id: toy
title_zh: 试验
title_en: Toy
status: verified
price_basis: capital
services:
  - {code: R01, in_total: true, variant: A}
  - {code: R06, in_total: true, variant: N5}
YAML
    cat >"$1/parameters.csv" <<'CSV'
id,ecosystem,key,value,unit,price_year,source,status
R01.alpha,1,,0.1,1,,toy,district
R01.counts,1,,1,1,,toy,district
R06.counts,1,,1,1,,toy,district
price.storage_capital,,,10,yuan/m3,2023,toy,district
price.storage_capital,,,9,yuan/m3,2022,toy,district
price.storage_capital,,,8,yuan/m3,2020,toy,district
price.co2,,,40,yuan/t,2023,toy,district
price.co2,,,45,yuan/t,2022,toy,district
price.co2,,,50,yuan/t,2020,toy,district
CSV
}
