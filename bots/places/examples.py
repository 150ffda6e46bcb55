"""Places that stand for any place, or that a text is not about: ends of the whole city, examples, what one dismisses.

„In allen Stadtteilen von Ahlem bis Zoo“ speaks of no Stadtteil, nor does „nicht jeder wohnt in der List“.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from familienkonferenz.bots.german.words import Words, stem, word_set
from familienkonferenz.bots.places.around import WAYS_IN
from familienkonferenz.bots.places.gazetteer import Find

_NEAR = 14  # words of the sentence that are looked at on either side
_QUOTED = 62  # characters on either side in which a quotation mark is looked for
_SHORT = 4  # words of a sentence that only dismisses
_FROM = frozenset(("von", "vom"))
_TO = re.compile(r"\sbis (zum |zur |zu |nach |in die )?")
_EVERYWHERE = word_set(
    "alle allen überall stadtweit dasselbe Stadtteile Stadtteilen Stadtteil Stadtbezirke Stadtbezirken"
)
_TRANSPORT = re.compile(
    r"(weg|wege|strasse|bahn|bus|busse|linie|strecke|verbindung|faehrt|fahren|fahrt|ampeln?)$"
)
_LIKEWISE = frozenset(("egal", "gleich", "gleichgueltig"))
_INDIFFERENT = word_set("darf egal gleich Rolle Unterschied entscheiden entscheidet")
_UNCARING = re.compile(
    r"interessiert (mich|uns|keinen|niemanden) nicht|(ist|sind) (mir|uns) (doch )?(egal|gleich)"
)
_CARELESS = frozenset(map(stem, ("interessiert", "egal", "gleich")))  # one of which is in all that dismisses
_ALL = word_set("jeder jede jedem alle")
_GULF = word_set("Kluft Schere Gefälle Unterschied Unterschiede Abstand")
_MEDIA = word_set(
    "Roman Buch Krimi Film Serie Hörbuch Lied Album Stück Theaterstück Ausstellung Bildband Podcast Gemälde"
)
_WORKS = frozenset(map(stem, _MEDIA))
_OPENED = re.compile(r"[„»\"][^“”«\"\n]{0,60}$")
_CLOSED = re.compile(r"[^„»\n]{0,60}?[“”«\"]")


def is_example(find: Find, finds: Sequence[Find], left: Sequence[str], text: Words) -> bool:
    """Whether the text is about the whole city, or about something else, where it names this place; `left` are the
    folded words before it, the nearest first."""
    return (
        _is_span(find, finds, text)
        or _is_any(find, finds, text, left)
        or _is_gulf(left)
        or _is_dismissed(find, text, left)
        or _is_title(find, text)
    )


def _is_span(find: Find, finds: Sequence[Find], text: Words) -> bool:
    """„in allen Stadtteilen von Ahlem bis Zoo“: the whole city, and no way that leads from one to the other."""
    if "bis" not in text.vocabulary:
        return False
    for first, last in pairwise(finds):
        if find not in (first, last) or not _TO.fullmatch(text.gap(first.last, last.first)):
            continue
        if not first.first or text.folds[first.first - 1] not in _FROM:
            continue
        said = text.around(first.first, last.last, _NEAR)
        after = bisect_left(text.sentence, text.sentence[last.last] + 1)
        if after < len(text.tokens) and text.gap(after - 1, after).startswith(":"):
            said += text.around(after, after, _NEAR)
        whole = any(other.name.kind == "city" for other in finds) or not _EVERYWHERE.isdisjoint(said)
        return whole and not any(_TRANSPORT.search(word) for word in said)
    return False


def _is_any(find: Find, finds: Sequence[Find], text: Words, left: Sequence[str]) -> bool:
    """„egal ob Bothfeld oder Badenstedt“, „ganz Hannover, ob Oststadt oder List“: only examples of any place."""
    if "ob" not in left:
        return False
    at = find.first - 1 - left.index("ob")
    if at > 0 and text.folds[at - 1] in _LIKEWISE:
        return True
    if any(word not in WAYS_IN for word in left[: left.index("ob")]):
        either = "oder" in text.folds[find.last + 1 : find.last + 3]
        return either and not _INDIFFERENT.isdisjoint(text.around(find.first, find.last, _NEAR))
    whole = (other for other in finds if other.name.kind == "city" and other.last < at)
    return any(other.first and text.folds[other.first - 1] == "ganz" for other in whole)


def _is_dismissed(find: Find, text: Words, left: Sequence[str]) -> bool:
    """„Der Kröpcke soll umgebaut werden? Mir egal.“, „nicht jeder wohnt in der List“: what it is not about."""
    if "nicht" in left and not _ALL.isdisjoint(left[: left.index("nicht")][-1:]):
        return True
    if _CARELESS.isdisjoint(text.vocabulary):
        return False
    if _UNCARING.search(" ".join(text.around(find.first, find.last, _NEAR))):
        return True
    following, beyond = (bisect_left(text.sentence, text.sentence[find.first] + more) for more in (1, 2))
    return 0 < beyond - following <= _SHORT and "egal" in text.folds[following:beyond]


def _is_gulf(left: Sequence[str]) -> bool:
    """„die Kluft zwischen Kirchrode und Mühlenberg“: about the whole city, told by its ends."""
    return "zwischen" in left and not _GULF.isdisjoint(left[left.index("zwischen") + 1 :][:2])


def _is_title(find: Find, text: Words) -> bool:
    """„der Roman „Ein Sommer in Limmer““: a work is called so."""
    if _WORKS.isdisjoint(text.vocabulary):
        return False
    begin, end = text.starts[find.first], text.ends[find.last]
    if not _OPENED.search(text.text[max(0, begin - _QUOTED) : begin]) or not _CLOSED.match(
        text.text, end, end + _QUOTED
    ):
        return False
    return not _MEDIA.isdisjoint(text.around(find.first, find.last, _NEAR))
