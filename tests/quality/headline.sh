#!/usr/bin/env bash
# Is the headline's share, learnt again or counted again on resamples of persons, inside of its printed interval? At least 90 % of them should be.
# DRAWS=20 resamples a set; SETS="airline mcd" for some. About five minutes on one core.
. "$(dirname "$0")/../tap.sh"
[ -d "$shared/eval" ] && [ -d "$shared/data" ] || { skip "headline: ../shared/eval and ../shared/data are absent"; exit 0; }
nice python3 "$root/tests/quality/headline.py" "$gripe" "$shared" "$tmp" "${DRAWS:-20}" ${SETS:-}
