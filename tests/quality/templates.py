"""templates.py GRIPE SHARED TMP [SET...] - does text that no customer composed appear in themes, and is customers' own text left alone?

Templates are found here on the raw texts, by counting and without the program: lines, labels before a colon and long sentences that many different senders (or threads, or texts where nobody is
named) share; names of the fields of Trac's tables; redactions. What a program says when it fails (FAILURE) is no template: people paste it because it is their issue. The whole pipeline then runs on the set. A label or term of a theme or sub-theme offends when most of the theme's mentions that hold
it are such text; a quote when it is such text itself. Then sets without templates: how many contacts were changed. Prints two Markdown tables; exit 1 when a label or sub-theme offends, or too much was cut."""
import collections
import json
import os
import re
import subprocess
import sys

from gripe_run import stems

TEMPLATED = """support/issues_train.csv support/issues_test.csv support/cfpb_Consumer_Complaints_sm.csv support/cfpb_payday_2025.csv support/customer_support_tickets.csv support/zendesk_tickets.json
support/problem_reports_openoffice.txt email/pipermail/r-help_2007-June.txt email/pipermail/r-sig-mac_2018-July.txt social/grase-support-list
social/stackexchange_frenchmeta_Posts.xml social/webtext_firefox_forum.txt social/reddit_loan_posts.csv social/twcs.csv calls surveys/comma-survey.csv volume/movie_reviews_half.ndjson""".split()
PLAIN = """social/airline_Tweets.csv surveys/nps.csv app-reviews/reviews_final.csv app-reviews/amazon_alexa.tsv app-reviews/appstore_rss.json app-reviews/AMAZON_FASHION_5.ndjson
multi-aspect/McDonalds-Yelp-Sentiment-DFE.csv support/problem_reports_firefox.txt
eval/airline.ndjson eval/banking77.ndjson eval/cfpbprod.ndjson eval/ittickets.ndjson eval/clinc150.ndjson""".split()
LEAST, SHARE, SENTENCE_SHARE = 8, 0.01, 0.03    # senders of a template's line, and the share of all senders; of a sentence in a long line
CHANGED_MOST = 0.005                            # share of contacts that may be changed where there is no template
LETTERS = {"eval/cfpbprod.ndjson": 0.05}        # … where people send letters that a service wrote for them
FAILURE = re.compile(r"\b(error|exception|warning|traceback|cannot|import|include)\b")
REDACTED = re.compile(r"\bx{3,}\b|\bxx/xx\b")


def raw(gripe, path):
    """Contacts as they were read; none of a table that has no words of customers."""
    run = subprocess.run([gripe, "read", "-q", path], capture_output=True)
    if run.returncode == 3 and b"no column looks like what customers write" in run.stderr:
        return []
    run.check_returncode()
    return [json.loads(line) for line in run.stdout.splitlines()]


def fold(line):
    """A line as people see it: no case, no numbers, no marks around it."""
    line = re.sub(r"</?[a-zA-Z][^<>]{0,60}>", " ", line.lower())
    line = re.sub(r"[*_#`|>\\~\[\]]+", " ", re.sub(r"\d+", "0", line))
    return re.sub(r"\s+", " ", line).strip(" -=:.+\t")


def units(text):
    """Folded lines, labels and sentences of a text: (unit, is a sentence)."""
    lines = [l for l in (l.strip() for l in text.split("\n")) if l]
    for line in lines:
        if len(lines) > 1 and len(line) < 1000:
            yield fold(line), False
            label = re.split(r"[:|?=](?!//)", line.strip("| "), maxsplit=1)
            if len(label) > 1 and len(label[0]) < 100:
                yield fold(label[0]), False
        if len(line) > 120:
            for sentence in re.split(r"(?<=[.!?])\s+", line):
                yield fold(sentence), True


def templates(contacts):
    senders, of_lines = collections.defaultdict(set), set()
    for c in contacts:
        who = c.get("person") or c.get("thread") or c.get("text", "")[:200]
        for unit, sentence in set(units(c.get("text", ""))):
            if len(unit.split()) >= (6 if sentence else 2) and not FAILURE.search(unit):
                senders[unit].add(who)
                if not sentence:
                    of_lines.add(unit)
        for row in re.findall(r"^\s*(\w+):[^|\n]*\|\s*(\w+):[^|\n]*$", c.get("text", ""), re.M):
            senders["trac " + " ".join(row).lower()].update(range(LEAST))
    people = len({c.get("person") or c.get("thread") or c.get("text", "")[:200] for c in contacts})
    return {u for u, s in senders.items() if len(s) >= max(LEAST, people * (SHARE if u in of_lines else SENTENCE_SHARE))}


class Judge:
    def __init__(self, lines):
        self.lines = {line for line in lines if not line.startswith("trac ")}
        self.fields = {f for line in lines if line.startswith("trac ") for f in line.split()[1:]}
        self.long = [line for line in self.lines if len(line.split()) >= 4]
        self.all = "\n" + "\n".join(sorted(self.lines)) + "\n"

    def is_template(self, text):
        """Is at least half of the text lines of templates, or labels of theirs?"""
        hit = total = 0
        for line in text.split("\n"):
            folded = fold(line)
            words = len(folded.split())
            total += words
            label = fold(re.split(r"[:|?=](?!//)", line, maxsplit=1)[0])
            if folded in self.lines or (words >= 3 and folded in self.all) or (label != folded and label in self.lines and words <= 12) or \
                    any(line in folded and len(line) * 2 > len(folded) for line in self.long) or REDACTED.search(folded) and len(REDACTED.sub("", folded).split()) < 3:
                hit += words
            elif self.fields and all(w in self.fields or w == "0" for w in re.findall(r"\w+(?=:)", line.lower())) and ":" in line and "|" in line:
                hit += words
        return hit * 2 > total > 0


