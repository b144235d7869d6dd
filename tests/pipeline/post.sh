#!/usr/bin/env bash
# A post: each reason for which nothing is published, the same figures in every format, a feed that is valid and keeps its ids, a message that mail programs read.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
made=tests/golden/post/input
post() { "$gripe" post -q "$@"; }

# ---- the gate: a made run that passes, and one fault at a time ----
stopped() { # NAME REASON PLACE WHAT (patterns) CHANGE (shell, in the folder of the run) [OPTION]...: status 1, told, nothing written
    local name=$1 reason=$2 where=$3 what=$4 change=$5
    rm -rf "$tmp/run" "$tmp/published" "$tmp/mail.eml"
    cp -r "$made/run" "$tmp/run"
    (cd "$tmp/run" && eval "$change") || not_ok "$name: the fault is made"
    post --out "$tmp/published" --mail "$tmp/mail.eml" --from a@example.org --to b@example.org "${@:6}" "$tmp/run" >"$tmp/told" 2>"$tmp/told.err"
    is "$name: status 1, and nothing is published" "$? $(cat "$tmp/told") $(ls "$tmp/published" "$tmp/mail.eml" 2>/dev/null | wc -l)" "1  0"
    like "$name: the reason is named" "$(cat "$tmp/told.err")" "nothing is published: $reason \([1-9][0-9]*\); --explain"
    post --explain "${@:6}" "$tmp/run" >"$tmp/explained" 2>/dev/null
    like "$name: --explain says where and what" "$(cat "$tmp/explained")" "^no	$reason	$where	$what"
    is "$name: nothing else is said against it" "$(grep '^no' "$tmp/explained" | cut -f2 | sort -u)" "$reason"
}
is "the run as it was made passes" "$(post --explain "$made/run" | cut -f1 | sort -u)" ok
stopped "a quote that is not verbatim" quote 'issues.ndjson:1' 'contact "b[0-9]+" does not say this' \
    "sed -i '1s/\"text\":\"My parcel is late again/\"text\":\"My parcel is late once again/' issues.ndjson"
stopped "a quote of no contact" quote 'issues.ndjson:1' 'no contact of the run has the id "zzz"' "sed -i -E '1s/(\"quotes\":\[\{\"contact\":\")[^\"]*/\1zzz/' issues.ndjson"
stopped "a quote whose place is out of its contact" quote 'issues.ndjson:1' 'contact "b[0-9]+" does not say this' "sed -i -E '1s/\"span\":\[0,[0-9]+\]/\"span\":[9,9999]/' issues.ndjson"
stopped "an issue of too few people" people 'issues.ndjson:3' '7 people name "Rude or uncaring", fewer than 8' : --min-people 8
stopped "a mail address in a quote" personal 'the post' 'quote: .*\[email\]' \
    "sed -i 's/My parcel is late again/ann.lee@example.org is late here/' contacts.ndjson mentions.ndjson issues.ndjson; sed -i -E '1s/\[0,[0-9]+\]/[0,64]/' issues.ndjson"
stopped "a phone number in a step" personal '(the post|issues.ndjson:2)' '(text|next_step): .*\[phone\]' "sed -i '2s/fix the commonest/call +1 212 555 0142/' issues.ndjson"
stopped "contacts of an issue that the records do not have" number 'issues.ndjson:1' '"43" of late.parcel: 43 stands there, but it is 42' \
    "sed -i '1s/\"contacts\":42,\"people\"/\"contacts\":43,\"people\"/' issues.ndjson"
