#!/usr/bin/env python3
"""Compares what people read about members with the tables that they come from (stages/common/record/*_fields.h).

  fields.py check ROWS            prints each member that the manual page or the schema lacks or says differently
  fields.py update ROWS           writes the members into both
  fields.py valid SHAPE ROWS      reads JSON lines and prints what the schema does not allow in them
  fields.py csv SHAPE ROWS        reads a CSV of that table and prints where its header or a cell is not what the schema allows
  fields.py seen SHAPE ROWS       reads JSON lines and prints the members of the table that none of them has

ROWS: what `build/tests/test_fields rows` prints. The manual page is pipeline/gripe-record.5, between its comments "members of SHAPE" and
"end of members"; the schema is pipeline/gripe-record.schema.json (JSON Schema 2020-12).
"""
import csv
import io
import json
import pathlib
import re
import sys

PAGE = pathlib.Path("pipeline/gripe-record.5")
SCHEMA = pathlib.Path("pipeline/gripe-record.schema.json")
COLUMNS = "shape name type digits of when csv csv_name heading unit doc".split()
UPDATE = "UPDATE=1 bash tests/lint/fields.sh writes it"

WORDS = {"text": "string", "time": "time", "day": "day", "flag": "boolean", "count": "integer", "exact": "number", "fixed": "number",
         "share": "number", "number": "number", "tiny": "number", "texts": "list of strings", "counts": "list of integers",
         "span": "span", "by_name": "object of integers", "factors": "object of numbers", "seen": "object of two times each",
         "seen_in": "object of objects of two times each"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
TIMES = {"type": "object", "additionalProperties": {"type": "array", "items": TIME, "minItems": 2, "maxItems": 2}}
KINDS = {
    "text": {"type": "string"}, "time": TIME, "day": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}, "flag": {"type": "boolean"},
    "count": {"type": "integer"}, "exact": {"type": "number"}, "fixed": {"type": "number"}, "number": {"type": "number"},
    "share": {"type": "number", "minimum": 0, "maximum": 1}, "tiny": {"type": "number", "minimum": 0},
    "texts": {"type": "array", "items": {"type": "string"}}, "counts": {"type": "array", "items": {"type": "integer"}},
    "span": {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2},
    "by_name": {"type": "object", "additionalProperties": {"type": "integer"}},
    "factors": {"type": "object", "additionalProperties": {"type": "number"}},
    "seen": TIMES, "seen_in": {"type": "object", "additionalProperties": TIMES},
}


def read_rows(path):
    rows = {}
    for line in open(path, encoding="utf-8"):
        row = dict(zip(COLUMNS, line.rstrip("\n").split("\t")))
        rows.setdefault(row["shape"], []).append(row)
    return rows


def kind(row):
    if row["of"] == "":
        out = dict(KINDS[row["type"]])
    else:
        one = {"$ref": "#/$defs/" + row["of"]}
        several = {"type": "array", "items": one}
        out = {"object": one, "list": several, "lists": {"type": "object", "additionalProperties": several}}[row["type"]]
    return {"anyOf": [out, {"type": "null"}]} if "null" in row["when"] else out


def schema(rows):
    definitions = {}
    for shape, members in rows.items():
        definitions[shape] = {
            "type": "object",
            "properties": {m["name"]: {"description": m["doc"] + (f" ({m['unit']})" if m["unit"] else ""), **kind(m)} for m in members},
            "required": [m["name"] for m in members if "left out" not in m["when"]],
        }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "gripe: a line of themes.ndjson",
            "description": "Made from the tables of members by tests/lint/fields.py; the summary is #/$defs/summary, a stage's book #/$defs/book.",
            "oneOf": [{"$ref": "#/$defs/theme"}, {"$ref": "#/$defs/unassigned"}], "$defs": definitions}


def escaped(text):
    return re.sub(r"(?<![\w-])--(?=[a-z])", r"\\-\\-", text.replace("\\", "\\e"))


def item(row):
    within = row["of"].replace("_", " ")
    word = WORDS.get(row["type"]) or {"object": f"object: {within}", "list": f"list of objects: {within}",
                                      "lists": f"object of lists: {within}"}[row["type"]]
    notes = [word] + (["or null"] if "null" in row["when"] else []) + (["may be left out"] if "left out" in row["when"] else [])
    notes += [row["unit"]] if row["unit"] else []
    doc = row["doc"]
    return f".It Sy {row['name']} Pq {escaped(', '.join(notes))}\n{escaped(doc[0].upper() + doc[1:])}.\n"


def blocks(text):
    """{shape: (start, end, text)} of what stands between the comments."""
    out = {}
    for m in re.finditer(r'^\.\\" members of (\w+)[^\n]*\n(.*?)^\.\\" end of members\n', text, re.M | re.S):
        out[m.group(1)] = (m.start(2), m.end(2), m.group(2))
    return out


def items(text):
    return {m.group(1): m.group(0) for m in re.finditer(r"^\.It Sy (\w+) .*\n(?:(?!\.It|\.El).*\n)*", text, re.M)}


def block(members):
    return ".Bl -tag -width unassigned\n" + "".join(map(item, members)) + ".El\n"


