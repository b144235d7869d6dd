#!/usr/bin/env bash
# What sources say about who wrote reaches the record. All texts and people are made.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

roles() { "$gripe" read -q "$1" | jq -r '[.id, .role // "-"] | join("=")' | paste -sd ' '; }
persons() { "$gripe" read -q "$1" | jq -r '[.role // "-", .person // "-"] | join("=")' | paste -sd ' '; }

# ---- mail ----
mail() { printf '%s\n' "From: $1" "Subject: Your printer" "Date: Mon, 3 Mar 2025 09:00:00 +0000" "Message-ID: <$RANDOM.$RANDOM@example.org>" "${@:2}" "" "It jams." >"$tmp/one.eml"; persons "$tmp/one.eml"; }
is "a person is no bot" "$(mail 'Ann <ann@example.org>')" "-=Ann <ann@example.org>"
is "an address that nobody reads is a program's" "$(mail 'Shop <no-reply@shop.example>')" "bot=Shop <no-reply@shop.example>"
is "in other languages too" "$(mail 'keine-antwort@shop.example')" "bot=keine-antwort@shop.example"
is "a form's mail is from whom the answer goes to" "$(mail 'Shop <noreply@shop.example>' 'Reply-To: Ann Lee <ann@example.org>')" "-=Ann Lee <ann@example.org>"
is "unless nobody reads that either" "$(mail 'noreply@shop.example' 'Reply-To: noreply-2@shop.example')" "bot=noreply@shop.example"
is "an automatic answer" "$(mail 'Ann <ann@example.org>' 'Auto-Submitted: auto-replied')" "bot=Ann <ann@example.org>"
is "by its older header" "$(mail 'Ann <ann@example.org>' 'X-Auto-Reply: yes')" "bot=Ann <ann@example.org>"
is "bulk mail is a program's" "$(mail 'News <news@shop.example>' 'Precedence: bulk')" "bot=News <news@shop.example>"
is "mail of a list is not" "$(mail 'Ann <ann@example.org>' 'Precedence: bulk' 'List-Id: <users.example.org>')" "-=Ann <ann@example.org>"
is "nor of an old list, which says only who sent it on" "$(mail 'Ann <ann@example.org>' 'Precedence: bulk' 'Sender: owner-users@example.org')" "-=Ann <ann@example.org>"

# ---- tickets ----
cat >"$tmp/zendesk.json" <<'J'
{"comments":[
 {"id":1,"author_id":7,"body":"It jams.","public":true,"ticket_id":3,"created_at":"2025-03-03T09:00:00Z"},
 {"id":2,"author_id":8,"body":"Is the plug in?","public":true,"ticket_id":3,"created_at":"2025-03-03T10:00:00Z"},
 {"id":3,"author_id":9,"body":"Angry one, careful.","public":false,"ticket_id":3,"created_at":"2025-03-03T10:05:00Z"},
 {"id":4,"author_id":8,"body":"We have not heard from you.","public":true,"via":{"channel":"rule"},"ticket_id":3,"created_at":"2025-03-05T10:00:00Z"},
 {"id":5,"author_id":11,"body":"Same here.","public":true,"ticket_id":3,"created_at":"2025-03-06T10:00:00Z"}],
 "users":[{"id":7,"role":"end-user"},{"id":8,"role":"agent"}]}
J
is "Zendesk: people beside their comments, internal notes, rules; of others nothing is known" "$(roles "$tmp/zendesk.json")" "1=customer 2=agent 3=agent 4=bot 5=-"
printf 'id,ticket_id,user_id,body,public,created\n1,3,7,It jams.,true,2025-03-03\n2,3,8,Angry one,false,2025-03-03\n' >"$tmp/comments.csv"
is "Zendesk from a warehouse: internal notes are agents'" "$(roles "$tmp/comments.csv")" "1=- 2=agent"
cat >"$tmp/intercom.json" <<'J'
{"conversations":[{"type":"conversation","id":"5","created_at":1740000000,"source":{"id":"s1","delivered_as":"customer_initiated","body":"It jams.","author":{"type":"lead","id":"l1"}},
 "conversation_parts":{"conversation_parts":[{"id":"p1","part_type":"comment","body":"Try to turn it off.","created_at":1740000100,"author":{"type":"admin","id":"a1","from_ai_agent":true}},
 {"id":"p2","part_type":"comment","body":"I take over.","created_at":1740000200,"author":{"type":"admin","id":"a2"}}]}}]}
