#!/usr/bin/env python3
"""Makes words.tsv: texts (invented, and a fixed pseudo-random soup of hard characters) with the words that the reference program finds in them.

  words.py ../shared/reference/themes_reference.py > tests/reference/words.tsv
"""
import random
import re
import sys

source = open(sys.argv[1], encoding="utf-8").read()
scope = {"re": re}
for name in ("NOT_WORDS", "WORD"):
    exec(re.search(rf"^{name} = .*$", source, re.M).group(0), scope)
exec(re.search(r"^def words.*?(?=^\S|\Z)", source, re.M | re.S).group(0), scope)

texts = """I can't export my data to CSV!
Don’t they know it’s broken? We've said so 3 times.
The 3g signal and the 12.5mb limit; 2nd time, 4K tv, a1b2c3.
C++ and C# fans, a+b, #hashtag, foo#bar+
See https://example.com/a?b=c&d=e, www.example.org/x and HTTP://UPPER.CASE now
mailto:someone@example.com or @support or @_under_score99!
Tom &amp; Jerry &lt;3 &#39; &nbsp;end AT&T; R&D
On XX/XX/XXXX I paid XXXX dollars; exxon maxxed xx// x x/x
rock'n'roll o'clock '90s ' 'quoted' dogs' it's'so
aww.w www. www.x awww.ok hhttp://x https:// http://a http:/b httpx
12 123abc456def 7up 007 1st2nd 3'a 9x 9xx 9xxy
don'xx it'https://x a'1 b''c
under_score snake_case_name __init__ a-b-c e-mail
MixedCase WORDS and iPhone14Pro
tab\there\\nnot a newline
emoji 😀 between 🚀rockets🚀 and… dots — dashes – and “quotes”
""".splitlines()
pieces = ["x", "xx", "X/", "h", "http://", "https://", "www.", "w", "@", "&", ";", "'", "’", " ", " ", "a", "b", "Z", "1", "42", "+", "#", "_", ".", "-", "/", "é "[1], "😀", "…"]
draw = random.Random(1)
texts += ["".join(draw.choice(pieces) for _ in range(draw.randint(1, 24))).strip() for _ in range(400)]
print("# text, its words by the reference program; made by words.py")
for text in texts:
    if text.strip() and not text.startswith("#"):
        print(text.replace("\\", "\\\\").replace("\t", "\\t") + "\t" + " ".join(scope["words"](text)))
