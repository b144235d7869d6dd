#!/usr/bin/env bash
# Hostile text in every field of a run that a post is made of: nothing of it becomes markup, a link, a template's command or a formula; what is longer than people write ends soon and stays small.
. "$(dirname "$0")/../tap.sh"
python3 - "$root/tests/golden/post/input/run" "$tmp" <<'PY'
import json, os, shutil, sys
made, to = sys.argv[1:]
texts = {"script": "<script>alert(1)</script>", "handler": "<img src=x onerror=alert(1)>", "attribute": "\" onmouseover=\"alert(1)", "liquid": "{{ site.secret }}{% include secret %}", "hugo": "{{< secret >}}",
         "bidi": "\u202egnihton\u202c over \u2066there\u2069", "zero": "a\u200bb\u2060c\ufeffd", "formula": "=1+1", "link": "[click](javascript:alert(1)) ![x](y)", "entity": "&lt;script&gt;&#60;",
         "yaml": "a\"\n---\ntitle: other: \"b", "header": "line\r\nBcc: everybody", "cdata": "]]></content><content>", "table": "| a | b |\n|---|---|", "long": "x" * 3000, "noncharacter": "\ufffe\uffff", "stop": "x" * 10_000_000}
for name, text in texts.items():
    run = f"{to}/{name}"
    shutil.copytree(made, run)
    read = lambda f: [json.loads(l) for l in open(f"{run}/{f}", encoding="utf-8")]
    def write(f, rows): open(f"{run}/{f}", "w", encoding="utf-8").write("".join(json.dumps(r) + "\n" for r in rows))
    issues, contacts = read("issues.ndjson"), {c["id"]: c for c in read("contacts.ndjson")}
    for issue in issues:
        issue["label"] = issue["owner"] = issue["next_step"] = text
        issue["trend"]["period"] = text
        for quote in issue["quotes"]:
            contacts[quote["contact"]].update(text=text, channel=text)
            quote.update(text=text, span=[0, len(text.encode())])
        for action in issue["actions"]:
            action["text"] = text
    write("issues.ndjson", issues), write("contacts.ndjson", contacts.values())
PY
for name in script handler attribute liquid hugo bidi zero formula link entity yaml header cdata table long noncharacter stop; do
    timeout 60 "$gripe" post -q --site "https://example.org/\"><script>" --out "$tmp/out.$name" --mail "$tmp/$name.eml" --from a@example.org --to b@example.org "$tmp/$name" >"$tmp/told" 2>&1
    is "$name: a post is made" "$? $(head -c 200 "$tmp/told")" "0 "
    is "$name: its feed is valid" "$("$GRIPE_BUILD/tests/test_atom" "$tmp/out.$name/feed.xml" 2>&1 | head -3)" ""
done
python3 - "$tmp" <<'PY'
import csv, email, email.policy, glob, html.parser, os, re, sys, xml.dom.minidom
at = sys.argv[1]
csv.field_size_limit(1 << 30)
ALLOWED = set("html head meta title style body main h1 h2 p time ul li em strong bdi blockquote footer figure figcaption svg desc rect text path".split())
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.bad, self.open = [], []
    def handle_starttag(self, tag, attrs):
        if tag not in ALLOWED or any(k.startswith("on") or k in ("src", "href", "style") for k, _ in attrs):
            self.bad.append((tag, attrs))
        if tag not in ("meta", "rect", "path"):
            self.open.append(tag)
    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.bad.append(("/" + tag, []))
bad = {}
for out in sorted(glob.glob(at + "/out.*")):
    name = out.rsplit(".", 1)[1]
    def said(what, found):
        if found: bad.setdefault(what, []).append((name, str(found)[:200]))
    for path in sorted(os.listdir(out)):
        text = open(f"{out}/{path}", encoding="utf-8", newline="").read()
        said("no file is over 2 MB", len(text) > 2_000_000)
        if path.endswith(".html"):
            page = Page()
            page.feed(text)
            said("pages have our tags alone, closed in order, without handlers or links", page.bad or page.open)
            said("nothing in a page turns the direction of writing or takes no room", re.search("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]", text))
        elif path.endswith(".md"):
            front, body = text.split("\n---\n", 1)
            said("front matter has its own keys", [l.split(":")[0] for l in front.split("\n")[1:]] != ["title", "date", "description", "lang", "period"])
            said("Markdown holds no tag, template, link or address of others", re.search(r"<|\{|\]\(|\]:|://", re.sub(r"^!\[.*\]\([\w-]+\.svg\)$", "", body, flags=re.M)))
            said("its lines begin as ours do", [l[:60] for l in body.split("\n") if not re.match(r"$|\*|- |> |## |!\[|[A-Z\d]", l)])
        elif path.endswith((".svg", ".xml")):
            try: xml.dom.minidom.parseString(text.encode())
            except Exception as e: said("charts and feeds are well-formed", e)
        elif path.endswith(".csv"):
            said("rows of tables keep their cells", len({len(r) for r in csv.reader(text.splitlines(keepends=True))}) != 1)
    message = email.message_from_binary_file(open(f"{at}/{name}.eml", "rb"), policy=email.policy.default)
    said("a message has our headers alone", sorted(k.lower() for k in message.keys()) != ["content-type", "date", "from", "message-id", "mime-version", "subject", "to"])
checks = ["no file is over 2 MB", "pages have our tags alone, closed in order, without handlers or links", "nothing in a page turns the direction of writing or takes no room",
          "front matter has its own keys", "Markdown holds no tag, template, link or address of others", "its lines begin as ours do", "charts and feeds are well-formed", "rows of tables keep their cells", "a message has our headers alone"]
for what in checks:
    print(("not ok " if what in bad else "ok ") + what)
    for found in bad.get(what, []): print("#", *found)
PY
