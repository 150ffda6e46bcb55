"""German words in running text: tokens with their places, folding, stems, sentences.

No lexicon and no model: what the judgement needs is that „Spielplätze“, „Spielplatzes“ and „Spielplaetze“
meet, that „Str.“ is a street, and that every word knows where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

# A word may hold combining accents and soft hyphens; `fold` takes both out. Begins with its first sign, and takes
# the letters that most words are made of in one go.
_WORD = re.compile(
    "[^\\W_](?:(?<=\\d)\\d*|[a-zäöüß]*[^\\W\\d_\u0300-\u036f\u00ad]*(?:[\u0300-\u036f\u00ad]+[^\\W\\d_]*)*)"
)
# Begins with its first sign, so that the search runs from sign to sign and not from letter to letter.
_SENTENCE_END = re.compile(
    r"[.!?…:\n](?:(?<=[^\W\d_]{3}[.!?…:])[.!?…:]*(?=\s+[„“\"'(]?[A-ZÄÖÜ])|(?<=[!?…])[!?…]*|(?<=\n)\n*)"
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_VOWELS = re.compile("ae|oe|ue")
_ENDINGS = ("ern", "em", "er", "en", "es", "e", "s", "n")
_LONG_E = re.compile("ee[ns]?$")
_LONGEST = 60  # letters of a word that are compared; nobody means more, and hostile words can be endless
_ENOUGH = 15  # tokens of a text from which on capitals at the beginning of sentences prove nothing
_FEW_NOUNS = 0.06  # share of capitalised words; running German has 15 to 30 in 100
_STREETS = re.compile(r"(?:strass|str)$")


class Token(NamedTuple):
    """A word or number of a text; start and end count code points, end exclusive.

    fold and stem are for comparing names and meanings; upper: it begins with a capital, as nouns and names do.
    """

    text: str
    fold: str
    stem: str
    upper: bool
    start: int
    end: int


class Words(NamedTuple):
    """A text cut into tokens; `sentence` numbers the sentence of each token from 0.

    `lowered` tells a text whose writer hardly uses capitals, so that small letters prove nothing. `stems` are
    those of the tokens, in their order.
    """

    text: str
    tokens: tuple[Token, ...]
    sentence: tuple[int, ...]
    lowered: bool
    stems: tuple[str, ...]

    def gap(self, left: int, right: int) -> str:
        """What stands between two neighbouring tokens."""
        return self.text[self.tokens[left].end : self.tokens[right].start]


def fold(word: str) -> str:
    """A word for comparing names: small, ä as ae, ß as ss, Str. as Strasse.

    >>> fold("Limmerstr"), fold("Süd")
    ('limmerstrasse', 'sued')
    """
    small = unicodedata.normalize("NFC", word).replace("\u00ad", "").lower().translate(_UMLAUTS)
    return _STREETS.sub("strasse", small)


def stem(word: str) -> str:
    """A word for comparing meanings: without umlaut and ending; the same for all forms of most nouns.

    >>> stem("Spielplätze"), stem("Spielplatzes"), stem("Busse")
    ('spielplatz', 'spielplatz', 'bus')
    """
    return _stem(word if len(word) <= _LONGEST else word[:_LONGEST])


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    small = _VOWELS.sub(lambda found: found[0][0], fold(word))
    if _LONG_E.search(small):  # Schnee, Allee, Ideen: this e is no ending
        return small.rstrip("ns")
    for ending in _ENDINGS:
        if small.endswith(ending) and len(small) - len(ending) >= 3:
            small = small[: -len(ending)]
            break
    return small[:-1] if len(small) > 3 and small.endswith("ss") else small


def words(text: str) -> Words:
    """Cut a text into its words. Positions count in `text` as it came, composed or not."""
    return _cut(text)


@lru_cache(maxsize=1)
def _cut(text: str) -> Words:
    """The words of a text; those of the last one are kept, for it is often read several times in a row."""
    tokens = []
    nouns = 0
    for found in _WORD.finditer(text):
        word = found[0]
        folded, root, upper, noun = _forms(word if len(word) <= _LONGEST else word[:_LONGEST])
        start, end = found.span()
        tokens.append(Token(word, folded, root, upper, start, end))
        nouns += noun
    starts = [token.start for token in tokens]
    firsts = [bisect_left(starts, found.end()) for found in _SENTENCE_END.finditer(text)]
    sentence: list[int] = []
    opening = 0
    for number, (first, after) in enumerate(pairwise((0, *firsts, len(tokens)))):
        sentence += [number] * (after - first)
        opening += after > first and tokens[first].upper
    inside = nouns - opening if len(tokens) >= _ENOUGH else nouns
    lowered = inside < _FEW_NOUNS * len(tokens) or not nouns
    return Words(text, tuple(tokens), tuple(sentence), lowered, tuple([token.stem for token in tokens]))


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, str, bool, bool]:
    """A word folded, its stem, whether it begins with a capital, and whether it looks like a noun."""
    upper = word[0].isupper()
    return fold(word), stem(word), upper, upper and not (word.isupper() and len(word) > 1)


def word_set(listed: str) -> frozenset[str]:
    """The words of a list as they are compared, e.g. `word_set("für aus")`."""
    return frozenset(fold(word) for word in listed.split())
