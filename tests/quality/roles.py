"""roles.py GRIPE TMP FILE... - are agents found where the source does not say who wrote?

Each file names the role of its contacts. It is read, the roles are taken out of the records, and clean learns who answers in others' threads (--learn-boilerplate) and says who wrote.
Prints one Markdown table; exit 1 where more than a hundredth of those set aside are customers."""
import json
import os
import subprocess
import sys

gripe, tmp, *files = sys.argv[1:]
env = dict(os.environ, HOME=tmp)
failed = False


def clean(records, *options):
    return subprocess.run([gripe, "clean", "-q", "--keep-ids", "--key", os.path.join(tmp, "key"), *options], input=records, capture_output=True, check=True, env=env).stdout


print("| roles taken out | contacts | agents' | found | share | by place in threads | by phrases | customers taken for agents |")
print("|---|---|---|---|---|---|---|---|")
for path in files:
    truth, records = {}, []
    for line in subprocess.run([gripe, "read", "-q", path], capture_output=True, check=True, env=env).stdout.splitlines():
        contact = json.loads(line)
        truth[contact["source"], contact["id"]] = contact.pop("role", "customer")
        records.append(json.dumps(contact))
    records = ("\n".join(records) + "\n").encode()
    learned = os.path.join(tmp, "list")
    clean(records, "--learn-boilerplate", learned)
    found = wrong = place = phrase = agents = 0
    for line in clean(records, "--boilerplate", learned, "--roles", "all", "--non-answers", "keep").splitlines():
        contact = json.loads(line)
        agent = truth[contact["source"], contact["id"]] != "customer"
        said = contact.get("role", "customer") != "customer"
        agents += agent
        found += said and agent
        wrong += said and not agent
        place += said and "role_by_position" in contact.get("notes", [])
        phrase += said and "role_by_phrase" in contact.get("notes", [])
    print(f"| {os.path.basename(path)} | {len(truth)} | {agents} | {found} | {found / max(1, agents):.3f} | {place} | {phrase} | {wrong} |")
    failed = failed or wrong * 100 > found + wrong
sys.exit(failed)
