# shellcheck shell=bash
# release.sh - sourced by shell tests that need the optimised program or the demonstration district; from the repository.
#
# Tests run side by side: what several need is made once, under a lock.
build=${BUILD:-build}

# Sets $qingshan to build/qingshan, built if need be.
need_release() {
    mkdir -p "$build"
    flock "$build/release.lock" env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL \
        make -s -j"$(nproc)" --no-print-directory MODE=release "BUILD=$build" build >&2 || { echo "the program does not build"; exit 1; }
    qingshan=$(realpath "$build/qingshan")
}

# Sets $demo to a demonstration district of 100 m that no test changes.
need_demo() {
    need_release
    demo=$(realpath -m "$build/test-demo")
    # shellcheck disable=SC2016
    flock "$build/demo.lock" bash -c '
        [ -f "$2/district.yaml" ] && [ "$2/district.yaml" -nt "$1" ] && exit
        rm -rf "$2"
        "$1" demo "$2" --cell 100 >/dev/null' _ "$qingshan" "$demo" || { echo "the demonstration district cannot be made"; exit 1; }
}

# fail TEXT...
fail() {
    echo "FAILED: $*"
    exit 1
}
