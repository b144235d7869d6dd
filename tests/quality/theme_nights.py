#!/usr/bin/env python3
"""Rule 10 on banking77: births over 20 simulated nights, and ids over a relearning. Prints a Markdown table.

  theme_nights.py GRIPE NIGHTS LEXICONS EVAL        NIGHTS: the program made from theme_nights.c

Each simulation: 9,000 contacts of all labels but one are learned; then 20 nights of 150 others follow. In simulations with a planted topic, 7 contacts a
night of the label that was left out join from night 6 on; it counts as found when a birth's commonest label is it. Any other birth is false.
Ids: a model of 9,000 contacts, relearned --from it on 11,000 (2,000 of them new); share of the mentions with a theme in both that keep their id.
"""
import collections
import hashlib
import json
import os
import subprocess
import sys
import tempfile

gripe, nights, lexicons, folder = sys.argv[1:5]
contacts = [json.loads(line) for line in open(f"{folder}/banking77.ndjson", encoding="utf-8")]
label = dict(line.rstrip("\n").split("\t")[:2] for line in open(f"{folder}/banking77.labels.tsv", encoding="utf-8"))
tmp = tempfile.mkdtemp()
PLANTED = ["card_arrival", "lost_or_stolen_card", "top_up_failed", "exchange_rate", "verify_my_identity", "edit_personal_details", "age_limit", "apple_pay_or_google_pay"]
PLANTED = [p for p in PLANTED if p in set(label.values())] or [p for p, _ in collections.Counter(label.values()).most_common(8)]


def order(seed):
    return sorted(contacts, key=lambda c: hashlib.blake2b(f"{seed}/{c['id']}".encode(), digest_size=8).digest())


def learn(some, name, *options):
    path = f"{tmp}/{name}"
    text = "".join(json.dumps(c) + "\n" for c in some).encode()
    split = subprocess.run([gripe, "split", "-q"], input=text, stdout=subprocess.PIPE, check=True).stdout
    told = subprocess.run([gripe, "learn", "-o", path, *options], input=split, stderr=subprocess.PIPE, check=True).stderr.decode()
    return path, split, told


def assign(split, model):
    out = subprocess.run([gripe, "assign", "-q", "--model", model], input=split, stdout=subprocess.PIPE, check=True).stdout
    return {(m["contact"], m["n"]): m.get("theme") for m in map(json.loads, out.splitlines())}


def simulate(seed, planted):
    base = [c for c in order(seed) if label[c["id"]] != planted]
    new = [c for c in order(seed) if label[c["id"]] == planted]
    model, _, _ = learn(base[:9000], f"m{seed}")
    lines, used = [], 9000
    for night in range(20):
        tonight = base[used:used + 150]
        used += 150
        if planted and night >= 6:
            tonight, new = tonight + new[:7], new[7:]
        lines += [json.dumps({"id": f"{night}/{label[c['id']].replace('/', '_')}/{c['id']}", "text": c["text"]}) for c in tonight]
    split = subprocess.run([gripe, "split", "-q"], input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True).stdout
    out = subprocess.run([nights, model, lexicons], input=split, stdout=subprocess.PIPE, check=True).stdout.decode()
    births = [line.split("\t") for line in out.splitlines()]
    true = [int(b[0]) for b in births if b[3] == planted]
    false = [b for b in births if b[3] != planted]
    return (true[0] - 5 if true else None), len(true), false


delays, false, repeated = [], [], 0
total = 13
for seed in range(total):
    planted = PLANTED[seed] if seed < len(PLANTED) else ""
    delay, times, wrong = simulate(seed, planted)
    if planted:
        delays.append((planted, delay))
        repeated += max(0, times - 1)
    false += wrong
found = sorted(d for _, d in delays if d is not None)
every = order(99)
old, split, _ = learn(every[:9000], "old")
new, split_new, told = learn(every[:11000], "new", "--from", old)
plain, _, _ = learn(every[:11000], "plain")
a, b, c = assign(split, old), assign(split_new, new), assign(split_new, plain)
both = [k for k in a if a[k] and b.get(k)]
kept = sum(a[k] == b[k] for k in both) / len(both)
print("| nights simulated | planted topics found | median nights until told | told again | false births | mentions that keep their id over a relearning |")
print("|---|---|---|---|---|---|")
print(f"| {20 * total} | {len(found)} of {len(delays)} | {found[len(found) // 2] if found else '-'} | {repeated} | {len(false)} | {100 * kept:.1f} % |")
print()
print("Nights until told, by topic: " + ", ".join(f"{p} {d if d is not None else 'never'}" for p, d in delays) + ".")
for birth in false:
    print("False birth: " + " · ".join(birth))
print()
print("Relearning said: " + "; ".join(told.strip().splitlines()[-3:]))
