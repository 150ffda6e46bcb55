"""German text as terms for the index: one term for all forms of a word, however it is spelt. Pure.

Cases, umlauts and ß do not matter (`Straße` = `STRASSE`, `Plätze` = `Plaetze`), endings neither: the stems are
Snowball's (Martin Porter's German stemmer). What it lacks is added here: plurals in -s of everyday words, the stem of
`Busse` and `Museen`, words for women and men together (`Schüler*innen`). A word with hyphens is several terms and,
besides, the one that it would be without them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from snowballstemmer import stemmer

LONGEST = 64
"""Letters of a word that count; longer ones are cut."""

_IGNORED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b\u2060\ufeff\ud800-\udfff]")
"""What nobody sees or can type: control characters, soft hyphens, blanks of no width, halves of characters."""
_BOTH = r"(?:[*:_·•]|/-?)[Ii]n(?:nen)?(?![^\W_])"
WORD = re.compile(
    rf"(?P<parts>[^\W_]+(?:[-‐‑][^\W_]+)*?)(?:{_BOTH}|(?<=[a-zäöüß])In(?:nen)?(?![^\W_])|(?![-‐‑]?[^\W_]))"
)
_ACCENTS = re.compile(r"[\u0300-\u0307\u0309-\u036f]")
_PLURAL = re.compile(
    r"(?P<one>(?:kita|oma|opa|mama|papa|auto|foto|video|handy|baby|hobby|party|taxi|kino|sofa|pizza|logo|info|euro|kilo"
    r"|zoo|kanu|uni|abi|azubi|profi|demo|app|team|song|clown|park|shop|club|spot|test|trick|link|job|bonbon|balkon"
    r"|buro|radio|studio|cafe|disko|kiosk|flyer|container|computer|roller|trainer|tablet|laptop|klo|deo|domino))s"
)  # fmt: skip
_WHOLE = re.compile(r"(?P<stem>.{2,}(?:ung|heit|keit))(?:en|s)?")
"""Kept whole: the stemmer cuts `-ung` off long words alone, so that `Wohnung` would not be in `Mietwohnung`."""
_LAST = re.compile(
    r"(?P<first>.{2,}?)(?P<last>wochenende[ns]?|abende?[ns]?|feste?[ns]?|ufer[ns]?|fenster[ns]?|eltern"
    r"|papiere?[ns]?|ofens?|(?:see|allee|idee|kaffee|tee)[ns]?|bussen?|kitas|themen|themas|zentren|zentrums|museen|museums|gymnasi(?:en|um|ums)|stadien"
    r"|(?:schüler|schueler|lehrer)(?:[ns]|in|innen)?)"
)
"""Last parts of compounds that the stemmer would cut otherwise than it does when they stand alone."""
_WOMEN = re.compile(r"(?P<stem>.{4,})inn")
_IRREGULAR = {
    "museen": "museum", "museums": "museum", "gymnasien": "gymnasi", "gymnasiums": "gymnasi", "gymnasium": "gymnasi",
    "zentren": "zentrum", "zentrums": "zentrum", "risiken": "risiko", "themen": "thema", "themas": "thema",
    "stadien": "stadion", "praktika": "praktikum", "eisen": "eisen", "ostern": "ostern", "eltern": "eltern",
    "schueler": "schuler", "schüler": "schuler", "schülern": "schuler",
    "schülers": "schuler", "schuelern": "schuler", "schülerin": "schuler", "schülerinnen": "schuler",
    "lehrer": "lehrer", "lehrern": "lehrer", "lehrers": "lehrer", "lehrerin": "lehrer", "lehrerinnen": "lehrer",
    "fährt": "fahr", "fährst": "fahr", "bauer": "bauer", "bauern": "bauer",
    "note": "note", "noten": "note", "busse": "bus", "bussen": "bus", "konten": "konto", "kontos": "konto",
    "wochenende": "wochenend", "wochenenden": "wochenend", "wochenendes": "wochenend",
}  # fmt: skip
"""Where the stemmer parts what belongs together, or puts together what does not (pupils and schools, ice and iron)."""


def words_of(text: str) -> frozenset[str]:
    """A set of words, written in a row."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, and where it stands. `joined`: the term of a word with hyphens, written without; or ""."""

    term: str
    start: int
    end: int
    joined: str = ""


def clean(text: str) -> str:
    """The text as it is kept and searched: composed characters, nothing that cannot be seen.

    >>> clean("Spiel\\u00adplatz")
    'Spielplatz'
    """
    return unicodedata.normalize("NFC", _IGNORED.sub("", text))


def words(text: str) -> Iterator[Word]:
    """The words of a clean text in their order.

    >>> [(word.term, word.joined) for word in words("Die Schüler*innen im Fahrrad-Keller")]
    [('die', ''), ('schuler', ''), ('im', ''), ('fahrrad', 'fahrradkell'), ('kell', 'fahrradkell')]
    """
    for found in WORD.finditer(text):
        written, start = found["parts"], found.start()
        parts = list(re.finditer(r"[^\W_]+", written))
        joined = term("".join(part[0] for part in parts)) if len(parts) > 1 else ""
        for part in parts:
            last = part is parts[-1]
            end = found.end() if last else start + part.end()
            yield Word(term(part[0]), start + part.start(), end, joined)


@lru_cache(maxsize=100_000)
def term(word: str) -> str:
    """The term of one word: lower case, no umlauts, no ending.

    >>> [term(word) for word in ("Straße", "STRASSEN", "Spielplätze", "Spielplaetzen", "Kitas", "Busse", "Café")]
    ['strass', 'strass', 'spielplatz', 'spielplatz', 'kita', 'bus', 'caf']
    """
    lower = _without_accents(word.casefold())[:LONGEST]
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if plural := _PLURAL.fullmatch(lower):
        lower = plural["one"]
    if whole := _WHOLE.fullmatch(lower):
        return folded(whole["stem"])
    if compound := _LAST.fullmatch(lower):
        return folded(compound["first"]) + term(compound["last"])
    stem = folded(_stemmer().stemWord(lower)) or lower
    if women := _WOMEN.fullmatch(stem):
        stem = folded(_stemmer().stemWord(women["stem"]))
    return stem


def folded(word: str) -> str:
    """The word in lower case without umlauts; its ending stays.

    >>> folded("Fußgängerwege")
    'fussgangerwege'
    """
    return _without_accents(word.casefold()).translate(_UMLAUTS)


_UMLAUTS = str.maketrans("äöü", "aou")


def _without_accents(word: str) -> str:
    """`é` as `e`, `ş` as `s`; umlauts stay, the stemmer knows them."""
    if word.isascii():
        return word
    parted = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", parted))


def _stemmer() -> Any:
    """A stemmer of one's own: it keeps its state in itself, and threads share the cache only."""
    return stemmer("german")


STOPPED = words_of(
    "aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da damit"
    " dann das dass dazu dein dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du"
    " durch ein eine einem einen einer eines er es euch euer fur gegen habe haben hat hatte hier hin ich ihm ihn ihnen"
    " ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes kann kein keine keinen konnen konnte man"
    " mehr mein meine meinen mich mir mit muss nach nicht noch nun nur ob oder ohne schon sehr sein seine seinen"
    " sich sie sind so soll sollte sollten uber um und uns unser unsere unseren unter viel vom von vor war was weil"
    " wenn wer werden wie wieder wir wird wo wurde zu zum zur zwischen"
)
"""Words that everybody writes and nobody looks for, without umlauts."""
