#!/usr/bin/env python3
"""How far the integers are from the floats: greatest and mean difference of a probability over labelled mentions.

  check_integer.py STUDENT.pt reader.bin LABELS LANG=TABLE ... [--every 20] [--temperature 1]
"""
import argparse

import numpy as np
import torch

from figures import softmax
from labels import read_labels
from pieces import Table
from read_integer import Reader
from student import Student, Vectors, pad

torch.set_num_threads(1)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("student")
    ap.add_argument("weights")
    ap.add_argument("labels")
    ap.add_argument("tables", nargs="+")
    ap.add_argument("--every", type=int, default=20)
    ap.add_argument("--temperature", type=float, default=1.)
    a = ap.parse_args()
    tables = {x.split("=")[0]: Table(x.split("=")[1]) for x in a.tables}
    vectors, saved = Vectors(tables), torch.load(a.student)
    reader = Reader(a.weights, tables)
    own = np.flatnonzero(saved["slot"].numpy()) if "slot" in saved else None
    student = Student(vectors, reader.classes, reader.dims, reader.filters, own)
    student.load_state_dict(saved)
    rows = [row for path in a.labels.split(",") for row in read_labels(path)][::a.every]
    float_p = softmax(student.logits(pad([vectors.ids(r["text"], r["lang"]) for r in rows])) / a.temperature)
    gap = [np.abs(reader.read(r["text"], r["lang"])[2] / 65536 - p) for r, p in zip(rows, float_p)]
    same = [reader.read(r["text"], r["lang"])[2].argmax() == p.argmax() for r, p in zip(rows, float_p)]
    print(f"{len(rows)} mentions: greatest difference {np.max(gap):.5f}, mean of the greatest of each mention "
          f"{np.mean([g.max() for g in gap]):.5f}, same first class {np.mean(same):.4f}")


if __name__ == "__main__":
    main()
