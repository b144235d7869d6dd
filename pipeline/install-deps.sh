#!/bin/sh
# Installs what gripe is built and tested with, through the system's package manager; does nothing when all of it is there.
#   install-deps.sh [build|check]     build: the libraries and the compiler; check (default): also what the tests call
set -eu
what=${1:-check}

have() { command -v "$1" >/dev/null 2>&1; }
missing=""
have cc || have gcc || have clang || missing="$missing compiler"
have pkg-config || missing="$missing pkg-config"
if have pkg-config; then
    for package in json-c gmime-3.0 libxml-2.0 icu-i18n zlib libzstd libarchive sqlite3; do
        pkg-config --exists "$package" || missing="$missing $package"
    done
    pkg-config --exists xlsxwriter || missing="$missing xlsxwriter"
    [ "$(uname -s)" != Linux ] || pkg-config --exists libseccomp || missing="$missing libseccomp"
fi
for header in libstemmer.h csv.h; do
    [ -n "$(find /usr/include /usr/local/include /opt/homebrew/include -maxdepth 1 -name "$header" 2>/dev/null | head -n 1)" ] || missing="$missing $header"
done
if [ "$what" = check ]; then
    for tool in jq python3 sqlite3 mlr mandoc; do have "$tool" || missing="$missing $tool"; done
    have pkg-config && { pkg-config --exists cmocka || missing="$missing cmocka"; }
fi
[ -n "$missing" ] || exit 0
echo "gripe: installing what is missing:$missing" >&2

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif have sudo; then sudo "$@"; else
    echo "gripe: these are needed, and only root may install them:$missing" >&2
    exit 1
fi; }
if have apt-get; then
    tools="" && [ "$what" = check ] && tools="libcmocka-dev jq miller sqlite3 python3 mandoc"
    as_root apt-get update -qq
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gcc libc6-dev make pkg-config libjson-c-dev libcsv-dev libgmime-3.0-dev libxml2-dev \
        zlib1g-dev libzstd-dev libarchive-dev libsqlite3-dev libicu-dev libstemmer-dev libseccomp-dev libxlsxwriter-dev $tools >/dev/null
elif have dnf; then
    tools="" && [ "$what" = check ] && tools="libcmocka-devel jq miller sqlite python3 mandoc"
    # shellcheck disable=SC2086
    as_root dnf install -y -q gcc make pkgconf json-c-devel libcsv-devel gmime30-devel libxml2-devel zlib-devel libzstd-devel libarchive-devel sqlite-devel libicu-devel \
        libstemmer-devel libseccomp-devel libxlsxwriter-devel $tools
elif have brew; then
    tools="" && [ "$what" = check ] && tools="cmocka jq miller sqlite python3 mandoc"
    # shellcheck disable=SC2086
    brew install pkg-config json-c libcsv gmime libxml2 zlib zstd libarchive sqlite icu4c snowball libxlsxwriter $tools
else
    echo "gripe: no apt-get, dnf or brew here; please install:$missing" >&2
    exit 1
fi
