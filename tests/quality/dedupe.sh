#!/usr/bin/env bash
# Duplicates: near ones against exact resemblance of all pairs (dedupe.py), and the flood of 8,500 tickets with 136 texts.
cd "$(dirname "$0")/../.." || exit 2
shared=../shared
[ -d "$shared/data" ] || { echo "skip dedupe: ../shared/data is not there"; exit 0; }
gripe=${GRIPE_BUILD:-$PWD/build}/gripe
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
status=0
python3 tests/quality/dedupe.py "$gripe" "$shared" "$folder" || status=1
echo
flood=$shared/data/support/customer_support_tickets.csv
"$gripe" read -q "$flood" >"$folder/flood"
for near in 1 0.9; do
    kept=$("$gripe" dedupe -q --near $near "$folder/flood" | wc -l)
    [ "$kept" -eq 136 ] || status=1
    echo "The flood, --near $near: $(wc -l <"$folder/flood") tickets, $kept kept (136 texts)."
done
exit $status
