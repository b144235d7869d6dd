#!/usr/bin/env python3
"""Theme quality on labelled sets: gripe's rows beside the peers', means, what the themes are called, and how well.

  themes.py GRIPE EVAL_FOLDER WORK_FOLDER [SET]...

Means are over the eight sets that have BERTopic's row. CPU seconds and MiB are those of the whole process, read to assign, learning included.
Label quality: of the ten biggest themes (those whose majority is off-topic left out), the share whose label, and whose label or terms, has a stem in common with the
name of their majority label. Twins: share of all themes' labels whose stems all stand in another theme's label, or that repeat one.
"""
import glob
import os
import re
import sys
from collections import Counter, defaultdict

sys.path.insert(0, sys.argv[2])
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import gripe_run  # noqa: E402
import score  # noqa: E402

# Public names of classes that the sets only number.
SO = "wordpress oracle svn apache excel matlab visual-studio cocoa osx bash spring hibernate scala sharepoint ajax qt drupal linq haskell magento".split()
SNIPPETS = ["business", "computers", "culture arts entertainment music movies", "education science", "engineering", "health", "politics society", "sports"]
NAMES = {"stackoverflow-skew": {f"L{i}": n for i, n in enumerate(SO, 1)}, "snippets-skew": {f"L{i}": n for i, n in enumerate(SNIPPETS, 1)}, "biomedical-skew": {}}
ORDER = "banking77-skew clinc150-skew stackoverflow-skew biomedical-skew snippets-skew airline ittickets banking77 clinc150 cfpbprod".split()
COLUMNS = "AMI ARI cov offout r5@10 mae10".split()


def peers(folder):
    """set -> peer -> row of figures, from the README's table."""
    out = defaultdict(dict)
    with open(os.path.join(folder, "README.md"), encoding="utf-8") as f:
        for line in f:
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if len(cells) >= 12 and re.fullmatch(r"\d+/\d+", cells[6]):
                value = lambda x: float(x) if x else None  # noqa: E731
                out[cells[0]][cells[1]] = {"AMI": value(cells[2]), "ARI": value(cells[3]), "cov": value(cells[4]), "offout": value(cells[5]), "k": cells[6],
                                           "r5@10": value(cells[7]), "mae10": value(cells[8]), "speed": value(cells[10]), "MiB": value(cells[11])}
    return out


def fixed(value, digits):
    return "" if value is None or value != value else f"{value:.{digits}f}"


def twins(labels):
    sets = [gripe_run.stems(x) for x in labels]
    return sum(any(i != j and (a < b or (a == b and j < i)) for j, b in enumerate(sets)) for i, a in enumerate(sets)) / max(1, len(sets))


