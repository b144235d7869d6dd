#!/usr/bin/env bash
# Every file of ../shared/data by itself: the format that was found, contacts, rejects, repairs. Sources (topic/name) of more than 20 files are summed up by format.
# Prints a Markdown table; the one that was checked by hand is read_files.md, and a run that differs from it says so at its end.
cd "$(dirname "$0")/../.." || exit 2
gripe=${GRIPE_BUILD:-build}/gripe
data=../shared/data
[ -d "$data" ] || { echo "../shared/data is not here."; exit 0; }
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-quality.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C
# one line a file: folder TAB file TAB format TAB contacts TAB rejects TAB notes
find "$data" -type f ! -name SOURCES.tsv ! -name README.md | sort | while read -r file; do
    path=${file#"$data"/}
    source=$(cut -d/ -f1-2 <<<"$path")
    [ "$source" = "$path" ] && source=${path%/*}
    "$gripe" read -v --max-rejects 1 --rejects "$tmp/rejects" "$file" >/dev/null 2>"$tmp/err"
    said=$(grep -oE '[a-z0-9-]+, [0-9]+ contacts, [0-9]+ rejected' "$tmp/err" | tail -1)
    notes=$(sed -n 's/^gripe read: repaired or noted: //p' "$tmp/err" | tail -1)
    drops=$(sed -n 's/^gripe read: .* kept + //p' "$tmp/err" | tail -1)
    why=$(grep -v -e 'repaired or noted' -e ' read = ' -e ' contacts, ' "$tmp/err" | tail -1 | sed 's/^gripe read: //; s/^[^ ]*: //' | cut -c1-90)
    if [ -n "$said" ]; then
        IFS=', ' read -r format contacts _ rejected _ <<<"$said"
        printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$source" "${path#"$source"/}" "$format" "$contacts" "$rejected" "$notes${drops:+${notes:+; }set aside: $drops}"
    else
        printf '%s\t%s\t-\t0\t0\t%s\n' "$source" "${path#"$source"/}" "$why"
    fi
done >"$tmp/lines"
{
    echo "| file | format | contacts | rejected | repaired, noted, set aside |"
    echo "|---|---|---:|---:|---|"
    awk -F'\t' '{count[$1]++} {line[NR] = $0} END {
        for (i = 1; i <= NR; i++) {
            split(line[i], f, "\t")
            if (count[f[1]] <= 20) { printf "%s/%s\t%s\t%s\t%s\t%s\n", f[1], f[2], f[3], f[4], f[5], f[6]; continue }
            key = f[1] "/ (" ; n[f[1], f[3]]++; c[f[1], f[3]] += f[4]; r[f[1], f[3]] += f[5]; folder[f[1]]; format[f[3]]
        }
        for (a in folder) for (b in format) if ((a, b) in n) printf "%s/ (%d files)\t%s\t%d\t%d\t\n", a, n[a, b], b, c[a, b], r[a, b]
    }' "$tmp/lines" | sort | awk -F'\t' '{ gsub(/\|/, "\\|"); printf "| %s | %s | %s | %s | %s |\n", $1, $2, $3, $4, $5 }'
} >"$tmp/table"
cat "$tmp/table"
if [ -r tests/quality/read_files.md ]; then
    if diff <(grep '^|' tests/quality/read_files.md) "$tmp/table" >"$tmp/diff"; then echo; echo "Equal to the table that was checked."; else echo; echo "Differs from the table that was checked:"; sed 's/^/    /' "$tmp/diff"; fi
fi
