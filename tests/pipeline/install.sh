#!/usr/bin/env bash
# An installed program finds its word lists, answers under each stage's name, and brings its manual pages.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
[ "$GRIPE_BUILD" = "$root/build" ] || { skip "installing is tried with the usual build"; exit 0; }
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
check "gripe-record(5) is there" test -s "$tmp/stage/usr/share/man/man5/gripe-record.5"
check "the plans are there" test -d "$tmp/stage/usr/share/gripe/plans"
