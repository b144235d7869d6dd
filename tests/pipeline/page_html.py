"""An HTML page as it has to be: elements closed, ids distinct, links that lead somewhere in the page, one style and one script that the policy names by their
digests, no handler, no style attribute, nothing fetched. page_html.py FILE prints what is wrong, a line each."""
import base64
import hashlib
import html.parser
import re
import sys

VOID = {"meta", "br", "input"}
SVG_SELF_CLOSED = {"rect", "path", "circle", "polyline"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.ids, self.links, self.raw, self.policy = [], [], [], [], {}, ""

    def handle_startendtag(self, tag, attributes):
        self.attributes(tag, attributes)

    def handle_starttag(self, tag, attributes):
        self.attributes(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"line {self.getpos()[0]}: </{tag}> closes {self.open[-1] if self.open else 'nothing'}")
        else:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] in ("style", "script"):
            self.raw.setdefault(self.open[-1], []).append(data)

    def attributes(self, tag, attributes):
        for name, value in attributes:
            if name.startswith("on") or name in ("style", "src", "srcset", "action", "formaction", "xlink:href"):
                self.wrong.append(f"line {self.getpos()[0]}: <{tag} {name}>")
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.links.append(value)
            if name == "content" and "default-src" in (value or ""):
                self.policy = value


page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
wrong = page.wrong + [f"<{tag}> is not closed" for tag in page.open]
wrong += [f"id {i} stands twice" for i in sorted({i for i in page.ids if page.ids.count(i) > 1})]
wrong += [f"link {link} leads nowhere" for link in page.links if not link.startswith("#") or link[1:] not in page.ids]
for tag in ("style", "script"):
    blocks = page.raw.get(tag, [])
    if len(blocks) != 1:
        wrong.append(f"{len(blocks)} blocks of {tag}")
    for block in blocks:
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        if f"{tag}-src 'sha256-{digest}'" not in page.policy:
            wrong.append(f"the policy does not name this {tag}")
        if re.search(r"url\(|@import|innerHTML|eval\(|https?:", block):
            wrong.append(f"{tag} fetches or runs text")
if not page.policy.startswith("default-src 'none';"):
    wrong.append("the policy lets more in than it names")
print("\n".join(wrong[:10]), end="")
