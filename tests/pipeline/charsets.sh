#!/usr/bin/env bash
# Charsets of whole files: found by their letters, said with a confidence, set by --charset; UTF-8 and marks are left alone.
. "$(dirname "$0")/../tap.sh"
cd "$tmp" || exit 1
python3 "$root/tests/quality/charsets.py" write "$root/tests/quality/charset_texts.tsv" files 9
is "every file of three sentences and more is read in its own charset" "$(python3 "$root/tests/quality/charsets.py" wrong "$gripe" "$root/tests/quality/charset_texts.tsv" files 9)" ""
printf 'id;Комментарий\n1;Приложение падает при каждом запуске\n2;Верните деньги за заказ\n' | iconv -t cp1251 >ru.csv
like "the summary says which, with a confidence" "$("$gripe" read ru.csv 2>&1 >/dev/null)" 'ru\.csv: not UTF-8, read as windows-1251 by its letters, confidence [5-9][0-9] of 100'
like "and the book counts the file" "$("$gripe" read -q --books book.json ru.csv >/dev/null && cat book.json)" '"file_charset_windows_1251":1'
is "--charset sets it" "$("$gripe" read -q --charset koi8-r ru.csv | jq -r .text | head -1)" "$(head -2 ru.csv | tail -1 | cut -d';' -f2 | iconv -f koi8-r)"
is "a file with a mark keeps it" "$(printf '\xef\xbb\xbfid,text\n1,Das Gerät ist schön und groß\n' >bom.csv; "$gripe" read -q --charset koi8-r bom.csv | jq -r .text)" "Das Gerät ist schön und groß"
"$gripe" read --charset nosuch ru.csv 2>err
is "an unknown charset is a usage error" "$? $(grep -c 'ICU knows no charset "nosuch"' err)" "2 1"
{ printf 'id,text\n'; for i in $(seq 12000); do printf '%d,this row has nothing but plain letters\n' "$i"; done; printf '12001,Посылка так и не пришла\n12002,Поддержка молчит вторую неделю\n12003,Верните деньги за заказ\n' | iconv -t cp1251; } >late.csv
is "letters that come late decide too, also from a pipe" "$("$gripe" read -q late.csv | tail -1 | jq -r .text) $("$gripe" read -q - <late.csv | tail -1 | jq -r .text)" "Верните деньги за заказ Верните деньги за заказ"
{ printf 'id,text\n'; printf '%s\n' '1,Die Lieferung kam zu spät' '2,Das Gerät hört nicht auf' '3,schöne grüße'; printf '4,Gr\xfc\xdfe\n'; } >mixed.csv
is "UTF-8 with a few other bytes stays UTF-8" "$("$gripe" read -q mixed.csv | jq -r '.text + (.notes // [] | join(","))' | tail -2 | tr '\n' '|')" 'schöne grüße|Grüßecharset_windows_1252|'
printf 'id,text\n1,café\n2,déjà vu à la caisse\n3,très déçu\n' | iconv -t cp1252 >fr.csv
is "windows-1252 is windows-1252" "$("$gripe" read -q fr.csv | jq -r .text | tr '\n' '|')" 'café|déjà vu à la caisse|très déçu|'
printf 'id,text\n1,%s\n' "$(printf 'アプリが頻繁に落ちて使えません' | iconv -t iso-2022-jp)" >jis.csv
is "seven bits of ISO-2022-JP" "$("$gripe" read -q jis.csv | jq -r .text)" "アプリが頻繁に落ちて使えません"
printf 'email;город\nann@example.com;Нижний Новгород\nbob@example.com;Екатеринбург\n' | iconv -t cp1251 >customers.csv
is "the table of customers is read by its letters too" "$(echo '{"id":"1","person":"ann@example.com","text":"It broke"}' | "$gripe" join -q --customers customers.csv | jq -r '.attrs | to_entries[0].value')" "Нижний Новгород"
