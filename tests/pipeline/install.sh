#!/usr/bin/env bash
# An installed program finds its word lists, answers under each stage's name, brings its manual pages, completions, plans, schema and units, and leaves without a trace.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
[ "$GRIPE_BUILD" = "$root/build" ] || { skip "installing is tried with the usual build"; exit 0; }
is "make demo says what it does before it does anything" "$(make -n demo | grep -nE 'echo "make demo|install-deps' | head -1 | grep -c echo)" 1
check "make install succeeds" make -s install DESTDIR="$tmp/stage" PREFIX=/usr
bin=$tmp/stage/usr/bin
"$gripe" run -q samples/inbox >"$tmp/here.md" 2>/dev/null
(cd "$tmp" && "$bin/gripe" run -q "$root/samples/inbox") >"$tmp/there.md" 2>/dev/null
same "the installed program prints the same page" "$tmp/here.md" "$tmp/there.md"
for dir in stages/[0-9]*; do
    name=${dir#*-}
    is "gripe-$name is there and knows its name" "$("$bin/gripe-$name" -h | head -1 | cut -d' ' -f1-2)" "gripe $name"
    check "gripe-$name(1) is there" test -s "$tmp/stage/usr/share/man/man1/gripe-$name.1"
done
for page in gripe-record.5 gripe-nightly.7; do check "$page is there" test -s "$tmp/stage/usr/share/man/man${page##*.}/$page"; done
check "gripe(1) is there" test -s "$tmp/stage/usr/share/man/man1/gripe.1"
check "the plans are there" test -d "$tmp/stage/usr/share/gripe/plans"
share=$tmp/stage/usr/share
(cd "$tmp" && "$bin/gripe" plan nightly.plan) >"$tmp/plan"
like "a plan that came with it is found by its name" "$(cat "$tmp/plan")" '^read'
same "the schema is there" "$share/gripe/schema/gripe-record.schema.json" pipeline/gripe-record.schema.json
same "all word lists are there" <(cd lexicons && find . -type f -exec cksum {} + | sort) <(cd "$share/gripe/lexicons" && find . -type f -exec cksum {} + | sort)
for pair in bash:bash-completion/completions/gripe zsh:zsh/site-functions/_gripe fish:fish/vendor_completions.d/gripe.fish; do
    same "${pair%%:*}'s completion is there" "$share/${pair#*:}" <("$gripe" completion "${pair%%:*}")
done
bad=$(find "$share" -type f ! -perm -444 | head -3)
is "everybody may read what is installed" "$bad" ""
# What the manual page shows of the night is what is installed.
page=$(sed 's/\\e//g; s/\\//g' pipeline/gripe-nightly.7)
for unit in gripe.service gripe.timer gripe.cron; do
    check "$unit is there" test -s "$share/gripe/nightly/$unit"
    missing=$(grep -E '^(Type|ExecStart|RestartForce|RestartSec|OnCalendar|Persistent|WantedBy|15 )' "$share/gripe/nightly/$unit" | tr -d '\\' | while read -r line; do grep -qF -- "$line" <<<"$page" || echo "$line"; done)
    is "gripe-nightly(7) shows $unit as it is" "$missing" ""
done
if command -v systemd-analyze >/dev/null; then
    mkdir "$tmp/units" && cp "$share"/gripe/nightly/gripe.[st]* "$tmp/units/"
    is "systemd has nothing to say of the units" "$(systemd-analyze verify --man=no "$tmp/units/gripe.timer" 2>&1 | grep -F gripe. | head -3)" ""
else
    skip "systemd-analyze is not here"
fi
# The night's command line does what it says: with the home folder that cron sets.
mkdir -p "$HOME/export" && cp samples/inbox/reviews.csv "$HOME/export/"
night=$(grep '^15 ' "$share/gripe/nightly/gripe.cron" | cut -d' ' -f6- | sed 's/\\%/%/g')
(cd / && PATH=$bin:$PATH sh -c "$night") >"$tmp/night.md" 2>"$tmp/night.err"
like "the line for cron runs and prints a page" "$? $(head -1 "$tmp/night.md")" '^[01] # '
check "and keeps the night" test -s "$HOME/feedback.db" -a -s "$HOME/runs/night/manifest.json"

echo mine >"$share/gripe/mine.tsv"
echo theirs >"$share/man/man1/other.1"
"make" -s uninstall DESTDIR="$tmp/stage" PREFIX=/usr >"$tmp/told" 2>&1
is "a file of somebody's own beside ours stays, and is told" "$(cat "$share/gripe/mine.tsv") $(grep -c 'share/gripe' "$tmp/told")" "mine 1"
rm "$share/gripe/mine.tsv"
check "make uninstall succeeds" make -s uninstall DESTDIR="$tmp/stage" PREFIX=/usr
is "no file of ours is left, and others' are" "$(find "$tmp/stage" ! -type d | sed "s|$tmp/stage||")" "/usr/share/man/man1/other.1"
is "nor a folder of ours" "$(find "$tmp/stage" -type d -name '*gripe*')" ""