J
is "Intercom: an AI agent is a bot" "$(roles "$tmp/intercom.json")" "s1=customer p1=bot p2=agent"
cat >"$tmp/freshdesk.json" <<'J'
[{"id":20,"subject":"Printer","description_text":"It jams.","requester_id":1,"created_at":"2025-03-03T09:00:00Z","conversations":[
 {"id":21,"body_text":"Which tray?","user_id":9,"incoming":false,"created_at":"2025-03-03T10:00:00Z"},{"id":22,"body_text":"Tray two.","user_id":1,"created_at":"2025-03-03T11:00:00Z"},
 {"id":23,"body_text":"Mine too.","user_id":2,"created_at":"2025-03-03T12:00:00Z"},{"id":24,"body_text":"Call him.","user_id":9,"private":true,"created_at":"2025-03-03T13:00:00Z"}]}]
J
is "Freshdesk: without a flag, only the requester and private notes are known" "$(roles "$tmp/freshdesk.json")" "20=- 21=agent 22=customer 23=- 24=agent"
cat >"$tmp/gh.json" <<'J'
[{"number":4,"title":"Printer jams","body":"It jams.","author":{"login":"ann","is_bot":false},"createdAt":"2025-03-03T09:00:00Z","url":"https://git.example/r/issues/4","comments":[
 {"id":"c1","author":{"login":"bob"},"authorAssociation":"MEMBER","body":"Which tray?","createdAt":"2025-03-03T10:00:00Z"},
 {"id":"c2","author":{"login":"app/stale","is_bot":true},"authorAssociation":"NONE","body":"This issue is stale.","createdAt":"2025-05-03T10:00:00Z"},
 {"id":"c3","author":{"login":"eve"},"authorAssociation":"NONE","body":"Same here.","createdAt":"2025-05-03T10:00:00Z"}]}]
J
is "GitHub: members' comments are agents', apps are bots" "$(roles "$tmp/gh.json")" "4=- c1=agent c2=bot c3=-"

# ---- forums and posts ----
cat >"$tmp/Posts.xml" <<'X'
<?xml version="1.0" encoding="utf-8"?>
<posts>
  <row Id="1" PostTypeId="1" CreationDate="2025-03-03T09:00:00.000" Score="2" Body="&lt;p&gt;It jams.&lt;/p&gt;" OwnerUserId="7" Title="Printer" Tags="|printer|" />
  <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2025-03-03T10:00:00.000" Score="1" Body="&lt;p&gt;Clean the rollers.&lt;/p&gt;" OwnerUserId="8" />
  <row Id="3" PostTypeId="2" ParentId="1" CreationDate="2025-03-04T10:00:00.000" Score="1" Body="&lt;p&gt;It was the tray, which is badly made.&lt;/p&gt;" OwnerUserId="7" />
</posts>
X
is "StackExchange: an answer is nobody's pain, unless the asker gives it" "$(roles "$tmp/Posts.xml")" "post-1=- post-2=agent post-3=-"
cat >"$tmp/reddit.ndjson" <<'J'
{"id":"a","subreddit":"printers","author":"ann","selftext":"It jams.","title":"Jam","created_utc":1740000000,"name":"t3_a"}
{"id":"b","subreddit":"printers","author":"AutoModerator","body":"Read the rules.","created_utc":1740000100,"link_id":"t3_a","distinguished":"moderator"}
{"id":"c","subreddit":"printers","author":"acme_support","body":"Write to us.","created_utc":1740000200,"link_id":"t3_a","distinguished":"moderator"}
{"id":"d","subreddit":"printers","author":"eve","body":"Mine too.","created_utc":1740000300,"link_id":"t3_a","distinguished":null}
J
is "Reddit: the place's own machine and its moderators" "$(roles "$tmp/reddit.ndjson")" "a=- b=bot c=agent d=-"

