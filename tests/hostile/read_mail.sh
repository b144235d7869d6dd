#!/usr/bin/env bash
# Nasty mails, markup and captions: each must end in seconds, within a bound of memory, with a contact or a reason, and never by a signal.
. "$(dirname "$0")/../tap.sh"
seconds=20 # of CPU a file; each takes well under one on an idle machine, sanitizers are ten times slower
kilobytes=$((600 * 1024))

# repeat COUNT TEXT: TEXT over and over, without a newline of its own
repeat() { awk -v n="$1" -v s="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", s }'; }
# bounded NAME FILE: the reader ends by itself with 0 or 3, in time and memory
bounded() {
    local status
    (
        ulimit -t $seconds
        [ "${GRIPE_BUILD##*-}" = asan ] || ulimit -v $kilobytes
        "$gripe" read -q --max-rejects 1 "$2" >"$tmp/out" 2>"$tmp/err"
    )
    status=$?
    if [ $status -eq 0 ] || [ $status -eq 3 ]; then ok "$1"; else not_ok "$1" "exit $status" "$(head -c 500 "$tmp/err")"; fi
}

{ printf 'Subject: deep\nContent-Type: multipart/mixed; boundary=b0\n\n'; awk 'BEGIN { for (i = 0; i < 20000; i++) printf "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i + 1 }'; echo text; } >"$tmp/deep.eml"
bounded "twenty thousand multiparts within each other" "$tmp/deep.eml"
{ printf 'Subject: deep\n'; repeat 20000 $'Content-Type: message/rfc822\n\n'; printf 'Subject: x\n\nend\n'; } >"$tmp/enclosed.eml"
bounded "twenty thousand mails within each other" "$tmp/enclosed.eml"
{ printf 'Subject: many\nContent-Type: multipart/mixed; boundary=b\n\n'; repeat 50000 $'--b\n\nx\n'; echo '--b--'; } >"$tmp/parts.eml"
bounded "fifty thousand parts" "$tmp/parts.eml"
{ printf 'Subject: many\n'; repeat 100000 $'X-A: b\n'; printf '\nbody\n'; } >"$tmp/headers.eml"
bounded "a hundred thousand headers" "$tmp/headers.eml"
{ printf 'Subject: refs\nReferences: '; awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<%d@x> ", i }'; printf '\n\nbody\n'; } >"$tmp/references.eml"
bounded "a hundred thousand references" "$tmp/references.eml"
{ printf 'Subject: '; repeat 100000 'Re: '; printf 'x\nFrom: '; repeat 100000 '('; printf 'a@b\n\nbody\n'; } >"$tmp/re.eml"
bounded "a hundred thousand times Re: and open comments" "$tmp/re.eml"
{ printf 'Subject: '; repeat 50000 '=?utf-8?Q?x?= '; printf '\nContent-Type: text/plain; '; awk 'BEGIN { for (i = 0; i < 20000; i++) printf "a*%d*=x; ", i }'; printf '\n\nbody\n'; } >"$tmp/words.eml"
bounded "fifty thousand encoded words and twenty thousand parameter pieces" "$tmp/words.eml"
{ printf 'Subject: line\n\n'; repeat 1000000 'word '; } >"$tmp/line.eml"
bounded "five megabytes on one line" "$tmp/line.eml"
{ printf 'From a@b Fri Jun  1 00:04:24 2007\nSubject: x\n\n'; repeat 100000 $'From a@b\n\n'; } >"$tmp/froms.mbox"
bounded "a hundred thousand lines that look like starts" "$tmp/froms.mbox"
repeat 2000 $'From a@b Fri Jun  1 00:04:24 2007\nSubject: x\nContent-Length: 8000000\n\nhello\n\n' >"$tmp/lengths.mbox"
bounded "lengths that lie in every mail" "$tmp/lengths.mbox"
is "and all of these mails are read" "$(wc -l <"$tmp/out")" 2000
for tag in '<table><tr><td>' '</b>' '<!--' '<blockquote>' '&' '<p style="display' '<![CDATA['; do
    { printf 'Subject: html\nContent-Type: text/html\n\n'; repeat 100000 "$tag"; printf 'x'; repeat 100000 '</i>'; } >"$tmp/html.eml"
    bounded "a hundred thousand times $tag" "$tmp/html.eml"
done
{ printf 'WEBVTT\n\n00:00.000 --> 00:01.000\n'; repeat 200000 '<v x'; printf '\n\n'; repeat 50000 $'-->\n'; } >"$tmp/tags.vtt"
bounded "captions of nothing but tags" "$tmp/tags.vtt"
{ printf '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'; awk 'BEGIN { p = "a"; for (i = 0; i < 12; i++) { n = "e" i; printf "<!ENTITY %s \"", n; for (j = 0; j < 10; j++) printf "&%s;", p; printf "\">"; p = n } }'; printf ']><posts><row Id="1" PostTypeId="1" Body="&e11;"/><row Id="2" PostTypeId="1" Body="still here"/></posts>'; } >"$tmp/lol.xml"
bounded "entities that swell to ten terabytes" "$tmp/lol.xml"
{ printf '<?xml version="1.0"?><!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd"><posts><row Id="1" PostTypeId="1" Body="read"/></posts>'; } >"$tmp/net.xml"
bounded "a document type from the network is not fetched" "$tmp/net.xml"
{ printf '<r>'; repeat 100000 '<a>'; printf 'some words here'; repeat 100000 '</a>'; printf '</r>'; } >"$tmp/deep.xml"
bounded "a hundred thousand elements within each other" "$tmp/deep.xml"
{ printf '<?xml version="1.0"?><posts><row Id="1" PostTypeId="1" Body="cut'; } >"$tmp/cut.xml"
"$gripe" read -q --format stackexchange "$tmp/cut.xml" >"$tmp/out" 2>"$tmp/err"
is "XML that is cut off is bad data" "$?" 3
like "with its line" "$(cat "$tmp/err")" 'cut.xml:1: XML'

# an mbox of 64 MB through a pipe, under a ceiling of address space that it would not fit in: memory does not grow with the file
if [ "${GRIPE_BUILD##*-}" != asan ]; then
    mails=$(awk -v count="$tmp/count" 'BEGIN { for (i = 0; done < 67108864; i++) { s = "From a@b Fri Jun  1 00:04:24 2007\nSubject: x\nMessage-ID: <" i "@b>\n\n"; for (j = 0; j < 400; j++) s = s "and the parcel never came\n"; s = s "\n"; done += length(s); printf "%s", s } print i >count }' |
        (ulimit -v 200000; "$gripe" read -q --format mbox - | wc -l))
    is "64 MB of mails in a bounded memory" "$mails" "$(cat "$tmp/count")"
fi
