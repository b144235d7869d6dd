#!/usr/bin/env python3
"""Stability of the themes.

  stability.py GRIPE EVAL_FOLDER WORK_FOLDER [SET]...

Shuffles: five orders of the same contacts, alternating 1 and 2 threads, must leave the same bytes (SHA-256 over the model and over the
sorted lines of contacts and mentions). 90 %: themes learnt on nine tenths of the
contacts (three different tenths left out, by the hash of the id) against themes learnt on all: AMI over the mentions that both have (unassigned ones are one group), and, for the
ten biggest themes of all (restricted to those mentions), the best Jaccard with any theme of the 90 %: the worst and the mean of the ten. Mean over the three.
"""
import hashlib
import os
import random
import sys
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import gripe_run  # noqa: E402
from sklearn.metrics import adjusted_mutual_info_score  # noqa: E402

SETS = "banking77-skew clinc150-skew stackoverflow-skew biomedical-skew snippets-skew airline ittickets banking77".split()
GOAL = .83


def digest(folder):
    out = hashlib.sha256()
    for base in ("contacts.ndjson", "mentions.ndjson", "model"):
        path = os.path.join(folder, base)
        for name in sorted(os.listdir(path)) if os.path.isdir(path) else [""]:
            with open(os.path.join(path, name) if name else path, "rb") as f:
                body = f.read() if name else b"".join(sorted(f))    # without dedupe, records leave in the order of the input: their lines are compared sorted
                out.update(name.encode() + b"\0" + body)
    return out.hexdigest()


def write(path, lines):
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(lines)


def keep(line, tenth):
    return hashlib.sha256(line.split('"id": "', 1)[1].split('"', 1)[0].encode()).digest()[0] % 10 != tenth


def themes(folder):
    return {(m["contact"], m["n"]): m.get("theme") for m in gripe_run.mentions(folder)}


def compare(whole, part):
    both = sorted(set(whole) & set(part))
    ami = adjusted_mutual_info_score([str(whole[m]) for m in both], [str(part[m]) for m in both])
    sizes, other = Counter(whole[m] for m in both if whole[m] is not None), Counter(part[m] for m in both if part[m] is not None)
    shared = Counter((whole[m], part[m]) for m in both if whole[m] is not None and part[m] is not None)
    best = []
    for t, n in sorted(sizes.items(), key=lambda x: (-x[1], x[0]))[:10]:
        best.append(max((c / (n + other[u] - c) for (a, u), c in shared.items() if a == t), default=0))
    return ami, min(best, default=0), sum(best) / max(1, len(best))


def main(gripe, folder, work, names):
    print("| set | 5 shuffles, 1 and 2 threads | AMI of 90 % with all | worst Jaccard of the ten biggest | mean Jaccard of the ten |\n|---|---|---|---|---|")
    total = [0.0, 0.0, 0.0]
    for name in names:
        with open(f"{folder}/{name}.ndjson", encoding="utf-8") as f:
            lines = f.readlines()
        path, out = f"{work}/{name}.ndjson", f"{work}/{name}"
        digests = set()
        for shuffle in range(5):
            write(path, random.Random(shuffle).sample(lines, len(lines)) if shuffle else lines)
            gripe_run.run(gripe, path, out, extra=("--threads", str(1 + shuffle % 2)))
            digests.add(digest(out))
        whole, results = themes(out), []
        for tenth in range(3):
            write(path, [x for x in lines if keep(x, tenth)])
            gripe_run.run(gripe, path, out)
            results.append(compare(whole, themes(out)))
        mean = [sum(r[i] for r in results) / len(results) for i in range(3)]
        total = [a + b for a, b in zip(total, mean)]
        print(f"| {name} | {'same bytes' if len(digests) == 1 else f'{len(digests)} DIFFERENT RESULTS'} | {mean[0]:.3f} | {mean[1]:.2f} | {mean[2]:.2f} |")
        sys.stdout.flush()
    print(f"| mean (goal: AMI {GOAL}) | | {total[0] / len(names):.3f} | {total[1] / len(names):.2f} | {total[2] / len(names):.2f} |")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:] or SETS)
