#!/usr/bin/env bash
# Who wrote, where the source is silent: agents found by whom they answer and by what they say (roles.py).
cd "$(dirname "$0")/../.." || exit 2
data=../shared/data/social
[ -f $data/twcs.csv ] || { echo "skip roles: ../shared/data is not there"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" tests/quality/roles.py "${GRIPE_BUILD:-$PWD/build}/gripe" "$folder" $data/twcs.csv $data/stackexchange_frenchmeta_Posts.xml