stopped "a share that is none of them" number 'issues.ndjson:1' '"44.%" of late.parcel: 0.44 ' "sed -i -E '1s/\"share\":[0-9.]+/\"share\":0.44/' issues.ndjson"
stopped "a headline's share that is not the union" number 'summary.json' '"80.%": 0.8 ' "sed -i -E 's/\"share\":[0-9.]+/\"share\":0.8/; s/\"share_high\":[0-9.]+/\"share_high\":0.9/' summary.json"
stopped "an interval that lies beside its share" number 'summary.json' '"90": 0.9 stands there, but this is no lower end' "sed -i -E 's/\"share_low\":[0-9.]+/\"share_low\":0.9/' summary.json"
stopped "people who did not write" number 'summary.json' '"57": 57 ' "sed -i -E 's/\"people\":56/\"people\":57/' summary.json"
stopped "a verdict's rate that the days do not give" number 'issues.ndjson:1' '"500.0" of late.parcel: 500 ' "sed -i -E '1s/\"before_per_1000\":[0-9.]+/\"before_per_1000\":500.0/' issues.ndjson"
stopped "contacts that would go away and would not" number 'issues.ndjson:2' '"14" of crash.app: 14 ' "sed -i -E '2s/\"if_fixed\":\{\"contacts\":15/\"if_fixed\":{\"contacts\":14/' issues.ndjson"
stopped "coverage under its floor" coverage summary.json '71 % of the contacts .* under the floor of 80 %' : --min-coverage 0.8
stopped "books of a stage that do not balance" books manifest.json 'clean read 125, but kept 124 and set 0 aside' "sed -i 's/\"stage\":\"clean\",\"in\":125,\"kept\":125/\"stage\":\"clean\",\"in\":125,\"kept\":124/' manifest.json"
stopped "books of two stages that do not meet" books manifest.json 'dedupe read 125, but the stage before it wrote 120' "sed -i 's/\"stage\":\"clean\",\"in\":125,\"kept\":125,\"out\":125/\"stage\":\"clean\",\"in\":125,\"kept\":125,\"out\":120/' manifest.json"
stopped "records that the books do not know" books contacts.ndjson 'it has 125 records, the books say 126' "sed -i 's/\"stage\":\"dedupe\",\"in\":125,\"kept\":125,\"out\":125/\"stage\":\"dedupe\",\"in\":125,\"kept\":125,\"out\":126/; s/\"stage\":\"split\",\"in\":125,\"kept\":125/\"stage\":\"split\",\"in\":126,\"kept\":126/' manifest.json"
stopped "a run without its manifest" books manifest.json 'it is not there' "rm manifest.json"
stopped "a headline issue that is mixed" mixed read.tsv '"Parcel late" of the headline is mixed: 9 of 15' "printf 'late.parcel\t42\t2\t15\t9\t0.32\t0.84\n' >read.tsv"
stopped "a headline issue that the ledger calls mixed" mixed ledger.tsv:2 '"Parcel late" of the headline is mixed, by the ledger' "printf '# ours\nmixed\tlate.parcel\tlost ones too\n' >ledger.tsv"
# What was read of an issue that has changed since is no word on this one.
rm -rf "$tmp/run" && cp -r "$made/run" "$tmp/run" && printf 'late.parcel\t41\t2\t15\t9\t0.32\t0.84\ncrash.app\t15\t2\t15\t13\t0.6\t0.98\n' >"$tmp/run/read.tsv"
like "what people read is told" "$(post "$tmp/run")" '^Of 15 mentions of \*App crashes\* that were read, 13 fit\. '
printf 'late.parcel\t42\t2\t9\t15\t0.32\t0.84\n' >"$tmp/run/read.tsv"
post "$tmp/run" >/dev/null 2>"$tmp/told.err"
is "a table of what was read that cannot be is told with its line" "$? $(grep -c 'read.tsv:1: no row of what was read' "$tmp/told.err")" "3 1"

