#!/usr/bin/env python3
"""Word lists for language_train.c: FOLDER/LANG.txt, lines "word weight", weights summing to 1 for each language.

Two sources, both Apache-2.0 and both fetched by whoever trains (nothing of them stands in this repository but the weights learned from them):
  WORDS     dictionaries/LL_wordlist.combined.gz of Android's LatinIME keyboard, unpacked to LL_wordlist.txt: words by frequency, 30 languages
  SETTINGS  res/values-LL/strings.xml of Android's Settings app, copied to LL.xml: about 4,000 sentences in each of 80 languages
and tests/quality/language_words.tsv, written for this project, for the languages that both lack.
usage: language_corpus.py WORDS SETTINGS FOLDER
"""
import collections, html, os, re, sys, unicodedata

words_dir, settings_dir, out_dir = sys.argv[1:4]
here = os.path.dirname(os.path.abspath(__file__))
# our code: (word lists, settings files)
LANGS = {
    "en": (["en_US", "en_GB"], ["en", "en-rGB"]), "ar": ([], ["ar"]), "bg": (["bg"], ["bg"]), "ca": ([], ["ca"]), "cs": (["cs"], ["cs"]), "da": (["da"], ["da"]),
    "de": (["de"], ["de"]), "es": (["es"], ["es", "es-rUS"]), "et": ([], ["et"]), "eu": ([], ["eu"]), "fa": ([], ["fa"]), "fi": (["fi"], ["fi"]), "fr": (["fr"], ["fr", "fr-rCA"]),
    "gl": ([], ["gl"]), "he": (["iw"], ["iw"]), "hi": ([], ["hi"]), "hr": (["hr"], ["hr", "bs", "b+sr+Latn"]), "hu": (["hu"], ["hu"]), "id": ([], ["in", "ms"]), "it": (["it"], ["it"]), "lt": (["lt"], ["lt"]),
    "lv": (["lv"], ["lv"]), "ne": ([], ["ne"]), "nl": (["nl"], ["nl"]), "no": (["nb"], ["nb"]), "pl": (["pl"], ["pl"]), "pt": (["pt_BR", "pt_PT"], ["pt", "pt-rPT"]), "ro": (["ro"], ["ro"]),
    "ru": (["ru"], ["ru"]), "sk": ([], ["sk"]), "sl": (["sl"], ["sl"]), "sr": (["sr"], ["sr"]), "sv": (["sv"], ["sv"]), "tr": (["tr"], ["tr"]), "uk": ([], ["uk"]), "vi": ([], ["vi"]),
    "af": ([], ["af"]), "sq": ([], ["sq"]), "is": ([], ["is"]), "mk": ([], ["mk"]), "be": ([], ["be"]), "tl": ([], ["tl"]), "sw": ([], ["sw"]), "az": ([], ["az"]), "ur": ([], ["ur"]), "mr": ([], ["mr"]),
    "kk": ([], ["kk"]), "ga": ([], []), "yi": ([], []),
}
LETTERS = re.compile(r"[^\W\d_]+", re.UNICODE)
TOP = 40000  # words of a list; rarer ones add noise of names


def tokens(text):
    text = unicodedata.normalize("NFC", text).replace("İ", "i").lower()
    # marks belong to the word: letters and combining marks together
    return re.findall(r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0900-\u0963])+", text)


def list_words(name):
    rows = []
    for line in open(f"{words_dir}/{name}_wordlist.txt", encoding="utf-8"):
        m = re.match(r" word=([^,]+),f=(\d+)", line)
        if m and int(m.group(2)) > 0:
            rows.append((int(m.group(2)), m.group(1)))
    rows.sort(key=lambda r: (-r[0], r[1]))
    counts = collections.Counter()
    for rank, (_, word) in enumerate(rows[: TOP * 2]):
        if word[:1].isupper() and rank > 3000:  # names
            continue
        for t in tokens(word):
            counts[t] += 1 / (rank + 5)
    return counts


def settings_words(name):
    counts = collections.Counter()
    text = open(f"{settings_dir}/{name}.xml", encoding="utf-8").read()
    for m in re.finditer(r'<(?:string|item)[^>]*>(.*?)</(?:string|item)>', text, re.S):
        s = re.sub(r"<xliff:g[^>]*>.*?</xliff:g>", " ", m.group(1), flags=re.S)
        s = html.unescape(re.sub(r"<[^>]*>", " ", s)).replace('"', " ").replace("\\'", "'").replace("\\n", " ")
        s = re.sub(r"\\u([0-9a-fA-F]{4})", lambda k: chr(int(k.group(1), 16)), s)
        s = re.sub(r"%\S+|\S*[/@_\d]\S*", " ", s)
        counts.update(tokens(s))
    return counts


own = collections.defaultdict(collections.Counter)
for line in open(f"{here}/language_words.tsv", encoding="utf-8"):
    if not line.startswith("#") and "\t" in line:
        lang, text = line.rstrip("\n").split("\t")
        own[lang].update(tokens(text))
english = settings_words("en")  # English inside other languages' texts: names of protocols and products
os.makedirs(out_dir, exist_ok=True)
for lang, (lists, settings) in LANGS.items():
    total = collections.Counter()
    parts = [(list_words(n), 0.75) for n in lists] + [(settings_words(n), 0.25 if lists else 1.0) for n in settings] + ([(own[lang], 0.15 if lists or settings else 1.0)] if own[lang] else [])
    for counts, share in parts:
        if lang != "en":
            for w in [w for w in counts if w in english and w.isascii() and counts is not own[lang] and len(w) > 3 and not lists]:
                del counts[w]
        size = sum(counts.values())
        for w, c in counts.items():
            if len(w) <= 30:
                total[w] += share * c / size
    if lang == "sr":
        total = collections.Counter({w: c for w, c in total.items() if w[0] > "\u03ff"})
    size = sum(total.values())
    with open(f"{out_dir}/{lang}.txt", "w", encoding="utf-8") as f:
        for w, c in sorted(total.items(), key=lambda r: (-r[1], r[0]))[:TOP]:
            f.write(f"{w} {c / size:.9g}\n")
