#!/usr/bin/env python3
"""Joins the held-out answers of the folds into one file, for rules that are tuned on them, and finds the temperature.

  oof.py LABELS[,LABELS] OUT.npz HELD.npz ...     OUT.npz: ids, classes, probs (calibrated), temperature
"""
import sys

import numpy as np

from figures import best_temperature, softmax
from labels import read_labels


def main():
    rows = {r["id"]: r for path in sys.argv[1].split(",") for r in read_labels(path)}
    ids, logits = [], {}
    for path in sys.argv[3:]:
        saved = np.load(path)
        classes = [str(c) for c in saved["classes"]]
        logits.update(zip(map(str, saved["ids"]), saved["logits"]))
    ids = sorted(logits)
    logits = np.array([logits[i] for i in ids])
    temperature = best_temperature(logits, [rows[i] for i in ids], classes)
    np.savez(sys.argv[2], ids=np.array(ids), classes=np.array(classes), probs=softmax(logits / temperature),
             temperature=temperature)
    print(f"{len(ids)} mentions, temperature {temperature:.2f}")


if __name__ == "__main__":
    main()
