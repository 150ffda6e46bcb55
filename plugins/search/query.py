"""What somebody typed into the search field, as words and phrases to look for. Pure.

There is no language to learn and none to abuse: quotes make a phrase, everything else is words, and all of them must
be on the page. What is no word (`*`, `NEAR(`, an emoji) is not looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .german import STOPPED, WORD, clean, folded, words

LONGEST = 300
"""Characters of a query that are read."""
MOST = 12
"""Words of a query that are looked for; phrases, and words in a phrase, too."""

_PHRASE = re.compile(r"[\"„“”»«]([^\"„“”»«]+)[\"„“”»«]")
_HYPHENS = re.compile(r"[-‐‑]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word, in any of its forms and compounds. `parts`: the terms of one that was typed with hyphens."""

    letters: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """All of it must be on the page; `phrases` are terms in a row."""

    words: tuple[Wanted, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


def parse(typed: str) -> Query:
    """Read a query. It is empty if there is no word in it.

    >>> parse('der Rad-Weg "neue Ampel"')
    Query(words=(Wanted(letters='RadWeg', parts=('rad', 'weg')),), phrases=(('neu', 'ampel'),))
    """
    text = clean(typed[: 4 * LONGEST])[:LONGEST]
    phrases = []
    for quoted in _PHRASE.findall(text):
        terms = tuple(word.term for word in words(quoted))
        if len(terms) > 1:
            phrases.append(terms[:MOST])
            text = text.replace(quoted, " ", 1)
    typed_words = list(dict.fromkeys(_wanted(found["parts"]) for found in WORD.finditer(text)))
    wanted = [word for word in typed_words if folded(word.letters) not in STOPPED]
    if not wanted and not phrases:
        wanted = typed_words
    return Query(tuple(wanted[:MOST]), tuple(dict.fromkeys(phrases[:MOST])))


def _wanted(written: str) -> Wanted:
    letters = _HYPHENS.sub("", written)
    return Wanted(letters, () if letters == written else tuple(word.term for word in words(written)))
