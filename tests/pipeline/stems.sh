#!/usr/bin/env bash
# What 40-stem wrote is what later stages see: changed stems change what they find, stems of another text are not believed.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

awk -F'\t' '{printf "{\"id\":\"c%03d\",\"channel\":\"review\",\"lang\":\"en\",\"text\":\"%s.\"}\n", NR, $NF}' tests/reference/theme/corpus.tsv >"$tmp/corpus"
"$gripe" split -q "$tmp/corpus" | "$gripe" tag -q >"$tmp/split"
"$gripe" stem -q "$tmp/split" >"$tmp/stems"
jq -c '.stems |= map("z" + .)' "$tmp/stems" >"$tmp/changed"
jq -c '.stems |= map("z" + .) | .text |= . + " "' "$tmp/stems" >"$tmp/edited"
jq -c 'del(.stems, .phrases, .stems_of) | .text |= . + " "' "$tmp/stems" >"$tmp/edited_plain"
jq -c '.lang = "de"' "$tmp/stems" >"$tmp/german"
jq -c '.lang = "de" | del(.stems, .phrases, .stems_of)' "$tmp/stems" >"$tmp/german_plain"
jq -c '.stems |= map("z" + .) | .stems |= .[1:]' "$tmp/stems" >"$tmp/short"
jq -c 'del(.stems_of) | .stems |= map("z" + .)' "$tmp/stems" >"$tmp/unsigned"

# What each stage makes of a file of mentions, without the members of stem.
seen() { # STAGE FILE
    case $1 in
    tag) "$gripe" tag -q "$2" | jq -c 'del(.stems, .phrases, .stems_of)' ;;
    learn)
        "$gripe" learn -q -o "$tmp/model.$1" "$2"
        cat "$tmp/model.$1"/*
        ;;
    assign) "$gripe" assign -q --model "$tmp/model" "$2" | jq -c 'del(.stems, .phrases, .stems_of)' ;;
    esac
}
"$gripe" learn -q -o "$tmp/model" "$tmp/split"
for stage in tag learn assign; do
    for file in split stems changed edited edited_plain german german_plain short unsigned; do
        seen $stage "$tmp/$file" >"$tmp/$stage.$file" || not_ok "$stage reads $file"
    done
    same "$stage: with the stems of stem and without them is the same" "$tmp/$stage.split" "$tmp/$stage.stems"
    check "$stage sees stems that were changed" bash -c "! cmp -s '$tmp/$stage.stems' '$tmp/$stage.changed'"
    same "$stage does not believe stems of another text" "$tmp/$stage.edited" "$tmp/$stage.edited_plain"
    same "$stage does not believe stems of another language" "$tmp/$stage.german" "$tmp/$stage.german_plain"
    same "$stage does not believe a list that has not one for each word" "$tmp/$stage.short" "$tmp/$stage.split"
    same "$stage does not believe stems that do not say what they are of" "$tmp/$stage.unsigned" "$tmp/$stage.split"
done

one='{"contact":"a","n":0,"span":[0,28],"text":"They charged my cards twice."}'
is "a list that was changed keeps its stems, and its phrases are made of them" \
    "$(echo "$one" | "$gripe" stem -q | jq -c '.stems[1] = "charge \"fee\""' | "$gripe" stem -q | jq -c '[.stems, .phrases]')" \
    '[["they","charge \"fee\"","my","card","twice"],["charge \"fee\" my card","card twice"]]'
is "a text that was changed is stemmed anew" \
    "$(echo "$one" | "$gripe" stem -q | jq -c '.text = "Cards charged."' | "$gripe" stem -q | jq -c '[.stems, .phrases]')" '[["card","charg"],["card charg"]]'
is "what is not believed goes on as it came" "$(echo '{"contact":"a","n":0,"text":"Late bags.","stems":["x"],"stems_of":"00000000000000aa","phrases":["y"]}' |
    "$gripe" tag -q | jq -c '[.stems, .stems_of, .phrases]')" '[["x"],"00000000000000aa",["y"]]'
for bad in '"stems":5' '"stems":["a",1]' '"phrases":{"a":1}' '"stems_of":"12"' '"stems_of":"xyzxyzxyzxyzxyzx"'; do
    echo "{\"contact\":\"a\",\"n\":0,\"text\":\"Late.\",$bad}" | "$gripe" tag -q >"$tmp/out" 2>"$tmp/err"
    is "bad data, nothing passes: $bad" "$?/$(wc -c <"$tmp/out")" "3/0"
done
