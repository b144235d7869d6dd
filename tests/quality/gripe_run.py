"""What the theme measurements share: running gripe on a file and reading what it left. Needs nothing beyond Python."""
import json
import os
import resource
import subprocess
import sys
import time

PLAN = "read\nclean\nsplit\nstem\nlearn{learn}\nassign\n"    # without dedupe: in a labelled set every copy has a label of its own


def run(gripe, contacts, folder, learn="", extra=()):
    """Runs read..assign in one process into folder; returns CPU seconds, wall seconds, peak MiB. Exits with gripe's message when it fails."""
    plan = folder + ".plan"
    with open(plan, "w") as f:
        f.write(PLAN.format(learn=" " + learn if learn else ""))
    start = time.time()
    child = subprocess.Popen([gripe, "run", "-q", "--keep-ids", "--plan", plan, "--out", folder, *extra, contacts], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"gripe run {contacts}: exit {child.returncode}: {message.strip()}")
    return usage.ru_utime + usage.ru_stime, time.time() - start, usage.ru_maxrss / 1024


def mentions(folder):
    """Assigned mentions, a dictionary each."""
    with open(os.path.join(folder, "mentions.ndjson"), encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def primary(folder):
    """contact -> primary theme or None."""
    with open(os.path.join(folder, "contacts.ndjson"), encoding="utf-8") as f:
        return {c["id"]: c.get("theme") for c in map(json.loads, f)}


def labels(folder):
    """theme id -> label; sub-themes too."""
    out = {}
    with open(os.path.join(folder, "model", "themes.tsv"), encoding="utf-8") as f:
        for line in f:
            cells = line.rstrip("\n").split("\t")
            if not line.startswith("#") and len(cells) > 2 and cells[0] != "id":
                out[cells[0]] = {"parent": cells[1], "label": cells[2], "terms": cells[5] if len(cells) > 5 else ""}
    return out


STOP = set("a an the my your our is are be was of in on at by for to from with and or not it i s t".split())
ENDINGS = ("ations", "ation", "ings", "ing", "ions", "ion", "ies", "ment", "ed", "es", "er", "al", "s", "e", "y")


def stem(word):
    """A rough English stem, the same whatever is installed: one ending off while four letters stay, then a doubled last letter once."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 - (ending in ("s", "ed", "e", "y")):
            word = word[:-len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def stems(text):
    words = "".join(c.lower() if c.isalnum() else " " for c in text.replace("'", "").replace("\u2019", "")).split()
    return {stem(w) for w in words if w not in STOP}
