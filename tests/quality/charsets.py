#!/usr/bin/env python3
"""Files of charset_texts.tsv in each of their charsets, and what gripe makes of them.

  charsets.py write TEXTS FOLDER ROWS            FOLDER/LANG.CHARSET.csv with at most ROWS sentences
  charsets.py wrong GRIPE TEXTS FOLDER ROWS      a line for each file that is not read as it was written
  charsets.py table GRIPE TEXTS FOLDER           right of all by charset, for files of 1, 2 and all sentences; Markdown
"""
import collections
import json
import os
import re
import subprocess
import sys

PYTHON = {"macintosh": "mac_roman", "IBM850": "cp850", "IBM437": "cp437", "IBM852": "cp852", "IBM866": "cp866", "windows-874": "cp874",
          "windows-31j": "cp932", "windows-949": "cp949"}


def texts(path):
    """{(language, charset): sentences}"""
    out = collections.OrderedDict()
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            language, charsets, text = line.rstrip("\n").split("\t")
            for charset in charsets.split():
                out.setdefault((language, charset), []).append(text)
    return out


def write(path, folder, rows):
    os.makedirs(folder, exist_ok=True)
    for (language, charset), sentences in texts(path).items():
        body = "id,comment\n" + "".join(f'{i},"{t}"\n' for i, t in enumerate(sentences[:rows], 1))
        with open(f"{folder}/{language}.{charset}.csv", "wb") as file:
            file.write(body.encode(PYTHON.get(charset, charset)))


def read(gripe, path, folder, rows):
    """(language, charset, right, found, confidence) of each file."""
    for (language, charset), sentences in texts(path).items():
        done = subprocess.run([gripe, "read", f"{folder}/{language}.{charset}.csv"], capture_output=True, text=True, check=False)
        got = [json.loads(line)["text"] for line in done.stdout.splitlines()]
        said = re.search(r"read as (\S+) by its letters, confidence (\d+)", done.stderr)
        found, confidence = (said[1], int(said[2])) if said else ("-", 0)
        yield language, charset, got == sentences[:rows], found, confidence


def table(gripe, path, folder):
    right, of, low = collections.Counter(), collections.Counter(), collections.Counter()
    charsets, wrong = [], []
    for size, rows in enumerate((1, 2, 99)):
        write(path, folder, rows)
        for language, charset, good, found, confidence in read(gripe, path, folder, rows):
            if charset not in charsets:
                charsets.append(charset)
            right[charset, size] += good
            of[charset, size] += 1
            low[size, good] += confidence
            if not good:
                wrong.append(f"{language} in {charset}, {('1 sentence', '2 sentences', 'all sentences')[size]}: read as {found}, confidence {confidence}")
    print("| charset | 1 sentence | 2 sentences | 3 or 4 sentences |\n|---|--:|--:|--:|")
    for charset in charsets:
        print(f"| {charset} | " + " | ".join(f"{right[charset, s]} of {of[charset, s]}" for s in range(3)) + " |")
    sums = [(sum(right[c, s] for c in charsets), sum(of[c, s] for c in charsets)) for s in range(3)]
    print("| all | " + " | ".join(f"{r} of {n}" for r, n in sums) + " |\n")
    print("Mean confidence where right: " + ", ".join(f"{low[s, True] / max(1, sums[s][0]):.0f}" for s in range(3)) + ".\n")
    print("Wrong:\n" + "".join(f"- {line}\n" for line in wrong) if wrong else "None is wrong.")


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    elif sys.argv[1] == "wrong":
        for row in read(sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5])):
            if not row[2]:
                print(*row)
    else:
        table(sys.argv[2], sys.argv[3], sys.argv[4])
