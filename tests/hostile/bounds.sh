#!/usr/bin/env bash
# What a stranger's bytes may cost has a bound that is said: packed bytes, words, labels, plans, models.
. "$(dirname "$0")/../tap.sh"
cd "$tmp" || exit 1
[[ $GRIPE_BUILD == *asan* ]] && slow=asan || slow=""
said() { tail -1 "$tmp/err"; }
python3 - <<'PY'
import gzip, io, tarfile, zlib
line = b'{"id":"1","channel":"review","text":"The app crashes when I open the camera"}\n'
packer = zlib.compressobj(9, zlib.DEFLATED, 31)
member = b"".join(packer.compress(line * 13000) for _ in range(20)) + packer.flush()
open("bomb.ndjson.gz", "wb").write(member * 8)
open("within.gz", "wb").write(gzip.compress(member * 8, mtime=0))
packed = io.BytesIO()
with tarfile.open(fileobj=packed, mode="w:gz") as tar:
    for i in range(8):
        about = tarfile.TarInfo(f"{i}.ndjson.gz"); about.size = len(member)
        tar.addfile(about, io.BytesIO(member))
open("bomb.tar.gz", "wb").write(packed.getvalue())
packer = zlib.compressobj(9, zlib.DEFLATED, 31)
with open("string.json.gz", "wb") as out:
    out.write(packer.compress(b'[{"text":"'))
    for _ in range(100):
        out.write(packer.compress(b"The app crashes. " * 60000))
    out.write(packer.compress(b'"}]') + packer.flush())
open("word.eml", "w").write("From: a@b.example\nSubject: w\n\nThe app " + "a" * 5000000 + " crashes\n")
open("marks.eml", "w").write("From: a@b.example\nSubject: r\n\nThe app crashes.\n" + ">" * 5000000 + " x\n")
open("words.plan", "w").write("read " + "--map text=x " * 50000 + "\n")
PY
printf 'id,text\n1,The app crashes often when I open it\n' >good.csv
for file in bomb.ndjson.gz bomb.tar.gz; do
    "$gripe" read -q "$file" >out 2>err
    is "$file: refused past its bound" "$?" 3
    like "$file: which is said, with the way out" "$(said)" "$file.*unpacks to more than 200 times its size .--max-swell"
    [ "$(stat -c %s out)" -lt 300000000 ] && ok "$file: and little came out of it" || not_ok "$file: and little came out of it" "$(stat -c %s out)"
done
[ -n "$slow" ] || check "--max-swell lets it through" "$gripe" read -q --max-swell 1000 -o /dev/null bomb.ndjson.gz
"$gripe" read -q --max-unpacked 1 --max-swell 1000 -o /dev/null bomb.ndjson.gz 2>err
is "--max-unpacked bounds it in all" "$? $(grep -c 'more than 1048576 bytes (--max-unpacked' err)" "3 1"
([ -n "$slow" ] || ulimit -v 600000; "$gripe" read -q --max-swell 100000 -o /dev/null string.json.gz 2>err)
is "a string of a hundred megabytes is refused in its place, in little memory" "$? $(cat err)" "3 gripe read: string.json.gz:1: byte 9: a string is longer than 64 MiB"
gzip -c good.csv >good.csv.gz
check "what packs as text does is read" "$gripe" read -q good.csv.gz

for mail in word.eml marks.eml; do
    "$gripe" run -q --out run "$mail" >page 2>err
    is "$mail: read" "$?" 0
    is "$mail: no line of the page is longer than a page" "$(awk 'length($0) > 4000' page | wc -l)" 0
    is "$mail: nor is a label" "$(jq -r '.label // "" | length | select(. > 200)' run/themes.ndjson)" ""
done
"$gripe" run -q --plan words.plan good.csv >page 2>err
is "a plan of a hundred thousand words is refused in its line" "$? $(cat err)" "3 gripe run: words.plan:1: more than 1000 words in a line"
mkdir -p model && cp "$root/tests/fuzz/corpus/theme_model/sizes_go_round.bin" model/model.bin && printf '# id\n' >model/themes.tsv
timeout 20 "$gripe" run -q --model model good.csv >page 2>err
is "a model whose sizes go round is refused at once" "$? $(grep -c 'damaged model: its sizes are not possible' err)" "3 1"
