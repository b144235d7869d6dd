#!/usr/bin/env bash
# Mails, captions, transcripts, dumps and notes of ../shared/data: every mail is one contact or one reject with its reason; counts as told by other tools or by hand.
. "$(dirname "$0")/../tap.sh"
data=$shared/data
[ -d "$data/email" ] || { skip "mail and transcripts: ../shared/data is not here"; exit 0; }

# read FILE...: contacts to $tmp/out, rejects to $tmp/rejects, messages to $tmp/err
read_all() { rm -f "$tmp/rejects"; : >"$tmp/rejects"; "$gripe" read --max-rejects 1 --rejects "$tmp/rejects" "$@" >"$tmp/out" 2>"$tmp/err"; }
contacts() { wc -l <"$tmp/out"; }
rejects() { if [ -e "$tmp/rejects" ]; then wc -l <"$tmp/rejects"; else echo 0; fi; }
# counted NAME CONTACTS FILE [OPTION...]
counted() {
    local name=$1 want=$2 file=$3
    shift 3
    read_all "$@" "$data/$file"
    is "$name: contacts" "$(contacts)" "$want"
}

counted "a month of pipermail has as many mails as dated From lines" "$(grep -cE '^From [^ ]+ at .* 2007$' "$data/email/pipermail/r-help_2007-June.txt")" email/pipermail/r-help_2007-June.txt
is "each with a time, a person and a thread" "$(jq -r 'select(.time and .person and .thread) | 1' "$tmp/out" | wc -l)" 2318
is "obfuscated addresses are addresses again" "$(jq -r .person "$tmp/out" | grep -c ' at ')" 0
is "times are those of June 2007, give or take a day" "$(jq -r '.time[0:7]' "$tmp/out" | sort | uniq -c | awk '$2 == "2007-06" {print ($1 > 2250)}')" 1
counted "pipermail with mangled addresses" 6 email/pipermail/r-sig-mac_2018-July.txt
counted "an mbox with Content-Length" 29 email/MimeKit/mbox/content-length.mbox.txt
counted "an mbox with bare From lines" 2 email/MimeKit/mbox/unmunged.mbox.txt
counted "an mbox with From - alone" 3 email/MimeKit/mbox/simple.mbox.txt

for folder in spamassassin/easy_ham spamassassin/hard_ham spamassassin/spam; do
    read_all "$data/email/$folder"
    is "$folder: a contact or a reject for each mail" "$(($(contacts) + $(rejects)))" "$(find "$data/email/$folder" -type f | wc -l)"
    is "$folder: each reject says why" "$(jq -r 'select((.why // .reason // "") == "") | 1' "$tmp/rejects" | wc -l)" 0
done
read_all "$data/email/notmuch-maildir"
is "notmuch's Maildir: a contact or a reject for each mail" "$(($(contacts) + $(rejects)))" "$(find "$data/email/notmuch-maildir" -type f | wc -l)"
# replacement characters in the source itself are left; ours would be more
is "SpamAssassin and notmuch: at most a handful of unreadable bytes" "$(grep -c $'\xef\xbf\xbd' "$tmp/out")" 0

counted "questions and answers of a forum's dump" 760 social/stackexchange_frenchmeta_Posts.xml
like "its wiki pages are dropped, not lost" "$(cat "$tmp/err")" '781 read = 760 kept .*20 not a post'
counted "comments of a forum's dump" 1305 social/stackexchange_frenchmeta_Comments.xml
counted "pages of a list's archive" 114 social/grase-support-list
counted "Switchboard: 36 calls of two speakers" 72 calls/switchboard_transcript.txt
counted "a meeting of two" 2 calls/zoom/input_example.txt
# the tool that merges such transcripts gives the same words in the same order, speaker by speaker
for person in "Johnny Doe" "Janet Dough"; do
    is "its words by $person are those of the merged transcript" "$(jq -r --arg p "$person" 'select(.person == $p) | .text' "$tmp/out" | tr -s ' \n' '\n\n' | md5sum)" \
        "$(tr -d '\r' <"$data/calls/zoom/input_example.out.txt" | awk -v p="[$person]" '/^\[/ {on = ($0 == p); next} on' | tr -s ' \n' '\n\n' | sed '/^$/d' | md5sum)"
done
counted "a call told apart by role" 2 calls/example-call.json
is "with both roles" "$(jq -r .role "$tmp/out" | sort | tr '\n' ' ')" "agent customer "
counted "rolling captions" 1 calls/webvtt-py/youtube_dl.vtt
is "whose words come once" "$(jq -r .text "$tmp/out")" "yeah what this will happen is I'm telling"
counted "420 speakers of 210 dialogues" "$((2 * $(jq length "$data/calls/data_07.json")))" calls/data_07.json
counted "ten thousand lines, a note each" 10000 social/webtext_firefox_forum.txt
counted "sentences of an annotated corpus" "$(grep -c '<sentence>' "$data/multi-aspect/MAMS/MAMS-ACSA/raw/train.xml")" multi-aspect/MAMS/MAMS-ACSA/raw/train.xml

# plain mails are read without a MIME tree; with one (a disposition forces it) they are the same, byte for byte
"$gripe" read -q "$data/email/pipermail/r-help_2007-June.txt" >"$tmp/plain"
awk '{print} /^From [^ ]+ at .* 2007$/ {print "Content-Disposition: inline"}' "$data/email/pipermail/r-help_2007-June.txt" >"$tmp/forced.mbox"
"$gripe" read -q "$tmp/forced.mbox" >"$tmp/forced"
same "mails read with and without a MIME tree are equal" "$tmp/plain" "$tmp/forced"
