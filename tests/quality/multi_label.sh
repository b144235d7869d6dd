#!/usr/bin/env bash
# Texts that name several issues at once: do the themes of a text's mentions cover the hand labels? ../shared/data/multi-aspect.
. "$(dirname "$0")/../tap.sh"
[ -d "$shared/data/multi-aspect" ] || { skip "multi_label: ../shared/data is absent"; exit 0; }
python3 "$root/tests/quality/multi_label.py" "$gripe" "$shared/data/multi-aspect" "$tmp"
