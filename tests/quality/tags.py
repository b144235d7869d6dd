#!/usr/bin/env python3
"""Sentiment of `gripe tag` beside vaderSentiment and TextBlob (PyPI), against hand labels and stars; prints a Markdown table.

  tags.py GRIPE SHARED_DATA [TWEETS]

TWEETS: data/sentiment of a clone of github.com/cardiffnlp/xlm-t: 869 labelled tweets a language, of which the training parts (1,839 each) proposed rows of the
German, French, Spanish, Italian and Portuguese lists; each was accepted by eye, and test parts were not looked at. VADER and TextBlob read every language as English.

A contact's sentiment is the sum of the weights of its mentions: negative under 0, positive from 2 on (VADER: its own compound, -.05 and .05, as its makers say).
Stars 1-2 are negative, 3 neutral, 4-5 positive; texts under three letters and repeated texts are left out. The airline tweets were looked at while the lists were
written; no row was changed for the other sets. "None" is the share of texts in which no word of sentiment is found."""
import collections
import csv
import json
import os
import subprocess
import sys
import time

try:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
except ImportError:
    SentimentIntensityAnalyzer = None

try:
    from textblob import TextBlob
except ImportError:
    TextBlob = None

NEGATIVE, POSITIVE = 0, 2
TWEETS = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt"}
CLASSES = ("negative", "neutral", "positive")


def by_stars(rows, text, stars):
    seen = set()
    for row in rows:
        body = (row.get(text) or "").strip()
        try:
            n = int(float(row.get(stars)))
        except (TypeError, ValueError):
            continue
        if len(body) > 2 and body not in seen:
            seen.add(body)
            yield body, "negative" if n < 3 else "neutral" if n == 3 else "positive"


def tweets(folder):
    for name, lang in TWEETS.items():
        with open(f"{folder}/{name}/test_text.txt", encoding="utf-8") as f:
            texts = f.read().rstrip("\n").split("\n")
        with open(f"{folder}/{name}/test_labels.txt", encoding="utf-8") as f:
            labels = [CLASSES[int(x)] for x in f.read().split()]
        yield f"tweets, {lang}, labels", list(zip(texts, labels)), lang


def sets(data):
    with open(f"{data}/social/airline_Tweets.csv", encoding="utf-8", errors="replace") as f:
        airline = [(r["text"], r["airline_sentiment"]) for r in csv.DictReader(f)]
    yield "airline tweets, labels (looked at while the lists were written)", airline
    with open(f"{data}/app-reviews/amazon_alexa.tsv", encoding="utf-8-sig") as f:
        yield "Alexa reviews, stars", list(by_stars(csv.DictReader(f, delimiter="\t"), "verified_reviews", "rating"))
    with open(f"{data}/app-reviews/reviews_final.csv", encoding="utf-8", errors="replace") as f:
        yield "bank app reviews, stars", list(by_stars(csv.DictReader(f), "review_text", "rating"))
    with open(f"{data}/app-reviews/AMAZON_FASHION_5.ndjson", encoding="utf-8") as f:
        yield "fashion reviews, stars", list(by_stars((json.loads(x) for x in f), "reviewText", "overall"))


def cpu(f):
    before = os.times()
    out = f()
    after = os.times()
    return out, sum(after[:4]) - sum(before[:4])


def by_gripe(gripe, texts, lang):
    """The class of each text, and how many have no word of sentiment."""
    lines = "".join(json.dumps({"id": str(i), "lang": lang, "text": t}) + "\n" for i, t in enumerate(texts))
    command = f"'{gripe}' split -q | '{gripe}' tag -q --no-reader"
    out = subprocess.run(command, shell=True, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    total = collections.defaultdict(float)
    for line in out.splitlines():
        mention = json.loads(line)
        for s in mention.get("signals", {}).get("sentiment", []):
            total[int(mention["contact"])] += s.get("weight", 1)
    none = len(texts) - len(total)
    return ["negative" if total[i] < NEGATIVE else "positive" if total[i] >= POSITIVE else "neutral" for i in range(len(texts))], none


def by_vader(texts):
    score = SentimentIntensityAnalyzer().polarity_scores
    scores = [score(t)["compound"] for t in texts]
    return ["negative" if c <= -.05 else "positive" if c >= .05 else "neutral" for c in scores], sum(c == 0 for c in scores)


def by_textblob(texts):
    scores = [TextBlob(t).sentiment.polarity for t in texts]
    return ["negative" if c < 0 else "positive" if c > 0 else "neutral" for c in scores], sum(c == 0 for c in scores)


def f1(labels, found, c):
    hit = sum(a == c == b for a, b in zip(labels, found))
    wrong = sum((a == c) != (b == c) for a, b in zip(labels, found))
    return 2 * hit / max(1, 2 * hit + wrong)


def main():
    gripe, data = sys.argv[1:3]
    every = [(name, rows, "en") for name, rows in sets(data)]
    if len(sys.argv) > 3 and os.path.isdir(sys.argv[3]):
        every += tweets(sys.argv[3])
    print("| set | texts | method | macro-F1 | F1 negative | F1 neutral | F1 positive | none | CPU s |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, rows, lang in every:
        texts, labels = [r[0] for r in rows], [r[1] for r in rows]
        methods = [("gripe", lambda: by_gripe(gripe, texts, lang))]
        if SentimentIntensityAnalyzer is not None:
            methods.append(("vaderSentiment", lambda: by_vader(texts)))
        if TextBlob is not None:
            methods.append(("TextBlob", lambda: by_textblob(texts)))
        for method, run in methods:
            (found, none), seconds = cpu(run)
            each = [f1(labels, found, c) for c in CLASSES]
            print(f"| {name} | {len(texts)} | {method} | {sum(each) / 3:.3f} | {each[0]:.3f} | {each[1]:.3f} | {each[2]:.3f} | {none / len(texts):.2f} | {seconds:.2f} |")


main()
