#!/usr/bin/env bash
# The Debian package holds what make install installs, names the libraries that the program is linked to, and is the same bytes twice. In a root of its own it is installed, runs and is
# removed without a trace.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
[ "$GRIPE_BUILD" = "$root/build" ] || { skip "the package is tried with the usual build"; exit 0; }
for tool in dpkg-deb dpkg-shlibdeps; do command -v $tool >/dev/null || { skip "make deb needs $tool"; exit 0; }; done
deb=$(make -s deb 2>"$tmp/told" | tail -1)
is "make deb has nothing to complain of" "$(cat "$tmp/told")" ""
check "it names the package it made" test -s "$deb"
field() { dpkg-deb -f "$deb" "$1"; }
is "name, version and architecture are the program's and the machine's" "$(field Package) $(field Version) $(field Architecture)" \
    "$("$gripe" --version) $(dpkg --print-architecture)"
for library in libc6 libstemmer0d libcsv3 libjson-c5 libsqlite3-0 libgmime-3.0-0; do # by the names of Debian 12, where they are installed
    dpkg -s $library >/dev/null 2>&1 || continue
    like "it depends on $library" "$(field Depends)" "(^|, )$library "
done
dpkg-deb -c "$deb" | awk '$1 !~ /^d/ {print $6}' | sed 's|^\.||; s|\.gz$||' | sort >"$tmp/in_deb"
make -s install DESTDIR="$tmp/stage" PREFIX=/usr >/dev/null 2>&1
(cd "$tmp/stage" && find . ! -type d) | sed 's|^\.||; s|zsh/site-functions|zsh/vendor-completions|' | sort >"$tmp/installed"
is "it holds what make install installs, and its licence and changes" "$(comm -3 "$tmp/installed" "$tmp/in_deb" | tr -d '\t' | tr '\n' ' ')" \
    "/usr/share/doc/gripe/changelog /usr/share/doc/gripe/copyright "
is "all of it is root's, and nobody else may write it" "$(dpkg-deb -c "$deb" | grep -v '^l' | grep -cvE '^.rw(x|-)r-(x|-)r-(x|-) root/root ')" 0
first=$(sha256sum <"$deb")
make -s deb >/dev/null 2>&1
is "the same source gives the same package" "$(sha256sum <"$deb")" "$first"

# A root of its own: dpkg's database is empty, so what it depends on, which this machine has, is not asked for.
mkdir -p "$tmp/box/var/lib/dpkg/updates" "$tmp/box/var/lib/dpkg/info" && touch "$tmp/box/var/lib/dpkg/status" "$tmp/box/var/lib/dpkg/available"
if [ "$(id -u)" != 0 ]; then
    skip "dpkg --root wants root"
    exit 0
fi
box() { dpkg --root="$tmp/box" --force-depends --force-script-chrootless --log="$tmp/dpkg.log" "$@" >"$tmp/dpkg.out" 2>&1; }
check "dpkg installs it" box -i "$deb"
"$gripe" run -q samples/inbox >"$tmp/here.md" 2>/dev/null
"$tmp/box/usr/bin/gripe" run -q samples/inbox >"$tmp/there.md" 2>/dev/null
same "what it installed prints the same page" "$tmp/here.md" "$tmp/there.md"
check "dpkg removes it" box --purge gripe
is "without a trace" "$(find "$tmp/box" -path "$tmp/box/var/lib/dpkg" -prune -o ! -type d -print -o -name '*gripe*' -print)" ""
rm -f "$deb"
