"""The student: the network that gripe runs. Piece vectors -> D values a piece -> convolutions -> maxima -> classes.

What a piece gives, h = down . vector + own part of the piece + offset of its language, is added up under filters of
widths 1 to 4 (window starts -(w // 2) ... n + w // 2 - w, nothing beyond the ends); ReLU, the maximum over the
mention, and one linear layer over the filters.
"""
import random

import numpy as np
import torch
import torch.nn as nn

from pieces import LONGEST, PAD, UNKNOWN

WIDTHS = (1, 2, 3, 4)


class Vectors:
    """Tables of several languages in one stack: row 0 pads, row 1 is the unknown piece, then table after table."""

    def __init__(self, tables):
        self.tables, self.first, self.median = tables, {}, {}
        rows, at = [np.zeros((2, 256), "f4")], 2
        self.language_of_row = [0, 0]
        for number, (lang, table) in enumerate(tables.items()):
            self.first[lang], self.median[lang] = at, float(np.median(table.norms()))
            rows.append(table.values * (table.scales / self.median[lang])[:, None])
            self.language_of_row += [number] * table.rows
            at += table.rows
        self.rows = np.vstack(rows).astype("f4")
        self.language_of_row = np.array(self.language_of_row)

    def ids(self, text, lang):
        first = self.first[lang]
        return [UNKNOWN if row < 0 else row + first for row in self.tables[lang].text(text, lang)]


def pad(ids):
    out = np.zeros((len(ids), LONGEST), "i4")
    for line, row in zip(out, ids):
        line[:len(row)] = row
    return out


class Student(nn.Module):
    def __init__(self, vectors, classes, dims, filters, own_rows=None):
        super().__init__()
        self.table = nn.Embedding.from_pretrained(torch.tensor(vectors.rows), freeze=True, padding_idx=PAD)
        self.down = nn.Linear(256, dims, bias=False)
        self.unknown = nn.Parameter(torch.zeros(dims))
        self.offset = nn.Embedding(len(vectors.tables), dims)
        nn.init.zeros_(self.offset.weight)
        self.register_buffer("language", torch.tensor(vectors.language_of_row))
        self.own_rows = own_rows
        self.own = None
        if own_rows is not None:
            slot = np.zeros(len(vectors.rows), "i8")
            slot[own_rows] = 1 + np.arange(len(own_rows))
            self.register_buffer("slot", torch.tensor(slot))
            self.own = nn.Embedding(1 + len(own_rows), dims, padding_idx=0)
            nn.init.zeros_(self.own.weight)
        self.conv = nn.ModuleList([nn.Conv1d(dims, filters, w, padding=w // 2) for w in WIDTHS])
        self.out = nn.Linear(len(WIDTHS) * filters, classes)
        self.noise, self.drop, self.own_drop = .15, .2, .3
        self.spread = float(vectors.rows.std())

    def vectors(self, x):
        v = self.table(x)
        if self.training and self.noise:
            v = v + self.noise * self.spread * torch.randn_like(v)
        h = self.down(v) + self.offset(self.language[x])
        if self.own is not None:
            own = self.own(self.slot[x])
            if self.training:                                    # the tables alone must do, too
                own = own * (torch.rand(len(x), 1, 1) >= self.own_drop)
            h = h + own
        known = (x > UNKNOWN).unsqueeze(-1)
        return h * known + self.unknown * (x == UNKNOWN).unsqueeze(-1)

    def maxima(self, x):
        n = (x != PAD).sum(1)
        h = self.vectors(x).transpose(1, 2)
        out = []
        for w, conv in zip(WIDTHS, self.conv):
            y = torch.relu(conv(h))
            valid = torch.arange(y.shape[2]).unsqueeze(0) < (n + 2 * (w // 2) - w + 1).unsqueeze(1)
            out.append((y * valid.unsqueeze(1)).max(2).values)
        return torch.cat(out, 1)

    def forward(self, x):
        return self.out(nn.functional.dropout(self.maxima(x), self.drop, self.training))

    @torch.inference_mode()
    def logits(self, ids, size=512):
        """Logits for padded ids, in their order; read in batches of like length."""
        self.eval()
        n = (ids != PAD).sum(1)
        order = np.argsort(n, kind="stable")
        out = np.zeros((len(ids), self.out.out_features), "f4")
        for i in range(0, len(order), size):
            part = order[i:i + size]
            out[part] = self(torch.from_numpy(ids[part, :max(4, n[part].max())].astype("i8"))).numpy()
        return out


def batches(lengths, size, rng):
    order = rng.permutation(len(lengths))
    parts = []
    for i in range(0, len(order), size * 32):
        block = order[i:i + size * 32]
        block = block[np.argsort(lengths[block], kind="stable")]
        parts += [block[j:j + size] for j in range(0, len(block), size)]
    random.Random(int(rng.integers(1 << 30))).shuffle(parts)
    return parts


def learn(student, ids, targets, weights, epochs=4, rate=2e-3, size=256, seed=0, swap=None, say=print):
    """ids: padded; targets: function of positions -> soft labels; swap: function that trades pieces for neighbours."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    lengths = (ids != PAD).sum(1)
    optimiser = torch.optim.AdamW([p for p in student.parameters() if p.requires_grad], lr=rate, weight_decay=1e-4)
    steps = epochs * -(-len(ids) // size)
    done, total = 0, 0.
    for epoch in range(epochs):
        student.train()
        for part in batches(lengths, size, rng):
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1, (done + 1) / 200) * (1 - done / (steps + 1))
            x = ids[part, :max(4, lengths[part].max())]
            if swap is not None:
                x = swap(x, rng)
            scores = torch.log_softmax(student(torch.from_numpy(x.astype("i8"))), 1)
            loss = -(torch.from_numpy(targets(part)) * scores).sum(1)
            loss = (loss * torch.from_numpy(weights[part])).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            done += 1
            total += loss.item()
            if done % 200 == 0:
                say(f"step {done} of {steps}, loss {total / 200:.4f}", flush=True)
                total = 0.
    student.eval()
    return student
