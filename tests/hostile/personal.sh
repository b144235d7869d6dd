#!/usr/bin/env bash
# Personal data: texts of one pattern over and over, half a megabyte each, that would be slow where a look-back or a pattern is not bounded.
. "$(dirname "$0")/../tap.sh"
command -v python3 >/dev/null || { skip "hostile texts with personal data: no python3"; exit 0; }
python3 - >"$tmp/in" <<'PY'
import json
patterns = ["1 ", "a@", "@", "(", "Regards,\n", "my name is Ann ", "- A\n", "1:", "a:", "a://", "1 Elm ", "1 Elm Street ", "A ", "1", "Calle A ", "Hi A\n", "[", "a@b.co ", "1.", "DE89",
            "+", "+1 ", "x1", "-", "\u96fb", "\u96fb1", "order #", "Thanks\n\n", "'", "4111 1111 ", "00-", "Mr. A ", "::", "12 rue de la "]
for i, p in enumerate(patterns):
    print(json.dumps({"id": str(i), "lang": "en", "channel": "review", "text": (p * (500000 // len(p.encode())))}))
PY
check "hostile texts end in time" timeout 60 "$gripe" clean -q --key "$tmp/key" "$tmp/in"
