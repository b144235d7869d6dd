#!/usr/bin/env bash
# mbox against Python's mailbox and email doing the same job (read_mail.py) on the same file in the same sitting: MB a CPU second, best of three. Prints a Markdown table.
# The file is made: plain mails, one in eight MIME with a base64 attachment, one in five with an encoded subject.
cd "$(dirname "$0")/../.." || exit 2
gripe=${GRIPE_BUILD:-build}/gripe
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
python3 - "$tmp/mails" <<'PY'
import base64, random, sys
draw = random.Random(7)
words = "the order card app again refund support nobody answered after update login twice charged parcel late broken screen agent waiting hours account".split()
with open(sys.argv[1], "w") as out:
    for i in range(12000):
        text = "\n".join(" ".join(draw.choice(words) for _ in range(11)) for _ in range(draw.randint(4, 40)))
        subject = "=?utf-8?B?" + base64.b64encode(f"Ré {draw.choice(words)} {i}".encode()).decode() + "?=" if i % 5 == 0 else f"Re: {draw.choice(words)} {draw.choice(words)}"
        out.write(f"From ann{i % 900}@example.org Fri Jun  1 00:04:24 2007\nReturn-Path: <ann{i % 900}@example.org>\nReceived: from a.example.org (a.example.org [192.0.2.1])\n\tby b.example.org; Fri, 1 Jun 2007 00:04:20 +0200\n"
                  f"From: Ann {i % 900} <ann{i % 900}@example.org>\nTo: help@example.org\nDate: Fri, {1 + i % 28} Jun 2007 {i % 24:02}:04:24 +0200\nSubject: {subject}\nMessage-ID: <{i}@example.org>\n"
                  f"In-Reply-To: <{i // 3}@example.org>\nReferences: <{i // 9}@example.org> <{i // 3}@example.org>\n")
        if i % 8 == 0:
            data = base64.encodebytes(draw.randbytes(3000)).decode()
            out.write(f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{text}\n'
                      f'--b{i}\nContent-Type: image/png; name="a.png"\nContent-Transfer-Encoding: base64\n\n{data}--b{i}--\n\n')
        else:
            out.write(f"\n{text}\n\n")
PY
bytes=$(wc -c <"$tmp/mails")
best() { # COMMAND...: seconds of CPU, best of three
    for _ in 1 2 3; do
        { TIMEFORMAT='%U %S'; time "$@" >/dev/null 2>&1; } 2>&1 | awk '{print $1 + $2}'
    done | sort -n | head -1
}
is_same=$([ "$("$gripe" read -q "$tmp/mails" | wc -l)" = "$(python3 tests/bench/read_mail.py "$tmp/mails" | wc -l)" ] && echo yes || echo no)
ours=$(best "$gripe" read -q "$tmp/mails")
theirs=$(best python3 tests/bench/read_mail.py "$tmp/mails")
echo "| reader of an mbox of $((bytes / 1000000)) MB (same number of mails: $is_same) | MB a CPU second | times Python |"
echo "|---|---|---|"
awk -v b="$bytes" -v o="$ours" -v t="$theirs" 'BEGIN {
	printf "| Python mailbox + email | %.1f | 1.0 |\n", b / 1e6 / t
	printf "| gripe read | %.1f | %.1f |\n", b / 1e6 / o, t / o }'
if [ -r ../shared/data/email/pipermail/r-help_2007-June.txt ]; then
    for _ in 1 2 3 4 5; do cat ../shared/data/email/pipermail/r-help_2007-June.txt; done >"$tmp/pipermail"
    ours=$(best "$gripe" read -q "$tmp/pipermail")
    theirs=$(best python3 tests/bench/read_mail.py "$tmp/pipermail")
    awk -v b="$(wc -c <"$tmp/pipermail")" -v o="$ours" -v t="$theirs" 'BEGIN { printf "| gripe read, pipermail month five times (Python: %.1f) | %.1f | %.1f |\n", b / 1e6 / t, b / 1e6 / o, t / o }'
fi
