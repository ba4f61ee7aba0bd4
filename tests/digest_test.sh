#!/usr/bin/env bash
# digest_test.sh - one account, one digest, one set of bytes: whatever the threads, blocks, processor, folder, locale.
#
# On the demonstration district of 100 m, with the optimised program. Each line of "vary" changes several things at once:
# if one fails, look at its parts. Documents are compared at one --lang; the digest does not know the language.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/release.sh
need_demo
export QINGSHAN_CACHE=off # every run finds its percentiles itself
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

language=en
settings=(_=) # of the environment
account() { # OUT DIR [OPTION...]
    local out=$1 dir=$2
    shift 2
    env "${settings[@]}" "$qingshan" account "$dir" --year 2023 --out "$out" --lang "$language" -q "$@" \
        >/dev/null 2>"$scratch/messages" ||
        { cat "$scratch/messages"; fail "no account: $*"; }
}
digest_of() { grep -o '"result_sm3":"[0-9a-f]*"' "$1/account.json"; }

account "$scratch/first" "$demo" --jobs 1 --block 256
[ -n "$(digest_of "$scratch/first")" ] || fail "no digest"

same() { # OUT WHAT
    local file
    [ "$(digest_of "$1")" = "$(digest_of "$scratch/first")" ] || fail "another digest: $2"
    for file in account.json account.xlsx report.pdf; do
        cmp -s "$scratch/first/$file" "$1/$file" || fail "other bytes: $2: $file"
    done
}
vary() { # WHAT [NAME=VALUE...] -- [OPTION...]
    local what=$1 settings=(_=)
    shift
    while [ "$1" != -- ]; do settings+=("$1"); shift; done
    shift
    account "$scratch/other" "$demo" "$@"
    same "$scratch/other" "$what"
}

# glibc's spelling of these names has changed; those that it does not know it passes over.
plain=glibc.cpu.hwcaps=-AVX2,-FMA,-AVX2_Usable,-FMA_Usable
features() { /lib64/ld-linux-x86-64.so.2 --list-diagnostics 2>/dev/null | grep active; }
if grep -q ' avx2 ' /proc/cpuinfo && [ "$(features)" = "$(GLIBC_TUNABLES=$plain features)" ]; then
    echo "GLIBC_TUNABLES=$plain changes nothing on this machine"
fi

vary "two jobs, blocks of 512, a second run" QINGSHAN_VMATH= -- --jobs 2 --block 512
vary "three jobs, blocks of 1024, another locale" LC_ALL=en_US.UTF-8 TZ=Asia/Shanghai -- --jobs 3 --block 1024
vary "exact mathematics cell by cell, locale C" QINGSHAN_VMATH=scalar LC_ALL=C -- --jobs 2
vary "no AVX2 and no FMA, locale zh_CN" QINGSHAN_VMATH=sse2 "GLIBC_TUNABLES=$plain" LANG=zh_CN.UTF-8 TZ=America/Caracas -- --jobs 2

# Another folder, and another language: the digest is the same; so are the bytes at the same --lang.
other="$scratch/示范 区 2023"
cp -r "$demo" "$other"
account "$scratch/other" "$other" --jobs 2
same "$scratch/other" "a folder with a Chinese name and spaces"
language=zh
account "$scratch/chinese" "$other" --jobs 2 --maps
language=en
[ "$(digest_of "$scratch/chinese")" = "$(digest_of "$scratch/first")" ] || fail "the digest knows the language"
cmp -s "$scratch/first/report.pdf" "$scratch/chinese/report.pdf" && fail "the report does not know the language"

# Maps: the same bytes twice.
account "$scratch/maps" "$demo" --jobs 1 --block 1024 --maps
same "$scratch/maps" "with maps"
[ "$(find "$scratch/maps/maps" -name '*.tif' | wc -l)" -ge 10 ] || fail "hardly a map"
diff -r "$scratch/maps/maps" "$scratch/chinese/maps" >&2 || fail "maps differ"

# verify holds; it fails after one byte of an input changes, and after an input moves, with its name.
"$qingshan" account verify "$scratch/other" --lang en >"$scratch/said" || fail "verify does not hold"
grep -q "result_sm3 $(digest_of "$scratch/first" | cut -d'"' -f4)" "$scratch/said" || fail "verify says: $(cat "$scratch/said")"
refuses() { # WORDS
    "$qingshan" account verify "$scratch/other" --lang en >"$scratch/said" 2>&1 && fail "verify holds though $1"
    grep -q "$1" "$scratch/said" || fail "verify does not say '$1': $(cat "$scratch/said")"
}
input=$other/maps/dem.tif
last=$(tail -c 1 "$input" | od -An -tu1)
size=$(stat -c %s "$input")
set_last() { # BYTE
    printf '%b' "\\0$(printf %o "$1")" | dd of="$input" bs=1 seek=$((size - 1)) conv=notrunc status=none
}
set_last $((last ^ 1))
refuses "dem.tif has changed"
set_last "$last"
mv "$other/tables/products_2023.csv" "$other/tables/products.old"
refuses "products_2023.csv has moved or is gone"
