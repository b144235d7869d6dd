#!/usr/bin/env bash
# make analyze: three readers of C look at stages/ and pipeline/ (gcc -fanalyzer, cppcheck, clang-tidy's bug finders and analyzer); what they say and
# tests/analyze/reasons.tsv gives no reason for is printed, and so is a reason that nothing needs any more. Those that are not installed are skipped. Findings are
# known by tool, file and what they say, not by line. ANALYZE="cppcheck gcc" names the tools, ANALYZE_FILES="stages/10-read/*.c" the files.
set -uf
cd "$(dirname "$0")/../.." || exit 2
cflags=$1 includes=$2 tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
tools=${ANALYZE:-cppcheck gcc clang-tidy}
# shellcheck disable=SC2086 # patterns are words
sources=$(git ls-files -- ${ANALYZE_FILES:-stages/*.c pipeline/*.c})
export FLAGS="-std=c11 -D_XOPEN_SOURCE=700 $cflags $includes"
jobs=$(nproc)
# Left out: what is style here (alternatives that give the same, arrays of pointers, argument order, reserved names of POSIX and of glibc), what -Wconversion
# says already, products of constants, memcpy and snprintf as such, and results that need no look (snprintf into a place that is big enough, umask, and what unlink says on the way out).
export CHECKS="-*,bugprone-*,clang-analyzer-*,cert-*-c,-bugprone-easily-swappable-parameters,-bugprone-narrowing-conversions,-bugprone-branch-clone\
,-bugprone-sizeof-expression,-bugprone-implicit-widening-of-multiplication-result,-bugprone-reserved-identifier,-cert-dcl37-c,-cert-err33-c,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling"
has() { [[ " $tools " == *" $1 "* ]] && command -v "$1" >/dev/null; }

if has cppcheck; then
    # shellcheck disable=SC2086 # flags are words
    cppcheck -q -j"$jobs" --std=c11 --enable=warning,portability,performance --inline-suppr --suppress=missingIncludeSystem --suppress=unknownMacro -D__GNUC__ -D__STDC__ \
        --template='{file}:{line}: {id}: {message}' $(grep -oE -- '-D[A-Z_a-z]+' <<<"$cflags") $includes $sources 2>&1 | sed 's/^/cppcheck\t/' >>"$tmp/said"
fi
if has gcc; then
    # shellcheck disable=SC2086
    xargs -P"$jobs" -n1 gcc $FLAGS -O1 -fanalyzer -fanalyzer-verbosity=0 -fdiagnostics-plain-output -w -Wanalyzer-too-complex -Wno-analyzer-too-complex -o /dev/null -c <<<"$sources" 2>&1 |
        grep -E 'warning: ' | sed 's/^/gcc\t/' >>"$tmp/said"
fi
if has clang-tidy; then
    # shellcheck disable=SC2086
    xargs -P"$jobs" -n1 sh -c 'clang-tidy --quiet --checks="$CHECKS" "$1" -- $FLAGS 2>/dev/null' sh \
        <<<"$sources" | grep -E 'warning: ' | sed "s|$PWD/||; s/^/clang-tidy\t/" >>"$tmp/said"
fi
python3 - "$tmp/said" "$tools" <<'PYTHON'
import collections, pathlib, re, sys
reasons = [line.split('\t') for line in open('tests/analyze/reasons.tsv', encoding='utf-8').read().splitlines() if line and not line.startswith('#')]
used, new = collections.Counter(), []
said = pathlib.Path(sys.argv[1])
for line in sorted(set(said.read_text(encoding='utf-8', errors='replace').splitlines())) if said.exists() else []:
    tool, text = line.split('\t', 1)
    match = [i for i, (t, where, what, why) in enumerate(reasons) if t == tool and re.search(where, text.split(':')[0]) and what in text]
    used.update(match[:1])
    if not match:
        new.append(line)
for line in new:
    print('not ok', line)
for i, reason in enumerate(reasons):
    if not used[i] and reason[0] in sys.argv[2].split():
        print('not needed any more:', '\t'.join(reason[:3]))
print('%d findings with a reason, %d without' % (sum(used.values()), len(new)))
sys.exit(bool(new))
PYTHON