def model_labels(folder):
    """id, parent, label, terms of themes and sub-themes."""
    with open(os.path.join(folder, "model", "themes.tsv"), encoding="utf-8") as f:
        for line in f:
            cells = line.rstrip("\n").split("\t")
            if not line.startswith("#") and len(cells) > 5:
                yield cells[0], cells[1], cells[2], cells[5].split(", ")


def offences(folder, judge):
    """(themes, what offends): labels, terms, sub-themes, quotes."""
    of, texts = collections.defaultdict(list), {}
    with open(os.path.join(folder, "mentions.ndjson"), encoding="utf-8") as f:
        for m in map(json.loads, f):
            texts[m["contact"], str(m["n"])] = m["text"]
            if "theme" in m:
                of[m["theme"]].append((m["text"], stems(m["text"])))
    judged, found, themes = {}, collections.defaultdict(list), 0

    def bad(text):
        if text not in judged:
            judged[text] = judge.is_template(text)
        return judged[text]
    for ident, parent, label, terms in model_labels(folder):
        mentions = of[parent or ident]
        themes += not parent
        for kind, phrase in [("sub-theme" if parent else "label", label)] + [("term", t) for t in terms]:
            words = stems(phrase.replace("Various:", ""))
            holding = [text for text, s in mentions if words <= s] if words else []
            if REDACTED.search(phrase.lower()) or (len(holding) > 2 and sum(map(bad, holding)) * 2 > len(holding)):
                found[kind].append(phrase)
    with open(os.path.join(folder, "themes.ndjson"), encoding="utf-8") as f:
        for theme in map(json.loads, f):
            for quote in theme.get("quotes", []):
                text = quote.get("text", "") if isinstance(quote, dict) else quote
                if judge.is_template(text):
                    found["quote"].append(text[:70].replace("\n", " / "))
    return themes, found


def cell(text):
    return text.replace("|", "\\|").replace("\n", " / ")


def check_templated(gripe, shared, tmp, names):
    failed = False
    print("| set | contacts | lines of templates | themes | labels | terms | sub-themes | quotes | which |\n|---|--:|--:|--:|--:|--:|--:|--:|---|")
    for name in names:
        path = os.path.join(shared, "data", name)
        if not os.path.exists(path):
            continue
        contacts = raw(gripe, path)
        if not contacts:
            print(f"| {name} | 0 | 0 | 0 | 0 | 0 | 0 | 0 |  |", flush=True)
            continue
        lines = templates(contacts)
        folder = os.path.join(tmp, name.replace("/", "_"))
        subprocess.run([gripe, "run", "-q", "--keep-ids", "--out", folder, path], stdout=subprocess.DEVNULL, check=False)
        themes, found = offences(folder, Judge(lines))
        which = [f"{cell(p)}" for kind in ("label", "sub-theme", "term", "quote") for p in found[kind]]
        failed = failed or any(found[kind] for kind in ("label", "sub-theme"))
        print(f"| {name} | {len(contacts):,} | {len(lines)} | {themes} | {len(found['label'])} | {len(found['term'])} | {len(found['sub-theme'])} | {len(found['quote'])} | {'; '.join(which[:8])} |", flush=True)
    return failed


def missing(before, after):
    kept = {fold(l) for l in after.split("\n")}
    return [l.strip() for l in before.split("\n") if l.strip() and fold(l) not in kept]


def check_plain(gripe, shared, tmp, names):
    failed = False
    print("\nSets without templates: contacts that boilerplate changed.\n\n| set | contacts | changed | share | what went, three of them |\n|---|--:|--:|--:|---|")
    for name in names:
        path = os.path.join(shared, name if name.startswith("eval/") else "data/" + name)
        if not os.path.exists(path):
            continue
        before = {c["id"]: c.get("text", "") for c in raw(gripe, path)}
        learnt = os.path.join(tmp, "learnt.tsv")
        for option in ("--learn-boilerplate", "--boilerplate"):
            read = subprocess.Popen([gripe, "read", "-q", path], stdout=subprocess.PIPE)
            out = subprocess.run([gripe, "clean", "-q", "--pii", "keep", option, learnt], stdin=read.stdout, capture_output=True, check=True).stdout
            read.wait()
        cleaned = [json.loads(line) for line in out.splitlines()]
        changed = [c for c in cleaned if "boilerplate_cut" in c.get("notes", [])]
        examples = [" / ".join(missing(before.get(c["id"], ""), c["text"]))[:60] for c in changed]
        share = len(changed) / max(1, len(cleaned))
        failed = failed or share > LETTERS.get(name, CHANGED_MOST)
        print(f"| {name} | {len(cleaned):,} | {len(changed)} | {share:.2%} | {'; '.join(cell(e) for e in examples[:3])} |", flush=True)
    return failed


def main():
    gripe, shared, tmp = sys.argv[1:4]
    only = sys.argv[4:]
    failed = check_templated(gripe, shared, tmp, [n for n in TEMPLATED if not only or n in only])
    failed |= check_plain(gripe, shared, tmp, [n for n in PLAIN if not only or n in only])
    sys.exit(1 if failed else 0)


main()
