#!/usr/bin/env bash
# Files as programs and people really write them: other delimiters and charsets, titles above and sums below a table, tables put together, mail folders, captions and chats of other countries.
. "$(dirname "$0")/../tap.sh"
cd "$tmp" || exit 1
texts() { "$gripe" read -q "$1" 2>/dev/null | jq -r .text | tr '\n' '|'; }
fields() { "$gripe" read -q "$1" 2>/dev/null | jq -r "[$2] | map(. // \"-\") | map(tostring) | join(\"|\")" | tr '\n' ';'; }
said() { "$gripe" read "$1" 2>&1 >/dev/null; }

printf 'id;datum;bewertung;kommentar\n1;03.01.2024;3,5;"Die App stürzt ab,\nsobald ich sie öffne"\n2;04.01.2024;1,0;"Zu teuer; und ""langsam"""\n3;15.01.2024;4,0;Nur die Lieferung dauert\n' >semicolons.csv
is "semicolons, decimal commas, line breaks and quotes in cells" "$(fields semicolons.csv '.time[:10], .score, .text')" '2024-01-03|3.5|Die App stürzt ab,;sobald ich sie öffne;2024-01-04|1|Zu teuer; und "langsam";2024-01-15|4|Nur die Lieferung dauert;'
printf 'id\tdate\tcomment\r\n1\t2024-01-02\tThe app crashes – daily\r\n2\t2024-01-03\tЗаказ не пришёл\r\n3\t2024-01-04\t"Two\nlines in a cell"\r\n' | iconv -f UTF-8 -t UTF-16 >unicode.txt
is "Excel's \"Unicode text\": UTF-16 and tabs" "$(texts unicode.txt)" 'The app crashes – daily|Заказ не пришёл|Two|lines in a cell|'
printf 'Support report Q1\nExported on 2024-04-01\n\nTicket ID,Created,Subject,Description,Status\n101,2024-01-02 10:00,Login,I cannot log in since the update,Open\n102,2024-01-03 11:00,Invoice,The invoice was sent twice to me,Closed\nTotal,,2 tickets,,\n' >report.csv
is "three lines above the header and sums below the rows are no contacts" "$(fields report.csv '.id, .text')" '101|I cannot log in since the update;102|The invoice was sent twice to me;'
like "the sums are counted" "$(said report.csv)" '3 read = 2 kept \+ 1 row of sums'
printf 'date,store,rating,comment\n2024-01-02,A,5,Friendly staff and quick help\n2024-01-02,B,1,The till was closed all day\n2024-01-03,Total,2,My parcel was lost\nAverage,,2.67,\nTotal,,8,3 comments\n' >sums.csv
is "their numbers make no scale, and a shop called Total is none" "$(fields sums.csv '.score, .scale, .attrs.store')" '5|stars5|A;1|stars5|B;2|stars5|Total;'
printf 'id,date,comment\n1,2024-01-02,The app crashes on start\nid,date,comment\n2,2024-01-05,The parcel is lost\n' >joined.csv
is "the header once more is no row" "$(fields joined.csv '.id, .text') $(said joined.csv | grep -c 'header again')" '1|The app crashes on start;2|The parcel is lost; 1'
printf 'sep=;\r\nid;rating;comment\r\n1;5;Friendly, quick and cheap\r\n2;1;The app crashes, always\r\n' >sep.csv
is "a spreadsheet's note of the delimiter" "$(fields sep.csv '.score, .text')" '5|Friendly, quick and cheap;1|The app crashes, always;'
printf 'Tabelle 1;;;\nName;Datum;Bewertung;Kommentar\nAnna;02.01.2024;4,5;Sehr freundliches Personal\nBernd;13.01.2024;2,0;Die Lieferung kam zu spät\n' >numbers.csv
is "a table's name in the first row" "$(fields numbers.csv '.time[:10], .score, .person, .text')" '2024-01-02|4.5|Anna|Sehr freundliches Personal;2024-01-13|2|Bernd|Die Lieferung kam zu spät;'
printf '\xef\xbb\xbf{"id":"a1","created_at":"2024-01-02T10:00:00Z","message":"The app crashes at once"}\r\n{"id":"a2","created_at":"2024-01-03T10:00:00Z","message":"I was charged twice"}\r\n' >bom.jsonl
is "JSON lines with a byte order mark" "$(fields bom.jsonl '.id, .text')" 'a1|The app crashes at once;a2|I was charged twice;'

