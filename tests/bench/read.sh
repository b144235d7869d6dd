#!/usr/bin/env bash
# read.sh - `gripe read` beside Python's csv module into dicts and jq -c ., on the same made files in one run; processor seconds, the best of three.
# Prints a Markdown table. MEGABYTES (default 60) is the size of each file; with BIG=1 one run at 300 MB shows that memory does not grow.
set -eu
cd "$(dirname "$0")/../.."
gripe=${GRIPE_BUILD:-build}/gripe
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
python3 - "$tmp" "${MEGABYTES:-60}" <<'END'
import csv, json, random, sys
folder, size = sys.argv[1], int(sys.argv[2]) * 1000000
words = "the app crashes when I open my order and nobody answers since Monday please fix it or give my money back now thanks great coffee slow parcel".split()
draw = random.Random(7)


def text(n):
    return " ".join(draw.choice(words) for _ in range(n))


def write(name, row):
    with open(f"{folder}/{name}", "w", newline="") as out:
        i = 0
        while out.tell() < size if i % 1000 == 0 else True:
            row(out, i)
            i += 1


def tweets(out, i):  # 15 columns; one text in five quoted, one in thirty with quotes of its own, as in real exports
    if i == 0:
        out.write("tweet_id,sentiment,confidence,reason,reason_confidence,brand,gold,name,reason_gold,retweet_count,text,coord,tweet_created,location,timezone\n")
    body = text(16)
    body = f'"@brand {body}, ""really"" thanks"' if i % 30 == 0 else f'"@brand {body},\nthanks"' if i % 5 == 0 else "@brand " + body
    out.write(f"{570306133677760513 + i},negative,0.{i % 1000},Late,0.7,Brand,,user{i % 4000},,0,{body},,2015-02-24 11:35:52 -0800,Town,Eastern Time\n")


def reviews(out, i):  # many short columns
    if i == 0:
        out.write("review_id,shop_id,review_text,rating,review_date,label,score,label_b,score_b,tags,tag,place,created_at,shop,code\n")
    out.write(f"{i},2,{text(9)},{i % 5 + 1},2025-11-25,POSITIVE,0.4927,POSITIVE,0.9999,[],Other,Web,2025-11-27 17:37:39,Shop,BOA\n")


def records(out, i):  # shop reviews: ten members
    out.write(json.dumps({"overall": float(i % 5 + 1), "verified": True, "reviewTime": "09 4, 2015", "reviewerID": f"A{i % 9000}", "asin": "B000000001",
                          "style": {"Size:": " Big", "Color:": " Blue"}, "reviewerName": "Tonya", "reviewText": text(20), "summary": text(3), "unixReviewTime": 1441324800 + i}) + "\n")


def contacts(out, i):  # gripe's own record
    out.write(json.dumps({"id": str(i), "source": "made", "channel": "chat", "time": "2025-03-01T09:00:00Z", "person": f"p{i % 5000}", "text": text(20), "attrs": {"plan": "pro"}}) + "\n")


write("tweets.csv", tweets)
write("reviews.csv", reviews)
write("reviews.ndjson", records)
write("contacts.ndjson", contacts)
END
cat >"$tmp/dicts.py" <<'END'
import csv, sys
for row in csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")):
    pass
END
seconds() { # COMMAND...: the least user + system seconds of three runs
    for _ in 1 2 3; do
        /usr/bin/time -f '%U %S' -o "$tmp/time" "$@" >/dev/null
        awk '{ print $1 + $2 }' "$tmp/time"
    done | sort -n | head -1
}
peak() {
    /usr/bin/time -f '%M' -o "$tmp/time" "$@" >/dev/null
    awk '{ printf "%.0f", $1 / 1024 }' "$tmp/time"
}
echo "| file | peer | peer s | gripe read s | times as fast | wanted | peak MiB |"
echo "|---|---|---|---|---|---|---|"
for name in tweets.csv reviews.csv reviews.ndjson contacts.ndjson; do
    file=$tmp/$name
    if [ "${name##*.}" = csv ]; then peer="Python csv.DictReader" theirs=$(seconds python3 "$tmp/dicts.py" "$file"); else peer="jq -c ." theirs=$(seconds jq -c . "$file"); fi
    ours=$(seconds "$gripe" read -q "$file")
    awk -v name="$name, $(($(stat -c %s "$file") / 1000000)) MB" -v peer="$peer" -v theirs="$theirs" -v ours="$ours" -v peak="$(peak "$gripe" read -q "$file")" \
        'BEGIN { printf "| %s | %s | %.2f | %.2f | %.1f | 3 | %s |\n", name, peer, theirs, ours, theirs / ours, peak }'
done
if [ "${BIG:-}" = 1 ]; then
    for name in tweets.csv reviews.ndjson; do
        { cat "$tmp/$name"; for _ in 1 2 3 4; do tail -n +2 "$tmp/$name"; done; } >"$tmp/big-$name"
        echo "| $name, $(($(stat -c %s "$tmp/big-$name") / 1000000)) MB | | | $(seconds "$gripe" read -q "$tmp/big-$name") | | under 64 MiB | $(peak "$gripe" read -q "$tmp/big-$name") |"
        rm "$tmp/big-$name"
    done
    tr '\n' ',' <"$tmp/reviews.ndjson" | sed 's/^/[/; s/,$/]/' >"$tmp/array.json"
    echo "| one array, $(($(stat -c %s "$tmp/array.json") / 1000000)) MB | | | $(seconds "$gripe" read -q "$tmp/array.json") | | under 64 MiB | $(peak "$gripe" read -q "$tmp/array.json") |"
fi
