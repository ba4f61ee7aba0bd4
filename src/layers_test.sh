#!/usr/bin/env bash
# layers_test.sh [ROOT] - no include runs up or across the house, and foreign headers stay where they are at home.
#
# Reads ROOT/src/LAYERS (see there) and every include under ROOT/src. First it tries itself on a made-up house.
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"

grep_includes() { # ROOT
    cd "$1"
    grep -rnE '^[[:space:]]*#[[:space:]]*include' src --include='*.[ch]' || true
}

# One line for every include that breaks a rule: "file:line: what".
find_faults() ( # ROOT
    grep_includes "$1" | awk -v layers="$1/src/LAYERS" '
        BEGIN {
            while ((getline line < layers) > 0) {
                if (line ~ /^#/ || line ~ /^[ \t]*$/) continue
                level++
                n = split(line, rooms, /[ \t]+/)
                for (i = 1; i <= n; i++) floor[rooms[i]] = level
            }
            home["gdal"] = home["ogr"] = home["cpl"] = home["geos"] = home["proj"] = "src/land"
            home["cairo"] = home["pango"] = home["xlsxwriter"] = home["fontconfig"] = "src/gep/report"
            home["openssl"] = home["jansson"] = home["cyaml"] = home["yaml"] = home["sleef"] = "src/base"
            home["iconv"] = home["libintl"] = "src/base"
        }
        function fault(what) { print where ": " what }
        {
            split($0, part, ":")
            where = part[1] ":" part[2]
            split(part[1], folder, "/")
            room = folder[2]
            target = $0
            sub(/^[^:]*:[0-9]+:[ \t]*#[ \t]*include[ \t]*[<"]/, "", target)
            sub(/[>"].*/, "", target)
        }
        /include[ \t]*"/ {
            other = target
            sub(/\/.*/, "", other)
            if (!(room in floor)) fault("the room " room " is not in src/LAYERS")
            else if (target !~ /\// || target ~ /\.\./) fault("\"" target "\" does not begin with a room")
            else if (!(other in floor)) fault("\"" target "\": no such room in src/LAYERS")
            else if (other != room && floor[other] == floor[room]) fault(room " includes \"" target "\" across the floor")
            else if (floor[other] > floor[room]) fault(room " includes \"" target "\" from a floor above")
            next
        }
        {
            if (part[1] ~ /_test\.[ch]$/) next # a test may make its inputs with any library
            for (name in home)
                if (target ~ ("^(.*/)?" name "[^/]*(\\.h|/)") && index(where, home[name] "/") != 1)
                    fault("<" target "> belongs in " home[name])
        }'
)

# The made-up house: each of its lines but the good ones must be found.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch"/src/{base,land,store,gep/report,gep/services}
printf '# floors\nbase\nstore land\ngep\n' >"$scratch/src/LAYERS"
printf '#include "base/b.h"\n#include <openssl/evp.h>\n#include <string.h>\n' >"$scratch/src/base/good.c"
printf '#include "base/b.h"\n#include "land/l.h"\n#include <gdal.h>\n#include <geos_c.h>\n' >"$scratch/src/land/good.c"
printf '#include "land/l.h"\n#include "gep/g.h"\n' >"$scratch/src/gep/services/good.c"
printf '#include <xlsxwriter.h>\n' >"$scratch/src/land/good_test.c"
printf '#include <cairo-pdf.h>\n#include <pango/pangocairo.h>\n' >"$scratch/src/gep/report/good.c"
[ -z "$(find_faults "$scratch")" ] || { echo "finds fault with a good house:"; find_faults "$scratch"; exit 1; }
printf '#include "land/l.h"\n' >"$scratch/src/base/up.c"
printf '#include "store/s.h"\n' >"$scratch/src/land/across.h"
printf '#include "../gep/g.h"\n' >"$scratch/src/land/dots.c"
printf '#include "own.h"\n' >"$scratch/src/land/bare.c"
printf '#include "attic/a.h"\n' >"$scratch/src/gep/unknown.c"
printf '#  include <gdal.h>\n' >"$scratch/src/gep/services/gdal.c"
printf '#include <ogr_srs_api.h>\n' >"$scratch/src/base/ogr.c"
printf '#include <pango/pango.h>\n' >"$scratch/src/gep/pango.c"
printf '#include <jansson.h>\n' >"$scratch/src/gep/report/jansson.c"
printf '#include <openssl/evp.h>\n' >"$scratch/src/land/openssl.c"
find_faults "$scratch" >"$scratch/found"
for bad in base/up.c land/across.h land/dots.c land/bare.c gep/unknown.c gep/services/gdal.c base/ogr.c gep/pango.c \
    gep/report/jansson.c land/openssl.c; do
    grep -q "^src/$bad:1: " "$scratch/found" || { echo "does not see the fault in src/$bad"; exit 1; }
done

faults=$(find_faults .)
[ -z "$faults" ] || { echo "$faults"; exit 1; }
