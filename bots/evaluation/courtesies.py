"""What many write and what says nothing of their matter: greetings, openings, apologies. Pure.

No list of polite words, which would never end: a clause that stands in several texts which otherwise share nothing is
a way of speaking. A clause that copies of one text share is none, since their rest is alike too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

_CLAUSE = re.compile(r"[^.!?;:,\n]+(?:[.!?;:,\n]+|$)")
_WORD = re.compile(r"\w+")
_OFTEN = 3
"""A clause in fewer texts than this may be what two people share."""
_ASKED = 8  # so many of the texts with a clause are compared with their first
_UNLIKE = 0.1  # so little at most do their rests share, in the mean


def clauses(text: str) -> list[tuple[int, int, str]]:
    """Start, end and words of each clause; its words in small letters, so that marks and capitals do not count.

    >>> [words for _, _, words in clauses("Guten Tag, Herr Müller! Hier ist es laut.")]
    ['guten tag', 'herr müller', 'hier ist es laut']
    """
    found = (
        (one.start(), one.end(), " ".join(_WORD.findall(one[0].lower()))) for one in _CLAUSE.finditer(text)
    )
    return [(start, end, said) for start, end, said in found if said]


def courtesies(texts: Sequence[str], content: Callable[[str], Collection[str]]) -> frozenset[str]:
    """The clauses (their words) that say nothing of the matter; `content` gives what a text speaks of."""
    number = Counter(said for text in texts for said in {said for _, _, said in clauses(text)})
    often = {said for said, times in number.items() if times >= _OFTEN}
    standing: dict[str, list[str]] = {}
    for text in texts if often else ():
        for said in {said for _, _, said in clauses(text)} & often:
            found = standing.setdefault(said, [])
            if len(found) < _ASKED:
                found.append(text)
    return frozenset(
        said for said in often if _unlike(content(without(text, often)) for text in standing[said])
    )


def without(text: str, said: Collection[str]) -> str:
    """The text without these clauses."""
    if not said:
        return text
    return "".join(text[start:end] if words not in said else " " for start, end, words in clauses(text))


def _unlike(rests: Iterable[Collection[str]]) -> bool:
    """Whether what stands beside a clause differs from text to text."""
    first, *others = (frozenset(rest) for rest in rests)
    if not first or not all(others):  # somebody said this and nothing else
        return False
    shared = sum(len(first & other) / len(first | other) for other in others)
    return shared <= _UNLIKE * len(others)
