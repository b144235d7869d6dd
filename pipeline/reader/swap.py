"""Trades the pieces of some mentions for their nearest neighbours in another language's table, while learning.

The tables share one space, so an English mention whose pieces are traded one by one reads, to the student, roughly
like its translation: what it learns from English then holds for the others, too.
"""
import os

import numpy as np
import torch

NEIGHBOURS = 3
LIKE_ENOUGH = .5                                                # cosine below which a piece stays as it is


def neighbours(vectors, cache):
    """For each other language and English piece its likest pieces there, as rows of the stack; kept in a file."""
    if os.path.exists(cache):
        return np.load(cache)["near"]
    english = vectors.tables["en"].rows
    start = vectors.first["en"]
    unit = vectors.rows / np.maximum(np.linalg.norm(vectors.rows, axis=1, keepdims=True), 1e-9)
    unit = torch.tensor(unit)
    out = []
    for lang, table in vectors.tables.items():
        if lang == "en":
            continue
        first = vectors.first[lang]
        near = np.empty((english, NEIGHBOURS), "i4")
        for i in range(0, english, 2048):
            like = unit[start + i:min(start + i + 2048, start + english)] @ unit[first:first + table.rows].T
            value, best = torch.topk(like, NEIGHBOURS, 1)
            stay = np.arange(i, min(i + 2048, english))[:, None] + start
            near[i:i + 2048] = np.where(value.numpy() >= LIKE_ENOUGH, best.numpy() + first, stay)
        out.append(near)
    np.savez(cache, near=np.array(out))
    return np.array(out)


class Swap:
    def __init__(self, vectors, share, cache):
        self.share, self.start = share, vectors.first["en"]
        self.end = self.start + vectors.tables["en"].rows
        self.near = neighbours(vectors, cache)                   # languages, English pieces, neighbours

    def __call__(self, x, rng):
        whole = rng.random(len(x)) < self.share
        english = (x >= self.start) & (x < self.end) & whole[:, None]
        lang = rng.integers(len(self.near), size=(len(x), 1))
        which = rng.integers(NEIGHBOURS, size=x.shape)
        piece = np.where(english, x - self.start, 0)
        return np.where(english, self.near[lang, piece, which], x)
