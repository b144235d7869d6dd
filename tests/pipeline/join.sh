#!/usr/bin/env bash
# Customers' attributes onto their contacts.
. "$(dirname "$0")/../tap.sh"
cat >"$tmp/customers.csv" <<'END'
Email,Name,Plan,Yearly Value,region
ada@example.org,Ada,pro,"1,200",north
BOB@example.org,Bob,free,,south
ada@example.org,Ada again,basic,1,east
,Nobody,pro,5,west
END
contact() { printf '{"id":"%s","person":"%s","text":"x"%s}\n' "$1" "$2" "${3:-}"; }
join() { "$gripe" join -q --customers "$tmp/customers.csv" "$@"; }
is "attributes come onto the contact, by name" "$(contact 1 ada@example.org | join)" \
    '{"id":"1","person":"ada@example.org","text":"x","attrs":{"plan":"pro","region":"north","yearly_value":"1,200"}}'
is "a name before the address and capitals do not matter" "$(contact 1 'Ada L <ADA@Example.org>' | join | jq -r .attrs.plan)" pro
is "nor does a tag behind a plus" "$(contact 1 bob+shop@example.org | join | jq -r .attrs.region)" south
is "empty cells become no attribute" "$(contact 1 bob@example.org | join | jq -c .attrs)" '{"plan":"free","region":"south"}'
is "names and addresses become none either" "$(contact 1 ada@example.org | join | jq -r '.attrs | has("name") or has("email")')" false
is "what a contact says itself stays" "$(contact 1 ada@example.org ',"attrs":{"plan":"trial"}' | join | jq -r .attrs.plan)" trial
is "who is not listed passes as he is" "$(contact 1 eve@example.org | join)" "$(contact 1 eve@example.org)"
like "the summary counts" "$(contact 1 ada@example.org | "$gripe" join --customers "$tmp/customers.csv" 2>&1 >/dev/null)" '2 customers, 1 contacts of theirs; 1 rows repeat a key.*1 rows have no key'
is "without a table contacts pass" "$(contact 1 a | "$gripe" join -q)" "$(contact 1 a)"
is "--key takes another column" "$(contact 1 north | join --key region | jq -r .attrs.plan)" pro
fails() { # NAME STATUS PATTERN COMMAND...
    local name=$1 status=$2 pattern=$3
    shift 3
    contact 1 a | "$@" >/dev/null 2>"$tmp/err"
    is "$name: exit $status" "$?" "$status"
    like "$name: says why" "$(cat "$tmp/err")" "$pattern"
}
fails "a column that is not there" 3 'customers\.csv:1: no column "mail"' join --key mail
fails "a table that is not there" 4 'nowhere\.csv: cannot be opened' "$gripe" join --customers "$tmp/nowhere.csv"
printf 'email,plan\na@x.org,pro\nb@x.org,"open\nc@x.org,free\n' >"$tmp/open.csv"
fails "an open quote" 3 'open\.csv:3: quote not closed' "$gripe" join --customers "$tmp/open.csv"
: >"$tmp/empty.csv"
fails "an empty table" 3 'empty\.csv: no customer' "$gripe" join --customers "$tmp/empty.csv"
printf 'E-Mail;Tarif\r\nada@example.org;gold\r\n' >"$tmp/de.csv"
is "semicolons and DOS line ends are read" "$(contact 1 ada@example.org | "$gripe" join -q --customers "$tmp/de.csv" | jq -r .attrs.tarif)" gold
printf 'Kundennummer;Vorname;Tarif;Straße\nK1;Ada;gold;Weg 1\n' | iconv -f UTF-8 -t UTF-16 >"$tmp/wide.csv"
is "header words of every language are known, and UTF-16 is read" "$(contact 1 k1 | "$gripe" join -q --customers "$tmp/wide.csv" | jq -c .attrs)" '{"tarif":"gold"}'
printf 'Tarif\tcorreo\tRegi\xf3n\nor\xe9\tada@example.org\tsur\n' >"$tmp/latin.csv"
is "tabs and windows-1252 are read, and the key is found in any place" "$(contact 1 ada@example.org | "$gripe" join -q --customers "$tmp/latin.csv" | jq -c .attrs)" '{"región":"sur","tarif":"oré"}'
