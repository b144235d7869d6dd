"""make kills: a store while its programs are killed (kill -9) at random moments. store_kills.py GRIPE COUNT [SEED]

Of each kind in turn (a night added, a night replaced, contacts pruned, a run removed, a person forgotten) a program is started on a copy of a store and killed after a
random part of the time that it takes. Then the store must be sound (gripe history check), and say what it said before or what it says after the whole. Prints one line
a kind, and before it what was wrong; exit status 1 when something was."""
import collections
import glob
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

gripe, count, seed = os.path.abspath(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
chance = random.Random(seed)
here = os.path.dirname(os.path.abspath(__file__))
home = tempfile.mkdtemp(prefix="gripe-kills.")
env = dict(os.environ, HOME=home, TMPDIR=home, LC_ALL="C.UTF-8")
TABLES = ["run", "theme", "person", "contact", "mention", "item", "contact_item", "day_count", "birth", "birth_member", "action"]


def quiet(*command, **options):
    return subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)


def night(number, mentions):
    """A made run folder."""
    folder = "%s/night%d" % (home, number)
    quiet(sys.executable, here + "/../bench/store_made.py", folder, str(number), str(mentions), check=True)
    quiet(gripe, "rank", "-q", "--counted", folder + "/counted.tsv", "--summary", folder + "/summary.json", "-o", folder + "/lines.ndjson", folder + "/mentions.ndjson", check=True)
    return folder


def keep(store, folder):
    return [gripe, "history", "-q", "--store", store, "--records", folder, "--summary", folder + "/summary.json", folder + "/lines.ndjson"]


def said(store):
    """What the tables say, whatever their rows' order; the write-ahead log is read too."""
    db, digest = sqlite3.connect(store), hashlib.sha256()
    for table in TABLES:
        for row in sorted(map(repr, db.execute("SELECT * FROM " + table))):
            digest.update(row.encode())
    db.close()
    return digest.hexdigest()


def copy(store, name):
    for old in glob.glob("%s/%s*" % (home, name)):
        os.remove(old)
    shutil.copy(store, "%s/%s" % (home, name))
    return "%s/%s" % (home, name)


first, second, changed = night(1, 3000), night(2, 3000), night(3, 3000)
with open(second + "/contacts.ndjson") as whole, open(second + "/mentions.ndjson") as lines:
    # the second night without its last hundred contacts: a changed rerun
    contacts, mentions = whole.readlines()[:-100], lines.readlines()[:-300]
for name, part in (("contacts", contacts), ("mentions", mentions)):
    with open("%s/%s.ndjson" % (changed, name), "w") as f:
        f.writelines(part)
quiet(gripe, "rank", "-q", "--counted", changed + "/counted.tsv", "--summary", changed + "/summary.json", "-o", changed + "/lines.ndjson", changed + "/mentions.ndjson", check=True)
one, two = home + "/one.db", home + "/two.db"
quiet(*keep(one, first), check=True)
shutil.copy(one, two)
quiet(*keep(two, second), check=True)
db = sqlite3.connect(two)
person = db.execute("SELECT pseudonym FROM person ORDER BY number LIMIT 1").fetchone()[0]
db.close()
kinds = [("add", one, lambda s: keep(s, second)), ("replace", two, lambda s: keep(s, changed)), ("prune", two, lambda s: [gripe, "history", "prune", "--before", "2025-01-03", "--store", s]),
         ("remove", two, lambda s: [gripe, "history", "prune", "--run", "1", "--store", s])]
if quiet(gripe, "forget", "-h").returncode == 0:
    kinds.append(("forget", two, lambda s: [gripe, "forget", person, "--store", s]))
before, after, takes, wrong = {}, {}, {}, []
for name, store, command in kinds:
    trial = copy(store, "trial.db")
    before[name] = said(trial)
    start = time.time()
    done = quiet(*command(trial))
    takes[name] = time.time() - start
    after[name] = said(trial)
    if done.returncode != 0:
        wrong.append("%s: exit %d: %s" % (name, done.returncode, done.stderr.decode(errors="replace").strip()))
outcomes = collections.Counter()
for i in range(count):
    name, store, command = kinds[i % len(kinds)]
    trial = copy(store, "trial.db")
    child = subprocess.Popen(command(trial), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0, takes[name] * 1.1))
    child.send_signal(signal.SIGKILL)
    child.wait()
    check = quiet(gripe, "history", "check", "--store", trial)
    now = said(trial)
    if check.returncode != 0:
        wrong.append("%s, kill %d: the store is not sound" % (name, i))
    if now not in (before[name], after[name]):
        wrong.append("%s, kill %d: the store says neither what it said before nor what it says after" % (name, i))
    outcomes[name, "after" if now == after[name] else "before"] += 1
for line in wrong[:20]:
    print(line)
for name, _, _ in kinds:
    print("%s: %d killed, %d stood as before, %d as after" % (name, outcomes[name, "before"] + outcomes[name, "after"], outcomes[name, "before"], outcomes[name, "after"]))
shutil.rmtree(home, ignore_errors=True)
sys.exit(1 if wrong else 0)
