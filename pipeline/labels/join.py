#!/usr/bin/env python3
"""Labelled mentions without their texts, and the way back. Needs Python alone.

  join.py keep FILE...  > mentions.tsv      of label files with texts: ids and labels, and the texts that may stand
  join.py join SOURCE...                    mentions.tsv with the texts put back, as the scripts of ../reader and tests/quality read it

What may stand is said by the column kept of inputs.tsv: "text" all but those with a code (FS11); "plain", for chats in which made-up customers say who they
are: not with a number of four digits, a word that fewer than two other inputs use, or a person's name of the lexicons; "ids" none.

A SOURCE is a label file with texts (it has the columns input and text), or INPUT=FILE.ndjson: mentions as `gripe read FILE | gripe clean | gripe split`
writes them. --least SHARE (of join): an input of which fewer mentions found their text is left out; default .5.

A mention is known by the first 16 hex digits of sha256(input, tab, text with each run of blanks as one); a contact by those of sha256(input, tab, its id).
So a mention that is cut otherwise today is not found again; standard error says how many of each input were."""
import argparse
import csv
import hashlib
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
KEPT = ("input", "contact", "n", "mention", "lang", "score", "label", "thing", "label2", "thing2", "sure", "second", "split", "text")
WRITTEN = ("id", "input", "contact", "n", "score", "text", "label", "thing", "label2", "thing2", "sure", "second_reader", "split", "lang", "trade", "licence")


def table(path):
    """The rows of a TSV with a head line as dictionaries; lines that begin with # are skipped."""
    with open(path, encoding="utf-8", newline="") as f:
        yield from csv.DictReader((line for line in f if not line.startswith("# ")), delimiter="\t", quoting=csv.QUOTE_NONE)


def known_by(name, text):
    return hashlib.sha256(f"{name}\t{' '.join(text.split())}".encode()).hexdigest()[:16]


def inputs():
    return {row["input"]: row for row in table(os.path.join(HERE, "inputs.tsv"))}


def words(text):
    return "".join(c.lower() if c.isalpha() else " " for c in text).split()


def usual_words(files):
    """Words of two inputs or more that are kept otherwise than plain, without people's names."""
    about, used, names = inputs(), {}, set()
    for path in files:
        for row in table(path):
            if about[row["input"]]["kept"] != "plain":
                for word in words(row["text"]):
                    used.setdefault(word, set()).add(row["input"])
    for name in ("given_names.tsv", "family_names.tsv"):
        for row in open(os.path.join(HERE, "../../lexicons/any", name), encoding="utf-8"):
            if row.startswith("name\t"):
                names.update(row.split("\t")[1].split())
    return {word for word, by in used.items() if len(by) > 1} - names


def may_stand(row, how, usual):
    number, code = re.search(r"\d{4}", row["text"]), re.search(r"\b[A-Z]{1,3}\d{2,}\b", row["text"])
    return not code and how == "text" or how == "plain" and not number and usual.issuperset(words(re.sub(r"\[[a-z]+\]", " ", row["text"])))


def keep(files):
    about, out, usual = inputs(), [], usual_words(files)
    for path in files:
        for place, row in enumerate(table(path)):
            name = row["input"]
            if name not in about:
                sys.exit(f"{name}: no row in inputs.tsv")
            out.append({**{k: row.get(k) or "" for k in KEPT}, "contact": known_by(name, row["contact"]), "mention": known_by(name, row["text"]),
                        "lang": row.get("lang") or about[name]["lang"], "second": row.get("second_reader") or "", "split": about[name]["split"],
                        "text": row["text"] if may_stand(row, about[name]["kept"], usual) else "", "n": int(row["n"]), "place": place})
    out.sort(key=lambda r: (r["input"], r["contact"], r["n"], r["place"]))
    print("\t".join(KEPT))
    for row in out:
        print("\t".join(str(row[k]) for k in KEPT))


def texts_of(sources):
    found = {}
    for source in sources:
        name, _, path = source.partition("=")
        if path.endswith(".ndjson"):
            with open(path, encoding="utf-8") as f:
                for text in (json.loads(line)["text"] for line in f):
                    found[known_by(name, text)] = " ".join(text.split())
        else:
            for row in table(source):
                if row["text"]:
                    found[known_by(row["input"], row["text"])] = row["text"]
    return found


def join(sources, least):
    about, found, rows = inputs(), texts_of(sources), {}
    for number, row in enumerate(table(os.path.join(HERE, "mentions.tsv"))):
        row["text"] = row["text"] or found.get(row["mention"], "")
        row.update(id=f"k{number}", second_reader=row["second"], trade=about[row["input"]]["trade"], licence=about[row["input"]]["licence"])
        rows.setdefault(row["input"], []).append(row)
    print("\t".join(WRITTEN))
    for name, of in sorted(rows.items()):
        have = [row for row in of if row["text"]]
        left_out = len(have) < least * len(of)
        print(f"{name}: {len(have)} of {len(of)} mentions have their text{', left out' if left_out else ''}", file=sys.stderr)
        for row in [] if left_out else have:
            print("\t".join(row[k] for k in WRITTEN))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("keep", "join"))
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--least", type=float, default=.5)
    asked = parser.parse_args()
    csv.field_size_limit(1 << 30)
    if asked.what == "keep":
        keep(asked.sources)
    else:
        join(asked.sources, asked.least)


main()
