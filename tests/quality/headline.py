"""Does the headline's printed 95 % interval hold what the whole program prints for other persons?

headline.py GRIPE SHARED FOLDER DRAWS [SET...]

The contacts of each set (at most MOST, by a hash of their id) are read once. For each draw every person weighs Poisson(1), whole; who is not known is
a person for each contact; drawn twice is two persons, who would not have used the same words: so no run dedupes. Two runs of the program on what was
drawn:
  learnt again   everything from cleaning to the page: its own boilerplate, things, issues and five largest
  counted again  the issues as they were learnt from the set itself; its own five largest
Each prints a share; the table says how many of these lie inside of the interval that was printed for the set itself. Beside them: the interval by
sampling alone (the model without its issue_resamples.tsv), and how many learnt-again shares that one holds."""
import hashlib
import json
import math
import os
import random
import shutil
import subprocess
import sys

MOST = 4000
PLAN = "read\nclean\nsplit\nstem\ntag\nlearn\nassign\nrank\n"
SETS = {
    "airline": "eval/airline.ndjson",
    "cfpbprod": "eval/cfpbprod.ndjson",
    "mcd": "data/multi-aspect/McDonalds-Yelp-Sentiment-DFE.csv",
    "nps_fr": "data/surveys/nps.csv",
    "twcs": "data/social/twcs.csv",
    "uber": "data/trades/uber.ndjson",
}


def gripe(*args):
    done = subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(args)}: exit {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def read(program, path):
    rows = [json.loads(line) for line in gripe(program, "read", "-q", path).splitlines()]
    rows = [r for r in rows if r.get("role", "customer") == "customer"]
    return sorted(rows, key=lambda r: hashlib.sha256(r["id"].encode()).digest())[:MOST]


def write(rows, path):
    with open(path, "w", encoding="utf-8") as f:
        for row in rows:
            f.write(json.dumps(row, ensure_ascii=False) + "\n")


def poisson(rng):
    count, product = 0, rng.random()
    while product > math.exp(-1):
        count, product = count + 1, product * rng.random()
    return count


def drawn(rows, rng):
    """Rows of each person as often as the person was drawn; the second time it is somebody else with the same words."""
    weights = {}
    out = []
    for row in rows:
        person = row.get("person") or row["id"]
        if person not in weights:
            weights[person] = poisson(rng)
        for k in range(weights[person]):
            copy = dict(row, id=f"{row['id']}.{k}")
            for member in ("person", "thread"):
                if row.get(member) and k > 0:
                    copy[member] = f"{row[member]}.{k}"
            out.append(copy)
    return out


def run(program, contacts, folder, *more):
    shutil.rmtree(folder, ignore_errors=True)
    plan = folder + ".plan"
    with open(plan, "w", encoding="utf-8") as f:
        f.write(PLAN)
    gripe(program, "run", "-q", "--keep-ids", "--threads", "1", "--plan", plan, "--out", folder, *more, contacts)
    with open(os.path.join(folder, "summary.json"), encoding="utf-8") as f:
        return json.load(f)


def sampling_alone(program, folder):
    """The interval of the same run without what learning again says."""
    model = folder + ".model"
    shutil.rmtree(model, ignore_errors=True)
    shutil.copytree(os.path.join(folder, "model"), model)
    os.remove(os.path.join(model, "issue_resamples.tsv"))
    gripe(program, "rank", "-q", "--model", model, "--summary", folder + ".json", os.path.join(folder, "mentions.ndjson"))
    with open(folder + ".json", encoding="utf-8") as f:
        return json.load(f)


def percent(share):
    return f"{share * 100:.1f}"


def main(program, shared, folder, draws, names):
    inside = {"learnt": 0, "counted": 0, "sampling": 0}
    all_draws = 0
    print("| set | counted contacts | headline | its interval | learnt again: mean, least, most | inside | counted again inside | by sampling alone | learnt again inside of that |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name in names:
        rows = read(program, os.path.join(shared, SETS[name]))
        path, base = os.path.join(folder, name + ".ndjson"), os.path.join(folder, name)
        write(rows, path)
        told = run(program, path, base)
        alone = sampling_alone(program, base)
        low, high = told["share_low"], told["share_high"]
        learnt, counted = [], []
        for draw in range(draws):
            again = os.path.join(folder, name + ".draw")
            write(drawn(rows, random.Random(f"{name} {draw}")), again + ".ndjson")
            learnt.append(run(program, again + ".ndjson", again)["share"])
            counted.append(run(program, again + ".ndjson", again, "--model", os.path.join(base, "model"))["share"])
        hits = [sum(a <= s <= b for s in shares) for shares, a, b in
                ((learnt, low, high), (counted, low, high), (learnt, alone["share_low"], alone["share_high"]))]
        for key, hit in zip(inside, hits):
            inside[key] += hit
        all_draws += draws
        print(f"| {name} | {told['counted']:,} | {percent(told['share'])} % of {told['layer']} | {percent(low)}–{percent(high)} % | "
              f"{percent(sum(learnt) / draws)}, {percent(min(learnt))}, {percent(max(learnt))} | {hits[0]} of {draws} | {hits[1]} of {draws} | "
              f"{percent(alone['share_low'])}–{percent(alone['share_high'])} % | {hits[2]} of {draws} |", flush=True)
    print(f"| all | | | | | {inside['learnt']} of {all_draws} | {inside['counted']} of {all_draws} | | {inside['sampling']} of {all_draws} |")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5:] or list(SETS))
