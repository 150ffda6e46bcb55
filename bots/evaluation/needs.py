"""Needs: what is wanted, and in which Stadtteil, by how many, and where people disagree.

A need is a phrase ("Hort", "Radweg": `phrases.py`) × a Stadtteil. Every thread counts under one phrase in each of its
places, and every figure keeps the list it was counted from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from familienkonferenz.bots.evaluation.phrases import OTHER, Place
from familienkonferenz.bots.evaluation.threads import Dispute, Thread


@dataclass(frozen=True, slots=True)
class Need:
    """One need in one place. `district` is "" where none was named: the whole city.

    `contributions` and `replies` are ids, none of them in both; `supporters` are distinct authors, `disputes` replies
    that disagree, and `sharing` those supporters who say it themselves or agree in plain words.
    """

    phrase: str
    district: str
    contributions: tuple[str, ...]
    replies: tuple[str, ...]
    supporters: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    sharing: tuple[str, ...]


def needs(threads: Iterable[Thread], phrase_of: Mapping[Place, str]) -> tuple[Need, ...]:
    """The needs of these threads, ranked: most supporters first, then most contributions, then by name; `OTHER` last.

    `phrase_of` gives the phrase of a leading contribution in one of its places. A thread of several counts in each.
    """
    grouped: dict[tuple[str, str], list[Thread]] = {}
    for thread in threads:
        for district in thread.lead.districts or ("",):
            phrase = phrase_of[thread.lead.contribution.id, district]
            grouped.setdefault((phrase, district), []).append(thread)
    found = [_need(phrase, district, members) for (phrase, district), members in grouped.items()]
    return tuple(
        sorted(
            found,
            key=lambda n: (
                n.phrase == OTHER,
                -len(n.supporters),
                -len(n.contributions),
                n.phrase.casefold(),
                n.district,
            ),
        )
    )


@dataclass(frozen=True, slots=True)
class Gathered:
    """One need over all places, or one place with all its needs: `name` is the phrase or the district ("": the city).

    `parts` are its needs in order of rank; every author counts once in `supporters`, in however many parts.
    """

    name: str
    parts: tuple[Need, ...]
    supporters: tuple[str, ...]
    contributions: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    sharing: tuple[str, ...]


def gathered(ranked: Iterable[Need], by: Callable[[Need], str]) -> tuple[Gathered, ...]:
    """The needs gathered by phrase or by district, ranked as needs are: most supporters first, `OTHER` last."""
    grouped: dict[str, list[Need]] = {}
    for need in ranked:
        grouped.setdefault(by(need), []).append(need)
    found = [
        Gathered(
            name,
            tuple(parts),
            tuple(sorted({person for need in parts for person in need.supporters})),
            tuple(dict.fromkeys(id for need in parts for id in need.contributions)),
            tuple(dict.fromkeys(dispute for need in parts for dispute in need.disputes)),
            tuple(sorted({person for need in parts for person in need.sharing})),
        )
        for name, parts in grouped.items()
    ]
    return tuple(
        sorted(
            found,
            key=lambda g: (g.name == OTHER, -len(g.supporters), -len(g.contributions), g.name.casefold()),
        )
    )


def _need(phrase: str, district: str, threads: Sequence[Thread]) -> Need:
    def once(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ids))

    contributions = once(id for thread in threads for id in thread.contributions)
    return Need(
        phrase,
        district,
        contributions,
        once(id for thread in threads for id in thread.replies if id not in contributions),
        tuple(sorted({name for thread in threads for name in thread.supporters})),
        tuple(dict.fromkeys(dispute for thread in threads for dispute in thread.disputes)),
        tuple(sorted({name for thread in threads for name in thread.sharing})),
    )
