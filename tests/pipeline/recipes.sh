#!/usr/bin/env bash
# The recipes of gripe-recipes(7) run as they stand and print something; those whose tool is not here are skipped. The webhook goes to a stand-in of our own.
. "$(dirname "$0")/../tap.sh"
PATH=$(dirname "$gripe"):$PATH
mkdir "$tmp/desk" "$tmp/bin" && ln -s "$root/samples" "$tmp/desk/samples"
cd "$tmp/desk" || exit 1
awk -v dir="$tmp" '/^\.Ss / {title = substr($0, 5)} /^\.Bd -literal/ {file = sprintf("%s/recipe%02d", dir, ++n); print title > (file ".title"); take = 1; next} /^\.Ed/ {take = 0} take {print > file}' "$root/pipeline/gripe-recipes.7"
is "every recipe is found" "$(ls "$tmp"/recipe?? | wc -l)" "$(grep -c '^\.Ss ' "$root/pipeline/gripe-recipes.7")"
"$gripe" run -q --out run samples/inbox >page.md 2>/dev/null
# DuckDB as a library of Python answers as its program does.
if ! command -v duckdb >/dev/null && python3 -c 'import duckdb' 2>/dev/null; then
    printf '#!/bin/sh\nexec python3 -c "import duckdb, sys; print(duckdb.sql(sys.argv[1]) or %s)" "$2"\n' "'done'" >"$tmp/bin/duckdb"
    chmod +x "$tmp/bin/duckdb"
    PATH=$tmp/bin:$PATH
fi
tool_here() { # what the recipe calls beside gripe and the shell
    local tool
    for tool in jq mlr sqlite3 duckdb parallel curl; do grep -qE "(^|[|(] ?)$tool " "$1" && ! command -v $tool >/dev/null && echo $tool; done
    grep -q feedparser "$1" && ! python3 -c 'import feedparser' 2>/dev/null && echo feedparser
}
# Answers one request, keeps what came.
cat >"$tmp/hook.py" <<'P'
import http.server, sys
class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        open(sys.argv[2], "wb").write(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok\n")
    def log_message(self, *_):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), Hook)
open(sys.argv[1], "w").write(f"http://127.0.0.1:{server.server_port}/hook\n")
server.timeout = 60
server.handle_request()
P
for recipe in "$tmp"/recipe??; do
    title=$(cat "$recipe.title") missing=$(tool_here "$recipe" | tr '\n' ' ')
    if [ -n "$missing" ]; then
        skip "$title: ${missing}is not here"
        continue
    fi
    hook=
    if grep -q WEBHOOK "$recipe"; then
        python3 "$tmp/hook.py" "$tmp/address" "$tmp/posted" &
        hook=$!
        for _ in $(seq 100); do [ -s "$tmp/address" ] && break; sleep 0.1; done
    fi
    WEBHOOK=$(cat "$tmp/address" 2>/dev/null) bash -euo pipefail "$recipe" >"$tmp/out" 2>"$tmp/err"
    is "$title: runs" "$? $(head -c 300 "$tmp/err")" "0 "
    cp "$tmp/out" "$tmp/answer.$title"
    grep -q feedparser "$recipe" && cp "$tmp/out" "$tmp/posts_read"
    like "$title: prints something" "$(grep -c . "$tmp/out")" '^[1-9]'
    if [ -n "$hook" ]; then
        wait $hook
        is "$title: the headline arrives" "$(jq -r .text "$tmp/posted")" "$(jq -r .headline run/summary.json)"
    fi
done
# What the answers are, where the tool is here.
issues=$(grep -c '"table":"pain"' run/issues.ndjson)
answer() { cat "$tmp"/answer."$1"*; }
is "jq names every issue" "$(answer 'jq: the issues' | wc -l)" "$issues"
if [ -e issues.db ]; then is "the table of sqlite3 has every issue" "$(sqlite3 issues.db "SELECT count(*) FROM issues WHERE issue <> '' AND \"table\" = 'pain'" 2>&1)" "$issues"; fi
if [ -e "$tmp/posts_read" ]; then
    like "the feed reader shows the article's day and title" "$(cat "$tmp/posts_read")" "^2025-04-30 $(sed -n 's|^ *<title>\(.*\)</title>|\1|p' posts/feed.xml | sed -n 2p)$"
fi
if [ -e contacts.parquet ]; then
    is "DuckDB counts every contact" "$(duckdb -c "SELECT count(*) AS n FROM 'contacts.parquet'" | grep -oE '[0-9]{2,}' | tail -1)" "$(wc -l <run/contacts.ndjson)"
fi
