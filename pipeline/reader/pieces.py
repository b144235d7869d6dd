"""Words and word pieces of a text, exactly as gripe's tokenizer cuts them, and the tables of piece vectors.

Fold: accents off, a few letters transcribed, lower case. Words: [a-z][a-z0-9+#]*('[a-z]+)? or [0-9]+[a-z]+; the
apostrophe parts words in French, Italian and Catalan and vanishes elsewhere; addresses, @names, entities and masks
(xxx) are no words. Pieces: the longest name that begins the word, then the longest ##name that begins the rest; a
character that begins no name is skipped; a word without any piece is one unknown piece.
"""
import re
import struct
import unicodedata

import numpy as np

TRANSCRIBED = {"\xdf": "ss", "\xe6": "ae", "\xf0": "d", "\xf8": "o", "\xfe": "th", "đ": "d", "ħ": "h",
               "ı": "i", "ĸ": "k", "ł": "l", "ŋ": "ng", "œ": "oe", "ŧ": "t",
               "ƀ": "b", "ƚ": "l", "ǝ": "e", "ẞ": "ss"}
MASKS = "account address card date email iban id ip mac name number order person phone redacted url".split()
NO_WORDS = re.compile(r"(https?://\S+|www\.\S+|@\w+|&\w+;|x{2,}[/x]*)", re.I)
MASKED = re.compile(r"\[(?:" + "|".join(MASKS) + r")\]")
WORD = re.compile(r"[a-z][a-z0-9+#]*(?:'[a-z]+)?|[0-9]+[a-z]+")
WORD_OF_ELIDING = re.compile(r"[a-z][a-z0-9+#]*|[0-9]+[a-z]+")
ELIDING = ("fr", "it", "ca")
LONGEST = 48                                                     # pieces of a mention that are read
PAD, UNKNOWN = 0, 1                                              # rows before the tables' own


def fold_letter(letter):
    code, low = ord(letter), letter.lower()
    if 0x300 <= code < 0x370 or code == 0xAD:
        return ""
    if code < 0xC0 or code in (0xD7, 0xF7) or 0x250 <= code < 0x1E00 or code >= 0x1F00:
        return low if code < 0x80 else letter
    if low in TRANSCRIBED:
        return TRANSCRIBED[low]
    plain = [("i" if x == "ı" else x).lower() for x in unicodedata.normalize("NFKD", low)]
    return "".join(x for x in plain if x.isascii() and x.isalpha())[:3] or letter


_folded = {}


def fold(text):
    if text.isascii():
        return text.lower()
    return "".join(_folded.get(x) or _folded.setdefault(x, fold_letter(x)) for x in text)


def words(text, lang):
    plain = fold(NO_WORDS.sub(" ", MASKED.sub(" ", text)).replace("’", "'"))
    if lang in ELIDING:
        return WORD_OF_ELIDING.findall(plain)
    return [word.replace("'", "") for word in WORD.findall(plain)]


class Table:
    """A table of piece vectors (THVEC1): names, their integer rows (-8 to 7), a float32 scale for each."""

    def __init__(self, path):
        raw = open(path, "rb").read()
        assert raw[:8] == b"THVEC1\0\0", path
        self.rows, self.columns, self.names_bytes, bits = struct.unpack("<4I", raw[8:24])
        assert bits == 4 and self.columns == 256, path
        at = 24 + 4 * self.rows
        self.scales = np.frombuffer(raw, "<f4", self.rows, at)
        at += 4 * self.rows
        names = raw[at:at + self.names_bytes].split(b"\0")[:self.rows]
        self.names = [name.decode("ascii") for name in names]
        self.index = {name: i for i, name in enumerate(self.names)}
        at += -(-self.names_bytes // 64) * 64
        packed = np.frombuffer(raw, "u1", self.rows * 128, at).reshape(self.rows, 128)
        self.values = np.empty((self.rows, 256), "i1")
        self.values[:, 0::2] = (packed & 15).astype("i1") - 8
        self.values[:, 1::2] = (packed >> 4).astype("i1") - 8
        self.cache = {}

    def norms(self):
        return self.scales * np.sqrt((self.values.astype("i4") ** 2).sum(1))

    def word(self, word):
        """Row numbers of a word's pieces; none when no piece is known."""
        if word not in self.cache:
            out, at = [], 0
            while at < len(word):
                for end in range(min(len(word), at + 64), at, -1):
                    row = self.index.get(("##" if at else "") + word[at:end])
                    if row is not None:
                        out.append(row)
                        at = end
                        break
                else:
                    at += 1
            self.cache[word] = out
        return self.cache[word]

    def text(self, text, lang):
        """Row numbers of a text's first pieces; -1 is the unknown piece. Never empty."""
        out = []
        for word in words(text, lang):
            out += self.word(word) or [-1]
            if len(out) >= LONGEST:
                break
        return out[:LONGEST] or [-1]
