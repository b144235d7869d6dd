#!/usr/bin/env bash
# A list of signals is known wherever people and tests look for it: the families of stages/50-tag/signal_lexicon.c are named by gripe-tag(1), gripe-record(5),
# the README of the lexicons and their lint, and rank counts each.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
families=$(sed -n '/FAMILY_NAMES\[LISTS\] =/,/};/p' stages/50-tag/signal_lexicon.c | grep -oE '"[a-z_]+"' | tr -d '"' | grep -vE '^(negation|intensifier)$')
is "there are families of signals" "$([ "$(wc -w <<<"$families")" -ge 7 ] && echo yes)" yes
lacks() { # TEXT: families that it does not name
    for family in $families; do grep -qwE "$family" <<<"$1" || echo "$family"; done
}
is "gripe-tag(1) describes every family" "$(lacks "$(mandoc -T utf8 stages/50-tag/gripe-tag.1 | sed 's/.\x08//g')")" ""
is "gripe-record(5) names every family of a mention" "$(lacks "$(sed -n '/^\.It Sy signals/,/^\.It/p' pipeline/gripe-record.5)")" ""
is "lexicons/README.md has a row for every family" "$(lacks "$(grep -E '^\| `' lexicons/README.md)")" ""
is "the lint of the lexicons reads every family" "$(lacks "$(grep -E '^ours=' tests/lint/lexicons.sh)")" ""
is "a theme record tells of every family" "$(lacks "$("$GRIPE_BUILD/tests/test_fields" rows | awk -F '\t' '$1 == "theme" {print $2}')")" ""
