#!/usr/bin/env bash
# Every table and JSON file of ../shared/data: format found, contacts, what was set aside, repaired, and which fields are filled, as checked by hand once.
# UPDATE=1 writes the golden table again; read the difference before it is committed.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
if [ ! -d "$shared/data/social" ]; then
    skip "tables of ../shared/data"
    exit 0
fi
python3 tests/data/read_tables.py "$gripe" "$shared/data" >"$tmp/got.tsv"
[ "${UPDATE:-}" = 1 ] && cp "$tmp/got.tsv" tests/data/read_tables.tsv
while IFS=$'\t' read -r file wanted; do
    is "read $file" "$(grep -F "$file	" "$tmp/got.tsv" | head -1)" "$file	$wanted"
done < <(tail -n +2 tests/data/read_tables.tsv)
is "no file is missing in the golden table" "$(cut -f1 "$tmp/got.tsv" | md5sum)" "$(cut -f1 tests/data/read_tables.tsv | md5sum)"
