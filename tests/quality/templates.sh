#!/usr/bin/env bash
# Text that no customer composed (templates, footers, greetings of agents, redactions) must appear in no theme, and customers' own text must stay: see templates.py.
. "$(dirname "$0")/../tap.sh"
[ -d "$shared/data" ] || { skip "templates: ../shared/data is absent"; exit 0; }
${PYTHON:-python3} "$root/tests/quality/templates.py" "$gripe" "$shared" "$tmp" ${SETS:-}
