#!/usr/bin/env bash
# On a terminal the page is as wide as it is, has bars, colours unless NO_COLOR says no, and goes through a pager when it is long; into a pipe or a file it is
# Markdown, whatever the terminal.
. "$(dirname "$0")/../tap.sh"
python3 -c 'import pty; pty.openpty()' 2>/dev/null || { skip "terminals need a pty device"; exit 0; }
on() { python3 "$root/tests/pipeline/on_terminal.py" "$@"; } # COLUMNS LINES COMMAND...
run() { "$gripe" run -q "$@" "$root/samples/inbox/reviews.csv"; }
escape=$(printf '\033')
PAGER='' TERM=xterm NO_COLOR=1 on 60 2000 "$gripe" run -q "$root/samples/inbox/reviews.csv" >"$tmp/plain"
is "a terminal gets the page, and bars" "$(grep -c '█' "$tmp/plain" | awk '{print ($1 > 3)}')" 1
is "NO_COLOR: no colour" "$(grep -c "$escape" "$tmp/plain")" 0
is "no line is wider than the terminal, but for a table's figures" "$(python3 -c 'import sys; print(sum(len(l.rstrip("\n")) > 60 for l in open(sys.argv[1], encoding="utf-8") if "  " not in l.strip()))' "$tmp/plain")" 0
is "nothing of Markdown stands in it" "$(grep -cE '^#|^> |^\|' "$tmp/plain")" 0
PAGER='' TERM=xterm NO_COLOR='' on 60 2000 "$gripe" run -q "$root/samples/inbox/reviews.csv" >"$tmp/colour"
is "without NO_COLOR there is colour" "$(grep -c "$escape" "$tmp/colour" | awk '{print ($1 > 3)}')" 1
PAGER='' TERM=dumb NO_COLOR='' on 60 2000 "$gripe" run -q "$root/samples/inbox/reviews.csv" >"$tmp/dumb"
is "a dumb terminal gets none" "$(grep -c "$escape" "$tmp/dumb")" 0
PAGER="sed 's/^/paged: /'" TERM=xterm NO_COLOR=1 on 60 20 "$gripe" run -q "$root/samples/inbox/reviews.csv" >"$tmp/paged"
is "a page longer than the terminal goes through the pager, all of it" "$(sed 's/^paged: //' "$tmp/paged" | cmp - "$tmp/plain" && grep -c '^paged: ' "$tmp/paged")" "$(wc -l <"$tmp/plain")"
PAGER="sed 's/^/paged: /'" TERM=xterm NO_COLOR=1 on 60 2000 "$gripe" run -q "$root/samples/inbox/reviews.csv" >"$tmp/short"
same "a page that fits does not" "$tmp/short" "$tmp/plain"
PAGER='head -1 >/dev/null' TERM=xterm on 60 20 "$gripe" run -q --out "$tmp/kept" "$root/samples/inbox/reviews.csv" >/dev/null
is "a pager that is left early is no failure, and the run is kept" "$? $(ls "$tmp/kept/report/index.html" | wc -l)" "0 1"
run >"$tmp/md"
is "a pipe gets Markdown" "$(head -c 2 "$tmp/md")" "# "
"$gripe" plan | sed 's/^report$/report --format md/' >"$tmp/plan"
PAGER='' TERM=xterm on 60 2000 "$gripe" run -q --plan "$tmp/plan" "$root/samples/inbox/reviews.csv" >"$tmp/asked"
same "a format that the plan asks for stands" "$tmp/asked" "$tmp/md"
run --format play-console >"$tmp/read"
same "a format on the command line is that of what is read" "$tmp/read" "$tmp/md"
same "the page of the run folder is the same on a terminal" "$tmp/kept/report/page.md" "$tmp/md"
