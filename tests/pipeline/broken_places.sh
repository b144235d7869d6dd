#!/usr/bin/env bash
# One broken place in a document does not take the rest of it along.
. "$(dirname "$0")/../tap.sh"
cd "$tmp" || exit 1
# rss LINE: a feed of three items of which the second is LINE; texts that are read
rss() {
    printf '<?xml version="1.0"?>\n<rss><channel>\n<item><title>One</title><description>The app crashes on start every day.</description></item>\n%s\n<item><title>Three</title><description>My parcel never came and nobody answers.</description></item>\n</channel></rss>\n' "$1" >feed.xml
    "$gripe" read feed.xml 2>err | jq -r .text | tr '\n' '|'
}
around() { echo "The app crashes on start every day.|$1|My parcel never came and nobody answers.|"; }
is "a raw ampersand" "$(rss '<item><title>Two</title><description>Sound & picture are out of step.</description></item>')" "$(around 'Sound & picture are out of step.')"
like "is said with its line" "$(cat err)" 'feed\.xml:4: XML that is not well-formed, mended 1 times from here'
is "a raw less-than" "$(rss '<item><title>Two</title><description>It is < 2 stars for me.</description></item>')" "$(around 'It is < 2 stars for me.')"
is "a reference to no character" "$(rss '<item><title>Two</title><description>It stopped &#0; at once.</description></item>')" "$(around 'It stopped &#0; at once.')"
is "attributes without quotes, and one twice" "$(rss '<item><title>Two</title><description a=b c="1" c="2">It stopped working at once.</description></item>')" "$(around 'It stopped working at once.')"
is "an inline tag of HTML that is left open" "$(rss '<item><title>Two</title><description>It stopped <b>working<br>at once.</description></item>')" "$(around 'It stopped working|at once.')"
both="The app crashes on start every day.|My parcel never came and nobody answers.|"
is "an element that is not closed makes its item a reject, and no other" "$(rss '<item><title>Two</title><description>It stopped working at once.</item>')" "$both"
like "with its line" "$(cat err)" 'rejected: feed\.xml:4: an element that is not closed'
is "an end that fits nothing too" "$(rss '<item><title>Two</title></author><description>It stopped working at once.</description></item>')" "$both"
is "books balance" "$(grep -o '3 read = 2 kept + 1 rejected' err)" '3 read = 2 kept + 1 rejected'
printf '<!DOCTYPE r [\n<!ENTITY p "&q;">\n<!ATTLIST i u CDATA "&p;">\n<!ENTITY q "&p;">\n]>\n<r><i><t>The app crashes on start</t></i><i><t>I was charged &p; twice</t></i></r>\n' >loop.xml
is "entities that refer to each other are not followed" "$("$gripe" read -q loop.xml | jq -r .text | tr '\n' '|')" 'The app crashes on start|I was charged &p; twice|'
rss '<item><title>Two</title><description>It stopped working at once.</description></item>' >/dev/null
head -c 200 feed.xml >cut.xml
"$gripe" read -q --max-rejects 1 cut.xml >out 2>err
is "a feed that is cut off is an error, and what is there of it is read" "$? $(wc -l <out) $(grep -c 'it ends before its root element does' err)" "3 2 1"
cat >twice.json <<'JSON'
{"messages":[{"sender_name":"Zo\u00c3\u00ab","timestamp_ms":1579349600000,"content":"\u00d0\u009f\u00d0\u00be\u00d1\u0087\u00d1\u0082\u00d0\u00b0 \u00d0\u00bc\u00d0\u00be\u00d0\u00bb\u00d1\u0087\u00d0\u00b8\u00d1\u0082"},
{"sender_name":"Zo\u00c3\u00ab","timestamp_ms":1579349700000,"content":"It was \u00f0\u009f\u0098\u00a0"}]}
JSON
is "a file that was encoded twice is undone in every script" "$("$gripe" read -q twice.json | jq -r .text | tr '\n' '|')" 'Почта молчит|It was 😠|'
is "the name of its writer too" "$("$gripe" read -q twice.json | jq -r '.person // .attrs.sender_name' | sort -u)" "Zoë"
printf '{"id":"v1","title":"Mixer","channel":"Shop","description":"How to use the new mixer and where to get help","comments":[{"id":"c1","text":"It broke after two days"}]}\n' >video.json
is "a document with id, text and channel somewhere in it is not gripe's own" "$("$gripe" read -q video.json 2>/dev/null | jq -r .source)" json
