"""A made night's records, as a run folder has them: store_made.py DIR NIGHT MENTIONS. Contacts of three mentions each, 40 issues and 60 themes, words by Zipf's law; the
same every time for a night."""
import os
import random
import sys

folder, night, mentions = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.makedirs(folder, exist_ok=True)
chance = random.Random(night)
words = ["".join(chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in range(1 + i % 4)) for i in range(20000)]
weights = [1 / (i + 2) for i in range(len(words))]
total, texts = 0, 0
with open(folder + "/contacts.ndjson", "w") as contacts, open(folder + "/mentions.ndjson", "w") as lines:
    pool = chance.choices(words, weights, k=mentions * 11)
    at = 0
    for c in range(mentions // 3):
        name, time = "k%016x" % (night << 32 | c), "2025-%02d-%02dT%02d:%02d:00Z" % (1 + night // 28, 1 + night % 28, c % 24, c % 60)
        rest = '"source":"made","channel":"ticket","time":"%s","person":"p%016x","lang":"en"' % (time, chance.randrange(mentions))
        contacts.write('{"id":"%s",%s,"text":"x"}\n' % (name, rest))
        for n in range(3):
            text = " ".join(pool[at:at + 11]) + "."
            at += 11
            texts += len(text)
            lines.write('{"contact":"%s","n":%d,"span":[0,%d],"text":"%s","states":"problem","issue":"class%d.thing%d","theme":"t%08x","sub":"s1","fit":0.5,%s}\n'
                        % (name, n, len(text), text, chance.randrange(8), chance.randrange(5), chance.randrange(60), rest))
print(texts)
