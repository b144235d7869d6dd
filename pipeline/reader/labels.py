"""Labelled mentions: reading them, the classes they use, and which inputs are held out together.

A labels file is a TSV with a head line: id, input, contact, n, score, text, label, thing, label2, thing2, sure,
second_reader, and optionally split (train or test), lang and trade. Its texts are under licences of their own: they are
never committed, every script takes the file's path.
"""
import csv
import hashlib
import sys

import numpy as np

csv.field_size_limit(sys.maxsize)
QUIET = ("churn", "none", "praise", "question", "request", "vent")          # labels that name no class of trouble
LANGUAGE_OF_INPUT = {"nps": "fr", "ibyte-pt": "pt"}               # inputs of labels files without a lang column
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
FOLDS = (
    "airline mcd cfpb energy-uk games-steam fashion ibyte-pt ghi hn city-nyc311".split(),
    "twcs nps restaurant payday alexa uber hospital-in boston oo rhelp".split(),
    "gplay fooddelivery insurance-pet devices-earphones fanatics employees-walmart rentals ff prosc".split(),
)
TRADE_OF_INPUT = {
    "airline": "travel", "boston": "travel", "rentals": "travel", "uber": "transport", "twcs": "support tweets",
    "mcd": "food", "restaurant": "food", "fooddelivery": "food", "gplay": "apps", "games-steam": "apps",
    "alexa": "devices", "devices-earphones": "devices", "fashion": "shops", "fanatics": "shops", "nps": "shops",
    "ibyte-pt": "shops", "cfpb": "banking", "payday": "banking", "insurance-pet": "insurance", "energy-uk": "energy",
    "hospital-in": "health", "employees-walmart": "employees", "city-nyc311": "public services", "ghi": "software",
    "oo": "software", "ff": "software", "hn": "software", "rhelp": "software", "prosc": "devices",
}


def read_labels(path):
    """The rows of a labels file as dicts: id, input, lang, trade, text, labels (one or two), split, sure."""
    rows = []
    for row in csv.DictReader(open(path, encoding="utf-8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE):
        labels = [x for x in (row["label"], row["label2"]) if x]
        lang = row.get("lang") or LANGUAGE_OF_INPUT.get(row["input"]) or "en"
        if labels:
            trade = row.get("trade") or TRADE_OF_INPUT.get(row["input"], row["input"])
            rows.append({"id": row["id"], "input": row["input"], "lang": lang, "trade": trade, "text": row["text"],
                         "labels": labels, "split": row.get("split") or "train", "sure": row.get("sure") == "1"})
    return rows


def class_names(rows):
    """All labels in use, in alphabetical order: the order of the weights file."""
    return sorted({label for row in rows for label in row["labels"]})


def fold_of(name):
    """The fold in which an input is held out: inputs that are not listed are spread by their name's hash."""
    for fold, names in enumerate(FOLDS):
        if name in names:
            return fold
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % len(FOLDS)


def targets(rows, classes):
    """One line of shares a row: a first label weighs .75 beside a second's .25."""
    at = {name: i for i, name in enumerate(classes)}
    out = np.zeros((len(rows), len(classes)), "float32")
    for line, row in zip(out, rows):
        for label, share in zip(row["labels"], (.75, .25) if len(row["labels"]) > 1 else (1.,)):
            line[at[label]] += share
    return out


def states_trouble(row):
    return any(label not in QUIET for label in row["labels"])
