#!/usr/bin/env bash
# dedupe on made contacts (dedupe_made.c) against `wc -w` on the same bytes in the same sitting, and its memory: what a contact more takes. Prints a Markdown table.
# The stage reads and writes NDJSON here, which is a good part of its time. COUNT=10000000 for ten million (2.3 GB of input, 7 GB of temporary files).
cd "$(dirname "$0")/../.." || exit 2
gripe=${GRIPE_BUILD:-$PWD/build}/gripe
count=${COUNT:-2000000}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
cc -std=c11 -O2 -o "$tmp/made" tests/bench/dedupe_made.c || exit 1
python3 - "$gripe" "$tmp" "$count" <<'PY'
import os, resource, subprocess, sys
gripe, tmp, count = sys.argv[1], sys.argv[2], int(sys.argv[3])

def run(command, source):
    """CPU seconds and peak memory of a command that reads made contacts from a pipe."""
    made = subprocess.Popen([os.path.join(tmp, 'made'), str(source), '1'], stdout=subprocess.PIPE)
    child = subprocess.Popen(command, stdin=made.stdout, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    made.stdout.close()
    last = b''
    while True:
        block = child.stdout.read(1 << 20)
        if not block:
            break
        last = block
    _, status, usage = os.wait4(child.pid, 0)
    made.wait()
    assert status == 0, command
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, last

size = int(run(['wc', '-c'], count)[2])
words, _, _ = run(['wc', '-w'], count)
print('| step | contacts | MB of input a CPU second | times the CPU of wc -w | peak memory, MB |\n|---|---|---|---|---|')
print('| wc -w | %d | %.0f | 1.0 | |' % (count, size / 1e6 / words))
peaks = {}
for near in ('1', '0.9'):
    for part in (count // 4, count):
        spent, peak, _ = run([gripe, 'dedupe', '-q', '--tmp', tmp, '--near', near], part)
        peaks[near, part] = peak
        print('| dedupe --near %s | %d | %.0f | %.1f | %.0f |' % (near, part, size * part / count / 1e6 / spent, spent / (words * part / count), peak / 1e6))
print('\nA contact more takes %.1f bytes of memory (--near 0.9), %.1f (--near 1).' %
      tuple((peaks[n, count] - peaks[n, count // 4]) / (count - count // 4) for n in ('0.9', '1')))
PY
