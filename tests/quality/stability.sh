#!/usr/bin/env bash
# Does the order of the input matter (it must not), and how much do the themes move when a tenth of the contacts is missing?
. "$(dirname "$0")/../tap.sh"
[ -d "$shared/eval" ] || { skip "stability: ../shared/eval is absent"; exit 0; }
python3 -c 'import numpy, sklearn' 2>/dev/null || { skip "stability: python3 with numpy and scikit-learn is missing"; exit 0; }
nice python3 "$root/tests/quality/stability.py" "$gripe" "$shared/eval" "$tmp" ${SETS:-}
