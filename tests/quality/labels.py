#!/usr/bin/env python3
"""What mentions state, by `gripe tag` and `gripe assign`, against labels that readers gave; prints Markdown tables.

  labels.py GRIPE FOLDER [--held-out INPUT,...] [--test-split] [--at .3] FILE...

FILE: a TSV with a head line and the columns input, contact, n, text, label, label2, score and perhaps lang (pipeline/labels/README.md says what the labels
mean). A row without text is left out, and so is an input that an earlier file had. Mentions of a contact are one record, in the order of n.

A trouble is said where a class of trouble has probability t or more; the class is the likeliest. Against the labels of a mention (one or two):
  trouble P, R   it says that there is a trouble, and a label is one
  class P, R     the class that it says is one of the labels; P of what is said, R of all mentions with a trouble
  with kin       the same, where a neighbour of the class by lexicons/any/trouble_class.tsv is right too
Ways: patterns alone (--no-reader); the reader alone (the same lexicons without trouble.tsv); both, as tag writes them, at several t, or where the
probabilities of all troubles that tag lists come to t together; and as assign states them with a model that was learnt from the input's own mentions (a few hundred: a whole file moves the probabilities better): states is problem, the
class is that of its issue, or the likeliest one where it has none.
A request, question or praise is right when a label is it, and found when the first label is it (F1)."""
import argparse
import collections
import csv
import hashlib
import json
import os
import subprocess
import sys

QUIET = ("churn", "none", "praise", "question", "request", "vent")
STEPS = (.2, .3, .4, .5)
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        yield from csv.DictReader((line for line in f if not line.startswith("# ")), delimiter="\t", quoting=csv.QUOTE_NONE)


def neighbours():
    """class -> classes that count as right beside it."""
    kin = collections.defaultdict(set)
    with open(os.path.join(ROOT, "lexicons/any/trouble_class.tsv"), encoding="utf-8") as f:
        for cells in (line.rstrip("\n").split("\t") for line in f if not line.startswith("#")):
            for other in cells[2].split() if len(cells) > 2 else ():
                kin[cells[0]].add(other)
                kin[other].add(cells[0])
    return kin


def read(files):
    """Labelled mentions: those of a contact stand together, in the order of n."""
    about = {row["input"]: row for row in table(os.path.join(ROOT, "pipeline/labels/inputs.tsv"))}
    rows, seen = [], set()
    for path in files:
        here = [row for row in table(path) if row["text"] and row["label"] and row["input"] not in seen]
        for row in here:
            of = about.get(row["input"], {})
            rows.append({"input": row["input"], "contact": f"{row['input']} {row['contact']}", "n": int(row["n"]), "text": row["text"],
                         "labels": {x for x in (row["label"], row["label2"]) if x}, "first": row["label"], "lang": row.get("lang") or of.get("lang", "en"),
                         "trade": of.get("trade") or row.get("trade", ""), "split": row.get("split") or of.get("split", "train"), "score": row["score"]})
        seen |= {row["input"] for row in here}
    rows.sort(key=lambda r: (r["input"], r["contact"], r["n"]))
    most = collections.defaultdict(float)
    for row in rows:
        most[row["input"]] = max(most[row["input"]], float(row["score"] or 0))
    for row in rows:
        row["trouble"] = row["labels"] - set(QUIET)
        row["scale"] = "stars5" if most[row["input"]] <= 5 else "nps"
    return rows


def write(rows, path):
    place = contact = 0
    with open(path, "w", encoding="utf-8") as f:
        for row in rows:
            place = place if row["contact"] == contact else 0
            contact = row["contact"]
            size = len(row["text"].encode())
            line = {"contact": contact, "n": row["n"], "span": [place, place + size], "text": row["text"], "channel": "review", "lang": row["lang"]}
            if row["score"]:
                line.update(score=float(row["score"]), scale=row["scale"])
            f.write(json.dumps(line, ensure_ascii=False) + "\n")
            place += size + 1


def lexicons_without_patterns(folder):
    """A folder that shows the lexicons, trouble.tsv left out."""
    out = os.path.join(folder, "lexicons")
    for where, _, names in os.walk(os.path.join(ROOT, "lexicons")):
        to = os.path.join(out, os.path.relpath(where, os.path.join(ROOT, "lexicons")))
        os.makedirs(to, exist_ok=True)
        for name in names:
            if name != "trouble.tsv":
                os.symlink(os.path.realpath(os.path.join(where, name)), os.path.join(to, name))
    return out


