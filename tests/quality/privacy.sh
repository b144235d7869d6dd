#!/usr/bin/env bash
# Personal data: precision and recall per kind (privacy.py), and how fast texts without any go through.
cd "$(dirname "$0")/../.." || exit 2
data=../shared/data/parser-suites/synth_dataset_v2.json
[ -f "$data" ] || { echo "skip privacy: ../shared/data is not there"; exit 0; }
build=${GRIPE_BUILD:-$PWD/build}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
make -s "$build/tools/personal_texts" BUILD="$build" || exit 1
status=0
"${PYTHON:-python3}" tests/quality/privacy.py "$build/tools/personal_texts" "$build/gripe" lexicons "$data" || status=1
python3 - >"$folder/plain" <<'PLAIN'
import sys
words = 'the app keeps crashing whenever i open it and nobody answers which is a pity because it used to work so well for many years now '
sys.stdout.write((words * 4 + '\0') * 40000)
PLAIN
echo
# Questions to a bank, by people who hardly name anybody: what is masked there is mostly wrong.
if [ -f ../shared/eval/banking77.ndjson ]; then
    python3 -c 'import json, sys
for line in sys.stdin: sys.stdout.write(json.loads(line)["text"] + chr(0))' <../shared/eval/banking77.ndjson >"$folder/questions"
    "$build/tools/personal_texts" lexicons <"$folder/questions" | tr '\0' '\n' | awk '{ masks += gsub(/\[(name|address)\]/, "") } END { printf "%d questions that name hardly anybody: %d names and addresses masked.\n\n", NR, masks }'
fi
"$build/tools/personal_texts" lexicons time <"$folder/plain" 2>&1 >/dev/null | awk '{ printf "Text without any capital, digit or mark: %.0f MB/s of one core.\n", $2 / $1 / 1e6 }'
exit $status
