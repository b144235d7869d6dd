"""make nights: so many nights of one nightly job, whose data change, and of which every tenth is killed at a random moment. nights.py GRIPE NIGHTS [SEED]

After each night: the run folder is a whole run, of this night or of the one before; its books balance; the store is sound and has each night that was published
once; after a night that lived nothing temporary is left, whatever the killed one before had left; memory stays within half again of the first night's; and all
of it runs within 64 descriptors. Prints one line, and before it what was wrong."""
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

gripe, nights, seed = os.path.abspath(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
chance = random.Random(seed)
home = tempfile.mkdtemp(prefix="gripe-nights.")
os.mkdir(home + "/tmp")
env = dict(os.environ, HOME=home, TMPDIR=home + "/tmp", LC_ALL="C.UTF-8")
THINGS = ["app", "parcel", "invoice", "login", "refund", "driver", "website", "card"]
TROUBLES = ["crashes when I open it", "came late again", "was charged twice", "does not work", "never arrived", "is much too slow"]
contacts, number, wrong = [], 0, []


def change_data():
    """Some contacts come, some old ones go."""
    global contacts, number
    for _ in range(chance.randint(1, 8)):
        number += 1
        contacts.append({"id": str(number), "channel": "ticket", "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1735689600 + number * 3600)),
                         "person": "person %d" % chance.randint(1, 40), "text": "The %s %s." % (chance.choice(THINGS), chance.choice(TROUBLES))})
    contacts = contacts[-200:]
    with open(home + "/in.ndjson", "w") as f:
        f.writelines(json.dumps(c) + "\n" for c in contacts)


def limit():
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def night(kill_after):
    """Exit status (negative: the signal), peak MiB, and what was said."""
    now = time.strftime("%Y-%m-%dT23:59:59Z", time.gmtime(1735689600 + done * 86400))  # a night of its own, whatever the contacts' dates
    child = subprocess.Popen([gripe, "run", "-q", "--out", "run", "--store", "runs.db", "--now", now, "-o", "page.md", "in.ndjson"], cwd=home, env=env, stderr=subprocess.PIPE, preexec_fn=limit)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child.pid, signal.SIGKILL)  # not child.kill, which would take its status
    said = child.stderr.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage.ru_maxrss / 1024, said


def check(what, good):
    if not good:
        wrong.append(what)
        print("night", done, what, flush=True)


def published():
    """The digest of what the run that stands there has read; None: there is none."""
    try:
        with open(home + "/run/manifest.json") as f:
            manifest = json.load(f)
        with open(home + "/run/contacts.ndjson") as f:
            for line in f:
                json.loads(line)
    except (OSError, ValueError) as why:
        return None, str(why)
    for book in manifest["books"]:
        check("books of %s do not balance" % book["stage"], book["in"] == book["kept"] + sum(book["dropped"].values()))
    with open(home + "/run/.gripe-run") as f:
        names = f.read().split("\n")[1:-1]
    check("the marker's files are not all there", all(os.path.exists(home + "/run/" + name) for name in names))
    return manifest["inputs"][0]["sha256"], ""


def kept():
    """Runs of the store; -1: it is not sound."""
    if not os.path.exists(home + "/runs.db"):
        return 0
    base = sqlite3.connect(home + "/runs.db")
    try:
        sound = base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return base.execute("SELECT count(*) FROM run").fetchone()[0] if sound else -1
    except sqlite3.Error:
        return -1
    finally:
        base.close()


def temporary():
    return [name for name in os.listdir(home) + os.listdir(home + "/tmp") if ".tmp" in name or ".old" in name or name.startswith("gripe-run")]


first_peak, whole, typical, killed, left_by_killed, before, runs = 0.0, 0, 0.5, 0, 0, None, 0
for done in range(1, nights + 1):
    change_data()
    with open(home + "/in.ndjson", "rb") as f:
        newest = hashlib.sha256(f.read()).hexdigest()
    kill = done % 10 == 0
    start = time.time()
    status, peak, said = night(chance.uniform(0, typical) if kill else None)
    typical = typical if kill else 0.9 * typical + 0.1 * (time.time() - start)
    now, why = published()
    check("no whole run stands there: " + why, now is not None or before is None)
    count = kept()
    if status == -signal.SIGKILL:
        killed += 1
        left_by_killed += bool(temporary())
        check("after a kill neither the old run nor the new", now in (before, newest))
        check("after a kill the store has %d runs, not %d or one more" % (count, runs), count in (runs, runs + 1))
    else:
        whole += 1
        first_peak = first_peak or peak
        check("exit %d: %s" % (status, said.strip()), status == 0)
        check("the run is not this night's", now == newest)
        check("left: %s" % temporary(), not temporary())
        check("%.0f MiB, %.0f at first" % (peak, first_peak), peak < first_peak * 1.5)
        check("the store has %d runs, not %d" % (count, runs + 1), count == runs + 1)
    before, runs = now, count
print("%d nights, %d killed (%d of them left something, which the next removed), %d runs in the store, %d wrong" % (nights, killed, left_by_killed, runs, len(wrong)))
shutil.rmtree(home)
sys.exit(len(wrong) > 0)
