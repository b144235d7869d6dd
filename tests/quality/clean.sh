#!/usr/bin/env bash
# Replies, signatures and languages against other projects' expectations: see clean.py.
cd "$(dirname "$0")/../.." || exit 2
[ -d ../shared/data/email/talon ] || { echo "skip clean: ../shared/data is not there"; exit 0; }
HOME=$(mktemp -d) && export HOME
trap 'rm -rf "$HOME"' EXIT
${PYTHON:-python3} tests/quality/clean.py "${GRIPE_BUILD:-build}/gripe" ../shared/data
