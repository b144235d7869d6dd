#!/usr/bin/env bash
# Chats: what is joined and that it is said; the names of a Slack export wherever its lists stand; names at line starts stay out of what clean gives.
. "$(dirname "$0")/../tap.sh"
cd "$tmp" || exit 1
cat >chat.txt <<'END'
13/2/24, 19:02 - Ann Sample: The kettle
13/2/24, 19:02 - Ann Sample: leaks at the bottom
13/2/24, 19:03 - Ann Sample: since Monday
13/2/24, 19:10 - Shop Help: We send a new one
END
texts() { "$gripe" read -q "$@" | jq -c '[.text, .time[11:16], .role]' | paste -sd' '; }
is "messages of one person within a minute are one contact" "$(texts chat.txt)" \
    '["The kettle\nleaks at the bottom","19:02","customer"] ["since Monday","19:03","customer"] ["We send a new one","19:10","agent"]'
is "--join-messages says how far apart they may stand" "$(texts --join-messages 60 chat.txt)" \
    '["The kettle\nleaks at the bottom\nsince Monday","19:02","customer"] ["We send a new one","19:10","agent"]'
is "--join-messages 0 joins none" "$(texts --join-messages 0 chat.txt | jq -s length)" 4
like "the books say what was joined" "$("$gripe" read chat.txt 2>&1 >/dev/null)" "1 messages_joined"
is "a gap below nothing is refused" "$("$gripe" read --join-messages -1 chat.txt >/dev/null 2>&1; echo $?)" 2
"$gripe" read -q chat.txt | "$gripe" clean -q >clean.ndjson
is "names before the words are in no text" "$(jq -r .text clean.ndjson | grep -c -e Ann -e Sample)" 0

# Slack: the list of users behind the messages, in an archive and in a folder
python3 - "$root/tests/golden/formats/input/slack_export" <<'END'
import os, sys, zipfile
top = sys.argv[1]
files = ["customer-feedback/2024-01-02.json", "integration_logs.json", "channels.json", "users.json"]
with zipfile.ZipFile("messages_first.zip", "w") as out:
    for name in files:
        out.write(os.path.join(top, name), name)
with zipfile.ZipFile("no_list.zip", "w") as out:
    out.write(os.path.join(top, files[0]), files[0])
with zipfile.ZipFile("in_a_folder.zip", "w") as out:
    for name in files:
        out.write(os.path.join(top, name), "Workspace/" + name)
END
people() { "$gripe" read -q "$@" | jq -r .person | sort | paste -sd,; }
is "names are found behind the messages of an archive" "$(people messages_first.zip)" "Ada Lovelace,Grace Hopper,Zendesk"
is "names are found in a folder of an archive" "$(people in_a_folder.zip)" "Ada Lovelace,Grace Hopper,Zendesk"
is "names are found two folders up" "$(people "$root/tests/golden/formats/input/slack_export/customer-feedback/2024-01-02.json")" "Ada Lovelace,Grace Hopper,Zendesk"
is "ids without a list stay ids" "$(people no_list.zip)" "U01,U02,Zendesk"
is "two exports do not mix up their names" "$(people messages_first.zip no_list.zip)" "Ada Lovelace,Grace Hopper,U01,U02,Zendesk,Zendesk"
