#!/usr/bin/env bash
# Mails in a folder, an archive, a gzipped file or behind other line ends read the same.
. "$(dirname "$0")/../tap.sh"
cd "$root/tests/fuzz/corpus" || exit 1
"$gripe" read -q mbox/three.mbox >"$tmp/plain"
gzip -c mbox/three.mbox >"$tmp/three.mbox.gz"
is "a gzipped mbox reads the same" "$("$gripe" read -q "$tmp/three.mbox.gz" | md5sum)" "$(md5sum <"$tmp/plain")"
sed 's/$/\r/' mbox/three.mbox >"$tmp/dos.mbox"
is "an mbox with line ends of DOS reads the same" "$("$gripe" read -q "$tmp/dos.mbox" | jq -cS 'del(.id)')" "$(jq -cS 'del(.id)' "$tmp/plain")"
mkdir -p "$tmp/box/cur" "$tmp/box/new" "$tmp/box/tmp"
cp mail/mixed.eml "$tmp/box/cur/1:2,S" && cp mail/bounce.eml "$tmp/box/new/2" && cp mail/uu.eml "$tmp/box/tmp/3"
is "a Maildir is read, but for what is still arriving" "$("$gripe" read -q "$tmp/box" | wc -l)" 2
(cd "$tmp/box" && tar cf ../box.tar cur new)
is "a tar of it reads the same" "$("$gripe" read -q "$tmp/box.tar" | sort | md5sum)" "$("$gripe" read -q "$tmp/box" | sort | md5sum)"
head -c 700 "$tmp/box.tar" >"$tmp/cut.tar"
"$gripe" read -q "$tmp/cut.tar" >/dev/null 2>"$tmp/err"
is "a tar cut in half is bad data" "$?" 3
like "and says so" "$(cat "$tmp/err")" 'cut\.tar.*(damaged|truncated)'
