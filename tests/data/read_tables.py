"""read_tables.py GRIPE DATA - per table and JSON file of DATA: what `gripe read` makes of it, as figures, one line a file.

path, format, contacts, set aside, rejected, repairs and findings, then how many contacts have each field, and how many times, scores and roles of which kind.
No text of any file is printed. The committed read_tables.tsv was compared with the files by hand once; after that it is a golden table."""
import collections, json, os, re, subprocess, sys

gripe, data = sys.argv[1], sys.argv[2]
endings = (".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".js")
parts = ["app-reviews", "multi-aspect", "social", "support", "surveys", "volume", "parser-suites/commons-csv", "parser-suites/csv-spectrum"]


def counted(counter):
    return " ".join(f"{name}={count}" for name, count in sorted(counter.items())) or "-"


print("\t".join(["file", "format", "contacts", "set aside", "rejected", "repairs", "fields", "kinds"]))
for part in parts:
    for folder, folders, files in sorted(os.walk(os.path.join(data, part))):
        for name in sorted(files):
            path = os.path.join(folder, name)
            if not name.endswith(endings):
                continue
            run = subprocess.run([gripe, "read", "-v", "--books", "/dev/stderr", "--max-rejects", "1", path], capture_output=True)
            said = run.stderr.decode()
            told = re.search(r": ([a-z0-9-]+), (\d+) contacts, (\d+) rejected", said)
            short = os.path.relpath(path, data)
            if told is None:
                print("\t".join([short, "-", "0", "-", "0", "-", "-", f"exit {run.returncode}"]))
                continue
            book = json.loads([line for line in said.splitlines() if line.startswith("{")][0])
            fields, kinds = collections.Counter(), collections.Counter()
            for line in run.stdout.splitlines():
                contact = json.loads(line)
                for key, value in contact.items():
                    if key == "id":
                        fields["own_id"] += re.fullmatch("h[0-9a-f]{16}", value) is None
                    elif key not in ("text", "source", "channel"):
                        fields[key] += 1
                for key in ("channel", "role", "scale"):
                    if key in contact:
                        kinds[contact[key]] += 1
                if "time" in contact:
                    kinds["years " + contact["time"][:3] + "x"] += 1
            print("\t".join([short, told[1], told[2], counted({k: v for k, v in book["dropped"].items() if k != "rejected"}), told[3], counted(book["notes"]),
                             counted(fields), counted(kinds)]))
