#!/usr/bin/env bash
# Mails, captions, transcripts, XML and notes: the made files of the fuzz corpora, found without being named, read into these contacts.
# UPDATE=1 writes formats_mail.expect again; read the difference.
. "$(dirname "$0")/../tap.sh"
cd "$root/tests/fuzz/corpus" || exit 1
files=$(ls -d mail/* mbox/* vtt/* srt/* sbv/* stackexchange/* appstore_xml/* xml/* text/* markdown/* list_markdown/* dialogue/* call_json/*)
for file in $files; do
    echo "== $file"
    "$gripe" read -v --max-rejects 1 "$file" 2>"$tmp/err"
    sed -n "s|^gripe read: $file: ||p; /repaired or noted/p" "$tmp/err"
done >"$tmp/got"
[ "${UPDATE:-}" = 1 ] && cp "$tmp/got" "$root/tests/golden/formats_mail.expect"
cut_out() { awk -v name="== $2" '$0 == name {on = 1; next} /^== / {on = 0} on' "$1"; }
for file in $files; do
    is "reads $file" "$(cut_out "$tmp/got" "$file")" "$(cut_out "$root/tests/golden/formats_mail.expect" "$file")"
done

# what stands in a folder, an archive, a gzipped file or behind other line ends reads the same
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
