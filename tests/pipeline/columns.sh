#!/usr/bin/env bash
# Tables as teams export them: which columns are words, scores, dates; and that what is not understood is said.
. "$(dirname "$0")/../tap.sh"
cd "$tmp" || exit 1
table() { printf '%s\n' "$@" >t.csv; }
# first FIELD...: fields of the first contact
first() { "$gripe" read -q "${file:-t.csv}" 2>/dev/null | head -1 | jq -r "[$(printf '.%s,' "$@" | sed 's/,$//')] | map(. // \"-\") | map(tostring) | join(\"|\")"; }
said() { "$gripe" read "${file:-t.csv}" 2>&1 >/dev/null; }
none() {
    "$gripe" read -q t.csv >out 2>err
    is "$1: gives no contact, and says so in one line" "$? $(wc -l <out) $(grep -c 'no column looks like what customers write' err) $(wc -l <err)" "3 0 1 1"
}
table 'id,status,recipient_email' 'a,0,ann.sample@example.com' 'b,0,bob.sample@example.com'
none "a table of addresses"
table 'id,external_id,role' 'a,38562efa-c962-428b-a77a-6321b5370d73,user' 'b,48562efa-c962-428b-a77a-6321b5370d74,user'
none "a table of UUIDs"
table 'key,checksum' 'a1,d41d8cd98f00b204e9800998ecf8427e' 'b2,0cc175b9c0f1b6a831c399e269772661'
none "a table of hashes"
table 'key,body type' 'a1,multipart/alternative' 'b2,text/plain' 'c3,image/png'
none "a table of types of MIME"
table 'ID,1. Why?,Other,2. What?,Other' '1,The app is slow,the export,,nothing at all' '2,It never works,,hard to read,'
is "two columns of one name are two attributes" "$(first 'attrs.other' 'attrs.other_2')" "the export|nothing at all"
table 'the staff was rude to us all evening,SERVICE' 'food was cold and the wine too warm,FOOD' 'we waited an hour for the bill,SERVICE'
is "a table without a header loses no row" "$("$gripe" read -q t.csv | wc -l)" 3
printf 'My parcel never came\tA,1,2\nThe app crashes on start\tB,3,4\nI was charged twice\tC,5,6\n' >t.tsv
is "in a .tsv tabs cut, and its first row may be one of the rows" "$("$gripe" read -q t.tsv | jq -r '.text + "|" + .attrs.column_2' | tr '\n' ';')" "My parcel never came|A,1,2;The app crashes on start|B,3,4;I was charged twice|C,5,6;"
printf 'I like the shop, but the app is slow.\nI ordered a lamp, and it came broken.\nI wrote to support, nobody answered me.\n' >prose.txt
is "sentences with a comma in each are prose" "$("$gripe" read -q prose.txt | jq -r .text)" "$(cat prose.txt)"
# scale HEADER VALUE...: score and scale of the first row
scale() {
    local header=$1 i=0
    shift
    printf 'id,"%s",comment\n' "$header" >t.csv
    for value; do printf '%d,%s,The parcel came late number %d\n' $((i += 1)) "$value" $i >>t.csv; done
    first score scale
}
is "how likely to recommend, 0 to 10, is NPS" "$(scale 'How likely are you to recommend us?' 3 10 0)" "3|nps"
is "in German too" "$(scale 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?' 3 10 0)" "3|nps"
is "and in French, Spanish, Italian, Portuguese, Dutch" "$(for q in 'Recommanderiez-vous notre service ?' '¿Recomendaría nuestro servicio?' 'Consiglierebbe il nostro servizio?' 'Você recomendaria nosso serviço?' 'Zou u ons aanbevelen?'; do scale "$q" 3 10 0; done | sort -u)" "3|nps"
is "how easy, 0 to 10, is not" "$(scale 'On a scale of 0-10, how easy was it to get help?' 3 10 0)" "3|points10"
is "how satisfied, 0 to 10, is not" "$(scale 'How satisfied are you?' 3 10 0)" "3|points10"
is "1 to 5 is never NPS" "$(scale 'How likely are you to recommend us?' 3 5 1) $(scale 'nps' 4 5 2)" "3|stars5 4|stars5"
is "unless the header says that it goes to 10" "$(scale 'How likely are you to recommend us? (0-10)' 3 5 1)" "3|nps"
is "how likely to cancel is no score" "$(scale 'How likely are you to cancel?' 3 10 0)" "-|-"
like "and that is said" "$(said)" '"How likely are you to cancel\?": more is worse, so it is no score'
table 'id,date,rating,comment' '1,sometime,so so,The invoice came twice' '2,later,bad,Nobody answers the phone' '3,2024-03-01,4,It fell apart at once'
like "dates that are none are counted, with an example" "$(said)" '"date": 2 of 3 cells are no date, such as "sometime"'
like "scores that are none too" "$(said)" '"rating": 2 of 3 cells are no score, such as "so so"'
printf '[{"id":1,"date":"last week","rating":"bad","comment":"The app crashes on start"},{"id":2,"date":"2024-01-02","rating":"so so","comment":"Nobody answers the phone"}]' >t.json
like "in JSON as in tables" "$(file=t.json said)" '"date": 1 of 2 cells are no date, such as "last week"'
like "scores too" "$(file=t.json said)" '"rating": 2 of 2 cells are no score, such as "bad"'
printf '<list><item><date>last week</date><comment>The app crashes on start</comment></item><item><date>2024-01-02</date><comment>Nobody answers the phone</comment></item></list>' >t.xml
like "in XML" "$(file=t.xml said)" '"date": 1 of 2 cells are no date, such as "last week"'
table 'Timestamp,What should we improve?' 'sometime,The waiting times at the desk' '2024/01/02 10:00:00,The app on my phone please'
like "and in what a form's questions were answered with" "$(said)" '"Timestamp": 1 of 2 cells are no date, such as "sometime"'
table 'id,What went well?,What should we improve?,Agent log' '1,The friendly staff,Waiting times at the desk,Customer was called back about the desk' '2,,The app logs me out,Told him to install it once more'
is "the answers to several questions are one text, a line each" "$("$gripe" read -q t.csv | jq -r .text | tr '\n' '|')" "The friendly staff|Waiting times at the desk|The app logs me out|"
like "prose that is not the customer's by its header is said" "$(said)" 'prose that is not taken for the text: "Agent log"'
is "--map names all that is text" "$("$gripe" read -q --map 'text=#2,text=#4' t.csv | jq -r .text | tr '\n' '|')" "The friendly staff|Customer was called back about the desk|Told him to install it once more|"
table 'order,stars' '17,5' '18,1'
"$gripe" read t.csv >out 2>err
is "a table of scores without words is no error: they are answers" "$? $(wc -l <out)" "0 0"
like "but that is said, with the columns there are" "$(cat err)" 't\.csv: no column looks like what customers write; name one with --map text=COLUMN: order, stars'
