"""The words of the page: every language that has them has the keys of English and the places of each text, a form of its own for each count that it tells
apart where English has forms, rows sorted, none twice; every key that the report asks for is there, and every key is asked for. Prints what is wrong."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
GROUPS = ("aside", "channel", "kind", "pick", "risk", "step", "verdict", "col", "js", "volume")  # keys that are composed of a name of the records


def rows(lang):
    lines = (root / "lexicons" / lang / "page.tsv").read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def places(text):
    return sorted(set(re.findall(r"\{[0-9]\}", text)))


wrong = []
english = dict(rows("en"))
for file in sorted(root.glob("lexicons/*/page.tsv")):
    lang = file.parent.name
    list_ = rows(lang)
    keys = [row[0] for row in list_]
    if keys != sorted(keys) or len(keys) != len(set(keys)):
        wrong.append(f"{lang}: rows are not sorted, or stand twice")
    for row in list_:
        if len(row) != 2 or not row[1].strip():
            wrong.append(f"{lang}: {row[0]} is not a key and a text")
        elif row[0] not in english:
            wrong.append(f"{lang}: {row[0]} is no key of English")
        elif places(row[1]) != places(english[row[0]]) and not row[0].endswith(".one"):
            wrong.append(f"{lang}: {row[0]} has other places than in English")
    wrong += [f"{lang}: {key} is missing" for key in english if key not in keys]

source = "\n".join(f.read_text(encoding="utf-8") for f in sorted(root.glob("stages/90-report/**/*.c")))
quoted = set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)*)"', source))
for key in english:
    base = re.sub(r"\.(one|other)$", "", key)
    if key.split(".")[0] not in GROUPS and key not in quoted and base not in quoted:
        wrong.append(f"nobody asks for {key}")
for key in re.findall(r'(?:SAY|SAY_COUNT|say_number|say_plain|words_get|html_word)\([^;]*?"([a-z_]+\.[a-z_.]+|percent|too_few|families)"', source):
    if key not in english and key + ".other" not in english:
        wrong.append(f"{key} is asked for and is not there")
print("\n".join(wrong[:20]), end="")
sys.exit(0)
