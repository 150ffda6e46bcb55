"""The evaluation: what was said, by topic, kind, place and planning aim, each figure with the list behind it.

    coded contributions ▶ near-duplicates ▶ threads (who is for, who against) ▶ needs × Stadtteil
                        ▶ quotations ▶ fates ▶ Evaluation

Pure: the same contributions give the same evaluation, in whatever order they come. What no longer stands
(withdrawn, vandalism, empty) is in no figure but those of the proof: there everything is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.evaluation.duplicates import Group, groups, merged_into
from familienkonferenz.bots.evaluation.fate import Fate, fates, remainder, said
from familienkonferenz.bots.evaluation.keyphrases import Keyphrase, Keyphrases
from familienkonferenz.bots.evaluation.needs import Need, needs
from familienkonferenz.bots.evaluation.phrases import OTHER, Phrases
from familienkonferenz.bots.evaluation.quotations import Quotation, best, quote
from familienkonferenz.bots.evaluation.threads import Thread, alone, opposes, threads
from familienkonferenz.bots.routing.routes import Step
from familienkonferenz.bots.wording import NOWHERE
from familienkonferenz.config import Conference

QUOTED_NEEDS = 30
"""So many of the first needs of a topic, aim or Stadtteil get a quotation of their own."""
KEYPHRASES = 12
"""So many keyphrases are shown of a topic, aim or Stadtteil."""
QUOTATIONS = 5
"""So many quotations stand for a topic or a Stadtteil as a whole."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures of the whole. `first` and `last`: when the earliest and the latest was said; None without any.

    `authors` are distinct account names (or addresses); `gone` are ids of what no longer stands.
    """

    contributions: tuple[str, ...]
    replies: tuple[str, ...]
    authors: tuple[str, ...]
    gone: tuple[str, ...]
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Count:
    """What was said under one heading: `key` is its id in the configuration ("" for "none of these")."""

    key: str
    name: str
    contributions: tuple[str, ...]
    replies: tuple[str, ...]
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A topic, aim or Stadtteil in full: its figures, its needs in order of rank, and people's own words.

    `keyphrases` are what people name here more than elsewhere, foreseen or not. `quotations` speak for the whole,
    `quoted` for a need (phrase, Stadtteil).
    """

    count: Count
    needs: tuple[Need, ...]
    keyphrases: tuple[Keyphrase, ...]
    quotations: tuple[Quotation, ...]
    quoted: Mapping[tuple[str, str], Quotation]


