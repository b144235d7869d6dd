"""store_nights.py GRIPE DATA TMP SHUFFLES: the dated sets of DATA night by night through one store each; prints a Markdown table of what is asked of a memory.

ids      share of the stored mentions whose issue and whose theme have the same id before and after a weekly relearning (all since the last one by the new model)
edits    edits of the ledger (rename, owner, merge, mute, action) that still show on the issues of the last night, after the relearnings
diff     births (planted: a topic of other people's words), merges and splits: parts of a theme of a tenth or more that went to another, counted from the mentions
         themselves, against what `gripe history diff` names
surge    the first night on which an issue is told to have far more than the nights before
alarms   nights with such a finding when each contact gets a day at random"""
import collections
import csv
import datetime
import json
import os
import random
import sqlite3
import subprocess
import sys

gripe, data, tmp, shuffles = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
env = dict(os.environ, HOME=tmp, TMPDIR=tmp)


def airline():
    with open(data + "/social/airline_Tweets.csv", encoding="utf-8", errors="replace") as f:
        for i, row in enumerate(csv.DictReader(f)):
            day = datetime.datetime.strptime(row["tweet_created"], "%d-%m-%Y %H.%M")
            if day.day > 16:    # the first day has four
                yield {"id": "a%d" % i, "channel": "social", "person": row["name"], "text": row["text"], "attrs": {"airline": row["airline"]}}, day


def support():
    with open(data + "/social/twcs.csv", encoding="utf-8", errors="replace") as f:
        for row in csv.DictReader(f):
            if row["inbound"] != "True" or not row["created_at"]:
                continue
            day = datetime.datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y").replace(tzinfo=None)
            if datetime.datetime(2017, 10, 31) <= day < datetime.datetime(2017, 11, 28):
                yield {"id": "s" + row["tweet_id"], "channel": "social", "person": row["author_id"], "text": row["text"]}, day


def complaints():
    with open(data + "/support/cfpb_payday_2025.csv", encoding="utf-8", errors="replace") as f:
        for row in csv.DictReader(f):
            day = datetime.datetime.strptime(row["Date received"], "%m/%d/%y")
            if row["Consumer complaint narrative"] and day < datetime.datetime(2025, 2, 21):
                yield {"id": "c" + row["Complaint ID"], "channel": "ticket", "text": row["Consumer complaint narrative"], "attrs": {"state": row["State"]}}, day


def by_night(contacts):
    nights = collections.defaultdict(list)
    for contact, day in contacts:
        nights[day.strftime("%Y-%m-%d")].append(dict(contact, time=day.strftime("%Y-%m-%dT%H:%M:%SZ")))
    return dict(sorted(nights.items()))


def write(name, contacts):
    with open(os.path.join(tmp, name), "w", encoding="utf-8") as f:
        f.writelines(json.dumps(c) + "\n" for c in contacts)
    return os.path.join(tmp, name)


def run(store, night, contacts, *options, out="run"):
    path = write("in.ndjson", contacts)
    done = subprocess.run([gripe, "run", "-q", "--keep-ids", "--store", store, "--now", night + "T23:59:59Z", "--out", os.path.join(tmp, out), *options, path],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)
    if done.returncode != 0:
        sys.exit("night %s: exit %d: %s" % (night, done.returncode, done.stderr.decode(errors="replace")))
    return os.path.join(tmp, out)


