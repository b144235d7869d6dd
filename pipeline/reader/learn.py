#!/usr/bin/env python3
"""Learns a student from labels and from what the teacher read, and writes the weights file or held-out probabilities.

  learn.py --labels FILE[,FILE] --tables LANG=TABLE ... [--pool TEXTS.tsv=SOFT.npz ...] [--fold K]
           [--out reader.bin] [--held HELD.npz] [--dims 64] [--filters 128] [--own 0] [--epochs 4] [--swap .3]

--fold K leaves out the labels of fold K's inputs; --held writes logits for the mentions left out. Pool and soft labels
come from pool.py and teacher.py.
"""
import argparse
import sys
import time

import numpy as np
import torch

import quantise
from labels import class_names, fold_of, read_labels, targets
from pieces import Table
from student import Student, Vectors, learn, pad
from swap import Swap

torch.set_num_threads(1)


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--labels", required=True)
    ap.add_argument("--tables", nargs="+", required=True)
    ap.add_argument("--pool", nargs="*", default=[])
    ap.add_argument("--fold", type=int)
    ap.add_argument("--out")
    ap.add_argument("--held")
    ap.add_argument("--save")
    ap.add_argument("--dims", type=int, default=64)
    ap.add_argument("--filters", type=int, default=128)
    ap.add_argument("--own", type=int, default=0)
    ap.add_argument("--own-drop", type=float, default=.3)
    ap.add_argument("--epochs", type=float, default=4)
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--noise", type=float, default=.15)
    ap.add_argument("--drop", type=float, default=.2)
    ap.add_argument("--swap", type=float, default=.3)
    ap.add_argument("--near", default="near.npz")
    ap.add_argument("--weight", type=float, default=2.)
    ap.add_argument("--weight-other", type=float, default=2.)
    ap.add_argument("--limit", type=int, default=0)
    ap.add_argument("--temperature", type=float, default=1.)
    return ap.parse_args()


def read_pool(pairs, vectors, limit, known):
    """Ids, soft labels and classes of the pools' mentions that a teacher has read; pairs: texts=soft labels."""
    ids, soft, classes = [], [], None
    for pair in pairs:
        texts, answers = pair.split("=")
        lines = [line.rstrip("\n").split("\t") for line in open(texts, encoding="utf-8")]
        saved = np.load(answers)
        classes = [str(c) for c in saved["classes"]]
        keep = [n for n, i in enumerate(saved["at"]) if lines[i][1] not in known][:limit or None]
        ids.append(pad([vectors.ids(lines[i][1], lines[i][0]) for i in saved["at"][keep]]))
        soft.append(saved["soft"][keep])
    return np.concatenate(ids), np.concatenate(soft), classes


def commonest_rows(ids, vectors, count):
    """The pieces seen most often in the mentions, but not seldom ones: those that get a learnt part."""
    seen = np.bincount(ids.ravel(), minlength=len(vectors.rows))
    seen[:2] = 0
    rows = np.argsort(-seen, kind="stable")[:count]
    return np.sort(rows[seen[rows] >= 5])


def main():
    a = arguments()
    start = time.time()
    vectors = Vectors({x.split("=")[0]: Table(x.split("=")[1]) for x in a.tables})
    rows = [row for path in a.labels.split(",") for row in read_labels(path) if row["lang"] in vectors.tables]
    classes = class_names(rows)
    left_out = [row["split"] == "test" or (a.fold is not None and fold_of(row["input"]) == a.fold) for row in rows]
    train = [row for row, out in zip(rows, left_out) if not out]
    held = [row for row, out in zip(rows, left_out) if out]
    hard = targets(train, classes)
    prior = hard.mean(0)
    ids = pad([vectors.ids(row["text"], row["lang"]) for row in train])
    weights = np.array([a.weight if row["lang"] == "en" else a.weight_other for row in train], "f4")
    soft = np.zeros((0, len(classes)), "f2")
    if a.pool:
        pool_ids, soft, names = read_pool(a.pool, vectors, a.limit, {" ".join(row["text"].split()) for row in rows})
        assert names == classes
        ids = np.concatenate([ids, pool_ids])
        weights = np.concatenate([weights, np.ones(len(pool_ids), "f4")])
    first = len(hard)

    def soft_labels(part):
        out = np.empty((len(part), len(classes)), "f4")
        labelled = part < first
        out[labelled], out[~labelled] = hard[part[labelled]], soft[part[~labelled] - first]
        return out

    print(f"{len(train)} labelled, {len(soft)} read by a teacher, {len(held)} held out; {time.time() - start:.0f} s",
          flush=True)
    torch.manual_seed(0)
    own_rows = commonest_rows(ids, vectors, a.own) if a.own else None
    student = Student(vectors, len(classes), a.dims, a.filters, own_rows)
    student.noise, student.drop, student.own_drop = a.noise, a.drop, a.own_drop
    swap = Swap(vectors, a.swap, a.near) if a.swap else None
    learn(student, ids, soft_labels, weights, epochs=int(a.epochs), rate=a.rate, swap=swap)
    print(f"learnt after {time.time() - start:.0f} s", flush=True)
    if a.save:
        torch.save(student.state_dict(), a.save)
    if a.held:
        logits = student.logits(pad([vectors.ids(row["text"], row["lang"]) for row in held]))
        np.savez(a.held, ids=np.array([row["id"] for row in held]), classes=np.array(classes), logits=logits)
    if a.out:
        sample = ids[np.random.default_rng(0).permutation(len(ids))[:4000]]
        quantise.write(a.out, quantise.integers(student, vectors, sample, a.temperature), vectors, classes, prior)


if __name__ == "__main__":
    main()
