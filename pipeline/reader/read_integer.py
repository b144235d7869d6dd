#!/usr/bin/env python3
"""The reader in integers alone: the reference for the C code. FORMAT.md is the specification, this is its referee.

  read_integer.py WEIGHTS LANG=TABLE ... < "lang<TAB>text" lines > lines of tests/reference/reader.tsv
"""
import struct
import sys

import numpy as np

from pieces import LONGEST, Table

MAGIC = b"GRPRDR1\0"
TAP_LIMIT, BIAS_LIMIT = 7168, 4095
LOGIT_UNIT, EXPONENTS = 256, 4096


def multipliers(scales, unit):
    """round(scale * unit) in integers, from the bits of the float32 scales."""
    out = []
    for bits in np.asarray(scales, "<f4").view("<u4").tolist():
        exponent, fraction = bits >> 23 & 255, bits & 0x7FFFFF
        shift = 150 - exponent
        product = (fraction | 0x800000) * unit
        out.append(0 if exponent == 0 or shift > 62 else product + (1 << shift - 1) >> shift)
    return np.array(out, "i8")


class Reader:
    def __init__(self, path, tables):
        raw = open(path, "rb").read()
        assert raw[:8] == MAGIC
        (size, self.dims, self.filters, self.widths, self.classes, languages, columns, self.down_shift, self.own_shift,
         self.tap_shift, self.out_shift, exponents, own_count, names_bytes) = struct.unpack("<14I", raw[8:64])
        assert size == len(raw) and columns == 256
        taps = self.widths * (self.widths + 1) // 2
        at = 64
        self.languages = []
        for i in range(languages):
            code, *numbers = struct.unpack("<8s6I", raw[at + 32 * i:at + 32 * i + 32])
            self.languages.append((code.rstrip(b"\0").decode(), *numbers))
        at += -(-32 * languages // 64) * 64

        def take(kind, *shape):
            nonlocal at
            count = int(np.prod(shape))
            out = np.frombuffer(raw, kind, count, at).reshape(shape)
            at += -(-out.nbytes // 64) * 64
            return out.astype("i8")

        self.down = take("<i2", self.dims, 256)
        self.unknown = take("<i2", self.dims)
        self.offset = take("<i2", languages, self.dims)
        self.taps = take("<i2", taps, self.filters, self.dims)
        self.tap_bias = take("<i2", self.widths, self.filters)
        self.out = take("<i2", self.classes, self.widths * self.filters)
        self.out_bias = take("<i4", languages, self.classes)
        self.prior = take("<u4", self.classes)
        self.exponential = take("<u4", exponents)
        self.trouble = take("u1", self.classes)
        own_rows, own = take("<u2", own_count), take("i1", own_count, self.dims)
        names = bytes(take("u1", names_bytes).astype("u1"))
        self.names = [name.decode() for name in names.split(b"\0")[:self.classes]]
        self.tables, self.scales, self.own = {}, {}, {}
        for number, (lang, rows, table_names, unit, count, first, _) in enumerate(self.languages):
            if lang in tables:
                table = tables[lang]
                assert (table.rows, table.names_bytes) == (rows, table_names), f"another table for {lang}"
                self.tables[lang] = (number, table)
                self.scales[lang] = multipliers(table.scales, unit)
                self.own[lang] = dict(zip(own_rows[first:first + count].tolist(), own[first:first + count]))
        self.shares = {}

    def taps_of(self, lang, row):
        """What a piece adds to each tap of each filter (taps, filters); row -1 is the unknown piece."""
        key = (lang, row)
        if key not in self.shares:
            number, table = self.tables[lang]
            h = self.unknown
            if row >= 0:
                dot = self.down @ table.values[row].astype("i8")
                h = dot * self.scales[lang][row] + (1 << self.down_shift - 1) >> self.down_shift
                h = h + self.offset[number]
                if row in self.own[lang]:
                    h = h + (self.own[lang][row] << self.own_shift)
                h = np.clip(h, -32767, 32767)
            share = self.taps @ h + (1 << self.tap_shift - 1) >> self.tap_shift
            self.shares[key] = np.clip(share, -TAP_LIMIT, TAP_LIMIT)
        return self.shares[key]

    def maxima(self, lang, rows):
        n = len(rows)
        t = [self.taps_of(lang, row) for row in rows]
        out, tap = [], 0
        for w in range(1, self.widths + 1):
            best = np.zeros(self.filters, "i8")
            for start in range(-(w // 2), n + w // 2 - w + 1):
                v = self.tap_bias[w - 1].copy()
                for j in range(w):
                    if 0 <= start + j < n:
                        v += t[start + j][tap + j]
                best = np.maximum(best, v)
            out.append(best)
            tap += w
        return np.concatenate(out)

    def logits(self, lang, rows):
        number = self.tables[lang][0]
        total = self.out @ self.maxima(lang, rows) + self.out_bias[number]
        return total + (1 << self.out_shift - 1) >> self.out_shift

    def probabilities(self, logits):
        """In units of 1 / 65536."""
        below = int(logits.max()) - logits
        e = np.where(below < len(self.exponential), self.exponential[np.minimum(below, len(self.exponential) - 1)], 0)
        total = int(e.sum())
        return (e * 65536 + total // 2) // total

    def read(self, text, lang):
        rows = self.tables[lang][1].text(text, lang)
        logits = self.logits(lang, rows)
        return rows, logits, self.probabilities(logits)


def line_of(reader, lang, text):
    rows, logits, shares = reader.read(text, lang)
    names = reader.tables[lang][1].names
    order = sorted(range(len(shares)), key=lambda c: (-shares[c], c))[:3]
    return "\t".join([lang, text, "|".join("?" if r < 0 else names[r] for r in rows), " ".join(map(str, logits)),
                      " ".join(f"{reader.names[c]}:{shares[c]}" for c in order)])


def main():
    tables = {x.split("=")[0]: Table(x.split("=")[1]) for x in sys.argv[2:]}
    reader = Reader(sys.argv[1], tables)
    print("lang\ttext\tpieces\tlogits (1/256) of " + " ".join(reader.names) + "\tthe three most likely (1/65536)")
    for line in sys.stdin:
        lang, text = line.rstrip("\n").split("\t", 1)
        print(line_of(reader, lang, text))


if __name__ == "__main__":
    main()
