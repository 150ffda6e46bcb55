"""Compounds found by their parts: `Radweg` is in `Fahrradwege`, `Eis` is not in `Reise`. Pure.

A part is taken only if what stands before and behind it is made of known words too, with the letters that German puts
between (`Straße-n-bahn`, `Kind-er-garten`): `Kame` is no word, so there is no `Rad` in `Kamerad`. Known are the
words of `compound_parts.txt` and all that the wiki itself uses. It is asked when somebody searches, never when a page
is stored: so a word that is written later counts for the older pages too, and nothing has to be indexed anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container
from functools import cache
from importlib import resources

from .german import STOPPED, folded, term, words_of

SHORTEST = 3
"""Letters of a part. `Ei` and `Öl` are found as words only."""
_SHORTEST_LEARNT = 4
"""Letters of a part that only the wiki's own words know: of three, too many are abbreviations."""
_LONG = 6
"""Letters from which a part at a word's end counts although what is before it is unknown, if there is a link between:
`Mitglied-s-beitrag`."""
_CLEAR = 5
"""Letters from which a part counts whatever follows it: few words begin with another of that length by chance."""
_NAMED = words_of("strass strasse platz schul schule kirch kirche park markt halle brucke bruck viertel")
"""Parts at a word's end that have names before them: streets, places, schools. Nobody can list the names."""
_MOST_PARTS = 6

_LINKS = ("", "s", "e", "n", "en", "er", "es", "ens", "ns", "ern")
_PARTICLES = words_of(
    "ab an auf aus be bei dar durch ein einander ent er fehl fort ge gegen her heran heraus hin hinaus hinter"
    " los miss mit nach rein um un unter uber ur ver vor voran vorbei weiter wider wieder zer zu zurecht zuruck"
    " zusammen zwischen"
)
"""What makes another word of a word rather than a compound: `Vorstellung` is no `Stelle`, `Antrag` no `Trage`."""
_ENDINGS = words_of("bar haft ig isch lich los sam tum nis chen lein voll")
"""What stands behind a word as an ending: in compounds it is none of the parts."""
_DERIVED = ("ung", "heit", "keit", "lich", "chen")
_OTHER = ("bar", "isch", "ig", "ier", "ativ", "ation", "kel")
"""Beginnings of what follows a part that make another word of it: `Vereinbarkeit`, `Berichtigung`, `Schaukel`."""
_ALONE = words_of("end ende bar ihm erst mal")
"""Words that are never looked for in others: what looks like them there is an ending (`Reisende`, `erkennbar`)."""
_NOT_LINKED = frozenset(
    (part, link)
    for part, links in {
        "bau": "er ern", "burg": "er", "bus": "s es", "eis": "en", "gut": "er", "ost": "er ern", "rat": "en",
        "tur": "n ns", "geh": "er", "tor": "e en", "not": "e en", "wal": "d", "mut": "er", "bad": "en",
    }.items()
    for link in links.split()
)  # fmt: skip
"""`Bauer` is not `Bau` with `er`, `Turnhalle` no `Tür`, and so on."""
_NO_COMPOUNDS = ("gehort", "gehorig", "angehor", "zugehor", "verbess", "ausserd", "politess")
"""Endings of words that look like two (`geh-ort`)."""
_LINKED = re.compile(r"(?:s|n|er|e)$(?<!ver)(?<!zer)(?<!be)(?<!ge)(?<!ein)(?<!an)(?<!unter)")
_VOWEL = re.compile(r"[aeiouy]")


@cache
def listed() -> frozenset[str]:
    """The terms of the list of parts."""
    text = resources.files(__package__).joinpath("compound_parts.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found = {form for word in " ".join(lines).split() for form in (term(word), folded(word))}
    return frozenset(found - _NEVER)


_NEVER = STOPPED | frozenset(map(term, STOPPED)) | _PARTICLES | _ENDINGS | _ALONE | {"inn", "innen"}


class Compounds:
    """Knows compounds of words. `vocabulary`: the terms that the wiki uses."""

    def __init__(self, vocabulary: Container[str] = ()) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, bool] = {}

    def with_part(self, word: str, terms: Collection[str]) -> list[str]:
        """Those of `terms` that are compounds with `word`, a word as it was typed, in them.

        >>> Compounds().with_part("Rad", ["fahrradweg", "kamerad", "radio", "lastenrad"])
        ['fahrradweg', 'lastenrad']
        """
        found: dict[str, None] = {}
        for form in forms_of(word):
            holding = [
                term for term in terms if form in term
            ]  # this line walks through all of the vocabulary
            found.update((term, None) for term in holding if self._holds(term, form))
        return list(found)

    def _holds(self, word: str, part: str) -> bool:
        if word.endswith(_NO_COMPOUNDS):
            return False
        at = word.find(part)
        while at >= 0:
            if self._stands(word[:at], part, word[at + len(part) :]):
                return True
            at = word.find(part, at + 1)
        return False

    def _stands(self, before: str, part: str, behind: str) -> bool:
        if not before and not behind:
            return False
        if behind and not self._goes_on(part, behind):
            return False
        return not before or self._is_made_of_words(before) or _may_be_a_word(before, part)

    def _goes_on(self, part: str, behind: str) -> bool:
        if len(part) >= _CLEAR and _may_follow(behind):
            return True
        return any(
            behind.startswith(link)
            and (part, link) not in _NOT_LINKED
            and self._is_made_of_words(behind[len(link) :], last=True)
            for link in _LINKS
        )

    def _is_made_of_words(self, letters: str, depth: int = 0, *, last: bool = False) -> bool:
        """Whether these letters are known words in a row, with links between them. `last`: a word ends here."""
        if len(letters) < SHORTEST or depth == _MOST_PARTS:
            return False
        for end in range(len(letters), SHORTEST - 1, -1):
            ends_here = end == len(letters)
            if not self._is_known(letters[:end], linked=not (last and ends_here)):
                continue
            if ends_here or self._is_made_of_words(letters[end:], depth + 1, last=last):
                return True
        return False

    def _is_known(self, letters: str, *, linked: bool) -> bool:
        """Whether it is a known word, or (`linked`) one with a link behind it."""
        for link in _LINKS if linked else ("",):
            word = letters.removesuffix(link) if link else letters
            if link and (word == letters or (word, link) in _NOT_LINKED):
                continue
            if self._is_word(word):
                return True
        return False

    def _is_word(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = word in listed() or (
                len(word) >= _SHORTEST_LEARNT
                and word not in _NEVER
                and word.isalpha()
                and word in self._vocabulary
            )
        return known


@cache
def forms_of(word: str) -> tuple[str, ...]:
    """How a word looks inside of others: its term, and its letters without umlauts. Empty if it is in none.

    >>> forms_of("Straße")
    ('strass', 'strasse')
    """
    forms = dict.fromkeys([term(word), folded(word)])
    if any(form in _PARTICLES or form in _ALONE or len(form) < SHORTEST for form in forms):
        return ()
    return tuple(form for form in forms if form.isalpha())


def _may_follow(letters: str) -> bool:
    """Whether unknown letters behind a long part are an ending that keeps its meaning, or likely a word."""
    if letters in _DERIVED:
        return True
    return len(letters) >= 4 and bool(_VOWEL.search(letters)) and not letters.startswith(_OTHER)


def _may_be_a_word(letters: str, part: str) -> bool:
    """Whether unknown letters before a part are likely a word or a name."""
    if len(letters) < SHORTEST or letters in _PARTICLES or not _VOWEL.search(letters):
        return False
    return part in _NAMED or (len(part) >= _LONG and bool(_LINKED.search(letters)))