@dataclass(frozen=True, slots=True)
class Request:
    """What one body is asked: the contribution, the step of its way, and its words if any can be printed."""

    contribution: str
    step: Step
    quotation: Quotation | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything the summaries say. `coded` by id, in order of age.

    `citywide`: of no Stadtteil in particular. `requests`: by body id, for all bodies, perhaps empty.
    """

    coded: Mapping[str, Coded]
    totals: Totals
    kinds: tuple[Count, ...]
    topics: tuple[View, ...]
    aims: tuple[View, ...]
    districts: tuple[View, ...]
    boroughs: tuple[Count, ...]
    citywide: View
    requests: Mapping[str, tuple[Request, ...]]
    duplicates: tuple[Group, ...]
    fates: tuple[Fate, ...]
    remainder: tuple[str, ...]


def evaluate(
    coded: Sequence[Coded],
    conference: Conference,
    duplicates: Sequence[Group] | None = None,
    staff: Collection[str] = (),
) -> Evaluation:
    """Evaluate the conference. `duplicates`: groups to read together; None finds them here.

    `staff`: accounts that moderate. They are among the people who wrote, but no voices for what families need.
    """
    ordered = sorted(coded, key=_age)
    standing = [one for one in ordered if said(one.contribution)]
    if duplicates is None:
        places = {one.contribution.id: one.districts for one in standing}
        duplicates = groups((one.contribution for one in standing), places)
    merged = merged_into(duplicates)
    placed = _inherited(standing)
    views = _Views(conference, threads(placed, merged, staff), placed, Keyphrases(placed), staff)
    topics = tuple(
        views.view(topic.id, topic.name, [one for one in placed if one.topic == topic.id])
        for topic in conference.topics
    )
    aims = tuple(
        views.view(aim.id, aim.name, [one for one in placed if aim.id in one.aims], aim.keywords)
        for aim in conference.aims
    )
    districts = tuple(
        views.view(d.name, d.name, [one for one in placed if d.name in one.districts], district=d.name)
        for d in conference.districts
    )
    citywide = views.view("", NOWHERE, [one for one in placed if not one.districts], district="")
    boroughs = tuple(
        count(b.number, b.name, [one for one in placed if b.number in one.boroughs])
        for b in conference.boroughs
    )
    cited = _cited({"Thema": topics, "Ziel": aims, "Stadtteil": (*districts, citywide)}, conference)
    all_fates = fates(ordered, conference, cited, merged)
    return Evaluation(
        {one.contribution.id: one for one in ordered},
        _totals(ordered, standing),
        tuple(_of_kind(kind, standing) for kind in (*conference.kinds, "")),
        topics,
        aims,
        districts,
        boroughs,
        citywide,
        _requests(standing, conference),
        tuple(duplicates),
        all_fates,
        remainder(all_fates),
    )


def _of_kind(kind: str, standing: Iterable[Coded]) -> Count:
    """The contributions of one kind; replies have none, only their writer's tone."""
    return count(
        kind,
        kind or "ohne Angabe",
        [one for one in standing if one.kind == kind and not one.contribution.reply_to],
    )


def count(key: str, name: str, members: Iterable[Coded]) -> Count:
    """The figures of some contributions: replies apart, every author once, hidden authors not at all."""
    said_here = [one.contribution for one in members]
    return Count(
        key,
        name,
        tuple(c.id for c in said_here if not c.reply_to),
        tuple(c.id for c in said_here if c.reply_to),
        tuple(sorted({c.author for c in said_here if c.author})),
    )


class _Views:
    """Makes the views of one conference from its threads."""

    def __init__(
        self,
        conference: Conference,
        found: Sequence[Thread],
        coded: Iterable[Coded],
        keyphrases: Keyphrases,
        staff: Collection[str],
    ) -> None:
        self._threads = {thread.lead.contribution.id: thread for thread in found}
        self._topics = {topic.id: topic for topic in conference.topics}
        self._phrases = Phrases(conference)
        self._keyphrases = keyphrases
        self._staff = staff
        self._places = {(one.contribution.id, tag.district): tag.words for one in coded for tag in one.tags}

    def view(
        self,
        key: str,
        name: str,
        members: Sequence[Coded],
        keywords: tuple[str, ...] = (),
        district: str | None = None,
    ) -> View:
        """The view of these contributions; `keywords` name its needs before those of their topics do.

        `district` keeps only the needs of that place, "" those of none.
        """
        led = [thread for one in members if (thread := self._threads.get(one.contribution.id))]
        reached = {id for thread in led for id in (*thread.contributions, *thread.replies)}
        # What is read with something that does not belong here still is a matter here.
        led += [
            alone(one, self._staff)
            for one in members
            if one.contribution.id not in reached and not opposes(one)
        ]
        phrase_of = self._phrases.choose(
            [thread.lead for thread in led], lambda one: (keywords, self._keywords(one))
        )
        found = needs(led, phrase_of)
        ranked = tuple(need for need in found if district in (None, need.district))
        contributions = {one.contribution.id: one.contribution for one in members}
        released = {one.contribution.id: one.released for one in members if one.released}
        quoted = {}
        for need in ranked[:QUOTED_NEEDS]:
            speakers = [contributions[id] for id in need.contributions if id in contributions]
            if chosen := best(speakers, self._asked(need, speakers), 1, released):
                quoted[need.phrase, need.district] = chosen[0]
        originals = [c for c in contributions.values() if not c.reply_to]
        things = self._keyphrases.of(members, KEYPHRASES, {*phrase_of.values()} - {OTHER})
        first = (need.phrase for need in ranked[:QUOTED_NEEDS])
        telling = tuple(dict.fromkeys(phrase for phrase in first if phrase != OTHER))
        return View(
            count(key, name, members), ranked, things, best(originals, telling, QUOTATIONS, released), quoted
        )

    def _asked(self, need: Need, speakers: Iterable[Contribution]) -> list[str]:
        """The words that a quotation for a need should hold: its phrase, and the names of the place."""
        phrase = [] if need.phrase == OTHER else [need.phrase]
        names = (self._places.get((one.id, need.district), "") for one in speakers)
        return phrase + [name for name in dict.fromkeys(names) if name]

    def _keywords(self, one: Coded) -> tuple[str, ...]:
        topic = self._topics.get(one.topic)
        return topic.keywords if topic else ()


