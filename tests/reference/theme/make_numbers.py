#!/usr/bin/env python3
"""Makes the numbers beside it with other implementations: numpy, scipy, scikit-learn, snowballstemmer and the reference program of the theme engine.

  make_numbers.py REFERENCE.py TABLE.tbl        run in this folder; REFERENCE.py is ../shared/reference/themes_reference.py, TABLE.tbl lexicons/en/pieces.tbl

The texts are invented here (corpus.tsv); every other input comes from a counter-based generator that the C tests repeat (`noise`). Outputs, all small:
corpus.tsv features.tsv singular.tsv knn.tsv edges.tsv louvain.tsv linkage.tsv outsiders.tsv assignment.tsv themes.tsv. pieces.tsv came with the table.
"""
import importlib.util
import math
import os
import sys
from collections import Counter

import numpy as np
import scipy.sparse as sp
import snowballstemmer
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.optimize import linear_sum_assignment

spec = importlib.util.spec_from_file_location("themes_reference", sys.argv[1])
ref = importlib.util.module_from_spec(spec)
spec.loader.exec_module(ref)
HERE = os.path.dirname(os.path.abspath(__file__))
ref.STOP = {cells[0].strip() for cells in (line.rstrip("\n").split("\t") for line in open(os.path.join(HERE, "../../../lexicons/en/stop.tsv"), encoding="utf-8"))
            if cells[0].strip() and not cells[0].startswith("#") and (len(cells) == 1 or "stop" in cells[1])}