def main(gripe, folder, work, wanted):
    known = peers(folder)
    names = [s for s in ORDER if os.path.exists(f"{folder}/{s}.ndjson") and (not wanted or s in wanted)]
    names += sorted(s for s in (os.path.basename(p)[:-7] for p in glob.glob(f"{folder}/*.ndjson")) if s not in ORDER and (not wanted or s in wanted))
    rows, lists, quality = {}, [], []
    print("| set | method | AMI | ARI | cov | offout | k | r5@10 | mae10 | CPU s | MiB | contacts per CPU s | times BERTopic's wall figure |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for name in names:
        truth = score.read_labels(f"{folder}/{name}.labels.tsv")
        out = f"{work}/{name}"
        cpu, _, mib = gripe_run.run(gripe, f"{folder}/{name}.ndjson", out)
        found = gripe_run.primary(out)
        s = score.score(truth, found)
        bertopic = known[name].get("BERTopic, defaults (k auto)")
        speed = len(truth) / cpu
        rows[name] = {**{c: s[c] for c in COLUMNS}, "k": s["k"], "speed": speed, "MiB": mib, "bertopic": bertopic}
        for peer, p in sorted(known[name].items()):
            if peer.startswith(("BERTopic", "MiniLM", "Top2Vec", "LDA")):
                print(f"| {name} | {peer} | " + " | ".join([fixed(p["AMI"], 3), fixed(p["ARI"], 3), fixed(p["cov"], 2), fixed(p["offout"], 2), p["k"], fixed(p["r5@10"], 1),
                                                            fixed(p["mae10"], 2), "", fixed(p["MiB"], 0), fixed(p["speed"], 0) + " (wall)", ""]) + " |")
        print(f"| {name} | **gripe** | " + " | ".join([fixed(s["AMI"], 3), fixed(s["ARI"], 3), fixed(s["cov"], 2), fixed(s["offout"], 2), f"{s['k']}/{s['ktrue']}",
              fixed(s["r5@10"], 1), fixed(s["mae10"], 2), fixed(cpu, 2), fixed(mib, 0), fixed(speed, 0), fixed(speed / bertopic["speed"], 0) if bertopic else ""]) + " |")
        sys.stdout.flush()
        titles = gripe_run.labels(out)
        by_theme = defaultdict(Counter)
        for contact, theme in found.items():
            if theme is not None:
                by_theme[theme][truth.get(contact, "?")] += 1
        top = sorted(by_theme, key=lambda t: (-sum(by_theme[t].values()), t))
        hits = wide = of = 0
        for theme in top[:10]:
            majority, n = by_theme[theme].most_common(1)[0]
            meant = "off-topic" if majority == score.OFF else NAMES.get(name, {majority: majority}).get(majority, majority if name not in NAMES else "?")
            title = titles.get(theme, {"label": "?", "terms": ""})
            lists.append((name, title["label"], title["terms"], meant.replace("_", " "), n, sum(by_theme[theme].values())))
            if majority != score.OFF and meant != "?":
                said, wanted_stems = gripe_run.stems(title["label"]), gripe_run.stems(meant.replace("_", " "))
                of += 1
                hits += bool(said & wanted_stems)
                wide += bool((said | gripe_run.stems(title["terms"])) & wanted_stems)
        tops = [titles[t]["label"] for t in top if t in titles]
        quality.append((name, hits, wide, of, twins(tops), len(tops)))
    eight = [n for n in names if rows[n]["bertopic"]]
    print("\nMeans over the sets that have BERTopic's row:\n\n| method | AMI | ARI | cov | offout | r5@10 | mae10 | contacts per CPU s | peak MiB |\n|---|---|---|---|---|---|---|---|---|")

    def mean(values):
        values = [v for v in values if v is not None and v == v]
        return sum(values) / len(values) if values else float("nan")
    for title, get in (("BERTopic, defaults", lambda r: r["bertopic"]), ("**gripe**", lambda r: r)):
        m = [mean([get(rows[n])[c] for n in eight]) for c in COLUMNS + ["speed"]]
        peak = max((get(rows[n])["MiB"] for n in eight), default=0)
        print(f"| {title} | " + " | ".join([fixed(m[0], 3), fixed(m[1], 3), fixed(m[2], 3), fixed(m[3], 2), fixed(m[4], 2), fixed(m[5], 2), fixed(m[6], 0), fixed(peak, 0)]) + " |")
    below = [n for n in eight if rows[n]["AMI"] < rows[n]["bertopic"]["AMI"]]
    slow = [n for n in eight if rows[n]["speed"] < 100 * rows[n]["bertopic"]["speed"]]
    print(f"\nSets below BERTopic's AMI: {', '.join(below) or 'none'}. Sets under 100 times its contacts a second (its wall clock, README): {', '.join(slow) or 'none'}.")
    print("\nLabels:\n\n| set | label shares a stem with the majority's name | label or terms do | twins |\n|---|---|---|---|")
    for name, hits, wide, of, twin, count in quality:
        print(f"| {name} | {f'{hits} of {of}' if of else ''} | {f'{wide} of {of}' if of else ''} | {100 * twin:.0f} % of {count} |")
    total = sum(q[3] for q in quality)
    if total:
        print(f"| all | {sum(q[1] for q in quality)} of {total} ({100 * sum(q[1] for q in quality) / total:.0f} %) | {sum(q[2] for q in quality)} of {total} "
              f"({100 * sum(q[2] for q in quality) / total:.0f} %) | {100 * mean([q[4] for q in quality]):.0f} % (mean) |")
    terms_too = bool(os.environ.get("TERMS"))
    print("\nThe ten biggest themes of each set" + ("" if terms_too else " (TERMS=1 prints their terms too)") + ":\n\n| set | gripe's label | majority label | of |\n|---|---|---|---|")
    for name, label, terms, meant, n, size in lists:
        print(f"| {name} | {label}{' (' + terms + ')' if terms_too else ''} | {meant} | {n} of {size} |")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