def _inherited(standing: Sequence[Coded]) -> list[Coded]:
    """Replies with the topic of what they answer, if the author chose none; place and aims where they name none."""
    known = {one.contribution.id: one for one in standing}
    done: dict[str, Coded] = {}
    for one in standing:
        way = {one.contribution.id: one}  # up to what is known already, answers nothing, or comes round again
        while (above := known.get(one.contribution.reply_to)) and one.contribution.id not in done:
            if above.contribution.id in way:
                break
            way[above.contribution.id] = one = above
        parent = done.get(one.contribution.id, one)
        for id, reply in list(way.items())[-2::-1]:
            done[id] = parent = replace(
                reply,
                topic=reply.contribution.topic or parent.topic or reply.topic,
                districts=reply.districts or parent.districts,
                boroughs=reply.boroughs or parent.boroughs,
                aims=reply.aims or parent.aims,
            )
    return [done.get(one.contribution.id, one) for one in standing]


def _age(one: Coded) -> tuple[datetime, tuple[int, ...], int, str]:
    """By the minute, as signatures know no seconds; within it in the order of saving."""
    said = one.contribution
    return said.created.replace(second=0, microsecond=0), said.revisions[:1], len(said.id), said.id


def _totals(ordered: Sequence[Coded], standing: Sequence[Coded]) -> Totals:
    everything = count("", "", standing)
    return Totals(
        everything.contributions,
        everything.replies,
        everything.authors,
        tuple(one.contribution.id for one in ordered if not said(one.contribution)),
        min((one.contribution.created for one in standing), default=None),
        max((one.contribution.created for one in standing), default=None),
    )


def _requests(standing: Iterable[Coded], conference: Conference) -> dict[str, tuple[Request, ...]]:
    found: dict[str, list[Request]] = {body.id: [] for body in conference.bodies}
    for one in standing:
        words = tuple(tag.words for tag in one.tags if tag.state == "set")
        for step in one.route.steps:
            conference.body(step.body)  # an unknown body is an error with a near name, not a lost request
            grounds = re.findall(r"„([^“]+)“", step.evidence)
            said = quote(one.contribution, (*words, *grounds), released=one.released)
            found[step.body].append(Request(one.contribution.id, step, said))
    return {body: tuple(requests) for body, requests in found.items()}


def _cited(parts: Mapping[str, Sequence[View]], conference: Conference) -> dict[str, list[str]]:
    """Contribution id → titles of the pages of the evaluation that quote it, each once."""
    pages: dict[str, list[str]] = {}
    for part, views in parts.items():
        for view in views:
            title = f"Auswertung/{part}/{page_of(part, view.count.key, conference)}"
            for quotation in (*view.quotations, *view.quoted.values()):
                titles = pages.setdefault(quotation.contribution, [])
                if title not in titles:
                    titles.append(title)
    return pages


def page_of(part: str, key: str, conference: Conference) -> str:
    """The last part of the title of a view's page: "Thema", "Ziel" or "Stadtteil" and the id or name ("": of none)."""
    if part == "Thema":
        return conference.topic(key).page
    if part == "Ziel":
        return conference.aim(key).page
    return conference.district(key).page if key else NOWHERE
