#!/usr/bin/env bash
# How time and memory grow: sets of 10,000 and 100,000 made contacts of 60 words (large_made.py over ../shared/eval; other sizes as arguments), each through
# every stage alone, through the shell pipeline, and fused with one thread and with two; `wc -w` on the same file in the same sitting.
# Prints a Markdown table. usage: large.sh [COUNT…]
cd "$(dirname "$0")/../.." || exit 2
gripe=$(realpath "${GRIPE_BUILD:-build}/gripe")
sets=(../shared/eval/{airline,cfpbprod,banking77,clinc150,ittickets}.ndjson)
[ -e "${sets[0]}" ] || { echo "large.sh needs the labelled sets of ../shared/eval" && exit 0; }
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
head -c 32 /dev/zero | tr '\0' 'k' >"$tmp/key" && chmod 600 "$tmp/key"
for count in "${@:-10000 100000}"; do
    for n in $count; do
        python3 tests/bench/large_made.py "$n" "${sets[@]}" >"$tmp/$n.ndjson" || exit 1
    done
done
python3 - "$gripe" "$tmp" <<'PY'
import glob, os, resource, subprocess, sys, time
gripe, tmp = sys.argv[1:]
os.environ["PATH"] = os.path.dirname(gripe) + ":" + os.environ["PATH"]

def cost(command, out="/dev/null"):
    """CPU seconds (of children too), wall seconds, peak MiB of the largest process."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with open(out, "wb") as to:
        process = subprocess.Popen(command, stdout=to, stderr=subprocess.PIPE)
        told = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command}: {told}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - begun, usage.ru_maxrss / 1024

def stages(path):
    """Each stage alone on what the one before wrote, deleted when it was read; learning from the tagged mentions."""
    work, key = tmp + "/stage.", ["--key", tmp + "/key"]
    steps = [("read", ["read"], path), ("clean", ["clean"] + key, "read"), ("dedupe", ["dedupe"], "clean"), ("split", ["split"], "dedupe"),
             ("stem", ["stem"], "split"), ("tag", ["tag"], "stem"), ("learn", ["learn", "-o", tmp + "/model"], "tag"),
             ("assign", ["assign", "--model", tmp + "/model"], "tag"), ("rank", ["rank", "--model", tmp + "/model"], "assign")]
    for name, command, source in steps:
        yield name, cost([gripe] + command[:1] + ["-q"] + command[1:] + [source if source == path else work + source], work + name)
        if source != path and name != "learn":
            os.remove(work + source)
    os.remove(work + "rank")
    subprocess.run(["rm", "-rf", tmp + "/model", work + "learn"], check=True)

def all_ways(path):
    run = [gripe, "run", "-q", "--key", tmp + "/key"]
    yield "wc -w", cost(["wc", "-w", path])
    yield from stages(path)
    with open(tmp + "/piped.sh", "wb") as script:
        subprocess.run([gripe, "plan", "--sh", "--key", tmp + "/key", "--out", tmp + "/piped"], stdout=script, check=True)
    yield "the shell pipeline", cost(["bash", tmp + "/piped.sh", path])
    subprocess.run(["rm", "-rf", tmp + "/piped"], check=True)
    yield "gripe run", cost(run + [path])
    yield "gripe run --threads 2", cost(run + ["--threads", "2", path])

print("| contacts | command | CPU s | wall s | peak MiB | contacts per CPU second | MB per CPU second | CPU, times wc -w | CPU, times the size before |")
print("|--:|---|--:|--:|--:|--:|--:|--:|--:|")
before = {}
for path in sorted(glob.glob(tmp + "/*.ndjson"), key=os.path.getsize):
    count, size, words = sum(1 for _ in open(path, "rb")), os.path.getsize(path), None
    for name, (cpu, wall, peak) in all_ways(path):
        words = words or cpu
        growth = f"{cpu / before[name]:.1f}" if name in before else ""
        before[name] = cpu
        print(f"| {count:,} | {name} | {cpu:.2f} | {wall:.2f} | {peak:.0f} | {count / cpu:,.0f} | {size / 1e6 / cpu:.1f} | {cpu / words:.0f} | {growth} |", flush=True)
    os.remove(path)
PY
