#!/usr/bin/env python3
"""rank_reference.py - numbers that stage rank is held to, by other implementations: scipy, statsmodels, numpy, fractions.

Writes tests/reference/rank.tsv (committed): 50 generated tables of each kind, a line each: kind, inputs, "=", expected values. tests/unit/test_rank_reference.c
reads it; tolerance 1e-9 relative (bootstrap: within its own simulation error). Run again only when a method changes: needs numpy, scipy, statsmodels."""
import sys
from fractions import Fraction
import numpy as np
from scipy import stats, special
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(20250301)
out = open(sys.argv[1] if len(sys.argv) > 1 else "tests/reference/rank.tsv", "w")


def line(kind, inputs, expected):
    out.write("\t".join([kind] + [repr(float(x)) if not isinstance(x, str) else x for x in inputs] + ["="] + [repr(float(x)) for x in expected]) + "\n")


def rate_interval(x, level, spread):
    s = max(spread, 1)
    x = x / s
    a = (1 - level) / 2
    return (stats.gamma.ppf(a, x) * s if x > 0 else 0.0), stats.gamma.ppf(1 - a, x + 1) * s


def share_interval(k, n, level):
    a = (1 - level) / 2
    return (stats.beta.ppf(a, k, n - k + 1) if k > 0 else 0.0), (stats.beta.isf(a, k + 1, n - k) if k < n else 1.0)


def rate_ratio(x, t, y, u, level, spread):
    s = max(spread, 1)
    ratio = (x / t) / (y / u)
    x, y = x / s, y / s
    low, high = share_interval(x, x + y, level)
    q = t / (t + u)
    upper = special.betainc(x, y + 1, q) if x > 0 else 1.0
    lower = special.betaincc(x + 1, y, q) if y > 0 else 1.0
    return ratio, low / (1 - low) * u / t, high / (1 - high) * u / t, min(1, 2 * min(upper, lower))


for i in range(50):  # intervals of counts and shares
    x = float(rng.integers(0, 10 ** int(rng.integers(1, 7))))
    level, spread = float(rng.choice([.9, .95, .99])), float(rng.choice([1, 1, 1.7, 3.2]))
    line("rate_interval", [x, level, spread], rate_interval(x, level, spread))
    n = float(rng.integers(1, 10 ** int(rng.integers(1, 7))))
    k = float(rng.integers(0, n + 1))
    if i < 2:
        k = [0.0, n][i]
    line("share_interval", [k, n, level], share_interval(k, n, level))

for i in range(50):  # ratios of two rates; with spread 1, p is checked against the binomial test's own tails
    t, u = float(rng.integers(1, 50000)), float(rng.integers(1, 50000))
    base = float(rng.uniform(.001, .3))
    x, y = float(rng.poisson(base * t * rng.uniform(.3, 3))) + 1, float(rng.poisson(base * u)) + 1
    spread = float(rng.choice([1, 1, 1.4, 2.5]))
    got = rate_ratio(x, t, y, u, .95, spread)
    if spread == 1:
        p = min(1, 2 * min(stats.binom.sf(x - 1, x + y, t / (t + u)), stats.binom.cdf(x, x + y, t / (t + u))))
        assert abs(p - got[3]) <= 1e-9 * max(p, 1e-300) or abs(p - got[3]) < 1e-15, (p, got)
    line("rate_ratio", [x, t, y, u, .95, spread], got)

for i in range(50):  # Benjamini & Hochberg
    n = int(rng.integers(1, 60))
    p = np.where(rng.random(n) < .3, rng.random(n) ** 6, rng.random(n))
    if i % 5 == 0:
        p = np.round(p, 1)  # ties
    line("false_discovery", list(p), multipletests(p, method="fdr_bh")[1])