def gripe(command, source, to):
    with open(source, "rb") as f, open(to, "wb") as out:
        done = subprocess.run(command, stdin=f, stdout=out, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr.decode(errors='replace').strip()}")


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def tagged(program, folder, name, *options):
    """What tag writes for each mention, in their order: [(class, probability), ...], most probable first."""
    out = os.path.join(folder, name + ".ndjson")
    gripe([program, "tag", "-q", *options], os.path.join(folder, "stemmed.ndjson"), out)
    return [[(t["class"], t["p"]) for t in m.get("trouble", ())] for m in lines(out)]


def assigned(program, folder, rows):
    """What assign states, by a model learnt from the mentions of each input: (states, class of the issue or None)."""
    out, source, by_input = [], os.path.join(folder, "both.ndjson"), collections.defaultdict(list)
    with open(source, encoding="utf-8") as f:
        for row, line in zip(rows, f):
            by_input[row["input"]].append(line)
    for name in sorted(by_input):
        part, model, to = (os.path.join(folder, x) for x in ("part.ndjson", "model", "assigned.ndjson"))
        with open(part, "w", encoding="utf-8") as f:
            f.writelines(by_input[name])
        gripe([program, "learn", "-q", "-o", model], part, to)
        gripe([program, "assign", "-q", "--model", model], part, to)
        out += [(m.get("states", ""), m["issue"].split(".")[0] if m.get("issue") else None) for m in lines(to)]
    return out


def first_trouble(said, least):
    return next((c for c, p in said if c not in QUIET and p >= least), None)


def first_quiet(said, least):
    """Request, question, praise, vent or churn where no trouble is said; None otherwise."""
    return None if first_trouble(said, least) else next((c for c, p in said if c in QUIET and p >= least), None)


class Scores:
    """What one way says of some mentions: said[i] is (class of trouble or None, quiet label or None, whether a trouble is said)."""
    def __init__(self, kin, pairs):
        self.said = self.true = self.found = self.right = self.kin_right = 0
        for row, (name, _, says) in pairs:
            self.true += bool(row["trouble"])
            if says:
                self.said += 1
                self.found += bool(row["trouble"])
                self.right += name in row["trouble"]
                self.kin_right += name in row["trouble"] or any(name in kin[label] for label in row["trouble"])

    def cells(self):
        def two(hit):
            return f"{share(hit, self.said)} / {share(hit, self.true)}"
        return [two(self.found), two(self.right), two(self.kin_right)]


def share(part, whole):
    return f"{part / whole:.2f}".replace("0.", ".", 1) if whole else "–"


def quiet_f1(pairs, label):
    said = [row for row, (_, quiet, _) in pairs if quiet == label]
    right = sum(label in row["labels"] for row in said)
    wanted = [quiet for row, (_, quiet, _) in pairs if row["first"] == label]
    precision, recall = right / max(1, len(said)), sum(q == label for q in wanted) / max(1, len(wanted))
    return f"{2 * precision * recall / (precision + recall) if precision + recall else 0:.2f} ({share(right, len(said))} / {share(sum(q == label for q in wanted), len(wanted))})"


