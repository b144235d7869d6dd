#!/usr/bin/env bash
# Alerts on sentences that must reach a person, on near misses, and on texts that ask for none: see alerts.py.
cd "$(dirname "$0")/../.." || exit 2
python3 tests/quality/alerts.py "${GRIPE_BUILD:-build}/gripe" tests/quality ../shared
