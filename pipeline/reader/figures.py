#!/usr/bin/env python3
"""Figures of held-out answers: trouble or not, its class, the quiet labels; by threshold, input, trade, language.

  figures.py LABELS[,LABELS] HELD.npz ... [--by input|trade|lang] [--split test] [--temperature 1]

HELD.npz holds ids, classes and either soft (probabilities) or logits. A mention is said to state a trouble when the
classes of trouble have together at least the threshold; its class is the likeliest of them, said when that class alone
has at least the threshold. It counts right if it is among the mention's labels.
"""
import argparse
import collections

import numpy as np

from labels import QUIET, read_labels

THRESHOLDS = (.3, .4, .5, .6, .7)


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def held_out(paths, temperature=1.):
    """All held-out probabilities: a dict from id to a line, and the classes."""
    out, classes = {}, None
    for path in paths:
        saved = np.load(path)
        classes = [str(c) for c in saved["classes"]]
        p = saved["soft"].astype("f4") if "soft" in saved else softmax(saved["logits"] / temperature)
        out.update(zip(map(str, saved["ids"]), p))
    return out, classes


def ratio(a, b):
    return a / b if b else float("nan")


class Judge:
    def __init__(self, rows, p, classes):
        self.rows, self.p, self.classes = rows, p, classes
        self.loud = np.array([c not in QUIET for c in classes])
        self.truth = [set(r["labels"]) for r in rows]
        self.states = np.array([any(x not in QUIET for x in t) for t in self.truth])
        self.sum = p[:, self.loud].sum(1)
        best = np.where(self.loud[None, :], p, -1).argmax(1)
        self.top = p[np.arange(len(p)), best]
        self.right = np.array([classes[b] in t for b, t in zip(best, self.truth)])
        self.best = best

    def trouble(self, threshold, some=slice(None)):
        said, states = (self.sum >= threshold)[some], self.states[some]
        return ratio((said & states).sum(), said.sum()), ratio((said & states).sum(), states.sum())

    def named(self, threshold, some=slice(None)):
        said, states, right = (self.top >= threshold)[some], self.states[some], self.right[some]
        return ratio((said & right).sum(), said.sum()), ratio((said & right & states).sum(), states.sum())

    def quiet(self, label):
        at = self.classes.index(label)
        said, true = self.p.argmax(1) == at, np.array([label in t for t in self.truth])
        p, r = ratio((said & true).sum(), said.sum()), ratio((said & true).sum(), true.sum())
        return p, r, ratio(2 * p * r, p + r)

    def macro_recall(self):
        """Mean over the classes of trouble with 5 mentions or more: the share found, likeliest class, no threshold."""
        out = []
        for at, name in enumerate(self.classes):
            true = np.array([name in t for t in self.truth])
            if self.loud[at] and true.sum() >= 5:
                out.append((self.best[true] == at).mean())
        return float(np.mean(out)) if out else float("nan")


def at_precision(judge, kind, goal, some=slice(None)):
    """The greatest recall at which the precision is at least the goal: threshold, P, R."""
    tries = [(t, *getattr(judge, kind)(t, some)) for t in np.arange(.05, .96, .01)]
    good = [x for x in tries if x[1] >= goal]
    return max(good, key=lambda x: x[2]) if good else max(tries, key=lambda x: x[1] if x[1] == x[1] else 0)


def calibration(judge):
    """Mean gap between what is said and what is so, in ten bands of the trouble probability."""
    band = np.minimum((judge.sum * 10).astype(int), 9)
    return sum(abs(judge.sum[band == b].mean() - judge.states[band == b].mean()) * (band == b).mean()
               for b in range(10) if (band == b).any())


def best_temperature(logits, rows, classes):
    at = {c: i for i, c in enumerate(classes)}
    first = np.array([at[r["labels"][0]] for r in rows])
    loss = lambda t: -np.log(softmax(logits / t)[np.arange(len(first)), first] + 1e-9).mean()
    return min(np.arange(.6, 2.01, .05), key=loss)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("labels")
    ap.add_argument("held", nargs="+")
    ap.add_argument("--by", default="")
    ap.add_argument("--split")
    ap.add_argument("--lang")
    ap.add_argument("--temperature", type=float, default=1.)
    a = ap.parse_args()
    p, classes = held_out(a.held, a.temperature)
    rows = [r for path in a.labels.split(",") for r in read_labels(path) if r["id"] in p]
    rows = [r for r in rows if a.split in (None, r["split"]) and (not a.lang or r["lang"] in a.lang.split(","))]
    judge = Judge(rows, np.array([p[r["id"]] for r in rows]), classes)
    print(f"{len(rows)} mentions, trouble in {judge.states.sum()}; calibration gap {calibration(judge):.3f}; "
          f"macro recall {judge.macro_recall():.3f}")
    print("threshold | trouble P R | class P R")
    for t in THRESHOLDS:
        print("{:.1f} | {:.3f} {:.3f} | {:.3f} {:.3f}".format(t, *judge.trouble(t), *judge.named(t)))
    for kind, goals in (("trouble", (.80, .82, .85, .88, .90)), ("named", (.45, .5, .52, .55, .6, .62))):
        for goal in goals:
            found = at_precision(judge, kind, goal)
            print("{} at P >= {:.2f}: threshold {:.2f} P {:.3f} R {:.3f}".format(kind, goal, *found))
    print("quiet labels, F1: " + ", ".join("{} {:.2f}".format(q, judge.quiet(q)[2]) for q in QUIET))
    if a.by:
        key = {"input": lambda r: r["input"], "lang": lambda r: r["lang"],
               "trade": lambda r: r["trade"]}[a.by]
        groups = collections.defaultdict(list)
        for i, r in enumerate(rows):
            groups[key(r)].append(i)
        print(f"{a.by} | mentions | trouble P R at .5 | class P R at .3 | trouble R at P .88")
        for name, some in sorted(groups.items()):
            some = np.array(some)
            print("{} | {} | {:.2f} {:.2f} | {:.2f} {:.2f} | {:.2f}".format(
                name, len(some), *judge.trouble(.5, some), *judge.named(.3, some),
                at_precision(judge, "trouble", .88, some)[2]))


if __name__ == "__main__":
    main()
