#!/usr/bin/env bash
# The whole job on the airline tweets (or, without ../shared, on the samples): CPU seconds and peak memory of the fused run, of the same as a shell pipeline,
# and of `wc -w` on the same file, measured in one run.
cd "$(dirname "$0")/../.." || exit 2
gripe=${GRIPE_BUILD:-$PWD/build}/gripe
input=../shared/data/social/airline_Tweets.csv
[ -e "$input" ] || input=samples/inbox/survey.csv
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
head -c 32 /dev/zero | tr '\0' 'k' >"$tmp/key" && chmod 600 "$tmp/key"
PATH=$(dirname "$gripe"):$PATH "$gripe" plan --sh --key "$tmp/key" --out "$tmp/piped" >"$tmp/piped.sh"
PATH=$(dirname "$gripe"):$PATH python3 - "$gripe" "$input" "$tmp" <<'PY'
import os, resource, subprocess, sys, time
gripe, path, tmp = sys.argv[1:]

def cost(command):
    best = None
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        assert status == 0, command
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if best is None or cpu < best[0]:
            best = (cpu, time.monotonic() - begun, usage.ru_maxrss / 1024)
    return best

contacts = sum(1 for _ in subprocess.run([gripe, "read", "-q", path], capture_output=True).stdout.splitlines())
words = cost(["wc", "-w", path])
rows = [("wc -w", words), ("gripe run", cost([gripe, "run", "-q", "--key", tmp + "/key", path])),
        ("gripe run --threads 2", cost([gripe, "run", "-q", "--threads", "2", "--key", tmp + "/key", path])),
        ("gripe run --out", cost([gripe, "run", "-q", "--out", tmp + "/run", "--key", tmp + "/key", path])),
        ("the shell pipeline of gripe plan --sh", cost(["bash", tmp + "/piped.sh", path]))]
print(f"The whole job: {contacts} contacts, {os.path.getsize(path) / 1e6:.1f} MB\n")
print("| command | CPU s | wall s | peak MiB | contacts per CPU second | CPU, times wc -w |\n|---|--:|--:|--:|--:|--:|")
for name, (cpu, wall, peak) in rows:
    rate = f"{contacts / cpu:,.0f}" if name != "wc -w" else ""
    print(f"| {name} | {cpu:.2f} | {wall:.2f} | {peak:.0f} | {rate} | {cpu / words[0]:.0f} |")
PY
