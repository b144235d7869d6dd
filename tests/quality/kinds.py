#!/usr/bin/env python3
"""The kind of a mention by `gripe tag`, beside a logistic regression (scikit-learn) that learnt from the same labels; prints a Markdown table.

  kinds.py GRIPE FILE...

FILE: a TSV with a head line and the columns input, text, label, split, lang and perhaps score, as `pipeline/labels/join.py join` writes it (its README says what
the labels mean). Rows with a text whose split is test are measured: neither the reader nor the regression learnt from their inputs; the regression (words and pairs
of words by TF-IDF, classes weighed alike) learns from all others, in the languages that they have. A trouble, vent and churn are "problem" (defect and complaint
of gripe), question is how_to, none is other. Ways: gripe as it is, gripe --no-reader (the lists alone), the regression."""
import collections
import csv
import json
import subprocess
import sys

try:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
except ImportError:
    TfidfVectorizer = None

KINDS = ("problem", "request", "how_to", "praise", "other")
QUIET = {"request": "request", "question": "how_to", "praise": "praise", "none": "other"}
OURS = {"defect": "problem", "complaint": "problem"}


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        yield from csv.DictReader((line for line in f if not line.startswith("# ")), delimiter="\t", quoting=csv.QUOTE_NONE)


def by_gripe(gripe, rows, *options):
    lines = "".join(json.dumps({"contact": str(i), "n": 0, "span": [0, len(r["text"].encode())], "text": r["text"], "lang": r.get("lang") or "en"}) + "\n"
                    for i, r in enumerate(rows))
    out = subprocess.run([gripe, "tag", "-q", *options], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    found = {}
    for line in out.splitlines():
        mention = json.loads(line)
        kind = mention.get("signals", {}).get("kind")
        kind = kind[0] if isinstance(kind, list) else kind
        value = kind["value"] if kind else "other"
        found[int(mention["contact"])] = OURS.get(value, value)
    return [found.get(i, "other") for i in range(len(rows))]


def by_regression(train, rows):
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    model = LogisticRegression(C=5, max_iter=500, class_weight="balanced")
    model.fit(words.fit_transform([r["text"] for r in train]), [r["kind"] for r in train])
    return list(model.predict(words.transform([r["text"] for r in rows])))


def f1(rows, found, kind):
    hit = sum(r["kind"] == kind == f for r, f in zip(rows, found))
    wrong = sum((r["kind"] == kind) != (f == kind) for r, f in zip(rows, found))
    return 2 * hit / (2 * hit + wrong) if hit + wrong else None


def line(name, rows, way, found):
    each = [f1(rows, found, kind) for kind in KINDS]
    known = [x for x, kind in zip(each, KINDS) if x is not None and any(r["kind"] == kind for r in rows)]
    print(f"| {name} | {len(rows)} | {way} | {sum(known) / max(1, len(known)):.2f} | " + " | ".join("–" if x is None else f"{x:.2f}" for x in each) + " |")


def main():
    rows, seen = [], set()
    for path in sys.argv[2:]:
        mine = {r["input"] for r in table(path)} - seen
        for row in table(path):
            if row["input"] in mine and row.get("text") and row.get("label"):
                row["kind"] = QUIET.get(row["label"], "problem")
                rows.append(row)
        seen |= mine
    test = [r for r in rows if r.get("split") == "test"]
    train = [r for r in rows if r.get("split") != "test"]
    ways = {"gripe": by_gripe(sys.argv[1], test), "gripe --no-reader": by_gripe(sys.argv[1], test, "--no-reader")}
    if TfidfVectorizer is not None and train:
        ways["logistic regression"] = by_regression(train, test)
    print("| input | mentions | way | macro-F1 | " + " | ".join(KINDS) + " |\n|---|--:|---|--:|" + "--:|" * len(KINDS))
    groups = collections.OrderedDict([("all", range(len(test)))])
    for i, row in enumerate(test):
        groups.setdefault(row["input"], []).append(i)
    for name, at in groups.items():
        for way, found in ways.items():
            line(name, [test[i] for i in at], way, [found[i] for i in at])


main()
