#!/usr/bin/env bash
# do - the verbs a newcomer needs: installs what is missing (Debian 12), then calls the Makefile.
set -euo pipefail
cd "$(dirname "$0")"

to_build="build-essential pkg-config gettext libgdal-dev gdal-bin libproj-dev proj-data libgeos-dev libsleef-dev
    libcyaml-dev libyaml-dev libjansson-dev libxlsxwriter-dev libcmocka-dev libssl-dev libcairo2-dev libpango1.0-dev
    fonts-noto-cjk"
to_test="poppler-utils unzip libxml2-utils python3-jsonschema"
to_lint="clang-14 clang-tidy-14 clang-format-14 cppcheck shellcheck"
to_fuzz="clang-14 libclang-rt-14-dev llvm-14"

usage() {
    cat <<TEXT
./do VERB

  build       build/qingshan
  demo        makes the demonstration district in build/demo, computes its account for 2023, prints it
  test        every test; the last line reads "N passed, N failed" (./do test NAME...: those whose path holds NAME)
  lint        layers, layout, gcc and clang warnings, clang-tidy, cppcheck, shellcheck
  bench       speed and memory
  fuzz        every fuzz target for FUZZ_SECONDS (60) or FUZZ_RUNS (./do fuzz NAME: one)
  coverage    line coverage of src/gep and src/land
  mutate      flips one operator at a time in the kernels: do the tests notice?
  format      lays the code out with clang-format
  clean       removes build/
  help        this text

Each verb first installs the Debian packages that it misses (apt-get, as root or by sudo).
TEXT
}

# need PACKAGE...: installs those that are not there; no network when all are.
need() {
    local missing=() there package as_root=()
    command -v dpkg-query >/dev/null || { echo "./do: not a Debian system; these are needed: $*" >&2; return; }
    there=" $(dpkg-query -W -f '${Package}:${db:Status-Status} ' "$@" 2>/dev/null || true)"
    for package in "$@"; do
        [[ $there == *" $package:installed "* ]] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "./do: installing ${missing[*]}" >&2
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "./do: run as root, or install: ${missing[*]}" >&2; exit 1; }
        as_root=(sudo)
    fi
    as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0)
    "${as_root[@]}" update >&2
    "${as_root[@]}" install -y --no-install-recommends "${missing[@]}" >&2
}

make_() { make --no-print-directory -j"$(nproc)" "$@"; }

build() {
    # shellcheck disable=SC2086
    need $to_build
    make_ build
}

demo() {
    build
    # A demonstration district of an older program, or an unfinished one, is made anew.
    if [ ! build/demo/district.yaml -nt build/qingshan ]; then
        rm -rf build/demo
        build/qingshan demo build/demo
    fi
    build/qingshan account build/demo --year 2023 --out build/demo-2023
}

verb=${1:-help}
[ $# -gt 0 ] && shift
# shellcheck disable=SC2086 # lists of packages are split into words
case $verb in
build) build ;;
demo) demo ;;
test)
    need $to_build $to_test
    exec tests/run.sh "$@"
    ;;
lint)
    need $to_build $to_lint
    make_ -k -Otarget lint
    ;;
bench)
    build
    make_ -j1 bench
    ;;
fuzz)
    need $to_build $to_fuzz
    exec tests/fuzz.sh "$@"
    ;;
coverage)
    need $to_build $to_test
    exec tests/coverage.sh "$@"
    ;;
mutate)
    need $to_build
    exec tests/mutate.sh "$@"
    ;;
format)
    need $to_lint
    make_ format
    ;;
clean) make_ clean ;;
help | -h | --help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