def check(rows):
    page = blocks(PAGE.read_text(encoding="utf-8"))
    for shape, members in rows.items():
        if shape not in page:
            print(f"{PAGE}: no place for the members of {shape} (a comment \"members of {shape}\")")
            continue
        said = items(page[shape][2])
        for member in members:
            if member["name"] not in said:
                print(f"{PAGE}: lacks {member['name']} of {shape}; {UPDATE}")
            elif said[member["name"]] != item(member):
                print(f"{PAGE}: says something else of {member['name']} of {shape} than its row; {UPDATE}")
        for name in said.keys() - {m["name"] for m in members}:
            print(f"{PAGE}: names {name} of {shape}, which no row has; {UPDATE}")
    for shape in page.keys() - rows.keys():
        print(f"{PAGE}: members of {shape}, a shape that test_fields does not print")
    old = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"] if SCHEMA.exists() else {}
    for shape, new in schema(rows)["$defs"].items():
        was = old.get(shape, {"properties": {}})
        names = [n for n in new["properties"].keys() | was["properties"].keys() if new["properties"].get(n) != was["properties"].get(n)]
        for name in sorted(names):
            print(f"{SCHEMA}: {name} of {shape} is not as its row says; {UPDATE}")
        if not names and new != was:
            print(f"{SCHEMA}: {shape} is not as its rows say; {UPDATE}")


def update(rows):
    text = PAGE.read_text(encoding="utf-8")
    for shape, (start, end, _) in sorted(blocks(text).items(), key=lambda b: -b[1][0]):
        if shape in rows:
            text = text[:start] + block(rows[shape]) + text[end:]
    PAGE.write_text(text, encoding="utf-8")
    SCHEMA.write_text(json.dumps(schema(rows), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def wrong(value, rule, root, place):
    """What of the value the rule does not allow: the few words of JSON Schema that schema() writes, and no member without a row."""
    if "$ref" in rule:
        return wrong(value, root["$defs"][rule["$ref"].rsplit("/", 1)[1]], root, place)
    if "anyOf" in rule:
        tried = [wrong(value, r, root, place) for r in rule["anyOf"]]
        return [] if [] in tried else tried[0]
    types = {"string": str, "boolean": bool, "integer": int, "number": (int, float), "array": list, "object": dict, "null": type(None)}
    if not isinstance(value, types[rule["type"]]) or (isinstance(value, bool) and rule["type"] != "boolean"):
        return [f"{place}: not {rule['type']}"]
    out = []
    if "pattern" in rule and not re.search(rule["pattern"], value):
        out.append(f"{place}: {value} does not look like {rule['pattern']}")
    if "minimum" in rule and value < rule["minimum"] or "maximum" in rule and value > rule["maximum"]:
        out.append(f"{place}: {value} is out of range")
    if rule["type"] == "array":
        if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
            out.append(f"{place}: {len(value)} elements")
        for i, one in enumerate(value):
            out += wrong(one, rule["items"], root, f"{place}[{i}]")
    if rule["type"] == "object":
        out += [f"{place}: {name} is missing" for name in rule.get("required", []) if name not in value]
        for name, one in value.items():
            inner = rule["properties"].get(name) if "properties" in rule else rule["additionalProperties"]
            out += [f"{place}: {name} has no row"] if inner is None else wrong(one, inner, root, f"{place}.{name}")
    return out


def read_lines(shape):
    for line in sys.stdin:
        record = json.loads(line)
        if shape != "theme" or record.get("table") != "unassigned":
            yield record


def cells(row, members):
    """A row of a CSV as the object that the schema describes: an empty cell is a member left out."""
    out = {}
    for member in members:
        cell, kind_of = row[member["name"]], KINDS[member["type"]]["type"]
        if cell == "":
            continue
        if kind_of == "string":
            out[member["name"]] = cell
        elif kind_of == "boolean":
            out[member["name"]] = {"true": True, "false": False}.get(cell, cell)
        else:
            number = re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", cell)
            out[member["name"]] = (int if kind_of == "integer" and "." not in cell else float)(cell) if number else cell
    return out


def check_csv(shape, rows):
    root, members = schema(rows), rows[shape]
    table = csv.DictReader(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", newline=""))
    if table.fieldnames != [m["name"] for m in members]:
        print(f"columns are {table.fieldnames}")
        return
    for n, row in enumerate(table, 1):
        if None in row or None in row.values():
            print(f"row {n}: its cells are not as many as the columns")
            continue
        for message in wrong(cells(row, members), root["$defs"][shape], root, f"row {n}")[:3]:
            print(message)


def main():
    what, rows = sys.argv[1], read_rows(sys.argv[-1])
    if what == "check":
        check(rows)
    elif what == "update":
        update(rows)
    elif what == "valid":
        root = schema(rows)
        for n, record in enumerate(read_lines(sys.argv[2]), 1):
            for message in wrong(record, root["$defs"][sys.argv[2]], root, f"line {n}")[:3]:
                print(message)
    elif what == "csv":
        check_csv(sys.argv[2], rows)
    elif what == "seen":
        seen = set()
        for record in read_lines(sys.argv[2]):
            seen |= record.keys()
        print(" ".join(m["name"] for m in rows[sys.argv[2]] if m["name"] not in seen))


main()
