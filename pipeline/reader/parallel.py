#!/usr/bin/env python3
"""Translated reviews: the teacher, who knows English only, reads the English side; the student learns the other side.

  parallel.py CLONE OUT.tsv      CLONE: a git clone of the M-ABSA corpus (seven domains of reviews in 21 languages)

OUT.tsv: language, text, English text.
"""
import subprocess
import sys

OTHERS = ("de", "fr", "es", "pt", "it", "nl")


def lines_of(clone, path):
    shown = subprocess.run(["git", "-C", clone, "show", "HEAD:" + path], capture_output=True)
    lines = shown.stdout.decode("utf-8", "replace").rstrip("\n").split("\n") if shown.returncode == 0 else []
    return [" ".join(line.split("####")[0].split()) for line in lines]


def main():
    clone, out = sys.argv[1:3]
    paths = subprocess.run(["git", "-C", clone, "ls-tree", "-r", "--name-only", "HEAD"], capture_output=True)
    seen = set()
    with open(out, "w", encoding="utf-8") as f:
        for path in paths.stdout.decode().split("\n"):
            if "/en/" not in path:
                continue
            english = lines_of(clone, path)
            for lang in OTHERS:
                other = lines_of(clone, path.replace("/en/", f"/{lang}/"))
                if len(other) != len(english):
                    continue
                for a, b in zip(english, other):
                    if len(a) > 8 and len(b) > 8 and (lang, b) not in seen:
                        seen.add((lang, b))
                        f.write(f"{lang}\t{b}\t{a}\n")


if __name__ == "__main__":
    main()
