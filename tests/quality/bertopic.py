#!/usr/bin/env python3
"""gripe beside BERTopic's defaults in one sitting: quality and contacts per CPU second, set by set.

  bertopic.py GRIPE EVAL_FOLDER WORK_FOLDER PYTHON_WITH_BERTOPIC [SET]...

gripe runs before and after BERTopic on each set; the slower of the two counts.
"""
import os
import re
import subprocess
import sys

sys.path.insert(0, sys.argv[2])
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import gripe_run  # noqa: E402
import score  # noqa: E402

SETS = "banking77-skew clinc150-skew stackoverflow-skew biomedical-skew snippets-skew ittickets airline banking77".split()


def main(gripe, folder, work, python, names):
    print("| set | contacts | BERTopic AMI | gripe AMI | BERTopic CPU s | gripe CPU s | BERTopic contacts per CPU s | gripe | times | BERTopic MiB | gripe MiB |\n"
          "|---|---|---|---|---|---|---|---|---|---|---|")
    for name in names:
        path, out, truth = f"{folder}/{name}.ndjson", f"{work}/{name}", score.read_labels(f"{folder}/{name}.labels.tsv")
        before, _, mib = gripe_run.run(gripe, path, out)
        with open(f"{work}/peer.tsv", "w") as f:
            peer = subprocess.run([python, f"{folder}/peers.py", "bertopic", path], stdout=f, stderr=subprocess.PIPE, text=True)
        said = re.search(r"(\d+) contacts, [\d.]+ s wall, ([\d.]+) s CPU, \d+ contacts per CPU second, (\d+) MiB", peer.stderr)
        if peer.returncode != 0 or not said:
            sys.exit(f"peers.py bertopic {name}: {peer.stderr[-500:]}")
        after, _, _ = gripe_run.run(gripe, path, out)
        n, theirs, ours = int(said.group(1)), float(said.group(2)), max(before, after)
        print(f"| {name} | {n} | {score.score(truth, score.read_themes(work + '/peer.tsv'))['AMI']:.3f} | {score.score(truth, gripe_run.primary(out))['AMI']:.3f} | "
              f"{theirs:.1f} | {ours:.2f} | {n / theirs:.0f} | {n / ours:.0f} | {theirs / ours:.0f} | {said.group(3)} | {mib:.0f} |")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:5], sys.argv[5:] or SETS)
