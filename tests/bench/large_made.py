"""Makes a large set of contacts for measuring: texts of labelled sets, drawn by Zipf's law and joined to contacts of about 60 words, each with an id,
a person, a channel and a time of its own. The same arguments give the same bytes.

usage: large_made.py COUNT SET.ndjson… > CONTACTS.ndjson      (a SET: contacts as NDJSON with "text")

The texts are cut into sentences and shuffled; the sentence of rank r is drawn with a weight of 1 / (r + 30) (Zipf and Mandelbrot), so some come often, as
thanks and greetings do, and most come seldom. Numbers in a sentence are drawn anew, so that one text told twice is near another and not its copy. Memory: the sentences."""
import bisect
import itertools
import json
import random
import re
import sys

WORDS_MEAN = 52  # of a contact before its last sentence, which ends at about 60
WORDS_MOST = 40  # of a sentence: one long one among the frequent would be most of the text
FLAT = 30        # added to every rank: the most frequent sentence is 4 in 1,000
CHANNELS = ["review", "ticket", "survey", "social", "chat", "email"]
PERSONS_PER_CONTACT = 0.7


def sentences_of(paths):
    found = []
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                found += [s for s in re.split(r"(?<=[.!?])\s+", json.loads(line)["text"].strip()) if len(s) > 3 and s.count(" ") < WORDS_MOST]
    return sorted(set(found))


def text_of(draw, sentences, bounds):
    wanted = max(4, int(draw.gauss(WORDS_MEAN, WORDS_MEAN / 3)))
    words, parts = 0, []
    while words < wanted:
        sentence = sentences[bisect.bisect_left(bounds, draw.random() * bounds[-1])]
        sentence = re.sub(r"\d+", lambda m: str(draw.randrange(10 ** min(len(m.group()), 6))), sentence)
        parts.append(sentence if sentence[-1] in ".!?" else sentence + ".")
        words += sentence.count(" ") + 1
    return " ".join(parts)


def main():
    count, paths = int(sys.argv[1]), sys.argv[2:]
    draw = random.Random(20)
    sentences = sentences_of(paths)
    draw.shuffle(sentences)
    bounds = list(itertools.accumulate(1 / (rank + FLAT) for rank in range(len(sentences))))
    for i in range(count):
        day = draw.randrange(60)
        contact = {"id": f"m{i:08d}", "source": "made", "channel": draw.choice(CHANNELS),
                   "time": f"2025-{1 + day // 30:02d}-{1 + day % 28:02d}T{draw.randrange(24):02d}:{draw.randrange(60):02d}:00Z",
                   "person": f"p{draw.randrange(1 + int(count * PERSONS_PER_CONTACT))}", "score": draw.randint(1, 5), "scale": "stars5",
                   "text": text_of(draw, sentences, bounds)}
        sys.stdout.write(json.dumps(contact, ensure_ascii=False) + "\n")


main()
