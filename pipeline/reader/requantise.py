#!/usr/bin/env python3
"""Writes the weights file of a saved student anew: another temperature, another rounding, nothing learnt.

  requantise.py STUDENT.pt LABELS[,LABELS] OUT.bin LANG=TABLE ... [--temperature 1]
"""
import argparse

import numpy as np
import torch

import quantise
from labels import class_names, read_labels, targets
from pieces import Table
from student import Student, Vectors, pad

torch.set_num_threads(1)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("student")
    ap.add_argument("labels")
    ap.add_argument("out")
    ap.add_argument("tables", nargs="+")
    ap.add_argument("--temperature", type=float, default=1.)
    a = ap.parse_args()
    vectors = Vectors({x.split("=")[0]: Table(x.split("=")[1]) for x in a.tables})
    saved = torch.load(a.student)
    rows = [row for path in a.labels.split(",") for row in read_labels(path)]
    classes, train = class_names(rows), [row for row in rows if row["split"] == "train"]
    own = np.flatnonzero(saved["slot"].numpy()) if "slot" in saved else None
    student = Student(vectors, len(classes), saved["down.weight"].shape[0], saved["conv.0.weight"].shape[0], own)
    student.load_state_dict(saved)
    some = np.random.default_rng(0).permutation(len(train))[:4000]
    sample = pad([vectors.ids(train[i]["text"], train[i]["lang"]) for i in some])
    p = quantise.integers(student, vectors, sample, a.temperature)
    quantise.write(a.out, p, vectors, classes, targets(train, classes).mean(0))


if __name__ == "__main__":
    main()
