#!/usr/bin/env bash
# Parsers of mail and captions against suites made by others: how many files are equal, and each difference with its reason. Prints Markdown tables.
cd "$(dirname "$0")/../.." || exit 2
build=${GRIPE_BUILD:-build}
make -s "$build/tests/test_mime_oracles" "$build/tests/test_captions" "$build/tests/test_mbox" >/dev/null 2>&1
[ -d ../shared/data/email/mime4j ] || { echo "../shared/data is not here."; exit 0; }
# why FILE: the reason of a difference, as found by hand
why() {
    case $1 in
    entities.vtt) echo "HTML 5's names of mathematical signs (&ClockwiseContourIntegral;, &nsubE;) stay as written; those of HTML 4 are known" ;;
    multi-bad) echo "two Content-Type headers that contradict each other: GMime takes the last (text/plain), mime4j the first (multipart); the text is the same" ;;
    *) echo "not looked into" ;;
    esac
}
echo "| suite | what is compared | equal | of |"
echo "|---|---|---:|---:|"
GRIPE_MIME_TABLE=1 "$build/tests/test_mime_oracles" >/tmp/gripe-suites.$$ 2>&1
sed -nE 's/^(not )?ok (mime [a-z ]+): ([0-9]+) of ([0-9]+) equal$/| MIMETools torture set and mime4j | \2 | \3 | \4 |/p' /tmp/gripe-suites.$$
CMOCKA_MESSAGE_OUTPUT=TAP GRIPE_VTT_TABLE=1 "$build/tests/test_captions" >/tmp/gripe-vtt.$$ 2>&1
sed -nE 's/^# ([0-9]+) of ([0-9]+) files equal$/| web platform tests of WebVTT | cue texts of a file | \1 | \2 |/p' /tmp/gripe-vtt.$$
CMOCKA_MESSAGE_OUTPUT=TAP "$build/tests/test_mbox" 2>&1 | grep -q '^ok .*mimekit_offsets_of_all_mails$' &&
    echo "| MimeKit mbox offsets (unix and dos line ends) | start of each From line and of each mail | 66 | 66 |"
for folder in spamassassin notmuch-maildir; do
    files=$(find "../shared/data/email/$folder" -type f | wc -l)
    rejects=$(mktemp)
    contacts=$("$build/gripe" read -q --max-rejects 1 --rejects "$rejects" "../shared/data/email/$folder" 2>/dev/null | wc -l)
    echo "| $folder | a contact or a reject with its reason for each mail | $((contacts + $(wc -l <"$rejects"))) | $files |"
    rm -f "$rejects"
done
echo
echo "| difference | why |"
echo "|---|---|"
grep -hE '^# (tree|body|decoded) ' /tmp/gripe-suites.$$ | awk '{print $3}' | sort -u | while read -r name; do echo "| $name | $(why "$name") |"; done
grep -hoE '^# [a-z.-]+\.vtt' /tmp/gripe-vtt.$$ | sort -u | while read -r _ name; do echo "| $name | $(why "$name") |"; done
rm -f /tmp/gripe-suites.$$ /tmp/gripe-vtt.$$