# ---- a real run: figures in all formats, the feed, the message ----
printf 'action\tlate.delivery\t2025-04-01\tNew courier\t-30 %%\n' >"$tmp/done.tsv" # a fortnight in which something was done is not quiet
"$gripe" run -q --keep-ids --customers samples/customers.csv --costs samples/costs.tsv --ledger "$tmp/done.tsv" --out "$tmp/full" samples/inbox >/dev/null 2>&1
check "the samples make a post that passes its gate" post --out "$tmp/out" --mail "$tmp/mail.eml" --from "Reports <a@example.org>" --to b@example.org --site https://example.org/blog --keep-handle harbourcoffee "$tmp/full"
name=$(cd "$tmp/out" && ls ./*.md | sed 's|./||; s/\.md$//')
post --out "$tmp/again" --mail "$tmp/again.eml" --from "Reports <a@example.org>" --to b@example.org --site https://example.org/blog --keep-handle harbourcoffee "$tmp/full"
is "the same run gives the same bytes" "$(diff -r "$tmp/out" "$tmp/again" && cmp "$tmp/mail.eml" "$tmp/again.eml" && echo same)" same
same "the output is the Markdown of the folder" <(post --keep-handle harbourcoffee "$tmp/full") "$tmp/out/$name.md"
python3 - "$tmp/out/$name" "$tmp/mail.eml" <<'PY'
import csv, email, email.policy, html, re, sys
base, mail = sys.argv[1:]
def said(name, good, *more): print(("ok " if good else "not ok ") + name, *([] if good else more))
md, page = open(base + ".md", encoding="utf-8").read(), open(base + ".html", encoding="utf-8").read()
front, body = re.fullmatch(r"---\n(.*?)\n---\n\n(.*)", md, re.S).groups()
keys = [l.split(":")[0] for l in front.split("\n")]
said("the front matter has what Hugo and Jekyll read", keys == ["title", "date", "description", "lang", "period"], keys)
numbers = lambda text: re.findall(r"\d[\d.,]*\d|\d", text)
from_md = html.unescape(re.sub(r"!\[.*?\]\(.*?\)", "", body))
main = re.sub(r"<figure>.*?</figure>", "", page[page.index("</time>"):page.index("</main>")], flags=re.S)
from_page = html.unescape(re.sub(r"<[^>]*>", " ", main))
said("Markdown and HTML give the same numbers", numbers(from_md) == numbers(from_page) and len(numbers(from_md)) > 20, numbers(from_md), numbers(from_page))
message = email.message_from_binary_file(open(mail, "rb"), policy=email.policy.default)
parts = [p.get_content_type() for p in message.walk()]
said("the message has text and HTML as alternatives, and the tables", parts == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/csv", "text/csv"], parts)
said("its subject is the title", message["subject"] == re.search(r'title: "(.*)"', front).group(1).replace("\xa0", " ") or message["subject"] == re.search(r'title: "(.*)"', front).group(1), message["subject"])
plain = message.get_body(("plain",)).get_content()
said("its text gives the numbers of the page", numbers(from_page) == numbers(plain.replace("\xa0", " ")), numbers(plain))
shipped = open(base + "-issues.csv", newline="", encoding="utf-8").read()
said("what is attached is the table", [p for p in message.iter_attachments()][0].get_content().replace("\r\n", "\n").strip() == shipped.strip())
said("the page fetches nothing and runs nothing", not re.search(r"<script|<[^>]* (src|href|style|on\w+)=|url\(|@import", page))
policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1)
import base64, hashlib
style = re.search(r"<style>(.*?)</style>", page, re.S).group(1)
said("its policy names its style by the digest, and nothing else", policy == f"default-src 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'; base-uri 'none'; form-action 'none'")
counted = list(csv.DictReader(open(base + "-counted.csv", newline="", encoding="utf-8")))
issues = [r for r in csv.DictReader(open(base + "-issues.csv", newline="", encoding="utf-8"))]
said("the contacts of every issue shipped are counted again from the table shipped", issues and all(int(i["contacts"]) == sum(int(c["contacts"]) for c in counted if i["issue"] in c["issues"].split(";")) for i in issues))
said("so are its people", all(int(i["people"]) == len({c["person"] or "row " + c["contact"] for c in counted if i["issue"] in c["issues"].split(";")}) for i in issues))
words = re.compile(r"[A-Za-z]{3,} [A-Za-z]{3,} [A-Za-z]{3,}")
said("no words of a contact are shipped with the counts", not any(words.search(v) for c in counted for v in c.values()))
said("no issue of fewer people than asked is shipped", all(int(i["people"]) >= 5 for i in issues))
PY
for file in "$tmp/out"/*.svg; do
    is "${file##*/} is well-formed" "$(python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1]); print("yes")' "$file" 2>&1 | tail -1)" yes
