"""What the places of a text say of one another: lists, and two places of the same Stadtteil.

`evidence` judges each name by the words around it; here the names beside it are heard, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from familienkonferenz.bots.german.words import Words
from familienkonferenz.bots.places.evidence import COMPARED, STRANGE, STREETS, Worth
from familienkonferenz.bots.places.gazetteer import Find

LISTED = "Aufzählung von Orten"
# What a doubtful landmark is worth once something else speaks for it.
_AGREED, _IN_CITY = 0.72, 0.64
RAISED = {_AGREED: "zwei Orte im selben Stadtteil", _IN_CITY: "Ort im Stadtteil, die Stadt ist genannt"}
_LIST_GAP = re.compile(
    r"\s*(?:[,;/&+|•\-–]|\n|[-–]\s|\s[-–]|,?\s*(?:und|oder|sowie|bis|nach|bzw\.?))\s*"
    r"(?:in |aus )?(?:der |die |den |dem |das |im |zum )?\s*"
)


def through_lists(finds: Sequence[Find], worths: Sequence[Worth], text: Words) -> list[float]:
    """What the places of a list say of each other.

    An ordinary word among sure places is a place („Leinhausen, List, Marienwerder“); beside a place that the
    city does not have, the whole list is another town's. What follows a place that is only compared is so, too.
    """
    confidences = [worth.confidence for worth in worths]
    strange = {at for at, worth in enumerate(worths) if worth.rule == STRANGE}
    compared = {at for at, worth in enumerate(worths) if worth.rule == COMPARED}
    for order in (range(len(finds)), range(len(finds) - 1, -1, -1)):
        for at in order:
            name = finds[at].name
            doubtful = name.ordinary and 0.25 <= confidences[at] < 0.8
            if not doubtful and not strange and not compared:
                continue
            near = listed(finds, text, at)
            if compared.intersection(near) and at - 1 in compared:
                compared.add(at)
                confidences[at] = min(confidences[at], 0.45)
            elif strange.intersection(near) and not name.unique:
                strange.add(at)
                confidences[at] = min(confidences[at], 0.45)
            elif doubtful:
                places = [other for other in near if finds[other].name.kind in {"district", "group"}]
                if any(confidences[other] >= 0.8 for other in places):
                    confidences[at] = 0.85
                elif any(
                    between(finds[min(at, other)], text) for other in (*places, *_neighbours(finds, near))
                ):
                    confidences[at] = 0.7
    return confidences


def _neighbours(finds: Sequence[Find], near: Sequence[int]) -> list[int]:
    """Those of these finds that are towns next to the city: „zwischen Stöcken und Garbsen“."""
    return [at for at in near if finds[at].name.kind == "elsewhere" and finds[at].name.faint]


def agreeing(
    finds: Sequence[Find], confidences: list[float], away: frozenset[int], here: bool, text: Words
) -> list[float]:
    """What a second place says for a landmark whose name proves little.

    „Brückstraße“ stands in many towns; beside „St. Petri“ it is Döhren's. Two streets of common names prove
    nothing together, since towns name whole quarters after poets and flowers.
    """
    doubtful = [
        at
        for at, find in enumerate(finds)
        if find.name.kind == "landmark"
        and not find.name.wide
        and not find.name.faint
        and 0.45 <= confidences[at] < 0.6
    ]
    if not doubtful:
        return confidences
    # „Limmer“ alone may be another word; beside the Wasserstadt it is the place.
    least = {True: 0.25, False: 0.45}
    spoken = [
        at
        for at, find in enumerate(finds)
        if find.name.districts and confidences[at] >= least[find.name.ordinary and find.name.bare]
    ]
    supporters: dict[str, set[tuple[str, bool]]] = {}
    for at in spoken:
        name = finds[at].name
        street = not name.common or text.folds[finds[at].last].endswith(STREETS)
        for district in () if name.wide else name.districts:
            supporters.setdefault(district, set()).add((name.written, not name.common or not street))
    raised = list(confidences)
    for at in doubtful:
        name = finds[at].name
        street = text.folds[finds[at].last].endswith(STREETS)
        if any(
            other != name.written and (telling or not street)
            for district in name.districts
            for other, telling in supporters[district]
        ):
            raised[at] = _AGREED
        elif name.common and here and text.sentence[finds[at].first] not in away:
            raised[at] = _IN_CITY
    return raised


def between(find: Find, text: Words) -> bool:
    """Whether „zwischen“ opens the pair that this name begins: „zwischen Linden und Limmer“."""
    return find.first > 0 and text.tokens[find.first - 1].fold == "zwischen"


def listed(finds: Sequence[Find], text: Words, at: int) -> tuple[int, ...]:
    """The places next to this one in a list: „Döhren, Burg und List“; indexes into `finds`."""
    beside = []
    for other in (at - 1, at + 1):
        if 0 <= other < len(finds):
            left, right = sorted((at, other))
            gap = text.gap(finds[left].last, finds[right].first)
            if len(gap) < 20 and _LIST_GAP.fullmatch(gap):
                beside.append(other)
    return tuple(beside)
