#!/usr/bin/env bash
# What is read of a made file of each exporter's shape: exporters.tsv as a Markdown table with what `gripe read` gives. The last one is exporters.md, which
# tests/lint/exporters.sh holds to it. The times of messages, persons and roles are counted, so that a member that stops being read shows in a number.
cd "$(dirname "$0")/../.." || exit 2
gripe=${GRIPE_BUILD:-$PWD/build}/gripe
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-quality.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C
place() { # FILE: where it stands
    [ -e "tests/golden/formats/input/$1" ] && echo "tests/golden/formats/input/$1" || echo "tests/fuzz/corpus/$1"
}
said() { # records on standard input: which fields they have, and in how many
    jq -rs '[.[] | to_entries[] | select(.key | IN("time", "person", "role", "title", "thread", "score", "lang")) | .key] | group_by(.) | map("\(.[0]) \(length)") | join(", ")'
}
cat <<'TOP'
Written by exporters.sh from exporters.tsv; the files are made, of the shape that the page or the files of that exporter show. "page": the columns are named on the
page; "shape": the page says how to export, and the shape is that of files seen. The last column: contacts, and in how many of them which field is filled.

| exporter | page | known by | columns or members | made file | found as | read |
|---|---|---|---|---|---|---|
TOP
grep -v '^#' tests/quality/exporters.tsv | while IFS=$'\t' read -r exporter format file page known members; do
    path=$(place "$file")
    "$gripe" read -v "$path" >"$tmp/records" 2>"$tmp/err"
    found=$(grep -oE '[a-z0-9-]+, [0-9]+ contacts' "$tmp/err" | tail -1 | cut -d, -f1)
    [ "$found" = "$format" ] || found="**$found**, not $format"
    echo "| $exporter | $page | $known | ${members//|/\\|} | $file | $found | $(grep -c . "$tmp/records"): $(said <"$tmp/records") |"
done
