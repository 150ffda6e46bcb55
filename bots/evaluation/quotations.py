"""Quotations: what a contribution says, in its own words, short enough for a table and safe to print.

Extractive only: a quotation is a run of characters of the text as typed, so that anybody can find it again in
the revision it was taken from. A sentence that holds personal data (`personal.search`) or a web address
is never quoted; the contribution itself is not changed, and moderators find it in the review queue (`review`),
where they may release it: then its kinds of data are named in `released`.

Shapes: `start` and `end` count Unicode code points of `Contribution.text` from 0, the end exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.personal.search import find
from familienkonferenz.page_templates.escape import escape_line

LONGEST = 300
"""Characters of a quotation at most, the ellipsis included."""

_SAYS = 3  # the score from which on words speak for others, too
_UMLAUTS = str.maketrans("äöü", "aou")

# A full stop that ends no sentence: abbreviations, ordinal numbers and dates, initials.
_NO_END = re.compile(
    r"(?:\w*[Ss]tr|\b(?:z|u|d|o|s|i|v|[A-ZÄÖÜ]|bzw|ca|usw|etc|Nr|St|Dr|Prof|Tel|inkl|evtl|ggf|max|min|Std|Min|bspw|Mio|gez|bzgl)"
    r"|\b\d{1,2})\.$"
)
# Taken whole or not at all, and begun at its first sign: so a row of full stops is read once.
_END = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*+[“”\"')\]]*+(?=\s|$)|\n+")
_LINK = re.compile(r"\w://|\bwww\.", re.I)
_LEADING = "*#:;•–- \t\r\n\u00a0"  # marks of lists begin no quotation
# Nobody is quoted with "Sehr geehrte Damen und Herren," or "gez. …".
_ADDRESS = re.compile(
    r"(?:sehr geehrt|verehrt|liebe[rs]?\b[^.!?]{0,40}[,!]$|"
    r"(?:hallo|moin|guten (?:tag|abend|morgen))\b[^.!?,]{0,30}[,.!]*$|"
    r"(?:viele|liebe|herzliche|beste|freundliche|schöne) grüße|mit (?:freundlich|herzlich|best)|gruß|gez\.|[lvm]f?g\b)",
    re.I,
)
_GREETING = re.compile(
    r"(?:hallo|guten (?:tag|abend|morgen)|moin|danke|(?:vielen|herzlichen|besten) dank|ganz toll|hut ab)\b",
    re.I,
)
_CONTINUES = re.compile(
    r"(?:und|aber|denn|oder|dann|da|das|davon|danach|also)\b", re.I
)  # leans on what went before
NEED = re.compile(
    r"\b(?:brauch\w*|fehl\w*|wünsch\w*|bräucht\w*|sollt\w*|müsst\w*|muss|müssen|könnt\w*|bitte|warum|dringend|"
    r"zu wenig\w*|zu viel\w*|vorschlag\w*|schlag\w*|idee|gefährlich\w*|unmöglich|schade|keine?n?|kaputt\w*|wäre|"
    r"(?<!nicht )(?<!nichts )(?<!kaum )mehr)\b",
    re.I,
)
"""Words of somebody who lacks or wants something."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of one contribution: `words` as typed (with " …" where a long sentence was cut), where, from what.

    `rev_id` is the revision since which its words read so, 0 where none is known.
    """

    contribution: str
    rev_id: int
    start: int
    end: int
    words: str
    score: int


def permalink(rev_id: int, label: str) -> str:
    """Wikitext link to exactly one revision; resolves on both engines.

    >>> permalink(4711, "Beitrag 12")
    '[[Spezial:Permanentlink/4711|Beitrag 12]]'
    """
    return f"[[Spezial:Permanentlink/{rev_id}|{escape_line(label)}]]"


def quote(
    contribution: Contribution,
    keywords: Iterable[str] = (),
    longest: int = LONGEST,
    released: Collection[str] = (),
) -> Quotation | None:
    """The sentence that says best what is wanted, with the next one where both fit; None if none can be printed.

    Sentences with `keywords` (in any case and form, also as part of a word) and with words of need win; among equals
    the earlier. Withdrawn contributions and passages no longer standing are not quoted, nor is the heading of a topic
    wiki's section, which nobody says.
    """
    if contribution.withdrawn or contribution.standing != "standing":
        return None
    words = tuple(dict.fromkeys(map(_plain_keyword, keywords)))
    heading = contribution.title if contribution.source == "themenwiki" else ""
    printable = _printable(contribution.text, frozenset(released), heading)
    if not printable:
        return None
    scores = [plain + _hits(sentence, words) for _, _, plain, sentence in printable]
    i = scores.index(max(scores))
    start, end, _, _ = printable[i]
    following = printable[i + 1] if i + 1 < len(printable) else None
    if following and following[2] >= 0 and _adjoin(contribution.text, end, following[:2], start, longest):
        end = printable[i + 1][1]
    shown, end = _cut(contribution.text, start, end, longest)
    return Quotation(contribution.id, contribution.said_in, start, end, shown, scores[i])


def best(
    contributions: Iterable[Contribution],
    keywords: Iterable[str] = (),
    count: int = 3,
    released: Mapping[str, Collection[str]] | None = None,
) -> tuple[Quotation, ...]:
    """The `count` best quotations, one per author, in order of their score, then of the contributions given.

    What says too little to speak for others ("Anna hat recht.") is none. `released`: kinds of personal data that may be
    quoted, by contribution id.
    """
    words = tuple(keywords)
    free = released or {}
    found: list[tuple[int, int, str, Quotation]] = []
    for position, contribution in enumerate(contributions):
        quotation = quote(contribution, words, released=free.get(contribution.id, ()))
        if quotation is not None and quotation.score >= _SAYS:
            found.append((-quotation.score, position, contribution.author, quotation))
    chosen: list[Quotation] = []
    authors: set[str] = set()
    for _, _, author, quotation in sorted(found, key=lambda entry: entry[:2]):
        if len(chosen) < count and (not author or author not in authors):
            chosen.append(quotation)
            authors.add(author)
    return tuple(chosen)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, blanks at its edges left out; a line end is one, "z. B." is none.

    >>> text = "Am 2. Juni war es z. B. voll. Und nun?"
    >>> [text[a:b] for a, b in sentences(text)]
    ['Am 2. Juni war es z. B. voll.', 'Und nun?']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match[0] == "." and _NO_END.search(text[max(0, match.end() - 12) : match.end()]):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [
        span
        for span in (_stripped(text, *span) for span in spans)
        if any(map(str.isalpha, text[slice(*span)]))
    ]


def printable(text: str, released: Collection[str] = ()) -> str:
    """A title or another short text if all of it may be printed, otherwise ""."""
    return "" if unprintable(text, released) else text


def unprintable(text: str, released: Collection[str] = ()) -> tuple[tuple[str, int, int], ...]:
    """What of the text must not be printed: its kind ("Telefon", "Name", …, "Verweis"), start and end."""
    found = [(one.kind, one.start, one.end) for one in find(text) if one.kind not in released]
    return (*found, *(("Verweis", link.start(), link.end()) for link in _LINK.finditer(text)))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(_LEADING)), end - (len(piece) - len(piece.rstrip()))


@lru_cache(maxsize=50_000)
def _printable(text: str, released: frozenset[str], heading: str) -> tuple[tuple[int, int, int, str], ...]:
    """Start, end, score (without keywords) and plain words of each sentence that may be printed; not the heading."""
    spans = sentences(text)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    kept_back: set[int] = set()
    for _, first, last in unprintable(text, released):
        kept_back.update(range(bisect_right(ends, first), bisect_left(starts, last)))
    free = [
        (start, end)
        for i, (start, end) in enumerate(spans)
        if i not in kept_back and not _ADDRESS.match(text[start:end]) and text[start:end] != heading
    ]
    return tuple(
        (start, end, _score(text[start:end], i == 0), _plain(text[start:end]))
        for i, (start, end) in enumerate(free)
    )


def _hits(plain: str, keywords: tuple[str, ...]) -> int:
    return 4 * min(sum(keyword in plain for keyword in keywords), 3)


def _plain(words: str) -> str:
    """Small and without umlauts, so that "Hortplatz" is found in "Hortplätze"."""
    return words.casefold().translate(_UMLAUTS)


@lru_cache(maxsize=10_000)
def _plain_keyword(keyword: str) -> str:
    """Kept, since the same few are asked of every contribution."""
    return _plain(keyword)


def _score(sentence: str, first: bool) -> int:
    length = len(sentence)
    return (
        3 * min(len(NEED.findall(sentence)), 2)
        + (2 if first else 0)
        + (2 if 30 <= length <= LONGEST else 0)
        - (4 if length < 20 else 0)
        - (12 if sentence.rstrip("“”\"’'").endswith(":") else 0)  # announces what does not follow
        - (8 if sentence.endswith(",") or _GREETING.match(sentence) else 0)
        - (1 if _CONTINUES.match(sentence) else 0)
    )


def _adjoin(text: str, end: int, following: tuple[int, int], start: int, longest: int) -> bool:
    """Whether the next sentence follows at once (same paragraph) and both fit."""
    gap = text[end : following[0]]
    return "\n" not in gap and not gap.strip() and following[1] - start <= longest


def _cut(text: str, start: int, end: int, longest: int) -> tuple[str, int]:
    if end - start <= longest:
        return text[start:end], end
    room = text[start : start + longest - 2]
    word = room.rfind(" ")
    kept = (room[:word] if word > longest // 2 else room).rstrip(" ,;:–-")
    return f"{kept} …", start + len(kept)
