"""Names of places that people write short, or with a slip of the pen.

Short: „Süd- und Oststadt“, „Linden-Nord und -Süd“, where half of a name stands only once. A slip: one letter
too many, too few, wrong or swapped, forgiven only where a place is expected („in Vahrenwlad“).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from familienkonferenz.bots.german.words import Words, word_set

_LEAST = 7  # letters of a name in which a slip is forgiven; shorter ones turn into other words
_MOST_SHORT = 4  # words cut short in one list: „Nord-, Süd-, West- und Oststadt“
_EXPECTING = word_set("in aus nach bei Stadtteil Stadtteils Ortsteil Richtung")
_ARTICLES = word_set("der dem den")
# With a hyphen any list goes on („-Nord, -Mitte und -Süd“); without one a stroke or an „und“ does.
_GOES_ON = re.compile(r"\s?(?:[,/&+]|,?\s(?:und|oder|sowie|bis)\s|,?\su\.\s)\s?[-–‐‑]")
_MAY_GO_ON = re.compile(r"/|\s?[&+]\s?|\s(?:und|oder)\s")
_AND = frozenset(("und", "oder", "sowie", "bis"))
_HYPHENS = frozenset("-–‐‑")
_LOOSE = frozenset(" ,/&+\n\u00a0")
_HANGING = re.compile("[-–‐‑][ ,/&+\n\u00a0]")


class Short(NamedTuple):
    """A name of which the text writes only a part: its key, and the token that stands for it.

    plain: that word stands without a hyphen, so that it may as well be a name of its own.
    """

    key: tuple[str, ...]
    at: int
    plain: bool


def cut_short(text: Words, at: int) -> Iterator[tuple[str, ...]]:
    """The names that a word cut short may begin: „Süd-“ before „und Oststadt“ may be „suedstadt“.

    Longest ending first. Nothing when no hyphen hangs at the word.
    """
    tokens = text.tokens
    if not _hangs(text, at):
        return
    ahead = at + 1
    for _ in range(2 * _MOST_SHORT):
        if ahead < len(tokens) and (tokens[ahead].fold in _AND or _hangs(text, ahead)):
            ahead += 1
    if ahead >= len(tokens):
        return
    head, whole = tokens[at].fold, tokens[ahead].fold
    for length in range(len(whole), 3, -1):
        yield (head + whole[-length:],)
    if ahead + 1 < len(tokens):
        yield head, tokens[ahead + 1].fold


def may_hang(text: Words) -> bool:
    """Whether a hyphen hangs at any word, as at most words none does."""
    return _HANGING.search(text.text) is not None


def _hangs(text: Words, at: int) -> bool:
    """Whether a hyphen hangs at the word with nothing glued to it: „Süd- und“, „Nord-, “."""
    end = text.ends[at]
    return text.text[end : end + 1] in _HYPHENS and text.text[end + 1 : end + 2] in _LOOSE


def continued(text: Words, key: tuple[str, ...], last: int) -> Iterator[Short]:
    """What a name of two words may go on to: after „Linden-Nord“ the „-Süd“ in „und -Süd“ or „/Süd“."""
    tokens = text.tokens
    while last + 1 < len(tokens):
        following = last + 1
        if tokens[following].fold in _AND:
            following += 1
        if following >= len(tokens):
            return
        between = text.gap(last, following)
        hyphen = bool(_GOES_ON.fullmatch(between))
        if not tokens[following].upper or not (hyphen or _MAY_GO_ON.fullmatch(between)):
            return
        yield Short((*key[:-1], tokens[following].fold), following, not hyphen and between != "/")
        last = following


def slips(names: Iterable[str], words: Iterable[str]) -> dict[str, str]:
    """Every name with one letter left out, and the name; `words` are spellings that are no slips.

    A slip is looked up by leaving one letter out on both sides, so that a text costs the same however many
    names there are.
    """
    known = {name for name in names if len(name) >= _LEAST}
    table = {name: name for name in known}
    for name in sorted(known):
        for short in _shorter(name):
            table.setdefault(short, name)
    for word in words:
        table.pop(word, None)
    return table


def meant(word: str, table: Mapping[str, str], words: frozenset[str]) -> str | None:
    """The name that a word means but for one slip; it counts only where a place is expected."""
    if not _LEAST <= len(word) + 1 <= 21 or word in words:
        return None
    for spelling in (word, *_shorter(word)):
        name = table.get(spelling)
        if name and name[0] == word[0] and is_slip(name, word):
            return name
    return None


def _shorter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def expected(text: Words, at: int) -> bool:
    """Whether a place is expected here: „in …“, „aus der …“, „Stadtteil …“."""
    if not at:
        return False
    before = text.tokens[at - 1].fold
    if before in _ARTICLES and at > 1:
        before = text.tokens[at - 2].fold
    return before in _EXPECTING


def is_slip(right: str, written: str) -> bool:
    """Whether one letter is missing, too many or another, or two neighbours are swapped.

    >>> is_slip("vahrenwald", "vahrenwlad"), is_slip("anderten", "altern")
    (True, False)
    """
    while right and written and right[0] == written[0]:
        right, written = right[1:], written[1:]
    while right and written and right[-1] == written[-1]:
        right, written = right[:-1], written[:-1]
    return (len(right) <= 1 and len(written) <= 1) or (len(right) == 2 and right == written[::-1])
