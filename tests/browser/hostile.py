"""Contacts whose every field tries to be more than text: tags, handlers, formulas, links, direction marks, zero width, words of thousands of letters. Made, nobody's."""
import json

TRICKS = [
    "<script>window.pwned = 1</script>",
    "<img src=x onerror=\"window.pwned = 1\">",
    "\" onmouseover=\"window.pwned = 1\" x=\"",
    "'><svg onload=window.pwned=1>",
    "</style></script><iframe src=javascript:window.pwned=1>",
    "=HYPERLINK(\"http://example.com\",\"x\")",
    "[x](javascript:window.pwned=1) ![y](http://example.com/y.png)",
    "\u202eesrever\u202c \u2066isolate \u200bzero\u200bwidth \ufeff",
    "javascript:window.pwned=1 data:text/html,<b>x</b>",
    "&lt;b&gt; &#60;script&#62; %3Cscript%3E {{7*7}} ${7*7}",
    "w" * 3000,
    "e" + "\u0301" * 200,
]
for i in range(240):
    trick = TRICKS[i % len(TRICKS)]
    other = TRICKS[(i // len(TRICKS)) % len(TRICKS)]
    trouble = ["The delivery is late again and nobody answers.", "The app crashes when I pay.", "I was charged twice for one order."][i % 3]
    print(json.dumps({
        "id": f"{i}{trick[:40]}", "source": "made", "channel": ["review", "email", "call"][i % 3], "time": f"2025-03-{1 + i % 28:02d}T10:00:00Z", "person": f"p{i}{trick[:30]}",
        "score": 1 + i % 5, "scale": "stars5", "lang": "en", "title": trick[:200], "text": f"{trouble} {trick} {other}",
        "url": "javascript:window.pwned=1", "attrs": {"plan" + trick[:20]: other[:60], "store": ["north", "<b>south</b>"][i % 2]},
    }))
print(json.dumps({"id": "long", "channel": "review", "text": "The delivery is late. " + "x" * 10_000_000}))
