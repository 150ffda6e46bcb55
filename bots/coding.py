"""Everything the bots say of one contribution: places, kind, topic, aims, and the way it takes.

People's decisions are followed here, before anything is routed: what they decided about a Stadtteil decides
which Stadtbezirksrat is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from familienkonferenz.bots.concerns.concern import Concerns, concern_words
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.german.keywords import Lexicon
from familienkonferenz.bots.german.words import words
from familienkonferenz.bots.places.gazetteer import Find, Gazetteer
from familienkonferenz.bots.places.tags import PlaceTag, districts_of, tag_finds
from familienkonferenz.bots.routing.candidates import claim_words
from familienkonferenz.bots.routing.routes import Route, Router, advance
from familienkonferenz.config import Conference
from familienkonferenz.config.rules import Rules, load_rules

DECIDED = "von Menschen entschieden"
"""The rule of a tag that a person gave."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a contribution's page; the bots follow it, always.

    `districts` are districts (page names) a person gave (None: said nothing; an empty tuple: "of no Stadtteil"),
    `refused` districts a person took away, `body` the id of a body with `status` (a state of a step) and
    `reason`. `released` are kinds of personal data (`personal.findings`) that may be quoted here all the same.
    Several decisions apply in their order; the last word wins.
    """

    districts: tuple[str, ...] | None = None
    refused: tuple[str, ...] = ()
    body: str = ""
    status: str = ""
    reason: str = ""
    released: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """A contribution and what the bots say of it, people's decisions already followed.

    `tags` hold every trace, set and proposed; `districts` only what is set or decided, in the order of the
    configuration; `boroughs` are borough numbers ("01" … "13"), `aims` aim ids, `topic` a topic id or "".
    """

    contribution: Contribution
    tags: tuple[PlaceTag, ...]
    districts: tuple[str, ...]
    boroughs: tuple[str, ...]
    aims: tuple[str, ...]
    kind: str
    topic: str
    route: Route
    decisions: tuple[Decision, ...]

    @property
    def released(self) -> frozenset[str]:
        """The kinds of personal data in it that people released for quoting."""
        return frozenset(kind for decision in self.decisions for kind in decision.released)


@dataclass(frozen=True, slots=True)
class Coder:
    """All that judging needs, compiled once from the configuration by `Coder.of`; then `code` is fast."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    """All words that are asked for, so that a text is read for them once."""
    router: Router
    concerns: Concerns

    @classmethod
    def of(cls, conference: Conference, rules: Rules | None = None) -> Coder:
        """Compile a conference; `rules` None: those of the packaged city. Raises ConfigError."""
        known = load_rules(conference) if rules is None else rules
        gazetteer = Gazetteer.of(conference, known)
        lexicon = Lexicon.of({**claim_words(conference, known), **concern_words(conference, known)})
        return cls(
            gazetteer,
            lexicon,
            Router.of(conference, known, gazetteer, lexicon),
            Concerns.of(conference, known, lexicon),
        )


def code(contribution: Contribution, coder: Coder, decisions: Sequence[Decision] = ()) -> Coded:
    """What the bots say of a contribution after people's decisions, given in their order.

    The title is read with the text; a tag found in it has no span (0, 0), its words say what it rests on.
    """
    whole = f"{contribution.title}\n{contribution.text}" if contribution.title else contribution.text
    spoken = words(whole)
    finds = tuple(coder.gazetteer.finds(spoken))
    found = tag_finds(spoken, finds, contribution.place, coder.gazetteer)
    tags = decide(_in_text(found, len(whole) - len(contribution.text)), decisions, coder.gazetteer)
    districts = districts_of(tags, coder.gazetteer)
    hits = coder.lexicon.hits(spoken)
    concern = coder.concerns.read(
        spoken, hits, contribution.topic, len(whole) - len(contribution.text), masked(finds)
    )
    wants = bool(contribution.kind) or concern.wants
    route = coder.router.route(spoken, hits, finds, tags, wants=wants, informs=concern.informs)
    return Coded(
        contribution=contribution,
        tags=tags,
        districts=districts,
        boroughs=coder.gazetteer.boroughs_of(districts),
        aims=tuple(leaning.label for leaning in concern.aims),
        kind=contribution.kind or (concern.kind.label if concern.kind else ""),
        topic=contribution.topic or (concern.topic.label if concern.topic else ""),
        route=advance(route, decisions) if decisions else route,
        decisions=tuple(decisions),
    )


def masked(finds: Iterable[Find]) -> frozenset[int]:
    """The tokens inside names of places."""
    return frozenset(at for find in finds for at in range(find.first, find.last + 1))


def _in_text(tags: Sequence[PlaceTag], before: int) -> tuple[PlaceTag, ...]:
    """The tags with spans that count in the text alone, which begins after `before` code points."""
    if not before:
        return tuple(tags)
    return tuple(
        replace(found, start=max(0, found.start - before), end=max(0, found.end - before))
        if found.start >= before
        else replace(found, start=0, end=0)
        for found in tags
    )


def decide(
    tags: Sequence[PlaceTag], decisions: Sequence[Decision], gazetteer: Gazetteer
) -> tuple[PlaceTag, ...]:
    """The tags as people decided them: what they refused is gone, what they gave is set, and stays alone.

    A Stadtteil that the configuration does not have is left out; who reads the page reports it.
    """
    given: tuple[str, ...] | None = None
    refused: set[str] = set()
    for decision in decisions:
        if decision.districts is not None:
            given = _names(decision.districts, gazetteer)
            refused.difference_update(given)
        refused.update(_names(decision.refused, gazetteer))
    kept = {found.district: found for found in tags if found.district not in refused}
    if given is None:
        return tuple(kept.values())
    return tuple(_decided(name, kept.get(name)) for name in given if name not in refused)


def _names(pages: Sequence[str], gazetteer: Gazetteer) -> tuple[str, ...]:
    """The Stadtteile of these page names (or names), each once."""
    names = (gazetteer.by_page.get(page, page) for page in pages)
    return tuple(dict.fromkeys(name for name in names if name in gazetteer.borough_of))


def _decided(district: str, found: PlaceTag | None) -> PlaceTag:
    """The tag of a Stadtteil that a person gave, with the words of the bot's own find, if it had one."""
    if found is None:
        return PlaceTag(district, 0, 0, "", DECIDED, 1.0, "set")
    return PlaceTag(district, found.start, found.end, found.words, DECIDED, 1.0, "set")
