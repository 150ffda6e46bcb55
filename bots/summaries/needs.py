"""Rows on needs for the pages of topics, aims, Stadtteile and the whole: gathered, shared, disputed, in own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.evaluate import Evaluation, View, page_of
from familienkonferenz.bots.evaluation.likeness import against
from familienkonferenz.bots.evaluation.needs import Gathered, Need, gathered
from familienkonferenz.bots.evaluation.phrases import OTHER
from familienkonferenz.bots.evaluation.quotations import Quotation, printable
from familienkonferenz.bots.evaluation.threads import Dispute
from familienkonferenz.bots.summaries.links import exact, link, listed
from familienkonferenz.bots.wording import count, figure, within
from familienkonferenz.config import Conference

FIRST = 20
"""So many needs of all topics together stand on the overview."""
FEW = 5
"""Where so many needs have several voices, those of a single person stand on the pages of the topics only."""
HEADINGS = 30
"""So many needs of a topic or aim at least stand in full; the rest in one table."""
FURTHER = "Weitere Anliegen"
"""The heading of that table."""
PARTS = 15
"""So many places of a need, or needs of a place, are named in a row; the rest is counted."""
SHARED = 3
"""From so many people on, who say it themselves or agree, a need that nobody speaks against is shared by many."""


def needs(view: View, coded: Mapping[str, Coded]) -> list[dict[str, object]]:
    """Every need in one place, with the lists behind its figures."""
    return [_single(need, coded) for need in view.needs]


def _single(need: Need, coded: Mapping[str, Coded]) -> dict[str, object]:
    return {
        "phrase": need.phrase,
        "district": need.district,
        "supporters": figure(len(need.supporters)),
        "voices": count(len(need.supporters), "Stimme", "Stimmen"),
        "contributions": listed(need.contributions, coded),
        "replies": listed(need.replies, coded),
    }


def overall(view: View, coded: Mapping[str, Coded], everywhere: str) -> list[dict[str, object]]:
    """Every need over all places, where it is named, and the heading beneath which it stands in full."""
    full = _in_full(view)
    return [
        {
            **_row(one, coded, lambda need: need.district or everywhere),
            "anchor": f"#{one.name if one.name in full else FURTHER}",
        }
        for one in by_phrase(view)
    ]


def in_full(view: View, coded: Mapping[str, Coded], everywhere: str) -> list[dict[str, object]]:
    """The first needs, each with all its places, the lists behind the figures, and people's own words."""
    full = _in_full(view)
    words: dict[str, list[dict[str, str]]] = {}
    for row in quoted(view, coded, everywhere):
        words.setdefault(row["phrase"], []).append(row)
    return [
        {
            "name": one.name,
            "parts": [
                {**_single(need, coded), "district": need.district or everywhere} for need in one.parts
            ],
            "quotations": words.get(one.name, []),
        }
        for one in by_phrase(view)
        if one.name in full
    ]


def in_short(view: View, coded: Mapping[str, Coded]) -> list[dict[str, object]]:
    """The needs that do not stand in full, with the lists behind their figures."""
    full = _in_full(view)
    return [_single(need, coded) for need in view.needs if need.phrase not in full]


def _in_full(view: View) -> set[str]:
    """The phrases that have a heading of their own: the first, and those somebody is quoted with."""
    first = [one.name for one in by_phrase(view)[:HEADINGS]]
    return {*first, *(phrase for phrase, _ in view.quoted)}


def places(view: View, evaluation: Evaluation, conference: Conference) -> list[dict[str, object]]:
    """Every place with what is needed there, and the way to its page."""
    rows = []
    for one in gathered(view.needs, lambda need: need.district):
        row = _row(one, evaluation.coded, lambda need: need.phrase)
        page = f"Auswertung/Stadtteil/{page_of('Stadtteil', one.name, conference)}"
        rows.append({**row, "name": one.name or evaluation.citywide.count.name, "page": page})
    return rows


def shared(view: View, coded: Mapping[str, Coded]) -> list[dict[str, str]]:
    """What many say themselves or agree with, and nobody speaks against, neither in a reply nor elsewhere."""
    return [
        {
            "name": one.name,
            "sharing": figure(len(one.sharing)),
            "places": figure(number)
            if (number := sum(bool(need.district) for need in one.parts)) > 1
            else "",
        }
        for one in by_phrase(view)
        if one.name != OTHER and len(one.sharing) >= SHARED and not one.disputes and _of_one_mind(one, coded)
    ]


def _of_one_mind(one: Gathered, coded: Mapping[str, Coded]) -> bool:
    """Whether not some of the contributions want a thing gone that others want."""
    return len({against(coded[id].contribution.text) for id in one.contributions}) == 1


def disputed(view: View, coded: Mapping[str, Coded]) -> list[dict[str, object]]:
    """What somebody speaks against, with the replies that do."""
    return [_row(one, coded, lambda need: need.district) for one in by_phrase(view) if one.disputes]


