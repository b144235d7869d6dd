#!/bin/sh
# A Debian package of what `make install` installs: make-deb.sh BUILD writes BUILD/gripe_VERSION_ARCHITECTURE.deb. The version is the source's, what it
# depends on is asked of the program's libraries, times are those of the last commit (or SOURCE_DATE_EPOCH), so that the same source gives the same bytes.
set -eu
build=$1
cd "$(dirname "$0")/.."
for tool in dpkg-deb dpkg-shlibdeps; do
    command -v $tool >/dev/null || { echo "make deb: $tool is missing: apt-get install dpkg-dev" >&2; exit 1; }
done
version=$(sed -n 's/^#define GRIPE_VERSION "\(.*\)"$/\1/p' stages/common/frame/common_options.h)
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date -r CHANGELOG.md +%s)}
export SOURCE_DATE_EPOCH
work=$build/deb root=$build/deb/root
rm -rf "$work"
mkdir -p "$work/debian" "$root/DEBIAN" "$root/usr/share/doc/gripe"
${MAKE:-make} -s install DESTDIR="$PWD/$root" PREFIX=/usr
mv "$root/usr/share/zsh/site-functions" "$root/usr/share/zsh/vendor-completions" # where Debian's zsh looks
strip --strip-unneeded "$root/usr/bin/gripe"
cp LICENSE "$root/usr/share/doc/gripe/copyright"
gzip -9n <CHANGELOG.md >"$root/usr/share/doc/gripe/changelog.gz"
find "$root/usr/share/man" -type f -exec gzip -9n {} +
find "$root/usr" -type d -exec chmod 755 {} +
find "$root/usr/share" -type f -exec chmod 644 {} +

printf 'Source: gripe\n\nPackage: gripe\nArchitecture: any\n' >"$work/debian/control" # dpkg-shlibdeps wants one
depends=$(cd "$work" && dpkg-shlibdeps -O -e root/usr/bin/gripe 2>shlibdeps.log | sed -n 's/^shlibs:Depends=//p')
[ -n "$depends" ] || { echo "make deb: dpkg-shlibdeps names no library: $(cat "$work/shlibdeps.log")" >&2; exit 1; }
cat >"$root/DEBIAN/control" <<CONTROL
Package: gripe
Version: $version
Architecture: $architecture
Maintainer: The gripe project <gripe@localhost>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: $depends
Suggests: jq, miller, sqlite3
Section: text
Priority: optional
Description: which few issues cause most of the pain?
 gripe reads what customers write and say (reviews, tickets, mails, chats,
 calls, surveys), finds the issues in it and prints them ranked, with
 intervals and verbatim quotes. It is a pipeline of small filters and works
 offline.
CONTROL
(cd "$root" && find usr -type f | LC_ALL=C sort | xargs md5sum) >"$root/DEBIAN/md5sums"
chmod 755 "$root/DEBIAN"
chmod 644 "$root/DEBIAN/control" "$root/DEBIAN/md5sums"
dpkg-deb --root-owner-group --build "$root" "$build/gripe_${version}_$architecture.deb" >/dev/null
rm -rf "$work"
echo "$build/gripe_${version}_$architecture.deb"