done
for table in issues trend counted changes; do
    is "the table of $table is as the schema says" "$("$GRIPE_BUILD/tests/test_fields" rows >"$tmp/rows.tsv"; python3 tests/lint/fields.py csv table_$table "$tmp/rows.tsv" <"$tmp/out/$name-$table.csv" 2>&1 | head -3)" ""
done

feed=$tmp/out/feed.xml
is "the feed is valid Atom" "$("$GRIPE_BUILD/tests/test_atom" "$feed" 2>&1)" ""
field() { python3 -c 'import sys, xml.etree.ElementTree as e
a = "{http://www.w3.org/2005/Atom}"
print(" ".join(n.text for n in e.parse(sys.argv[1]).iter(a + sys.argv[2])))' "$1" "$2"; }
like "its links lead to where it is published" "$(cat "$feed")" "href=\"https://example.org/blog/$name.html\""
ids=$(field "$feed" id)
updated=$(field "$feed" updated)
post --out "$tmp/out" --site https://example.org/blog --keep-handle harbourcoffee "$tmp/full"
is "the same post again changes no id and no time" "$(field "$feed" id) $(field "$feed" updated)" "$ids $updated"
sed -i '0,/"label":"Delivery late/s//"label":"Delivery overdue/' "$tmp/full/issues.ndjson"
post --out "$tmp/out" --site https://example.org/blog --keep-handle harbourcoffee "$tmp/full"
is "a post that says something else keeps its id" "$(field "$feed" id)" "$ids"
is "and is newer" "$(python3 -c 'import sys; print(sys.argv[1] < sys.argv[2])' "$updated" "$(field "$feed" updated)")" True
post --out "$tmp/out" --site https://example.org/blog --date 2025-05-14 --keep-handle harbourcoffee "$tmp/full"
is "a post of another day is a further entry, the newest first" "$(field "$feed" published)" "2025-05-14T00:00:00Z 2025-04-30T00:00:00Z"
is "the feed has ids, each once" "$(field "$feed" id | tr ' ' '\n' | sort | uniq -d | wc -l) $(field "$feed" id | wc -w)" "0 3"
is "the feed is still valid" "$("$GRIPE_BUILD/tests/test_atom" "$feed" 2>&1)" ""
for day in $(seq -w 1 28) ; do
    post --out "$tmp/many" --date "2025-06-$day" "$made/run"
    post --out "$tmp/many" --date "2025-07-$day" "$made/run"
done
is "a feed holds the fifty newest" "$(field "$tmp/many/feed.xml" published | tr ' ' '\n' | sed -n '1p;$p;$=' | tr '\n' ' ')" "2025-07-28T00:00:00Z 2025-06-04T00:00:00Z 50 "
python3 - "$feed" <<'PY'
import sys
path = sys.argv[1]
text = open(path, encoding="utf-8").read().replace("<author>", '<x:note xmlns:x="urn:x">kept</x:note><author>')
open(path, "w", encoding="utf-8").write(text)
PY
post --out "$tmp/out" --date 2025-05-28 --keep-handle harbourcoffee "$tmp/full"
is "what others put into the feed stays" "$(grep -c 'kept</x:note>' "$feed") $("$GRIPE_BUILD/tests/test_atom" "$feed" 2>&1)" "1 "
refused() { # NAME CONTENT: a feed.xml that is none
    mkdir -p "$tmp/bad"
    printf '%s' "$2" >"$tmp/bad/feed.xml"
    post --out "$tmp/bad" "$made/run" >/dev/null 2>"$tmp/bad.err"
    is "$1 is no feed to put a post into, and stays as it was" "$? $(ls "$tmp/bad" | tr '\n' ' ')$(cat "$tmp/bad/feed.xml")" "3 feed.xml $2"
}
refused "a page" '<html><body/></html>'
refused "half a feed" '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x'
refused "a feed with a document type" '<!DOCTYPE feed [<!ENTITY e SYSTEM "file:///etc/hostname">]><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x:1</id><title>&e;</title></feed>'
refused "an empty file" ''
post --out /dev/null/x "$made/run" 2>"$tmp/io.err"
is "a folder that cannot be made is told" "$? $(grep -c 'cannot be made' "$tmp/io.err")" "4 1"
