#!/usr/bin/env bash
# The tree keeps its promises: who may include whom, one list of stages, unique file names, nothing of one machine.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

is "every room includes what rooms.tsv allows, no file has another's name, and no files of a room call each other in a circle" \
    "$(python3 tests/lint/rooms.py "$GRIPE_BUILD")" ""

bad=$(for stage in stages/[0-9]*; do
    name=${stage#*-}
    grep -nHwE "stage_$name|gripe $name" stages/common/*/*.[ch] | grep -vE '^\S+: ?(\*|//|/\*)|`gripe |\(is this a stream|"gripe read" is' || true
done)
is "common names no stage" "$bad" ""

names=$(ls -d stages/[0-9]* | sed -E 's/.*-//' | grep -v '^report$' | paste -sd'|')
is "report names no other stage" "$(grep -nE "\"($names)(\.json)?\"" stages/90-report/*.[ch])" ""

bad=$(git ls-files 'stages/*.[ch]' 'pipeline/*.[ch]' 'tests/*.[ch]' | xargs -n1 basename | sort | uniq -d)
is "C files have unique names, those of tests too" "$bad" ""
bad=$(git ls-files 'stages/*.[ch]' 'pipeline/*.[ch]' 'tests/*.[ch]' | python3 -c '
import sys
for name in sys.stdin.read().split():
    for number, line in enumerate(open(name, encoding="utf-8"), 1):
        if len(line.rstrip("\n").expandtabs(8)) > 120:
            print(f"{name}:{number}")')
is "no line of C goes beyond 120 columns" "$bad" ""

listed=$(grep -oE '&stage_[a-z]+' pipeline/stage_table.c | sed 's/&stage_//' | tr '\n' ' ')
folders=$(ls -d stages/[0-9]* | sed -E 's/.*-//' | tr '\n' ' ')
is "the stage table is the folders in order" "$listed" "$folders"
told=$("$gripe" -h | sed -n '/^stages/,/^$/p' | awk 'NR > 1 && NF {print $1}' | tr '\n' ' ')
is "gripe -h lists the stages in order" "$told" "$folders"

bad=$(git grep -nIE '/(work|home|root|Users)/[a-z]' -- . ':!tests/lint/tree.sh' | head -5)
is "no path of one machine" "$bad" ""
bad=$(git grep -nIE '\b(exit|abort)\(|fprintf\(stderr' -- 'stages/*.c' ':!stages/common/base/arena.c' ':!stages/common/frame/command_frame.c' ':!stages/common/frame/stage_main.c' | head -5)
is "stages neither exit nor print" "$bad" ""
bad=$(git grep -nIE '\b(setlocale|getenv|time|rand|srand)\(' -- 'stages/*.c' ':!stages/common/frame/common_options.c' | grep -vE '\b(no_)?time\([a-z]' | head -5)
is "no locale, environment, clock or random numbers inside a stage" "$bad" ""
bad=$(git grep -nIE '^static [a-z_ ]*[a-z_]+(\[[A-Z0-9_]*\])?( = .*)?;$' -- 'stages/*.c' | grep -vE 'const|inline|\(' | head -5)
is "no file-scope state in stages" "$bad" ""
bad=$(git ls-files '*.c' '*.h' | grep -E '/(misc|utils?|helpers?)\.[ch]$')
is "no file is called misc, util or helper" "$bad" ""
