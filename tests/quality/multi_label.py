#!/usr/bin/env python3
"""Multi-label F1 of found themes against hand-labelled aspects.

  multi_label.py GRIPE MULTI_ASPECT_FOLDER WORK_FOLDER         (or: multi_label.py --mentions FILE.ndjson NAME FOLDER, to score another engine's mentions)

Protocol. Themes are learnt without labels, over all texts; a text has the themes of its mentions. The texts are dealt into two halves (by the hash of the id). On one half
each theme is given the aspects it stands for; on the other half a text's predicted aspects are the union over its themes, and compared with the hand's: micro-averaged
precision, recall and F1 over (text, aspect) pairs. Then the halves change places; counts are summed. A theme stands for the aspect that most of its texts have, each text
counting 1 / (number of its aspects), so that a text about five things says little about any; and for every further aspect that at least half of its texts have.
Sets: McDonald's (1,176 complaints with a reason, 9 reasons, "na" left out), MAMS-ACSA (3,949 sentences, 8 categories, each sentence has two or more), Hu & Liu (sentences of five products that name a
feature; features named in at least 15 sentences of the five). "One aspect for all" predicts the commonest aspect everywhere: the floor.
"""
import csv
import hashlib
import io
import json
import os
import re
import sys
from collections import Counter, defaultdict
from xml.etree import ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import gripe_run  # noqa: E402

FEATURE_LEAST = 15
TARGET = {"McDonald's": .43, "MAMS": .54, "Hu & Liu": .37}


def mcdonalds(folder):
    text = open(os.path.join(folder, "McDonalds-Yelp-Sentiment-DFE.csv"), encoding="cp1252", errors="replace", newline="").read().replace("\r", "\n")
    for row in csv.DictReader(io.StringIO(text)):
        yield row["review"], {x for x in (row["policies_violated"] or "").split("\n") if x and x != "na"}


def mams(folder):
    for part in ("train", "val", "test"):
        for sentence in ElementTree.parse(os.path.join(folder, "MAMS", "MAMS-ACSA", "raw", part + ".xml")).getroot():
            yield sentence.findtext("text"), {c.get("category") for c in sentence.iter("aspectCategory")}


def hu_liu(folder):
    rows = []
    base = os.path.join(folder, "product_reviews_1")
    for name in sorted(os.listdir(base)):
        if name != "README.txt" and name.endswith(".txt"):
            for line in open(os.path.join(base, name), encoding="latin-1"):
                head, found, text = line.partition("##")
                features = {re.sub(r"\s+", " ", f).strip() for f in re.findall(r"([^,\[\]]+)\[[+-]", head)}
                if found and features and text.strip():
                    rows.append((text.strip(), features))
    common = Counter(f for _, fs in rows for f in fs)
    for text, features in rows:
        kept = {f for f in features if common[f] >= FEATURE_LEAST}
        if kept:
            yield text, kept


SETS = {"McDonald's": mcdonalds, "MAMS": mams, "Hu & Liu": hu_liu}


def stands_for(ids, themes, gold):
    votes, sizes = defaultdict(Counter), Counter()
    plain = defaultdict(Counter)
    for i in ids:
        for t in themes.get(i, ()):
            sizes[t] += 1
            for a in gold[i]:
                votes[t][a] += 1 / len(gold[i])
                plain[t][a] += 1
    out = {}
    for t in votes:
        best = min(votes[t], key=lambda a: (-votes[t][a], a))
        out[t] = {best} | {a for a, n in plain[t].items() if 2 * n >= sizes[t]}
    return out


def f1(predicted, gold, ids, counts):
    for i in ids:
        p = predicted(i)
        counts[0] += len(p & gold[i])
        counts[1] += len(p)
        counts[2] += len(gold[i])


def evaluate(themes, gold):
    half = {i: hashlib.sha256(i.encode()).digest()[0] & 1 for i in gold}
    counts, floor = [0, 0, 0], [0, 0, 0]
    for side in (0, 1):
        train, test = sorted(i for i in gold if half[i] != side), sorted(i for i in gold if half[i] == side)
        names = stands_for(train, themes, gold)
        f1(lambda i: set().union(*(names.get(t, set()) for t in themes.get(i, ()))), gold, test, counts)
        commonest = Counter(a for i in train for a in gold[i]).most_common(1)[0][0]
        f1(lambda i: {commonest}, gold, test, floor)
    result = lambda c: (c[0] / max(1, c[1]), c[0] / max(1, c[2]), 2 * c[0] / max(1, c[1] + c[2]))  # noqa: E731
    return result(counts), result(floor)


def contacts(name, folder, path=None):
    gold = {}
    lines = []
    for n, (text, aspects) in enumerate(SETS[name](folder)):
        if aspects and text:
            gold[f"c{n}"] = aspects
            lines.append(json.dumps({"id": f"c{n}", "source": "set", "channel": "review", "text": text}, ensure_ascii=False))
    if path:
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")
    return gold


def themes_of(mentions):
    out = defaultdict(set)
    for m in mentions:
        if m.get("theme") is not None:
            out[m["contact"]].add(m["theme"])
    return out


if __name__ == "__main__":
    if sys.argv[1] == "--contacts":
        contacts(sys.argv[2], sys.argv[3], sys.argv[4])
        sys.exit()
    if sys.argv[1] == "--mentions":
        with open(sys.argv[2], encoding="utf-8") as f:
            print(evaluate(themes_of(map(json.loads, f)), contacts(sys.argv[3], sys.argv[4])))
        sys.exit()
    print("| set | texts | aspects | grain | themes | precision | recall | F1 | goal | one aspect for all |\n|---|---|---|---|---|---|---|---|---|---|")
    for name in SETS:
        path = os.path.join(sys.argv[3], "set.ndjson")
        gold = contacts(name, sys.argv[2], path)
        for grain in ("", "--fine"):
            folder = os.path.join(sys.argv[3], "multi")
            gripe_run.run(sys.argv[1], path, folder, learn=grain)
            themes = themes_of(gripe_run.mentions(folder))
            (p, r, f), (_, _, floor) = evaluate(themes, gold)
            found = len({t for ts in themes.values() for t in ts})
            print(f"| {name} | {len(gold)} | {len(set().union(*gold.values()))} | {grain[2:] or 'default'} | {found} | {p:.3f} | {r:.3f} | {f:.3f} | "
                  f"{TARGET[name]:.2f} | {floor:.3f} |")
            sys.stdout.flush()
