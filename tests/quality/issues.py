#!/usr/bin/env python3
"""What the page's issues hold, against labels and against itself; prints Markdown tables. Needs nothing beyond Python.

  issues.py GRIPE SHARED TMP [--older GRIPE --older-lexicons DIR] [--labels FILE ...] [--pairs 5] [--only objective,coverage,bytes,speed] [NAME=FILE ...]

a. objective: hand labels of the data itself against the first ten issues of the page: for each label with 30 contacts or more the best F1 of one issue (a
   contact is a member when any of its mentions is), and the mean. McDonald's reviews by reason, airline tweets by reason.
b. coverage: contacts with a problem that are in an issue of the table of pain or in a remainder line (CLASS.other), by the program's own count of problems
   (a mention that states one); and by readers: labelled contacts with a trouble that are found by their mentions' texts. NAME=FILE adds inputs.
c. bytes: shuffled input and two threads against one run, all files of the run folder but the manifest.
d. speed: contacts a CPU second of the whole job with --out, and with an older program in turns; medians of pairs, one thread."""
import argparse
import collections
import csv
import hashlib
import json
import os
import random
import statistics
import subprocess
import sys

QUIET = ("churn", "none", "praise", "question", "request", "vent")
INPUTS = {"airline": "data/social/airline_Tweets.csv", "twcs": "data/social/twcs.csv", "gplay": "data/app-reviews/reviews_final.csv",
          "alexa": "data/app-reviews/amazon_alexa.tsv", "fashion": "data/app-reviews/AMAZON_FASHION_5.ndjson", "nps": "data/surveys/nps.csv",
          "cfpb": "data/support/cfpb_Consumer_Complaints_sm.csv", "payday": "data/support/cfpb_payday_2025.csv",
          "mcd": "data/multi-aspect/McDonalds-Yelp-Sentiment-DFE.csv", "oo": "data/support/problem_reports_openoffice.txt"}


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def cpu_of(command):
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit {child.returncode}: {message.strip()}")
    return usage.ru_utime + usage.ru_stime


class Run:
    """A run folder: its rows of pain in the order of the page, the contacts of each, and what contacts state."""
    def __init__(self, folder):
        rows = lines(os.path.join(folder, "issues.ndjson"))
        self.mentions = lines(os.path.join(folder, "mentions.ndjson"))
        self.contacts = lines(os.path.join(folder, "contacts.ndjson"))
        with open(os.path.join(folder, "summary.json"), encoding="utf-8") as f:
            self.summary = json.load(f)
        self.pain = [row for row in rows if row["table"] == "pain"]
        self.members = collections.defaultdict(set)
        for m in self.mentions:
            if m.get("issue"):
                self.members[m["issue"]].add(m["contact"])
        self.problem = {m["contact"] for m in self.mentions if m.get("states") == "problem"}
        self.held = set().union(*(self.members[row["issue"]] for row in self.pain)) if self.pain else set()
        other = [row for row in self.pain if row["issue"].endswith(".other")]
        self.named = set().union(*(self.members[row["issue"]] for row in self.pain if row not in other)) if self.pain else set()


def made(asked, name, path):
    folder = os.path.join(asked.tmp, "run-" + name)
    if not os.path.isdir(folder):
        cpu_of([asked.gripe, "run", "-q", "--keep-ids", "--out", folder, path])
    return folder


def table(head, rows, left=1):
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * left + "--:|" * (len(head) - left))
    for row in rows:
        print("| " + " | ".join(str(c) for c in row) + " |")
    print()


def best(gold, issues):
    """label, contacts, (F1, issue, P, R) of the issue that fits it best; for labels of 30 contacts or more."""
    out = []
    for label, count in collections.Counter(x for of in gold.values() for x in of).most_common():
        true, top = {k for k, of in gold.items() if label in of}, (0.0, "", 0.0, 0.0)
        for name, members in issues:
            found = members & set(gold)
            hit = len(true & found)
            if hit:
                p, r = hit / len(found), hit / len(true)
                top = max(top, (2 * p * r / (p + r), name, p, r))
        if count >= 30:
            out.append((label, count, top))
    return out


def objective(asked):
    sets = []
    path = os.path.join(asked.shared, INPUTS["mcd"])
    if os.path.exists(path):
        run, gold = Run(made(asked, "mcd", path)), {}
        for c in run.contacts:
            text = (c.get("attrs") or {}).get("policies_violated") or ""
            gold[c["id"]] = {x.strip() for x in text.replace("\r", "\n").replace(",", "\n").split("\n")} - {"", "na"}
        sets.append(("McDonald's reasons", run, gold))
    path = os.path.join(asked.shared, "eval/airline.ndjson")
    if os.path.exists(path):
        run = Run(made(asked, "airline-labels", path))
        with open(os.path.join(asked.shared, "eval/airline.labels.tsv"), encoding="utf-8") as f:
            gold = {key: {label} for key, label in (line.rstrip("\n").split("\t")[:2] for line in f)}
        sets.append(("airline reasons", run, gold))
    body = []
    for name, run, gold in sets:
        rows = best(gold, [(row["label"], run.members[row["issue"]]) for row in run.pain[:10]])
        body.append((f"**{name}, mean**", "", f"**{sum(r[2][0] for r in rows) / len(rows):.3f}**", "", "", ""))
        body += [(label, count, f"{b[0]:.2f}", f"{b[2]:.2f}", f"{b[3]:.2f}", b[1]) for label, count, b in rows]
    print("Hand labels of the data against the first ten issues of the page\n")
    table(("label", "contacts", "best F1", "P", "R", "issue"), body)


