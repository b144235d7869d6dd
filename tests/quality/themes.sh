#!/usr/bin/env bash
# The labelled sets of ../shared/eval, scored by its own score.py, beside the committed figures of the peers.
. "$(dirname "$0")/../tap.sh"
[ -d "$shared/eval" ] || { skip "themes: ../shared/eval is absent"; exit 0; }
python3 -c 'import numpy, sklearn' 2>/dev/null || { skip "themes: python3 with numpy and scikit-learn is missing"; exit 0; }
python3 "$root/tests/quality/themes.py" "$gripe" "$shared/eval" "$tmp" ${SETS:-}
