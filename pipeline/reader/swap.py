"""Trades the pieces of some mentions for their nearest neighbours in another language's table, while learning.

The tables share one space, so an English mention whose pieces are traded one by one reads, to the student, roughly
like its translation: what it learns from English then holds for the others, too.
"""
import numpy as np

from pieces import UNKNOWN

NEIGHBOURS = 3
LIKE_ENOUGH = .5                                                # cosine below which a piece stays as it is


class Swap:
    def __init__(self, vectors, share):
        self.share, self.first = share, vectors.first
        english = vectors.tables["en"].rows
        self.start = vectors.first["en"]
        self.end = self.start + english
        unit = vectors.rows / np.maximum(np.linalg.norm(vectors.rows, axis=1, keepdims=True), 1e-9)
        mine = unit[self.start:self.end]
        self.near = []
        for lang, table in vectors.tables.items():
            if lang == "en":
                continue
            first = vectors.first[lang]
            near = np.empty((english, NEIGHBOURS), "i4")
            for i in range(0, english, 2048):
                like = mine[i:i + 2048] @ unit[first:first + table.rows].T
                best = np.argpartition(-like, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
                good = np.take_along_axis(like, best, 1) >= LIKE_ENOUGH
                stay = np.arange(i, min(i + 2048, english))[:, None] + self.start
                near[i:i + 2048] = np.where(good, best + first, stay)
            self.near.append(near)
        self.near = np.array(self.near)                          # languages, English pieces, neighbours

    def __call__(self, x, rng):
        if not len(self.near):
            return x
        whole = rng.random(len(x)) < self.share
        english = (x >= self.start) & (x < self.end) & whole[:, None]
        lang = rng.integers(len(self.near), size=(len(x), 1))
        which = rng.integers(NEIGHBOURS, size=x.shape)
        piece = np.where(english, x - self.start, 0)
        return np.where(english, self.near[lang, piece, which], x)
