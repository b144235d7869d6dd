#!/usr/bin/env python3
"""Alerts against sentences that must reach a person and near misses, and on texts that ask for none; prints Markdown tables.

  alerts.py GRIPE SENTENCES_FOLDER SHARED [--wrong dev]

SENTENCES_FOLDER holds alerts_dev.tsv (looked at while the rows were written) and alerts_test.tsv (written before them, only measured): must or near, class, sentence.
SHARED: the data folder beside the checkout, or one that is not there: then only the sentences are run. "Class" is the share of the caught whose class is the row's.
--wrong dev: prints the sentences of that half that went wrong, not the tables."""
import collections
import csv
import json
import pathlib
import subprocess
import sys


def read(path):
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            yield line.rstrip("\n").split("\t")


def alerts(gripe, texts, lang="en"):
    """Number of the text -> its alerts."""
    lines = "".join(json.dumps({"id": str(i), "lang": lang, "text": t}) + "\n" for i, t in enumerate(texts))
    command = f"'{gripe}' split -q | '{gripe}' tag -q --no-reader | '{gripe}' alert -q"
    run = subprocess.run(command, shell=True, input=lines.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"gripe alert ended with status {run.returncode}")
    found = collections.defaultdict(list)
    for line in run.stdout.splitlines():
        alert = json.loads(line)
        found[int(alert["contact"])].append(alert)
    return found


def share(part, whole):
    return f"{part / whole:.2f}" if whole else "–"


def sentences_table(gripe, path):
    rows = list(read(path))
    found = alerts(gripe, [r[2] for r in rows])
    count = collections.Counter()
    for i, (verdict, risk, _) in enumerate(rows):
        for key in (risk, "all"):
            count[key, verdict] += 1
            count[key, verdict, "raised"] += i in found
            count[key, verdict, "class"] += i in found and any(risk in a["risks"] for a in found[i])
    print("| class | must | recall | class | near misses | raised | precision |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for key in list(dict.fromkeys(r[1] for r in rows)) + ["all"]:
        hit, false = count[key, "must", "raised"], count[key, "near", "raised"]
        print(f"| {key} | {count[key, 'must']} | {share(hit, count[key, 'must'])} | {share(count[key, 'must', 'class'], hit)} | {count[key, 'near']} | {false} | {share(hit, hit + false)} |")
    print()


def wrong(gripe, path):
    rows = list(read(path))
    found = alerts(gripe, [r[2] for r in rows])
    for i, (verdict, risk, text) in enumerate(rows):
        if (verdict == "must") != (i in found) or (i in found and verdict == "must" and not any(risk in a["risks"] for a in found[i])):
            said = " ".join(f"{a['risk']}:{a.get('evidence', '')}" for a in found.get(i, []))
            print(f"{verdict}\t{risk}\t{text}\t{said}")


def texts_of(path):
    if path.suffix == ".ndjson":
        return [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
    if path.suffix == ".csv":
        with open(path, encoding="utf-8", errors="replace") as f:
            return [r["text"] for r in csv.DictReader(f)]
    return open(path, encoding="latin-1").read().splitlines()


QUIET = (("long film reviews", "data/volume/movie_reviews_half.ndjson"), ("film one-liners", "data/volume/rt-polarity.pos"),
         ("titles of programmers' questions", "eval/stackoverflow-skew.ndjson"), ("search snippets", "eval/snippets-skew.ndjson"),
         ("biomedical titles", "eval/biomedical-skew.ndjson"), ("requests to an assistant", "eval/clinc150-skew.ndjson"),
         ("questions to a bank", "eval/banking77-skew.ndjson"), ("airline tweets", "data/social/airline_Tweets.csv"))


def quiet_table(gripe, shared):
    print("| texts | contacts | with an alert (churn apart) | a thousand | with churn alone |")
    print("|---|--:|--:|--:|--:|")
    for name, path in QUIET:
        texts = texts_of(shared / path)
        found = alerts(gripe, texts)
        risky = sum(any(a.get("lane", a["risk"]) != "churn" for a in f) for f in found.values())
        print(f"| {name} | {len(texts)} | {risky} | {1000 * risky / len(texts):.1f} | {len(found) - risky} |")


def main():
    gripe, folder, shared = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    if sys.argv[4:5] == ["--wrong"]:
        return wrong(gripe, folder / f"alerts_{sys.argv[5]}.tsv")
    for half, what in (("test", "written before the rows, only measured"), ("dev", "the rows were written with them")):
        print(f"Sentences, {half} half ({what}):\n")
        sentences_table(gripe, folder / f"alerts_{half}.tsv")
    if shared.is_dir():
        print("Texts of which next to none asks for an alert:\n")
        quiet_table(gripe, shared)


main()