printf 'From ???@??? Mon Jun 03 10:11:12 2024\r\nFrom: "Lovelace, Ada" <ada@example.org>\r\nSubject: Printer\r\nDate: Mon, 3 Jun 2024 10:11:12 +0200\r\n\r\nThe printer jams.\r\n\r\nFrom ???@??? Tue Jun 04 10:11:12 2024\r\nFrom: "Test, Joe" <joe@example.org>\r\nSubject: Invoice\r\nDate: Tue, 4 Jun 2024 10:11:12 +0200\r\n\r\nThe invoice came twice.\r\n' >eudora.mbox
is "an mbox whose lines \"From \" name nobody" "$(fields eudora.mbox '.title, .text')" 'Printer|The printer jams.;Invoice|The invoice came twice.;'
mkdir -p Apple/INBOX.mbox/Messages
list='<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>flags</key><integer>8590195713</integer></dict></plist>
'
mail=$(printf 'From: Ada Example <ada@example.org>\nSubject: Kettle\nDate: Mon, 3 Jun 2024 10:11:12 +0200\nContent-Type: text/plain; charset=utf-8\n\nThe kettle leaks at the bottom.\n')
printf '%-10d\n%s%s' ${#mail} "$mail" "$list" >Apple/INBOX.mbox/Messages/12.emlx
printf '%s' "$list" >Apple/INBOX.mbox/Info.plist
is "a mail of Apple Mail, without the list behind it" "$(fields Apple '.person, .title, .text')" 'Ada Example <ada@example.org>|Kettle|The kettle leaks at the bottom.;'
like "a property list is named, and no fault" "$(said Apple)" 'set aside: Apple/INBOX\.mbox/Info\.plist: a property list'
printf '12\nis no mail\n' >numbers.txt
is "a number on the first line alone makes no mail" "$("$gripe" read -q numbers.txt | jq -r .source | sort -u)" text

printf 'WEBVTT\n\n00:01.000 --> 00:04.000\n>> AGENT: Thanks for calling.\n\n00:04.500 --> 00:08.000\n>> CUSTOMER: My order never came.\n\n00:09.000 --> 00:12.000\n>> AGENT: I am sorry about that.\n' >captions.vtt
is "names behind the marks of another speaker" "$(fields captions.vtt '.role, .text')" 'agent|Thanks for calling.;I am sorry about that.;customer|My order never came.;'

printf '02/01/2024 10:15 - As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta.\n02/01/2024 10:15 - Ana Exemplo: O aplicativo trava toda hora\n02/01/2024 10:17 - Loja Ajuda: Sentimos muito\n02/01/2024 10:20 - Ana Exemplo: <Mídia oculta>\n02/01/2024 10:22 - Ana Exemplo: Mensagem apagada\n' >pt.txt
is "WhatsApp in Portuguese: system lines and pictures are out; under a clock of 24 hours the day stands first" "$(fields pt.txt '.time[:16], .role, .text')" '2024-01-02T10:15|customer|O aplicativo trava toda hora;2024-01-02T10:17|agent|Sentimos muito;'
like "that is said" "$(said pt.txt)" 'pt\.txt: dates have the day first: no value decides it'
printf '[02/01/24, 10:15:02] Ada Prova: \u200eI messaggi e le chiamate sono crittografati end-to-end.\n[02/01/24, 10:15:20] Ada Prova: Il pacco non è mai arrivato\n[02/01/24, 10:17:20] Negozio Aiuto: Ci dispiace\n[02/01/24, 10:18:20] Ada Prova: \u200eimmagine omessa\n[02/01/24, 10:20:20] Ada Prova: \u200eQuesto messaggio è stato eliminato.\n' >it.txt
is "in Italian" "$(fields it.txt '.time[:16], .role, .text')" '2024-01-02T10:15|customer|Il pacco non è mai arrivato;2024-01-02T10:17|agent|Ci dispiace;'
printf '02.01.2024 10:15 - Mesajlar ve aramalar uçtan uca şifrelidir.\n02.01.2024 10:15 - Ayşe Deneme: Uygulama sürekli çöküyor\n02.01.2024 10:17 - Mağaza Destek: Üzgünüz\n02.01.2024 10:20 - Ayşe Deneme: <Medya dahil edilmedi>\n02.01.2024 10:22 - Ayşe Deneme: Bu mesaj silindi\n' >tr.txt
is "in Turkish" "$(fields tr.txt '.time[:16], .role, .text')" '2024-01-02T10:15|customer|Uygulama sürekli çöküyor;2024-01-02T10:17|agent|Üzgünüz;'
printf '1/2/24, 9:12 PM - Ada Example: The kettle leaks\n1/2/24, 9:13 PM - Shop Help: Sorry about that\n1/3/24, 9:15 PM - Ada Example: I want my money back\n' >us.txt
is "under a clock of twelve hours the month stands first" "$(fields us.txt '.time[:16]')" '2024-01-02T21:12;2024-01-02T21:13;2024-01-03T21:15;'
