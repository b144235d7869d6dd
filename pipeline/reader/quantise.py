"""From the student's floats to the integers of the weights file, and the file itself (FORMAT.md says what is where)."""
import struct

import numpy as np
import torch

from labels import QUIET
from read_integer import BIAS_LIMIT, EXPONENTS, LOGIT_UNIT, MAGIC, TAP_LIMIT

UNIT_BITS = 20                               # a row of the median norm has a multiplier of 2^20 to 2^21, over its norm
OWN_WITHIN = .99999                           # share of the learnt part's values that are not cut off


def maxima_of(student, ids):
    with torch.inference_mode():
        student.eval()
        return np.concatenate([student.maxima(torch.from_numpy(ids[i:i + 256].astype("i8"))).numpy()
                               for i in range(0, len(ids), 256)]).astype("f8")


def rounded_together(weights, z):
    """Whole numbers near the weights: what rounding one does to the sums is taken back by those not yet rounded."""
    gram = z.T @ z / len(z)
    gram += np.eye(len(gram)) * (.01 * np.trace(gram) / len(gram))
    upper = np.linalg.cholesky(np.linalg.inv(gram)).T
    left, out = weights.copy(), np.zeros(weights.shape, "i4")
    for i in range(weights.shape[1]):
        out[:, i] = np.round(left[:, i])
        error = (left[:, i] - out[:, i]) / upper[i, i]
        left[:, i:] -= error[:, None] * upper[i, i:][None, :]
    return out


def integers(student, vectors, sample, temperature=1., bias_of_language=None):
    """The student's parts as integer arrays with their shifts, in a dict; sample: padded ids of some mentions."""
    get = lambda t: t.detach().numpy().astype("f8")
    down, unknown, offset = get(student.down.weight), get(student.unknown), get(student.offset.weight)
    tables = list(vectors.tables.values())
    a = int(np.floor(np.log2(32767 / np.abs(down).max())))
    plain = vectors.rows.astype("f8") @ down.T + offset[vectors.language_of_row]
    if student.own is not None:
        plain[student.own_rows] += get(student.own.weight)[1:]
    plain[:2] = 0
    highest = max(np.abs(plain).max(), np.abs(unknown).max())
    weights = [get(c.weight).transpose(2, 0, 1) for c in student.conv]          # width, filters, dims
    biases = [get(c.bias) for c in student.conv]
    p = {"own_shift": 0, "own": np.zeros((0, down.shape[0]), "i4"), "own_rows": np.zeros(0, "i4")}
    unit = 32767 / highest                                       # of h: its integers are h * unit
    if student.own is not None:
        own = get(student.own.weight)[1:]
        most = np.quantile(np.abs(own), OWN_WITHIN)
        p["own_shift"] = int(np.floor(np.log2(unit * most / 127)))
        unit = 127 * 2 ** p["own_shift"] / most
        parts = np.split(np.linalg.norm(get(student.out.weight), axis=0), len(weights))
        heard = np.concatenate([w * x[None, :, None] for w, x in zip(weights, parts)]).reshape(-1, len(down))
        p["own"] = np.clip(rounded_together(own * unit / 2 ** p["own_shift"], heard), -127, 127)
        p["own_rows"] = student.own_rows
    b = np.log2(unit)
    p["down"] = np.round(down * 2 ** a).astype("i4")
    p["down_shift"] = a + UNIT_BITS - int(np.floor(b))
    p["units"] = [round(2 ** UNIT_BITS * 2 ** (b - np.floor(b)) / vectors.median[lang]) for lang in vectors.tables]
    p["unknown"] = np.round(unknown * unit).astype("i4")
    p["offset"] = np.round(offset * unit).astype("i4")
    # taps: a scale for each filter, so that no piece's share passes the limit
    scales = []
    for w, bias in zip(weights, biases):
        top = np.zeros(w.shape[1])
        for tap in w:
            top = np.maximum(top, np.abs(plain @ tap.T).max(0))
            top = np.maximum(top, np.abs(tap @ unknown))
        scales.append(np.minimum(TAP_LIMIT / np.maximum(top, 1e-6), BIAS_LIMIT / np.maximum(np.abs(bias), 1e-6)))
    for shift in range(16, 3, -1):
        taps = [w * s[None, :, None] * 2. ** (shift - b) for w, s in zip(weights, scales)]
        if all(np.abs(np.round(t)).sum(2).max() <= 65535 and np.abs(np.round(t)).max() <= 32767 for t in taps):
            break
    p["tap_shift"] = shift
    p["taps"] = np.concatenate([np.round(t) for t in taps]).astype("i4")         # 10, filters, dims
    p["tap_bias"] = np.array([np.round(x * s) for x, s in zip(biases, scales)]).astype("i4")
    # output: one scale for all classes, a power of two; rounded so that errors cancel on the sample's maxima
    out = get(student.out.weight) / temperature * LOGIT_UNIT / np.concatenate(scales)[None, :]
    shift = int(np.floor(np.log2(64000 / np.abs(out).sum(1).max())))
    z = maxima_of(student, sample) * np.concatenate(scales)[None, :]
    p["out_shift"], p["out"] = shift, rounded_together(out * 2. ** shift, z)
    assert np.abs(p["out"]).sum(1).max() <= 65535 and np.abs(p["out"]).max() <= 32767
    bias = np.tile(get(student.out.bias), (len(tables), 1)) / temperature
    if bias_of_language is not None:
        bias = bias + bias_of_language
    p["out_bias"] = np.round(bias * LOGIT_UNIT * 2. ** shift).astype("i8")
    assert np.abs(p["out_bias"]).max() < 2 ** 31
    return p


def write(path, p, vectors, classes, prior):
    """The weights file. prior: each class's share of the training labels."""
    dims, filters = p["down"].shape[0], p["taps"].shape[1]
    arrays = [p["down"].astype("<i2"), p["unknown"].astype("<i2"), p["offset"].astype("<i2"), p["taps"].astype("<i2"),
              p["tap_bias"].astype("<i2"), p["out"].astype("<i2"), p["out_bias"].astype("<i4"),
              np.round(np.asarray(prior) * 65536).astype("<u4"),
              np.round(2. ** 24 * np.exp(-np.arange(EXPONENTS) / LOGIT_UNIT)).astype("<u4"),
              np.array([name not in QUIET for name in classes], "u1")]
    languages, rows_of, at = b"", [], 0
    own_rows = np.asarray(p["own_rows"])
    for (lang, table), unit in zip(vectors.tables.items(), p["units"]):
        first = vectors.first[lang]
        here = own_rows[(own_rows >= first) & (own_rows < first + table.rows)] - first
        languages += struct.pack("<8s6I", lang.encode(), table.rows, table.names_bytes, unit, len(here), at, 0)
        rows_of.append(here)
        at += len(here)
    arrays += [np.concatenate(rows_of).astype("<u2"), p["own"].astype("i1")]
    names = b"".join(name.encode() + b"\0" for name in classes)
    arrays.append(np.frombuffer(names, "u1"))
    body = languages + bytes(-len(languages) % 64)
    for array in arrays:
        body += array.tobytes() + bytes(-array.nbytes % 64)
    head = struct.pack("<14I", 64 + len(body), dims, filters, len(p["tap_bias"]), len(classes), len(vectors.tables),
                       256, p["down_shift"], p["own_shift"], p["tap_shift"], p["out_shift"], EXPONENTS,
                       len(own_rows), len(names))
    with open(path, "wb") as f:
        f.write(MAGIC + head + body)
