#!/usr/bin/env bash
# Names from elsewhere: the recipe of gripe-themes(1) as it stands, against a stand-in for a local language model; what it said is on the page of the next
# run; the same card is asked for once; and any program that reads lines and writes lines does as well.
. "$(dirname "$0")/../tap.sh"
for tool in mandoc jq curl python3; do command -v $tool >/dev/null || { skip "names need $tool"; exit 0; }; done
mkdir "$tmp/bin" "$tmp/desk"
ln -s "$root/samples" "$tmp/desk/samples"
ln -s "$gripe" "$tmp/bin/gripe"
PATH=$tmp/bin:$PATH
cd "$tmp/desk" || exit 1
head -c 32 /dev/zero | tr '\0' 'k' >"$tmp/key"
chmod 600 "$tmp/key"
run() { gripe run -q --key "$tmp/key" "$@" samples/inbox 2>/dev/null; }
run --out run >page.md

# The stand-in speaks the interface of the recipe: it holds the request to its form, and answers with a label made of words of the card, so that an answer
# can be foreseen; the requests are kept.
cat >"$tmp/server.py" <<'PY'
import http.server, json, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with open(sys.argv[2], "a", encoding="utf-8") as log:
            log.write(json.dumps([self.path, asked]) + "\n")
        schema = asked["response_format"]["json_schema"]["schema"]
        card = json.loads(asked["messages"][1]["content"].split("This group: ")[1])
        wrong = self.path != "/v1/chat/completions" or asked["temperature"] != 0 or schema["required"] != ["label", "mixed", "merge_into", "next_step"]
        words = card["mentions"][0]["text"].replace(".", "").split()
        answer = {"label": "Named " * (card["theme"] == "login") + " ".join(words[:5]), "mixed": card["theme"] == "crash.app",
                  "merge_into": "refund" if card["theme"] == "charged-twice" else "", "next_step": "Ask " + card["theme"]}
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": json.dumps(answer)}}]}).encode()
        self.send_response(400 if wrong or card["theme"] == "foodbad" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
with open(sys.argv[1], "w") as port:
    port.write(str(server.server_port) + "\n")
server.serve_forever()
PY
python3 "$tmp/server.py" "$tmp/port" "$tmp/asked" 2>"$tmp/server.err" &
server_process=$!
trap 'kill $server_process 2>/dev/null; rm -rf "$tmp"' EXIT
for _ in $(seq 100); do
    [ -s "$tmp/port" ] && break
    sleep 0.1
done
[ -s "$tmp/port" ] || { not_ok "the stand-in starts" "$(cat "$tmp/server.err")"; exit 0; }

mandoc -T utf8 -O width=400 "$root/pipeline/gripe-themes.1" | sed -E 's/.\x08//g' | sed -n '/^A LOCAL MODEL GIVES NAMES/,/^EXIT STATUS/p' | sed -n '/server=/,/ledger apply/p' >"$tmp/recipe"
is "the manual has a recipe" "$(grep -c curl "$tmp/recipe")" 1
recipe() { server=http://127.0.0.1:$(cat "$tmp/port") bash -u "$tmp/recipe" 2>"$tmp/err"; }
: >ledger.tsv
: >"$tmp/asked"
gripe themes --cards run >cards.ndjson
recipe
is "the recipe ends with what was not taken: a label with a word that nobody said" "$? $(grep -c 'refused: in no mention of login stands: name ' "$tmp/err")" "1 1"
is "each card is asked for once, as it stands" "$(jq -c '.[1].messages[1].content | split("This group: ")[1] | fromjson' "$tmp/asked" | diff - <(jq -c . cards.ndjson) && echo same)" same
is "each answer is remembered, but that of the card at which the server failed" "$(grep -c '^asked' ledger.tsv)" "$(($(wc -l <cards.ndjson) - 1))"
is "what it said are lines of the ledger" "$(grep -cE '^(next	crash.app	Ask crash.app|mixed	crash.app|merge	charged-twice	refund)$' ledger.tsv)" 3
is "only that card is left" "$(gripe themes --cards --ledger ledger.tsv run | jq -r .theme)" foodbad
check "the ledger has nothing wrong in it" gripe ledger check ledger.tsv run

cp ledger.tsv before.tsv
: >"$tmp/asked"
recipe
is "asked again, the server hears of that card alone, and the ledger stays as it is" "$(wc -l <"$tmp/asked") $(cmp before.tsv ledger.tsv && echo same)" "1 same"

run --ledger ledger.tsv --out named >named.md
label=$(awk -F'\t' '$1 == "rename" && $2 == "crash.app" {print $3}' ledger.tsv)
is "the page has the name, what is mixed and what to do next" "$(grep -cF "$label" named.md | grep -c '^[1-9]') $(grep -c 'By the ledger: .*: mixed' named.md) $(grep -c '^Next: Ask crash.app' named.md)" "1 1 1"
is "what was merged is counted there" "$(jq -r 'select(.issue == "charged-twice" or .issue == "refund").issue' named/issues.ndjson)" refund
run --ledger ledger.tsv --out again >again.md
same "with the ledger in hand, a run says the same again" again.md named.md
is "the run that was made with it asks for what is new alone: what its merges and splits changed" \
    "$(gripe themes --cards named | jq -r .theme | sort | tr '\n' ' ')" "foodbad refund "

# Any program.
python3 -c '
import json, sys
for line in sys.stdin:
    card = json.loads(line)
    print(json.dumps({"theme": card["theme"], "card": card["card"], "label": card["label"], "mixed": False, "merge_into": None, "next_step": None}))' <cards.ndjson >names.ndjson
: >plain.tsv
gripe ledger apply --names names.ndjson -o plain.tsv plain.tsv run 2>"$tmp/err"
is "a program that finds all names good changes none, and has been asked" "$? $(grep -vc '^asked' plain.tsv) $(gripe themes --cards --ledger plain.tsv run | wc -l)" "0 0 0"
