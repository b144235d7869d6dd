#!/usr/bin/env bash
# A format without a sample is not tested: each of the list is found in tests/golden/formats or formats_mail.
. "$(dirname "$0")/../tap.sh"
said() { grep -hoE '^[a-z0-9-]+, [0-9]+ contacts' "$root"/tests/golden/formats*/expect | cut -d, -f1 | sort -u; }
is "every format has a sample that it is found by" "$(comm -23 <("$gripe" read --list-formats | cut -d' ' -f1 | sort) <(said) | paste -sd' ')" ""
