#!/usr/bin/env bash
# install_test.sh - an installed copy is whole and finds its data by itself, whatever the working folder.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x "${QINGSHAN:?the runner names the program}" ] || { echo "the program was not built"; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
make -s "MODE=${MODE:-debug}" "BUILD=${BUILD:-build}" install "DESTDIR=$scratch" PREFIX=/usr
cd /
program=$scratch/usr/bin/qingshan
[ "$("$program" version)" = "qingshan $(cat "$OLDPWD/VERSION")" ] || { echo "version: $("$program" version)"; exit 1; }
"$program" help >"$scratch/chinese"
"$program" --lang en help >"$scratch/english"
LC_ALL=C.UTF-8 grep -qP '\p{Han}' "$scratch/chinese" || { echo "no Chinese in:"; cat "$scratch/chinese"; exit 1; }
LC_ALL=C.UTF-8 grep -qP '\p{Han}' "$scratch/english" && { echo "Chinese in:"; cat "$scratch/english"; exit 1; }
for file in share/qingshan/methods/README.md share/qingshan/districts/kaizhou/outline.geojson share/man/man1/qingshan.1 \
    share/man/zh_CN/man1/qingshan.1 share/bash-completion/completions/qingshan share/zsh/site-functions/_qingshan \
    share/fish/vendor_completions.d/qingshan.fish share/doc/qingshan/LICENSE share/doc/qingshan/NOTICE; do
    [ -s "$scratch/usr/$file" ] || { echo "not installed: $file"; exit 1; }
done
