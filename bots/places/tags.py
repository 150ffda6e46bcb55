"""Which Stadtteile a text is about: the tags.

`tag` reads the text and the place that a person typed; it returns nothing for a text that is about no
Stadtteil. Every tag keeps the words, the rule and a confidence, so that people can check and overrule it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, NamedTuple

from familienkonferenz.bots.german.words import Words, words
from familienkonferenz.bots.places.abroad import abroad, far_of
from familienkonferenz.bots.places.aside import ASIDE, Aside, aside_of, follows
from familienkonferenz.bots.places.company import LISTED, RAISED, agreeing, through_lists
from familienkonferenz.bots.places.evidence import Worth, judge
from familienkonferenz.bots.places.gazetteer import Find, Gazetteer
from familienkonferenz.bots.places.names import folded

TagState = Literal["set", "proposed"]

_IN_FIELD = 0.97
_LEAST = 0.3
_WEIGHT_BESIDE_FIELD = 0.85
_IN_PASSING = 0.45
# What a place on the border of two Stadtteile says of each, the likelier first, and one on the border of three.
_ON_BORDER = (0.65, 0.62)
_ON_BORDERS = (0.5, 0.5, 0.5)


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
    far = far_of(finds, text, gazetteer)
    worths = []
    for at, find in enumerate(finds):
        if find.name.kind in {"city", "elsewhere"}:
            worths.append(Worth(0.0, ""))
            continue
        previous = finds[at - 1] if at and finds[at - 1].last + 1 == find.first else None
        following = finds[at + 1] if at + 1 < len(finds) else None
        worths.append(
            judge(find, previous, text, abroad(at, finds, text, far, gazetteer.namesakes), following)
        )
    confidences = agreeing(finds, through_lists(finds, worths, text), far.away, bool(far.home), text)
    passing = _in_passing(finds, confidences, text, gazetteer.threshold)
    traces = []
    for at, (find, worth, confidence) in enumerate(zip(finds, worths, confidences, strict=True)):
        if not find.name.districts and not find.name.wide:
            continue
        start, end = text.starts[find.first], text.ends[find.last]
        rule = worth.rule if confidence == worth.confidence else RAISED.get(confidence, LISTED)
        if at in passing:
            rule, confidence = ASIDE, min(confidence, _IN_PASSING)
        spoken = text.text[start:end]
        traces.append(
            _Trace(find.name.districts, start, end, spoken, rule, confidence, find.name.kind, find.name.wide)
        )
    return tuple(traces)


def _in_passing(
    finds: Sequence[Find], confidences: Sequence[float], text: Words, threshold: float
) -> frozenset[int]:
    """The finds that are named in passing only, with the other places of their lists; indexes into `finds`."""
    said = [at for at, find in enumerate(finds) if find.name.districts and confidences[at] >= threshold]
    asides = {at: aside_of(at, finds, text) for at in said}
    for at in said:
        before = asides.get(at - 1, Aside.NO)
        if before > asides[at] and follows(finds, text, at):
            asides[at] = before
    told = {
        district
        for at in said
        if asides[at] is Aside.NO and not finds[at].name.wide
        for district in finds[at].name.districts
    }
    return frozenset(
        at
        for at, how in asides.items()
        if how is Aside.SURE or (how is Aside.BESIDE_ANOTHER and told.difference(finds[at].name.districts))
    )


def _resolve(
    traces: Sequence[_Trace], field: set[str], gazetteer: Gazetteer
) -> Iterable[tuple[str, _Trace, float]]:
    """Every Stadtteil of every trace with its confidence, names of several Stadtteile narrowed down.

    „Linden“ beside „Linden-Nord“ means Linden-Nord; of a square on a border the side is taken that the text
    or the place field names, else both; two long streets mean where they meet.
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
            most = _ON_BORDER if len(trace.districts) == 2 else _ON_BORDERS
            for district, worth in zip(trace.districts, most, strict=False):
                yield district, trace, min(trace.confidence, worth)
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