# ---- tables ----
table() { printf '%s\n' "$@" >"$tmp/t.csv"; roles "$tmp/t.csv"; }
is "inbound says who wrote" "$(table 'message_id,thread_id,inbound,message' 1,5,True,'the printer jams on every page' 2,5,False,'please clean the rollers first')" "1=customer 2=agent"
is "so does a direction" "$(table 'message_id,thread_id,direction,message' 1,5,incoming,'the printer jams on every page' 2,5,outgoing,'please clean the rollers first')" "1=customer 2=agent"
is "staff: yes is the company, no is anybody" "$(table 'message_id,thread_id,is_staff,message' 1,5,0,'the printer jams on every page' 2,5,1,'please clean the rollers first')" "1=- 2=agent"
is "a writer's type with a number behind it" "$(table 'message_id,thread_id,sender_type,message' 1,5,'Customer 4','the printer jams on every page' 2,5,'Agent 12','please clean the rollers first' 3,5,'Chatbot','this chat is closed now')" \
    "1=customer 2=agent 3=bot"
is "a word that nobody knows is no role" "$(table 'message_id,thread_id,sender_type,message' 1,5,user,'the printer jams on every page' 2,5,Partner,'we sell these printers too')" "1=customer 2=-"
is "rights and jobs in a survey are no roles of writers" "$(table 'response_id,nps_score,role,feedback' 1,3,Admin,'the printer jams on every page' 2,9,User,'works well for all of us here' 3,7,'Support lead','it is too loud for our office')" \
    "1=- 2=- 3=-"

# ---- chats and calls ----
chat() { printf '%s\n' "$1" >"$tmp/chat.json"; "$gripe" read -q --format chat-json "$tmp/chat.json" | jq -r '[(.person // .attrs.speaker), .role // "-"] | join("=")' | paste -sd ' '; }
is "a chat's writer has a name and a part" "$(chat '{"messages":[{"author":"Ann Lee","author_type":"user","text":"It jams."},{"author":"Bob Ray","author_type":"agent","text":"Which tray?"}]}')" "Ann Lee=customer Bob Ray=agent"
is "an agent's words tell two speakers apart" "$(chat '{"messages":[{"speaker":"Speaker 1","text":"Thank you for calling Acme, how may I help you?"},{"speaker":"Speaker 2","text":"My printer jams."}]}')" "Speaker 1=agent Speaker 2=customer"
is "when both say them, who says more" "$(chat '{"messages":[{"speaker":"A","text":"Thanks for calling back, I am calling about my printer, I was charged twice."},{"speaker":"B","text":"I am happy to assist you. May I have your number?"}]}')" "A=customer B=agent"
is "two friends are left alone" "$(chat '{"messages":[{"speaker":"Speaker 1","text":"What a week, the printer jammed again."},{"speaker":"Speaker 2","text":"Mine as well, I threw it out."}]}')" "Speaker 1=- Speaker 2=-"
is "of three, who speaks as an agent is one" "$(chat '{"messages":[{"speaker":"Speaker 1","text":"Thank you for calling Acme."},{"speaker":"Speaker 2","text":"It jams."},{"speaker":"Speaker 3","text":"This is billing, how may I help you?"}]}')" \
    "Speaker 1=agent Speaker 2=- Speaker 3=agent"
is "beside a machine, a customer's partner is the agent" "$(chat '{"messages":[{"speaker":"IVR","text":"Press one."},{"speaker":"Customer","text":"It jams."},{"speaker":"Dana","text":"Which tray?"}]}')" "IVR=bot Customer=customer Dana=agent"
is "in other languages too" "$(chat '{"messages":[{"speaker":"Sprecher 1","text":"Was kann ich für Sie tun?"},{"speaker":"Sprecher 2","text":"Der Drucker klemmt."}]}')" "Sprecher 1=agent Sprecher 2=customer"
