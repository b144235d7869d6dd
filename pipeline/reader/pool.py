#!/usr/bin/env python3
"""The pool: distinct mentions of customers' texts, unlabelled, for the teacher to read.

  pool.py OUT.tsv --gripe BIN --lexicons DIR --labels FILE[,FILE] [--files FILE ...] [--repositories DIR ...]

Files are read by `gripe read`. Repositories are bare or plain git clones; their tables (CSV, TSV, JSON, JSON lines,
XLSX below 4.3 MB) are searched for columns that hold customers' texts. All is cleaned and split by gripe itself, so
that the student sees mentions as gripe cuts them. OUT.tsv: language, text; in an order shuffled with seed 3; no text
of the labels files is among them.
"""
import argparse
import collections
import csv
import io
import json
import os
import random
import re
import subprocess
import sys

from labels import LANGUAGES, read_labels

csv.field_size_limit(1 << 30)
SMALLEST, GREATEST = 8_000, 4_300_000                             # bytes of a table that is looked at
PER_REPOSITORY = 40_000                                          # texts
LONGEST = 400                                                    # letters of a mention
HOLDS_TEXT = re.compile(r"review|text|comment|coment|content|narrative|complain|tweet|feedback|body|message|mensa?j|"
                        r"reclama|relato|avis|opini|kommentar|bewertung|rezension|recension|recensi|testo|queja|"
                        r"pros|cons|summary|verbatim|resen|document|utterance|sentence|description|answer", re.I)
NO_TEXT = re.compile(r"id$|_id|date|time|rating|score|count|len|clean|token|lemma|stem|process|vector|sentiment|label|"
                     r"lang|url|link|author|user|name|company|respon|reply|developer|prepro|categ|type|status|number|"
                     r"num|_at$|stars?$|product_desc|translat|corrig|business|owner|hotel_desc|item_desc|meta", re.I)


def texts_of_columns(rows):
    """The values of the columns that hold prose; rows: dicts."""
    columns = collections.defaultdict(list)
    for row in rows:
        for name, value in row.items():
            if isinstance(name, str) and isinstance(value, str) and value.strip():
                columns[name].append(value.strip())
    for name, values in columns.items():
        if not HOLDS_TEXT.search(name) or NO_TEXT.search(name):
            continue
        some = values[:400]
        words = sum(len(v.split()) for v in some) / len(some)
        distinct = len(set(values)) / len(values)
        plain = sum(v == v.lower() and not re.search(r"[.,!?]", v) for v in some) / len(some)
        if words >= 4 and distinct > .05 and plain < .8:
            yield from values


def decode(raw):
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def rows_of_table(text, suffix):
    head = text.split("\n", 1)[0]
    delimiter = "\t" if suffix == "tsv" else max(",;\t|", key=head.count)
    yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)


def dicts_in(value):
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from dicts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from dicts_in(part)


def rows_of_json(text):
    try:
        yield from dicts_in(json.loads(text))
    except ValueError:
        for line in text.split("\n"):
            try:
                yield from dicts_in(json.loads(line))
            except ValueError:
                pass


def rows_of_workbook(raw):
    import openpyxl
    for sheet in openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True):
        lines = sheet.iter_rows(values_only=True)
        head = next(lines, None)
        for line in lines if head else ():
            yield {str(name): value for name, value in zip(head, line)}


def texts_of_repository(folder):
    listing = subprocess.run(["git", "-C", folder, "ls-tree", "-r", "-l", "-z", "HEAD"], capture_output=True).stdout
    out = []
    for entry in listing.decode("utf-8", "replace").split("\0"):
        if "\t" not in entry:
            continue
        facts, path = entry.split("\t", 1)
        _, _, blob, size = facts.split()
        suffix = path.rsplit(".", 1)[-1].lower()
        if suffix not in ("csv", "tsv", "json", "jsonl", "ndjson", "xlsx") or not size.isdigit():
            continue
        if not SMALLEST <= int(size) <= GREATEST or "package" in path or "node_modules" in path:
            continue
        raw = subprocess.run(["git", "-C", folder, "cat-file", "blob", blob], capture_output=True).stdout
        try:
            if suffix == "xlsx":
                rows = rows_of_workbook(raw)
            elif suffix in ("csv", "tsv"):
                rows = rows_of_table(decode(raw), suffix)
            else:
                rows = rows_of_json(decode(raw))
            found = list(texts_of_columns(rows))
        except Exception as problem:                             # a broken table is no reason to stop
            print(f"{folder} {path}: {problem}"[:160], file=sys.stderr)
            continue
        out += found
    out = list(dict.fromkeys(out))
    random.Random(3).shuffle(out)
    return out[:PER_REPOSITORY]


def mentions(a, source, raw=None, path=None):
    """Mentions of contacts (NDJSON bytes) or of a file that gripe reads."""
    common = ["--lexicons", a.lexicons, "-q", "--max-rejects", "1"]
    if path:
        raw = subprocess.run([a.gripe, "read", *common, path], capture_output=True).stdout
    for stage in ("clean", "split"):
        raw = subprocess.run([a.gripe, stage, *common], input=raw, capture_output=True).stdout
    for line in raw.decode("utf-8", "replace").split("\n")[:-1]:
        mention = json.loads(line)
        text = " ".join(mention["text"].split())[:LONGEST]
        lang = mention.get("lang", "")
        if len(text) > 8 and lang in LANGUAGES:
            yield lang, text


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    ap.add_argument("--gripe", required=True)
    ap.add_argument("--lexicons", required=True)
    ap.add_argument("--labels", required=True)
    ap.add_argument("--files", nargs="*", default=[])
    ap.add_argument("--repositories", nargs="*", default=[])
    a = ap.parse_args()
    known = {" ".join(row["text"].split())[:LONGEST] for path in a.labels.split(",") for row in read_labels(path)}
    pool, counts = {}, collections.Counter()

    def take(source, found):
        new = 0
        for lang, text in found:
            if text not in known and text not in pool:
                pool[text] = lang
                counts[lang] += 1
                new += 1
        print(f"{new}\t{source}", flush=True)

    for path in a.files:
        take(path, mentions(a, path, path=path))
    for folder in a.repositories:
        texts = texts_of_repository(folder)
        lines = "\n".join(json.dumps({"id": str(i), "text": t[:20000]}) for i, t in enumerate(texts))
        take(folder, mentions(a, folder, raw=(lines + "\n").encode()) if texts else ())
    order = sorted(pool)
    random.Random(3).shuffle(order)
    with open(a.out, "w", encoding="utf-8") as f:
        for text in order:
            f.write(f"{pool[text]}\t{text}\n")
    print(dict(counts), sum(counts.values()))


if __name__ == "__main__":
    main()