def rows_out(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|---|" + "--:|" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gripe")
    parser.add_argument("folder")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--held-out", default="", help="inputs by commas")
    parser.add_argument("--test-split", action="store_true", help="inputs whose split is test are held out too")
    parser.add_argument("--at", type=float, default=.3, help="t of the tables by input, trade, language and class")
    parser.add_argument("--wrong", help="also write the mentions on which tag is wrong to this file (texts: keep it out of the repository)")
    asked = parser.parse_args()
    csv.field_size_limit(1 << 30)
    kin, rows, folder = neighbours(), read(asked.files), asked.folder
    held = {x for x in asked.held_out.split(",") if x}
    if asked.test_split:
        held |= {row["input"] for row in rows if row["split"] == "test"}
    write(rows, os.path.join(folder, "mentions.ndjson"))
    gripe([asked.gripe, "stem", "-q"], os.path.join(folder, "mentions.ndjson"), os.path.join(folder, "stemmed.ndjson"))
    patterns = tagged(asked.gripe, folder, "patterns", "--no-reader")
    reader = tagged(asked.gripe, folder, "reader", "--lexicons", lexicons_without_patterns(folder))
    both = tagged(asked.gripe, folder, "both")
    states = assigned(asked.gripe, folder, rows)

    def by_tag(said, least):
        return [(first_trouble(s, least), first_quiet(s, least), first_trouble(s, least) is not None) for s in said]
    def by_sum(said, least):
        return [(first_trouble(s, 0), first_quiet(s, least), True) if sum(p for c, p in s if c not in QUIET) >= least else (None, first_quiet(s, least), False)
                for s in said]
    by_assign = [(c or first_trouble(s, 0), x if x != "problem" else None, x == "problem") for (x, c), s in zip(states, both)]
    in_issue = [(c if c not in QUIET else None, None, c is not None and c not in QUIET) for _, c in states]
    ways = ([("patterns alone", by_tag(patterns, 0))] + [(f"reader alone, {t}", by_tag(reader, t)) for t in STEPS] +
            [(f"both, {t}", by_tag(both, t)) for t in STEPS] +
            [(f"both, all troubles together {t}", by_sum(both, t)) for t in STEPS[1:] + (.6, .7)] + [("as assign states them", by_assign), ("in an issue, by assign", in_issue)])
    at = asked.at
    columns = [("patterns", by_tag(patterns, 0)), ("reader", by_tag(reader, at)), ("both", by_tag(both, at)), ("assign", by_assign)]

    def pick(way, keep):
        return [(row, said) for row, said in zip(rows, way) if keep(row)]
    with open(os.path.join(ROOT, "lexicons/reader.bin"), "rb") as f:
        print(f"The reader's weights: lexicons/reader.bin, sha256 {hashlib.sha256(f.read()).hexdigest()[:12]}.\n")
    groups = [("all", lambda row: True)]
    if held:
        groups.insert(0, ("held out", lambda row: row["input"] in held))
    for name, keep in groups:
        of = [row for row in rows if keep(row)]
        print(f"**{name}**: {len(of)} mentions of {len({row['input'] for row in of})} inputs, {sum(bool(row['trouble']) for row in of)} with a trouble\n")
        rows_out(("way", "says a trouble", "trouble P / R", "class P / R", "with kin P / R", "request F1 (P / R)", "question F1", "praise F1"),
                 [(way, sum(s[2] for _, s in pick(said, keep)), *Scores(kin, pick(said, keep)).cells(),
                   *(quiet_f1(pick(said, keep), x) if way != "in an issue, by assign" else "" for x in ("request", "question", "praise"))) for way, said in ways])
    print(f"By language, trade and input (a star: held out alone); patterns alone, reader and both at {at}, and assign: trouble P / R, class P / R\n")
    body = []
    for key, only in [("lang", held)] * bool(held) + [("lang", None), ("trade", None), ("input", None)]:
        def of_value(row):
            return row[key] == value and (only is None or row["input"] in only)
        for value in sorted({row[key] for row in rows if only is None or row["input"] in only}):
            of = [row for row in rows if of_value(row)]
            cells = [value + ("*" if only or (key == "input" and value in held) else ""), len(of), sum(bool(row["trouble"]) for row in of)]
            for _, way in columns:
                cells += Scores(kin, pick(way, of_value)).cells()[:2]
            body.append(cells)
        body.append([""] * len(body[-1]))
    rows_out(("", "mentions", "with a trouble", *(x for name, _ in columns for x in (f"{name}: trouble", "class"))), body[:-1])
    print(f"By class, both at {at}" + (", inputs held out" if held else "") + ": mentions that have it, that are said to have it, P / R, and what they are most said to be instead\n")
    inside = [(row, said) for row, said in zip(rows, columns[2][1]) if not held or row["input"] in held]
    body = []
    for name in sorted({label for row, _ in inside for label in row["trouble"]} | {said[0] for _, said in inside if said[0]}):
        have = [said[0] or said[1] or "none" for row, said in inside if name in row["labels"] and said[0] not in row["trouble"]]
        total = sum(name in row["labels"] for row, _ in inside)
        said = [row for row, s in inside if s[0] == name]
        right = sum(name in row["labels"] for row in said)
        body.append((name, total, len(said), f"{share(right, len(said))} / {share(right, total)}", ", ".join(f"{n} {k}" for n, k in collections.Counter(have).most_common(3))))
    rows_out(("class", "have it", "said", "P / R", "instead"), sorted(body, key=lambda r: (-r[1], r[0])))
    if asked.wrong:
        with open(asked.wrong, "w", encoding="utf-8") as f:
            for row, said, all_said in zip(rows, columns[2][1], both):
                if (said[0] is None) == bool(row["trouble"]) or (said[0] and said[0] not in row["trouble"]):
                    f.write("\t".join((row["input"], "/".join(sorted(row["labels"])), said[0] or said[1] or "none", str(all_said[:3]), row["text"])) + "\n")


main()
