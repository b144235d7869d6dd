# tap.sh - sourced by every test script: prints "ok NAME" / "not ok NAME" / "skip NAME", which tests/run.sh counts.
# $gripe: the program; $root: the checkout; $shared: the data folder beside it (may be absent); $tmp: a folder of the test's own.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shared=$root/../shared
GRIPE_BUILD=${GRIPE_BUILD:-$root/build}
gripe=$GRIPE_BUILD/gripe
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-test.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C.UTF-8 ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
# A home of its own: a test never meets the user's key or configuration.
export HOME=$tmp/home
mkdir -p "$HOME"

ok() { echo "ok $1"; }
not_ok() {
    echo "not ok $1"
    shift
    [ $# -eq 0 ] || printf '%s\n' "$@" | sed 's/^/# /'
}
skip() { echo "skip $1"; }
# check NAME COMMAND...: ok when the command succeeds
check() {
    local name=$1
    shift
    if "$@" >"$tmp/check.out" 2>&1; then ok "$name"; else not_ok "$name" "$(head -c 2000 "$tmp/check.out")"; fi
}
# is NAME GOT WANTED
is() {
    if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "got:    $2" "wanted: $3"; fi
}
# like NAME GOT PATTERN (extended regular expression)
like() {
    if grep -qE -- "$3" <<<"$2"; then ok "$1"; else not_ok "$1" "got:     $2" "pattern: $3"; fi
}
# same NAME FILE FILE: equal bytes
same() {
    if cmp -s "$2" "$3"; then ok "$1"; else not_ok "$1" "$(diff "$2" "$3" 2>&1 | head -20)"; fi
}
