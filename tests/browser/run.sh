#!/usr/bin/env bash
# make check-browser: the HTML page in a real browser. Needs Chromium (apt install chromium, or CHROMIUM=path), node and npm; the two packages of package.json
# go into build/browser. Pages are made of the samples, in French too, and of an input whose every field is hostile.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
gripe=${GRIPE_BUILD:-$root/build}/gripe
work=$root/build/browser
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$chromium" ] || { echo "check-browser: no Chromium here: apt install chromium, or name one with CHROMIUM=" >&2; exit 1; }
command -v npm >/dev/null || { echo "check-browser: no npm here: apt install nodejs npm" >&2; exit 1; }
mkdir -p "$work"
cp "$root"/tests/browser/package.json "$root"/tests/browser/check.js "$work"
[ -d "$work/node_modules/axe-core" ] || (cd "$work" && npm install --silent --no-audit --no-fund)

rm -rf "$work/samples" "$work/french" "$work/hostile"
"$gripe" run -q --keep-ids --customers "$root/samples/customers.csv" --costs "$root/samples/costs.tsv" --out "$work/samples" "$root/samples/inbox" >/dev/null
"$gripe" run -q --page-lang fr --out "$work/french" "$root/samples/inbox/reviews.csv" >/dev/null
python3 "$root/tests/browser/hostile.py" >"$work/hostile.ndjson"
"$gripe" run -q --keep-ids --out "$work/hostile" "$work/hostile.ndjson" >/dev/null
cd "$work" && CHROMIUM=$chromium node check.js samples french hostile
