#!/usr/bin/env bash
# Speed of flow routing (src/land/flow) on the 30 m demonstration district and on a made-up elevation model, beside one sweep over the memory of the elevations.
#   SIDE=3000   cells of a side of the made-up one
set -euo pipefail
cd "$(dirname "$0")/.."
side=${SIDE:-3000}
here=build/bench
make -s build build/release/bin/bench/flow
mkdir -p "$here"
[ -f "$here/demo-30/district.yaml" ] || build/qingshan demo "$here/demo-30" --cell 30
echo "30 m demonstration district"
build/release/bin/bench/flow "$here/demo-30/maps/dem.tif"
echo
echo "made up"
build/release/bin/bench/flow "$side" "$side"