for i in range(50):  # change point: brute force over splits with scipy's Poisson likelihood
    n = int(rng.integers(10, 90))
    e = rng.uniform(5, 50, n)
    at = int(rng.integers(3, n - 3))
    rate = np.where(np.arange(n) < at, .2, .2 * rng.uniform(.3, 3))
    y = rng.poisson(rate * e)
    y[0] += 1
    spread = float(rng.choice([1, 1.5]))
    best = None
    for k in range(1, n):
        a, b, c = y[:k].sum() / e[:k].sum(), y[k:].sum() / e[k:].sum(), y.sum() / e.sum()
        gain = sum(stats.poisson.logpmf(y[:k], a * e[:k])) + sum(stats.poisson.logpmf(y[k:], b * e[k:])) - sum(stats.poisson.logpmf(y, c * e))
        if best is None or gain / spread > best[3] + 1e-12:
            best = (k, a, b, gain / spread)
    line("change_point", [spread, n, *y, *e], best)

for i in range(50):  # movement of a mean: exact rational arithmetic
    n = int(rng.integers(2, 25))
    cells = [[(int(rng.integers(0, 400)), int(rng.integers(-100, 100))) for _ in range(n)] for _ in range(2)]
    for side in cells:
        side[0] = (side[0][0] + 1, side[0][1])
    U = [sum(u for u, _ in side) for side in cells]
    P = [sum(u * s for u, s in side) for side in cells]
    score = [Fraction(P[j], U[j]) for j in (0, 1)]
    parts = []
    for t in range(n):
        (u0, s0), (u1, s1) = cells[0][t], cells[1][t]
        s0, s1 = (s1 if u0 == 0 else s0), (s0 if u1 == 0 else s1)
        w0, w1 = Fraction(u0, U[0]), Fraction(u1, U[1])
        if u0 == 0 and u1 == 0:
            s0 = s1 = 0
        parts += [(w1 - w0) * (Fraction(s0 + s1, 2) - (score[0] + score[1]) / 2), Fraction(s1 - s0) * (w0 + w1) / 2]
    assert sum(parts) == score[1] - score[0]
    flat = [v for side in cells for u, s in side for v in (u, u * s)]
    line("score_shift", [n, *flat], [score[1] - score[0], *parts])

for i in range(50):  # upper tails of counts
    mean, spread = float(10 ** rng.uniform(-1, 4)), float(rng.choice([1, 1.05, 1.6, 4]))
    sd = np.sqrt(mean * spread)
    x = float(max(1, round(mean + rng.uniform(-1, 6) * sd)))
    if spread == 1:
        want = stats.poisson.sf(x - 1, mean)
    else:
        want = stats.nbinom.sf(x - 1, mean / (spread - 1), 1 / spread)
    line("count_upper", [x, mean, spread], [want])

for i in range(50):  # log-odds with an informative prior
    a, n, c, m = (float(v) for v in (rng.integers(0, 300), rng.integers(300, 3000), rng.integers(1, 3000), rng.integers(3000, 30000)))
    prior = 20.0
    r = (a + c) / (n + m)
    y = np.array([a + prior * r, n - a + prior * (1 - r), c + prior * r, m - c + prior * (1 - r)])
    delta = np.log(y[0]) - np.log(y[1]) - np.log(y[2]) + np.log(y[3])
    line("log_odds", [a, n, c, m, prior], [np.exp(delta), delta / np.sqrt((1 / y).sum())])

for i in range(50):  # bootstrap: contacts by the set of their themes (a letter a contact, bit t: theme t); numpy's multinomial bootstrap, 10,000 times
    n, themes = int(rng.integers(150, 500)), 5
    p = np.sort(rng.uniform(.02, .5, themes))[::-1]
    mask = ((rng.random((n, themes)) < p) * (1 << np.arange(themes))).sum(1)
    counts = np.bincount(mask, minlength=32)
    draws = rng.multinomial(n, counts / n, size=10000)
    order = sorted(range(themes), key=lambda t: (-sum(counts[s] for s in range(32) if s >> t & 1), t))
    expected = []
    for k in (1, 3):
        covered = np.array([any(s >> t & 1 for t in order[:k]) for s in range(32)])
        shares = draws[:, covered].sum(1) / n
        expected += [np.quantile(shares, .025), np.quantile(shares, .975), shares.std()]
    line("bootstrap", ["".join(chr(ord("A") + m if m < 26 else ord("a") + m - 26) for m in mask)], expected)
out.close()