def labelled(asked):
    """input -> {text of a mention that has a trouble, with runs of blanks as one}."""
    csv.field_size_limit(1 << 30)
    out = collections.defaultdict(set)
    for path in asked.labels:
        with open(path, encoding="utf-8", newline="") as f:
            for row in csv.DictReader((x for x in f if not x.startswith("# ")), delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["text"] and {row["label"], row["label2"]} - set(QUIET) - {""}:
                    out[row["input"]].add(" ".join(row["text"].split()))
    return out


def share(part, whole):
    return f"{100 * part / whole:.0f} %" if whole else "–"


def coverage(asked, inputs):
    troubled, body = labelled(asked), []
    for name, path in inputs:
        run = Run(made(asked, name, path))
        problem = run.problem
        found = {m["contact"] for m in run.mentions if " ".join(m["text"].split()) in troubled[name]}
        body.append((name, len(run.contacts), len(problem), share(len(problem & run.held), len(problem)), share(len(problem & run.named), len(problem)),
                     len(run.pain), share(run.summary.get("unplaced", 0), run.summary.get("counted", 0)), run.summary.get("layer", ""),
                     len(found), share(len(found & run.problem), len(found)), share(len(found & run.held), len(found))))
    print("Contacts with a problem that are in an issue or a remainder line. Of labelled contacts with a trouble: those that the program says have a problem, and those in a line\n")
    table(("input", "contacts", "with a problem", "in a line", "of these in an issue", "lines of pain", "unplaced", "headline", "labelled with a trouble", "said to have one", "in a line"), body)


def digests(folder):
    out = {}
    for where, _, names in os.walk(folder):
        for name in names:
            if name != "manifest.json":
                with open(os.path.join(where, name), "rb") as f:
                    out[os.path.relpath(os.path.join(where, name), folder)] = hashlib.sha256(f.read()).hexdigest()
    return out


def same_bytes(asked, inputs):
    key, body = os.path.join(asked.tmp, "key"), []
    with open(key, "wb") as f:
        f.write(b"k" * 32)
    os.chmod(key, 0o600)
    for name, path in inputs:
        straight, mixed = (os.path.join(asked.tmp, x) for x in ("straight.ndjson", "mixed.ndjson"))
        with open(straight, "wb") as f:
            subprocess.run([asked.gripe, "read", "-q", path], stdout=f, stderr=subprocess.DEVNULL, check=False)
        with open(straight, "rb") as f:
            contacts = f.readlines()
        random.Random(7).shuffle(contacts)
        with open(mixed, "wb") as f:
            f.writelines(contacts)
        got = []
        for source, threads in ((straight, 1), (mixed, 1), (straight, 2), (mixed, 2)):
            folder = os.path.join(asked.tmp, "bytes")
            cpu_of([asked.gripe, "run", "-q", "--keep-ids", "--key", key, "--threads", str(threads), "--out", folder, source])
            got.append(digests(folder))
        differ = sorted({x for other in got[1:] for x in set(got[0]) | set(other) if got[0].get(x) != other.get(x)})
        body.append((name, len(contacts), len(got[0]), "the same" if not differ else "**differ**: " + ", ".join(differ)))
    print("Shuffled input, and one or two threads: all files of the run folder but the manifest\n")
    table(("input", "contacts", "files", "bytes"), body)


def speed(asked, inputs):
    body = []
    for name, path in inputs:
        now, older, contacts = [], [], len(Run(made(asked, name, path)).contacts)
        for _ in range(asked.pairs):
            now.append(cpu_of([asked.gripe, "run", "-q", "--keep-ids", "--threads", "1", "--out", os.path.join(asked.tmp, "now"), path]))
            if asked.older:
                where = ["--lexicons", asked.older_lexicons] if asked.older_lexicons else []
                older.append(cpu_of([asked.older, "run", "-q", "--keep-ids", "--threads", "1", *where, "--out", os.path.join(asked.tmp, "older"), path]))
        row = [name, contacts, f"{contacts / statistics.median(now):,.0f}"]
        if older:
            row += [f"{contacts / statistics.median(older):,.0f}", f"{statistics.median(o / n for o, n in zip(older, now)):.2f}"]
        body.append(row)
    print(f"The whole job, one thread, {asked.pairs} runs" + (" of each in turns" if asked.older else "") + ": contacts after dedupe a CPU second\n")
    table(("input", "contacts", "now") + (("older", "now / older, median of pairs") if asked.older else ()), body)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("gripe", "shared", "tmp"):
        parser.add_argument(name)
    parser.add_argument("inputs", nargs="*")
    parser.add_argument("--older")
    parser.add_argument("--older-lexicons")
    parser.add_argument("--labels", action="append", default=[])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--only", default="objective,coverage,bytes,speed")
    asked = parser.parse_intermixed_args()
    known = {name: os.path.join(asked.shared, path) for name, path in INPUTS.items()}
    trades = os.path.join(asked.shared, "data/trades")
    for name in sorted(os.listdir(trades)) if os.path.isdir(trades) else ():
        if name.endswith(".ndjson"):
            known[name[:-7]] = os.path.join(trades, name)
    inputs = [(name, path) for name, path in known.items() if os.path.exists(path)] + [tuple(x.split("=", 1)) for x in asked.inputs]
    some = [x for x in inputs if x[0] in ("airline", "gplay", "mcd", "nps", "uber")]
    only = asked.only.split(",")
    if "objective" in only:
        objective(asked)
    if "coverage" in only:
        coverage(asked, inputs)
    if "bytes" in only:
        same_bytes(asked, some)
    if "speed" in only:
        speed(asked, some)


main()
