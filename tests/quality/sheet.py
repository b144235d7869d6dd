#!/usr/bin/env python3
"""From a run folder, the sheet that a reader grades who has not seen the program: prints text. Needs nothing beyond Python.

  sheet.py RUN_FOLDER [--top 10] [--draw 15]     the first ten issues of the table of pain: label, share, three quotes, and 15 mentions drawn from all of
                                                 its members (random.Random(7).sample of the members sorted by contact and n), each with its contact's text
  sheet.py RUN_FOLDER --contacts 150             random contacts, from which the reader lists the ten issues before seeing any page

Nothing in it tells how an issue was found. Names of inputs are not printed. The mention stands between >> and << in its contact's text."""
import argparse
import json
import os
import random
import sys

LONGEST = 1500    # characters of a contact's text around the mention: readers grade 150 of them


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def shown(contact, mention):
    """The contact's text in one line, the mention marked, cut on both sides where it is long."""
    title = contact.get("title", "")
    raw = (contact.get("text") or "").encode()
    start, end = mention["span"]
    before, inside, after = (part.decode(errors="replace") for part in (raw[:start], raw[start:end], raw[end:]))
    room = max(0, LONGEST - len(inside)) // 2
    before = ("… " + before[-room:]) if len(before) > room else before
    after = (after[:room] + " …") if len(after) > room else after
    text = " ".join(f"{before}>>{inside}<<{after}".split())
    return f"[{' '.join(title.split())}] {text}" if title and title not in raw.decode(errors="replace") else text


def issues(folder, top, draw):
    rows = [row for row in lines(os.path.join(folder, "issues.ndjson")) if row["table"] == "pain"][:top]
    contacts = {c["id"]: c for c in lines(os.path.join(folder, "contacts.ndjson"))}
    members = {row["issue"]: [] for row in rows}
    for m in lines(os.path.join(folder, "mentions.ndjson")):
        if m.get("issue") in members:
            members[m["issue"]].append(m)
    print("What customers complain of most, in order. For each line: its name, its share of the contacts that state a problem or ask for something, three quotes,")
    print(f"and {draw} of its mentions, drawn at random, each marked >>so<< in what the customer wrote.\n")
    for place, row in enumerate(rows, 1):
        print(f"=== {place}. {row['label']}\nshare: {100 * row['share']:.1f} % ({row['contacts']} contacts)")
        for quote in row.get("quotes", [])[:3]:
            print("quote: " + " ".join(quote["text"].split()))
        of = sorted(members[row["issue"]], key=lambda m: (m["contact"], m["n"]))
        print(f"\n{min(draw, len(of))} of {len(of)} mentions:")
        for number, m in enumerate(random.Random(7).sample(of, min(draw, len(of))), 1):
            print(f"{number:2}. {shown(contacts[m['contact']], m)}")
        print()
    print("For each line please say:\n"
          "  purity: how many of the mentions share the one issue of the name (or, where the name is wrong, the commonest one)\n"
          "  label: good (a stranger knows what to fix, and 7 or more fit), vague (a topic), wrong (fewer than 7 have what it names) or junk\n"
          "  twin: is it another of the lines again? artefact: politeness, a product's name, a step of the story?\n"
          "  actionable? quotes typical?")


def contacts(folder, count):
    rows = sorted(lines(os.path.join(folder, "contacts.ndjson")), key=lambda c: c["id"])
    drawn = random.Random(7).sample(rows, min(count, len(rows)))
    print(f"{len(drawn)} of {len(rows)} contacts, drawn at random. Please list the ten issues that customers have (a thing and what is wrong with it) with rough shares.\n")
    for number, c in enumerate(drawn, 1):
        text = " ".join(f"{c.get('title') or ''} {c.get('text') or ''}".split())
        print(f"{number:3}. {text[:LONGEST]}{' …' if len(text) > LONGEST else ''}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--top", type=int, default=10)
    parser.add_argument("--draw", type=int, default=15)
    parser.add_argument("--contacts", type=int)
    asked = parser.parse_args()
    if not os.path.exists(os.path.join(asked.folder, "issues.ndjson")):
        sys.exit(f"{asked.folder}: no issues.ndjson")
    if asked.contacts:
        contacts(asked.folder, asked.contacts)
    else:
        issues(asked.folder, asked.top, asked.draw)


main()
