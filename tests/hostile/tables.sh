#!/usr/bin/env bash
# Nasty tables and JSON under a ceiling of time and memory: each ends soon, with a message that has a place, or with what could be read.
. "$(dirname "$0")/../tap.sh"
cd "$tmp" || exit 1
awk 'BEGIN { for (i = 0; i < 50000; i++) printf "col%d,", i; print "x"; for (i = 0; i < 50000; i++) printf "some words %d,", i; print "y" }' >wide.csv
awk 'BEGIN { print "id,text"; printf "1,\""; for (i = 0; i < 400000; i++) printf "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; print "" }' >open.csv
awk 'BEGIN { print "id,text"; for (i = 0; i < 1000; i++) print i ",some text is here"; print "7,\"open"; for (i = 0; i < 300000; i++) print i ",some text is here too, and no quote" }' >late.csv
awk 'BEGIN { print "id,text"; for (i = 0; i < 100000; i++) printf "\"\"\"\"\"\"\"\"\""; print "" }' >quotes.csv
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[" }' >deep.json
awk 'BEGIN { printf "[{"; for (i = 0; i < 20000; i++) printf "\"k%d\":\"some text number %d\",", i, i; print "\"z\":1}]" }' >keys.json
awk 'BEGIN { printf "[{\"text\":\"two words\",\"id\":"; for (i = 0; i < 100000; i++) printf "11111"; print "}]" }' >number.json
awk 'BEGIN { for (i = 0; i < 1000; i++) { for (k = 0; k < 1000; k++) printf ","; print "" } }' >empty_cells.csv
awk 'BEGIN { for (i = 0; i < 500000; i++) print "a" }' >one_cell.csv
awk 'BEGIN { print "{\"a\":1}"; for (i = 0; i < 100000; i++) print "{\"a\":" }' >bad_lines.ndjson

within() { # NAME STATUS PATTERN FILE
    ([[ $GRIPE_BUILD == *asan* ]] || ulimit -v 400000; timeout 20 "$gripe" read -q "$4" >out 2>err)
    is "$1: exit $2" "$?" "$2"
    like "$1: says where" "$(cat err)" "$3"
}
within "50,001 columns" 0 '' wide.csv
within "a quote that stays open for 20 MB" 3 'open\.csv:2: quote not closed' open.csv
within "a quote that opens late and stays open" 3 'late\.csv:1002: quote not closed' late.csv
is "what stood before it was read" "$(wc -l <out)" 1000
within "nothing but quotes" 3 'quotes\.csv:2: row has 1 of 2 cells' quotes.csv
within "100,000 brackets" 3 'deep\.json:1: byte 102[0-9]: it is nested too deeply' deep.json
within "20,000 keys in one record" 0 '' keys.json
within "a number of 500,000 digits" 0 '' number.json
within "a million empty cells" 0 '' empty_cells.csv
within "500,000 rows of one letter" 3 'no column looks like what customers write' one_cell.csv
within "100,000 broken lines" 3 '' bad_lines.ndjson
