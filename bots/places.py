"""Which Stadtteile a text is about: the tags.

`tag` reads the text and the place that a person typed; it returns nothing for a text that is about no
Stadtteil. Every tag keeps the words, the rule and a confidence, so that people can check and overrule it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, NamedTuple

from familienkonferenz.bots.gazetteer import Find, Gazetteer
from familienkonferenz.bots.german import Words, words
from familienkonferenz.bots.place_evidence import STRANGE, STREETS, Worth, between, judge, listed
from familienkonferenz.bots.place_names import folded

TagState = Literal["set", "proposed"]

_IN_FIELD = 0.97
_LEAST = 0.3
_WEIGHT_BESIDE_FIELD = 0.85
# Names that any town may have; where the text speaks of another town, they are that town's.
_IN_EVERY_TOWN = re.compile(r"(stadt|[Mm]itte)$")
_LISTED = "Aufzählung von Orten"
# What a doubtful landmark is worth once something else speaks for it.
_AGREED, _IN_CITY = 0.72, 0.64
_RAISED = {_AGREED: "zwei Orte im selben Stadtteil", _IN_CITY: "Ort im Stadtteil, die Stadt ist genannt"}


@dataclass(frozen=True, slots=True)
class PlaceTag:
    """One Stadtteil a text speaks of, with the words that say so.

    `start` and `end` count Unicode code points of the text from 0, the end exclusive; a tag that comes from
    the place field has `start == end == 0` and its `words` are those of the field. `rule` names the rule,
    `confidence` runs from 0 to 1, `state` is "set" from the threshold on and "proposed" below it.
    """

    district: str
    start: int
    end: int
    words: str
    rule: str
    confidence: float
    state: TagState


class _Trace(NamedTuple):
    """A judged find: the Stadtteile it may mean; `several` when only one of them may be meant."""

    districts: tuple[str, ...]
    start: int
    end: int
    words: str
    rule: str
    confidence: float
    kind: str
    wide: bool


def tag(text: str, place: str, gazetteer: Gazetteer) -> tuple[PlaceTag, ...]:
    """The Stadtteile that a text is about, best first; `place` is what a person typed as the place, or "".

    One tag per Stadtteil, at its best evidence. A place field beats the text; „Hannover insgesamt“ in it
    turns every find of the text into a mere proposal.
    """
    spoken = words(text)
    return tag_finds(spoken, tuple(gazetteer.finds(spoken)), place, gazetteer)


def tag_finds(text: Words, finds: Sequence[Find], place: str, gazetteer: Gazetteer) -> tuple[PlaceTag, ...]:
    """The same for a text that is cut already and whose names are found (`gazetteer.finds`)."""
    from_field = _field(place, gazetteer) if place else ()
    citywide = bool(place) and not from_field and folded(place) in gazetteer.citywide
    traces = _traces(text, finds, gazetteer)
    sure = {d for trace in from_field for d in trace.districts if len(trace.districts) == 1}
    resolved = _resolve((*from_field, *traces), sure, gazetteer)
    best: dict[str, PlaceTag] = {}
    typed = {id(trace) for trace in from_field}
    for district, trace, confidence in resolved:
        in_field = id(trace) in typed
        if not in_field and citywide:
            confidence = min(confidence, gazetteer.threshold - 0.01)
        elif not in_field and from_field:
            confidence *= _WEIGHT_BESIDE_FIELD
        if confidence < _LEAST or (district in best and best[district].confidence >= confidence):
            continue
        state: TagState = "set" if confidence >= gazetteer.threshold else "proposed"
        best[district] = PlaceTag(
            district, trace.start, trace.end, trace.words, trace.rule, round(confidence, 2), state
        )
    return tuple(sorted(best.values(), key=lambda found: (-found.confidence, found.start, found.district)))


def districts_of(tags: Iterable[PlaceTag], gazetteer: Gazetteer) -> tuple[str, ...]:
    """The Stadtteile that are set, in the order of the configuration."""
    return gazetteer.in_order(found.district for found in tags if found.state == "set")


def _traces(text: Words, finds: Sequence[Find], gazetteer: Gazetteer) -> tuple[_Trace, ...]:
    """Every find of the text, judged."""
    if not finds:
        return ()
    here = any(find.name.kind == "city" for find in finds)
    away = {text.sentence[f.first] for f in finds if f.name.kind == "elsewhere" and not f.name.faint}
    abroad = bool(away) and not here and not any(find.name.unique for find in finds)
    worths = []
    for at, find in enumerate(finds):
        if find.name.kind in {"city", "elsewhere"}:
            worths.append(Worth(0.0, ""))
            continue
        previous = finds[at - 1] if at and finds[at - 1].last + 1 == find.first else None
        elsewhere = text.sentence[find.first] in away or (
            abroad and bool(_IN_EVERY_TOWN.search(find.name.written))
        )
        worths.append(judge(find, previous, text, elsewhere, here))
    confidences = _agreeing(finds, _through_lists(finds, worths, text), away, here, text)
    traces = []
    for find, worth, confidence in zip(finds, worths, confidences, strict=True):
        if not find.name.districts and not find.name.wide:
            continue
        start, end = text.tokens[find.first].start, text.tokens[find.last].end
        rule = worth.rule if confidence == worth.confidence else _RAISED.get(confidence, _LISTED)
        spoken = text.text[start:end]
        traces.append(
            _Trace(find.name.districts, start, end, spoken, rule, confidence, find.name.kind, find.name.wide)
        )
    return tuple(traces)


def _through_lists(finds: Sequence[Find], worths: Sequence[Worth], text: Words) -> list[float]:
    """What the places of a list say of each other.

    An ordinary word among sure places is a place („Leinhausen, List, Marienwerder“); beside a place that the
    city does not have, the whole list is another town's.
    """
    confidences = [worth.confidence for worth in worths]
    strange = {at for at, worth in enumerate(worths) if worth.rule == STRANGE}
    for order in (range(len(finds)), range(len(finds) - 1, -1, -1)):
        for at in order:
            name = finds[at].name
            doubtful = name.ordinary and 0.25 <= confidences[at] < 0.8
            if not doubtful and not strange:
                continue
            near = listed(finds, text, at)
            if strange.intersection(near) and not name.unique:
                strange.add(at)
                confidences[at] = min(confidences[at], 0.45)
            elif doubtful:
                places = [other for other in near if finds[other].name.kind in {"district", "group"}]
                if any(confidences[other] >= 0.8 for other in places):
                    confidences[at] = 0.85
                elif any(between(finds[min(at, other)], text) for other in places):
                    confidences[at] = 0.7
    return confidences


def _agreeing(
    finds: Sequence[Find], confidences: list[float], away: set[int], here: bool, text: Words
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
        street = not name.common or bool(STREETS.search(text.tokens[finds[at].last].fold))
        for district in () if name.wide else name.districts:
            supporters.setdefault(district, set()).add((name.written, not name.common or not street))
    raised = list(confidences)
    for at in doubtful:
        name = finds[at].name
        street = bool(STREETS.search(text.tokens[finds[at].last].fold))
        if any(
            other != name.written and (telling or not street)
            for district in name.districts
            for other, telling in supporters[district]
        ):
            raised[at] = _AGREED
        elif name.common and here and text.sentence[finds[at].first] not in away:
            raised[at] = _IN_CITY
    return raised


def _resolve(
    traces: Sequence[_Trace], field: set[str], gazetteer: Gazetteer
) -> Iterable[tuple[str, _Trace, float]]:
    """Every Stadtteil of every trace with its confidence, names of several Stadtteile narrowed down.

    „Linden“ beside „Linden-Nord“ means Linden-Nord; of a square on a border the side is taken that the text
    or the place field names; two long streets mean where they meet.
    """
    single = field | {
        t.districts[0] for t in traces if len(t.districts) == 1 and t.confidence >= gazetteer.threshold
    }
    for trace in traces:
        if trace.wide:
            continue
        if len(trace.districts) == 1:
            yield trace.districts[0], trace, trace.confidence
        elif not single.isdisjoint(trace.districts):
            for district in trace.districts:
                if district in single:
                    yield district, trace, trace.confidence
        elif trace.kind == "landmark":
            for rank, district in enumerate(trace.districts):
                yield (
                    district,
                    trace,
                    min(trace.confidence, 0.65 if rank == 0 and len(trace.districts) == 2 else 0.5),
                )
        else:
            for district in trace.districts:
                yield district, trace, trace.confidence
    yield from _crossing(
        [t for t in traces if t.kind == "landmark" and len(t.districts) > 1 and t.confidence > 0.5]
    )


def _crossing(streets: Sequence[_Trace]) -> Iterable[tuple[str, _Trace, float]]:
    """The one Stadtteil that all long streets and border places of a text share."""
    if len({street.districts for street in streets}) < 2:
        return
    common = set(streets[0].districts).intersection(*(street.districts for street in streets[1:]))
    if len(common) == 1:
        first = streets[0]
        meeting = _Trace(
            (), first.start, first.end, first.words, "Straßen treffen sich", 0.65, "landmark", False
        )
        yield common.pop(), meeting, 0.65


def _field(place: str, gazetteer: Gazetteer) -> tuple[_Trace, ...]:
    """What the place field says; there a bare name is enough, and a slip of the pen is forgiven."""
    spoken = words(place)
    typed = place.strip()
    traces = []
    for find in gazetteer.finds(spoken):
        name = find.name
        if not name.districts or name.wide:
            continue
        confidence = min(_IN_FIELD, name.sure + (0.05 if name.kind in {"landmark", "group"} else 0.15))
        traces.append(_Trace(name.districts, 0, 0, typed, "Ortsfeld", confidence, name.kind, False))
    if traces or len(typed) < 5:
        return tuple(traces)
    near = get_close_matches(typed, gazetteer.order, n=1, cutoff=0.82)
    return tuple(
        _Trace((name,), 0, 0, typed, "Ortsfeld, ähnlich geschrieben", 0.7, "district", False) for name in near
    )