def of_borough(parts: Iterable[View], coded: Mapping[str, Coded]) -> list[dict[str, object]]:
    """The needs of several Stadtteile together, the most wanted first, with the lists; `OTHER` is no need."""
    together = gathered((need for view in parts for need in view.needs), lambda need: need.phrase)
    return [
        {
            "phrase": one.name,
            "supporters": figure(len(one.supporters)),
            "where": _parts(one.parts, lambda need: need.district),
            "contributions": listed(one.contributions, coded),
        }
        for one in together
        if one.name != OTHER
    ]


def first(parts: Iterable[View], most: int) -> str:
    """What is wanted most in these places, in a few words: "Hortplatz (2), Ampel (2)"; "" where nothing has a name."""
    together = gathered((need for view in parts for need in view.needs), lambda need: need.phrase)
    named = [one for one in together if one.name != OTHER]
    return ", ".join(f"{one.name} ({figure(len(one.supporters))})" for one in named[:most])


def across(evaluation: Evaluation, conference: Conference) -> list[dict[str, object]]:
    """The first needs of all topics, the most wanted first, and all that are disputed; `OTHER` is no need."""
    found = [
        (one, topic)
        for topic in evaluation.topics
        for one in by_phrase(topic)
        if one.name != OTHER
    ]  # fmt: skip
    several = [pair for pair in found if len(pair[0].supporters) > 1]
    found = several if len(several) >= FEW else found
    found.sort(
        key=lambda pair: (-len(pair[0].supporters), -len(pair[0].contributions), pair[0].name.casefold())
    )
    full = {topic.count.key: _in_full(topic) for topic in evaluation.topics}
    rows = []
    for one, topic in (pair for rank, pair in enumerate(found) if rank < FIRST or pair[0].disputes):
        page = f"Auswertung/Thema/{page_of('Thema', topic.count.key, conference)}"
        heading = one.name if one.name in full[topic.count.key] else FURTHER
        row = _row(one, evaluation.coded, lambda need: need.district or evaluation.citywide.count.name)
        rows.append({**row, "topic": topic.count.name, "page": page, "target": f"{page}#{heading}"})
    return rows


def by_phrase(view: View) -> tuple[Gathered, ...]:
    """The needs of a view over all its places."""
    return gathered(view.needs, lambda need: need.phrase)


def quoted(view: View, coded: Mapping[str, Coded], everywhere: str) -> list[dict[str, str]]:
    """A quotation for each of the first needs; one that speaks for several stands once and names them."""
    said: dict[tuple[str, str], list[Need]] = {}
    words: dict[tuple[str, str], Quotation] = {}
    for need in view.needs:
        if quotation := view.quoted.get((need.phrase, need.district)):
            key = (quotation.contribution, need.phrase)
            said.setdefault(key, []).append(need)
            words.setdefault(key, quotation)
    rows = []
    for key, spoken in said.items():
        where = list(dict.fromkeys(need.district or everywhere for need in spoken))
        own = [need.district for need in spoken] == [view.count.key]
        name = key[1] if own else f"{key[1]}, {', '.join(where)}"
        places = "" if own else ", ".join(need.district for need in spoken if need.district)
        rows.append({**quotation_row(words[key], coded), "needs": name, "phrase": key[1], "where": places})
    return rows


def further(view: View, coded: Mapping[str, Coded]) -> list[dict[str, str]]:
    """The quotations for the whole that do not stand with a need already."""
    there = {(one.contribution, one.words) for one in view.quoted.values()}
    return [
        quotation_row(one, coded) for one in view.quotations if (one.contribution, one.words) not in there
    ]


def quotation_row(quotation: Quotation, coded: Mapping[str, Coded]) -> dict[str, str]:
    """A quotation with the link to the exact revision, and its place."""
    one = coded[quotation.contribution]
    return {
        "words": within(quotation.words),
        "link": exact(one),
        "place": printable(one.contribution.place, one.released) or ", ".join(one.districts),
    }


def keyphrases(view: View, coded: Mapping[str, Coded]) -> list[dict[str, str]]:
    """What people name here more than elsewhere, with the list."""
    return [
        {
            "word": one.word,
            "people": figure(len(one.people)),
            "contributions": listed(one.contributions, coded),
        }
        for one in view.keyphrases
    ]


def _row(one: Gathered, coded: Mapping[str, Coded], name: Callable[[Need], str]) -> dict[str, object]:
    return {
        "name": one.name,
        "supporters": figure(len(one.supporters)),
        "opponents": figure(_opponents(one.disputes, coded)),
        "parts": _parts(one.parts, name),
        "disputes": [{"link": link(coded[each.reply]), "words": each.words} for each in one.disputes],
    }


def _parts(parts: Sequence[Need], name: Callable[[Need], str]) -> str:
    shown = ", ".join(f"{name(need)} ({figure(len(need.supporters))})" for need in parts[:PARTS])
    return f"{shown} und {figure(len(parts) - PARTS)} weitere" if len(parts) > PARTS else shown


def _opponents(disputes: Iterable[Dispute], coded: Mapping[str, Coded]) -> int:
    """Distinct people who speak against; one whom the wiki hides counts with the reply."""
    return len({coded[one.reply].contribution.author or one.reply for one in disputes})