def lines(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def unusual(folder, night):
    """Labels of issues that the night had far more of, over all contacts."""
    return sorted({i["label"] for i in lines(folder, "issues.ndjson") if "issue" in i for a in i.get("anomalies", []) if a["day"] == night and "segment" not in a})


def assigned(store):
    db = sqlite3.connect(store)
    rows = db.execute("SELECT c.id, m.n, i.id, t.id FROM mention m JOIN contact c ON c.number = m.contact LEFT JOIN item i ON i.number = m.issue"
                      " LEFT JOIN item t ON t.number = m.theme WHERE c.latest = 1").fetchall()
    db.close()
    return {(c, n): (issue, theme) for c, n, issue, theme in rows}


def kept(before, after, which):
    """Of the mentions that had one, how many have the same one."""
    pairs = [(before[k][which], after[k][which]) for k in before if k in after and before[k][which]]
    return sum(a == b for a, b in pairs), len(pairs)


def named(store, first, second):
    """(what, former, theme) of the diff between two runs."""
    out = subprocess.run([gripe, "history", "diff", str(first), str(second), "--store", store, "--json"], stdout=subprocess.PIPE, env=env, check=True).stdout
    return [(r["what"], r["from"], r["to"]) for r in map(json.loads, out.decode().splitlines()) if "what" in r]


def runs(store):
    db = sqlite3.connect(store)
    numbers = [n for (n,) in db.execute("SELECT number FROM run ORDER BY night, number")]
    db.close()
    return numbers


def moved(before, after):
    """Flows of a tenth or more of a former theme's mentions into another theme: {(former, theme): share}."""
    size, flow = collections.Counter(), collections.Counter()
    for k, (_, theme) in before.items():
        if theme and after.get(k, (None, None))[1]:
            size[theme] += 1
            flow[theme, after[k][1]] += 1
    return {pair: n / size[pair[0]] for pair, n in flow.items() if pair[0] != pair[1] and n >= 0.15 * size[pair[0]] and size[pair[0]] >= 40}


PLANTED = ["The %s in seat %d was chewed by a peacock.", "A peacock sat on my %s, row %d, and nobody removed the bird.", "Why was a peacock allowed to peck my %s at gate %d?",
           "The peacock screamed all night beside my %s, flight %d."]
THINGS = ["headphones", "blanket", "tray table", "laptop", "pillow", "window shade", "jacket", "armrest"]


def planted(day, count):
    return [{"id": "planted%d" % i, "channel": "social", "person": "planted person %d" % i, "time": day + "T12:00:00Z", "text": PLANTED[i % 4] % (THINGS[i % 8], 10 + i)} for i in range(count)]


def week(name, nights, edits, extra):
    """All nights of a set, relearnt each seven; returns counts."""
    store, ledger = os.path.join(tmp, name + ".db"), os.path.join(tmp, name + ".tsv")
    issue_kept, theme_kept, found, missed, births, surge, seen = [0, 0], [0, 0], 0, 0, [0, 0], None, []
    options, folder = [], None
    for number, (night, contacts) in enumerate(nights.items()):
        seen += contacts
        folder = run(store, night, contacts, *options)
        if number == 0 and edits:
            ids = [i["issue"] for i in lines(folder, "issues.ndjson") if i["table"] == "pain" and not i["issue"].endswith(".other")]
            with open(ledger, "w", encoding="utf-8") as f:
                f.write("rename\t%s\tNamed by hand\nowner\t%s\tTeam Blue\naction\t%s\t%s\tsomething done\nmute\t%s\nmerge\t%s\t%s\n" % (ids[0], ids[1], ids[1], night, ids[2], ids[3], ids[0]))
            options = ["--ledger", ledger]
        found_tonight = unusual(folder, night)
        surge = surge or ((night, found_tonight) if found_tonight else None)
        if number % 7 == 6 or number == len(nights) - 1:
            before, last = assigned(store), runs(store)[-1]
            again = seen + (planted(night, 60) if extra else [])
            folder = run(store, (datetime.date.fromisoformat(night)).isoformat(), again, "--relearn", *options, out="again")
            after = assigned(store)
            for total, which in ((issue_kept, 0), (theme_kept, 1)):
                same, of = kept(before, after, which)
                total[0] += same
                total[1] += of
            flows, rows = moved(before, after), named(store, runs(store)[0], runs(store)[-1])
            told = {(f, t) for _, f, t in rows}
            found += sum(pair in told for pair in flows)
            missed += sum(pair not in told for pair in flows)
            if extra:
                homes = collections.Counter(theme for (c, n), (_, theme) in after.items() if c.startswith("planted") and theme)
                home = homes.most_common(1)[0][0] if homes else None
                births[1] += 1
                births[0] += any(what == "born" and t == home for what, _, t in rows) or any(what == "split" and t == home for what, _, t in rows)
                extra = False
    shown = {i["issue"]: i for i in lines(folder, "issues.ndjson")}
    held = None
    if edits:
        held = sum([shown.get(ids[0], {}).get("label") == "Named by hand", shown.get(ids[1], {}).get("owner") == "Team Blue", bool(shown.get(ids[1], {}).get("actions")),
                    shown.get(ids[2], {}).get("table") == "muted", ids[3] not in shown])
    return {"nights": len(nights), "issue": issue_kept, "theme": theme_kept, "found": found, "missed": missed, "births": births, "surge": surge, "held": held}


def percent(pair):
    return "%.1f %% of %s" % (100 * pair[0] / max(1, pair[1]), format(pair[1], ","))


def shuffled(nights):
    """Each contact on a day at random, its mentions as they are assigned; each of the nights from the sixth on is ranked with all before it, which is what the past of a
    store gives (tests/pipeline/nights.sh holds both to the same counts). Nights with a finding."""
    alarms, days = 0, list(nights)
    folder = run(os.path.join(tmp, "shuffled.db"), days[-1], [c for contacts in nights.values() for c in contacts])
    mentions = lines(folder, "mentions.ndjson")
    for seed in range(shuffles):
        chance, dealt = random.Random(seed), {}
        for mention in mentions:
            day = dealt.setdefault(mention["contact"], chance.choice(days))
            mention["time"] = day + mention["time"][10:]
        for night in days[5:]:
            with open(os.path.join(tmp, "dealt.ndjson"), "w", encoding="utf-8") as f:
                f.writelines(json.dumps(m) + "\n" for m in mentions if m["time"][:10] <= night)
            subprocess.run([gripe, "rank", "-q", "--now", night + "T23:59:59Z", "--model", folder + "/model", "--summary", os.path.join(tmp, "dealt.json"),
                            "-o", os.path.join(tmp, "issues.ndjson"), os.path.join(tmp, "dealt.ndjson")], check=True, env=env)
            alarms += bool(unusual(tmp, night))
    return alarms


sets = {"airline tweets": (by_night(airline()), True), "support tweets": (by_night(support()), False), "complaints (CFPB)": (by_night(complaints()), False)}
print("| set | nights | mentions that keep their issue's id over a relearning | their theme's id | edits on the last page | parts of themes that moved, named by diff | planted birth named | first surge told |")
print("|---|--:|---|---|---|---|---|---|")
for name, (nights, extra) in sets.items():
    got = week(name.split()[0], nights, extra, extra)
    print("| %s | %d | %s | %s | %s | %d of %d | %s | %s |" % (name, got["nights"], percent(got["issue"]), percent(got["theme"]), "%d of 5" % got["held"] if got["held"] is not None else "-",
          got["found"], got["found"] + got["missed"], "%d of %d" % tuple(got["births"]) if extra else "-", "%s: %s" % (got["surge"][0], ", ".join(got["surge"][1])) if got["surge"] else "none"), flush=True)
nights = sets["airline tweets"][0]
print()
print("Nights with a finding when contacts of the airline tweets get their day at random, %d shuffles of three tested nights: %d." % (shuffles, shuffled(nights)))