def noise(count, seed):
    """Whole numbers in [0, 65536): the top 16 bits of a 64-bit linear congruential generator."""
    x, out = seed, []
    for _ in range(count):
        x = (x * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        out.append(x >> 48)
    return out


TOPICS = {
    "lock": ["the bike lock will not open with the app", "my lock stays closed after I scan the code", "scanning the code does not release the lock",
             "the lock jammed and the ride never started", "could not unlock the bicycle near the {p}", "lock opens only after the {n} attempt"],
    "refund": ["I was charged twice for one ride", "please refund the second payment of {m} euros", "still waiting for my refund after {n} weeks",
               "the refund for the failed trip never reached my account", "double charge on my card for the trip to the {p}", "money taken but no ride, refund please"],
    "brake": ["the front brake does not grip", "brakes squeal and barely stop the bike", "worn brake pads on bike number {m}", "the brake lever is loose and dangerous",
              "brake cable snapped near the {p}", "rear brake rubs against the wheel"],
    "map": ["the map shows bikes that are not there", "the map places me {n} streets away", "stations are missing on the map around the {p}",
            "map does not load on my old phone", "the location pin jumps around while I walk", "gps position is wrong near the {p}"],
    "helmet": ["I would love helmets at the stations", "please offer helmets for rent", "a helmet for children would be great", "no helmet in the box at the {p}",
               "rented helmet was dirty and too small", "helmet strap is broken"],
    "price": ["the price per minute went up again", "too expensive for a trip to the {p}", "monthly plan costs more than the bus", "prices rose by {m} percent without notice",
              "a cheaper student price would help", "the day pass is overpriced"],
    "staff": ["the support agent on the phone was very kind", "friendly staff helped me at the {p}", "the support team answered within {n} minutes", "great help from the support chat",
              "rude answer from support about my complaint", "nobody answers the support phone"],
    "seat": ["the saddle is too hard for long trips", "seat post slips down while riding", "saddle was wet and torn", "cannot adjust the height of the seat",
             "seat clamp is stuck on bike {m}", "the saddle turns sideways"],
}
PLACES, NUMBERS = ["station", "museum", "harbour", "market", "library", "old bridge", "park"], ["second", "third", "two", "five", "ten"]


def corpus():
    rows, draw = [], iter(noise(5000, 7))
    for r in range(7):
        for topic, lines in TOPICS.items():
            for line in lines:
                text = line.format(p=PLACES[next(draw) % 7], n=NUMBERS[next(draw) % 5], m=10 + next(draw) % 80)
                rows.append((topic, text + ("" if r == 0 else [" today", " again", " this morning", " yesterday", " twice", " last week"][r - 1])))
    return rows


def write(name, rows):
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as f:
        for row in rows:
            f.write("\t".join(str(c) for c in row) + "\n")


def features(texts):
    stem, counts, df = snowballstemmer.stemmer("english").stemWord, [], Counter()
    for t in texts:
        stems = [stem(w) for w in ref.words(t) if w not in ref.STOP]
        c = Counter(s for s in stems if len(s) > 1)
        c.update(a + " " + b for a, b in zip(stems, stems[1:]))
        counts.append(c)
        df.update(c.keys())
    n, rows = len(texts), []
    kept = {t: j for j, t in enumerate(sorted(t for t, f in df.items() if f >= (3 if " " in t else 2) and f <= .3 * n))}
    idf = {t: math.log(1 + (n - df[t] + .5) / (df[t] + .5)) for t in kept}
    write("features.tsv", [(t, df[t], f"{idf[t]:.6f}", f"{math.log(df[t] / n):.6f}") for t in kept])
    X = sp.lil_matrix((n, len(kept)))
    for i, c in enumerate(counts):
        for t, f in c.items():
            if t in kept:
                X[i, kept[t]] = (1 + math.log(f)) * idf[t]
    X = X.toarray()
    X /= np.maximum(np.linalg.norm(X, axis=1, keepdims=True), 1e-12)
    write("singular.tsv", [(f"{s:.6f}",) for s in np.linalg.svd(X, compute_uv=False)[:40]])


def vectors(n, dim, seed):
    """int16 rows of unit length 32767, of noise around 6 centres (row i: centre i mod 6)."""
    v = np.array(noise(n * dim, seed), float).reshape(n, dim) - 32768
    c = np.array(noise(6 * dim, seed + 1), float).reshape(6, dim) - 32768
    v = v * .7 + c[np.arange(n) % 6]
    v = v / np.linalg.norm(v, axis=1, keepdims=True) * 32767
    return np.where(v < 0, np.trunc(v - .5), np.trunc(v + .5)).astype(np.int64)


def main():
    rows = corpus()
    write("corpus.tsv", rows)
    texts = [t for _, t in rows]
    features(texts)
    V = vectors(300, 64, 11)
    S = V @ V.T
    near = []
    for i in range(300):
        others = [j for j in range(300) if j != i]
        near.append(sorted(others, key=lambda j: (-S[i, j], j))[:10])
    write("knn.tsv", [(i, *["%d:%d" % (j, S[i, j]) for j in row]) for i, row in enumerate(near)])
    links = ref.graph(np.array(near), np.array([[S[i, j] / 32767 ** 2 for j in row] for i, row in enumerate(near)], "float64"))
    write("edges.tsv", [(i, j, f"{w:.17g}") for i, row in enumerate(links) for j, w in row if j > i])
    rows = []
    for resolution in (1.0, 2.0, 5.0):
        member = ref.louvain(links, resolution)
        degree = np.array([sum(w for _, w in row) for row in links])
        m2 = degree.sum()
        q = sum(w for i, row in enumerate(links) for j, w in row if member[i] == member[j]) / m2
        q -= resolution * sum((degree[member == c].sum() / m2) ** 2 for c in set(member.tolist()))
        rows.append((resolution, f"{q:.9f}", *member.tolist()))
    write("louvain.tsv", rows)
    U = V[:60] / 32767.0
    D = 1 - U @ U.T
    tree = linkage(D[np.triu_indices(60, 1)], "average")
    out = []
    for threshold in (.2, .5, .8):
        out.append((threshold, *fcluster(tree, 1 - threshold, "distance").tolist()))
    write("linkage.tsv", out)
    near5, familiar, around = (np.array(noise(200, s), float) / 65536 for s in (21, 22, 23))
    near5[:8] *= .2
    familiar = -9 * familiar
    familiar[5:25] -= 14
    around[5:25] -= 3
    near5[5:25] *= .5
    z = (ref.robust_z(near5) + ref.robust_z(familiar) + ref.robust_z(around)) / 3
    flags = (near5 < ref.STRAY * np.median(near5)) | (z < ref.FOREIGN)
    write("outsiders.tsv", [(f"{a:.9f}", f"{b:.9f}", f"{c:.9f}", f"{zz:.6f}", int(o)) for a, b, c, zz, o in zip(near5, familiar, around, z, flags)])
    rows = []
    for rows_n, columns_n in ((1, 1), (3, 5), (6, 4), (20, 20), (40, 33)):
        value = np.array(noise(rows_n * columns_n, 100 + rows_n), float).reshape(rows_n, columns_n) / 65536
        a, b = linear_sum_assignment(value, maximize=True)
        rows.append((rows_n, columns_n, f"{value[a, b].sum():.9f}"))
    write("assignment.tsv", rows)
    themes = sorted((c, t) for c, _, _, t, _, _ in ref.learn(texts, *ref.read_table(sys.argv[2])))
    write("themes.tsv", themes)


if __name__ == "__main__":
    main()
