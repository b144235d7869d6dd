#!/usr/bin/env bash
# Nights of a store over dated real sets: ids kept from week to week, edits kept, what diff names, the surge of 22 February and false alarms.
. "$(dirname "$0")/../tap.sh"
[ -d "$shared/data" ] || { skip "store_nights: ../shared/data is absent"; exit 0; }
nice python3 "$root/tests/quality/store_nights.py" "$gripe" "$shared/data" "$tmp" "${SHUFFLES:-12}"
