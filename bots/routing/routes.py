"""The way of a matter: on the spot first, then the Fachbereich, then outside the administration.

The city promises this order. A matter of a Stadtteil is offered to a house or the Stadtbezirksrat there; one
of no Stadtteil begins with the Fachbereich; one that is plainly outside the administration begins there.
What fits nobody goes to people (triage). `advance` takes the way on after people have set states.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from familienkonferenz.bots.german.keywords import Hit, Lexicon
from familienkonferenz.bots.german.words import Words, quoted, word_set
from familienkonferenz.bots.german.words import words as cut
from familienkonferenz.bots.places.evidence import STREETS
from familienkonferenz.bots.places.gazetteer import Find, Gazetteer
from familienkonferenz.bots.places.tags import PlaceTag
from familienkonferenz.bots.routing.candidates import Claim, Claims
from familienkonferenz.config import Body, Conference
from familienkonferenz.config.rules import Rules

if TYPE_CHECKING:
    from familienkonferenz.bots.coding import Decision

_LISTED = 0.3  # claims below are not worth showing
_SHOWN = 5  # candidates of each kind at most
_PLAINLY = 2.0  # an external body this many times as strong as any Fachbereich is plainly meant
_TOLD = 1.6  # times the least points that a text needs which asks for nothing
_BOROUGHS = 3  # a matter of more Stadtbezirke is the whole city's
_POINTING = word_set("vor gegenüber Höhe Nähe nahe neben hinter Richtung vom zwischen")
_BESIDE = word_set("am an bei beim zum zur bis")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that might take the matter up: its id, its score (comparable within one step only), and why."""

    body: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: the body (id), the rule that chose it, the words it rests on, its state.

    `state` is gesucht, angefragt, angenommen, nicht möglich or weitergegeben; `reason` is a person's why.
    """

    body: str
    rule: str
    evidence: str
    state: str = "gesucht"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """The steps so far and the candidates of each kind, ranked apart; `triage` when nothing fits.

    `first` is the Fachbereich or body outside to write to if no one on the spot can act; "" when there is none.
    """

    steps: tuple[Step, ...]
    local: tuple[Candidate, ...]
    department: tuple[Candidate, ...]
    external: tuple[Candidate, ...]
    triage: bool
    first: str = ""


@dataclass(frozen=True, slots=True)
class Router:
    """Whom a city can ask, compiled once by `Router.of`."""

    claims: Claims
    councils: dict[str, Body]
    houses: dict[str, Body]
    house_names: Lexicon
    trades: dict[str, tuple[Body, ...]]
    """The houses by their trade, the Fachbereich whose task they share."""
    gazetteer: Gazetteer
    least: float

    @classmethod
    def of(cls, conference: Conference, rules: Rules, gazetteer: Gazetteer, lexicon: Lexicon) -> Router:
        """Compile the bodies; a house's trade is the Fachbereich whose keywords its name holds."""
        claims = Claims.of(conference, rules, lexicon)
        houses = {body.id: body for body in conference.bodies if body.level == "facility"}
        trades: dict[str, tuple[Body, ...]] = {}
        for body in houses.values():
            name = cut(body.page)
            claimed = [
                claim
                for claim in claims.rank(name, lexicon.hits(name))
                if claims.bodies[claim.body].step == "department"
            ]
            if trade := body.parent or (claimed[0].body if claimed else ""):
                trades[trade] = (*trades.get(trade, ()), body)
        councils = {
            body.borough: body for body in conference.bodies if body.level == "borough" and body.borough
        }
        names = Lexicon.of({body.id: _house_names(body, gazetteer) for body in houses.values()})
        return cls(claims, councils, houses, names, trades, gazetteer, rules.triage_below / 10)

    def route(
        self,
        text: Words,
        hits: Sequence[Hit],
        finds: Sequence[Find],
        tags: Sequence[PlaceTag],
        *,
        wants: bool = False,
        informs: bool = False,
    ) -> Route:
        """The first step of a matter and all candidates, by its text, the words of the lexicon and the names of places
        found in it (`gazetteer.finds`), and the places it is tagged with; wants: its kind is known, so it wants
        something; informs: it only tells, thanks or lays down, so that people see whether it is a matter at all."""
        masked = {
            at
            for find in finds
            for at in range(find.first, find.last + 1)
            if find.name.kind != "landmark" or text.folds[at].endswith(STREETS)
        }
        ranked = [claim for claim in self.claims.rank(text, hits, masked) if claim.score >= _LISTED]
        department = [c for c in ranked if self.claims.bodies[c.body].step == "department"]
        external = [c for c in ranked if self.claims.bodies[c.body].step == "external"]
        local = self._local(text, tags, department)
        # It asks nothing, so it needs more to be a matter at all.
        told = not wants and not self.claims.asks(text, hits)
        silent = told and all(claim.score < self.least * _TOLD for claim in ranked)
        away = told and not local and any(find.name.kind == "elsewhere" for find in finds)
        moot = silent or away or (informs and not wants and "?" not in text.text)
        beyond = self._first([], department, external)
        first = self._first(local, department, external) if local else beyond
        if moot:
            first = None
        return Route(
            steps=() if first is None else (first,),
            local=tuple(candidate for candidate, _ in local)[:_SHOWN],
            department=tuple(Candidate(c.body, round(c.score, 2), c.reason) for c in department[:_SHOWN]),
            external=tuple(Candidate(c.body, round(c.score, 2), c.reason) for c in external[:_SHOWN]),
            triage=first is None,
            first=beyond.body if beyond else _strongest(department, external),
        )

    def _first(
        self, local: list[tuple[Candidate, Step]], department: list[Claim], external: list[Claim]
    ) -> Step | None:
        """Where the way begins; None: people must say."""
        inside = department[0].score if department else 0.0
        outside = external[0] if external else None
        if outside and outside.plain and outside.score > inside:
            return _step(outside, "plainly")
        if local:
            return local[0][1]
        if outside and outside.score >= self.least and outside.score > inside * 1.1:
            return _step(outside, "plainly" if outside.score >= _PLAINLY * inside else "likely")
        if department and department[0].score >= self.least:
            return _step(department[0], "department")
        return None

    def _local(
        self, text: Words, tags: Sequence[PlaceTag], department: list[Claim]
    ) -> list[tuple[Candidate, Step]]:
        """Houses and Stadtbezirksräte of the places that are set, the first the one to be asked."""
        placed = {tag.district: tag for tag in tags if tag.state == "set"}
        best: dict[str, PlaceTag] = {}
        for tag in placed.values():
            best.setdefault(self.gazetteer.borough_of[tag.district], tag)
        found: list[tuple[Candidate, Step]] = []
        for house, words in self._named_houses(text, placed):
            found.append(_local_step(house, 2.0, "Einrichtung genannt", words))
        if len(best) <= _BOROUGHS:
            for borough, tag in sorted(best.items(), key=lambda entry: -entry[1].confidence):
                council = self.councils.get(borough)
                if council:
                    found.append(
                        _local_step(council, tag.confidence, "Anliegen aus dem Stadtbezirk", f"„{tag.words}“")
                    )
        named = {candidate.body for candidate, _ in found}
        for house in self.trades.get(department[0].body, ()) if department else ():
            if house.district in placed and house.id not in named:
                tag = placed[house.district]
                found.append(
                    _local_step(house, 0.5, "Aufgabe einer Einrichtung im Stadtteil", f"„{tag.words}“")
                )
        return found

    def _named_houses(self, text: Words, placed: Collection[str]) -> list[tuple[Body, str]]:
        """Houses that the text names in full, or by one word („im Bürgerhaus“) when their Stadtteil is set.

        Not those it only points with: „gegenüber vom Freizeitheim“.
        """
        if not self.house_names.may_stand(text):
            return []
        boroughs = {self.gazetteer.borough_of[district] for district in placed}
        found: dict[str, str] = {}
        for hit in self.house_names.hits(text):
            before = {token.fold for token in text.tokens[max(0, hit.first - 3) : hit.first]}
            if not before.isdisjoint(_POINTING) or (hit.part != "phrase" and not before.isdisjoint(_BESIDE)):
                continue
            for id in hit.labels:
                district = self.houses[id].district or ""
                whole = hit.part == "phrase" and (
                    not placed or self.gazetteer.borough_of.get(district) in boroughs
                )
                if whole or (hit.part == "word" and district in placed):
                    found.setdefault(id, quoted([hit.spoken]))
        return [(self.houses[id], words) for id, words in found.items()]


def _house_names(body: Body, gazetteer: Gazetteer) -> tuple[str, ...]:
    """A house's names: its page and keywords, and the single words of its page that are no place's."""
    single = (token.text for token in cut(body.page).tokens if len(token.text) > 4)
    told = (word for word in single if all(f.name.kind == "landmark" for f in gazetteer.finds(cut(word))))
    return (body.page, *body.keywords, *(f"={word}" for word in told))


def _strongest(department: Sequence[Claim], external: Sequence[Claim]) -> str:
    """Who would be asked on a weak claim, "" without any; the matter itself still goes to people."""
    claims = sorted((*department, *external), key=lambda claim: (-claim.score, claim.body))
    return claims[0].body if claims else ""


_RULES = {
    "plainly": "klar außerhalb der Stadtverwaltung",
    "likely": "eher außerhalb der Stadtverwaltung",
    "department": "fachlich zuständig",
}


def _step(claim: Claim, why: str) -> Step:
    rule = ", ".join(claim.rules)
    return Step(claim.body, f"{_RULES[why]} ({rule})" if rule else _RULES[why], claim.words)


def _local_step(body: Body, score: float, rule: str, words: str) -> tuple[Candidate, Step]:
    return Candidate(body.id, round(score, 2), f"{rule}: {words}"), Step(body.id, rule, words)


def advance(route: Route, states: Iterable[Decision]) -> Route:
    """The route after people have spoken, and its next step where a body could not help.

    A state that a person set stays. A body that a person names joins the way, in place of a proposal that
    nobody has touched. After „nicht möglich“ or „weitergegeben“ at the end of the way the best candidate of
    the next kind follows (local, department, external), then any other; when none is left, triage.
    """
    steps = list(route.steps)
    touched: set[str] = set()
    for decision in states:
        at = next((i for i, step in enumerate(steps) if step.body == decision.body), None)
        if not decision.body:
            continue
        if at is not None:
            state = decision.status or steps[at].state
            steps[at] = replace(steps[at], state=state, reason=decision.reason or steps[at].reason)
        else:
            chosen = Step(
                decision.body, "von Menschen entschieden", "", decision.status or "gesucht", decision.reason
            )
            if steps and steps[-1].state == "gesucht" and steps[-1].body not in touched:
                steps[-1] = chosen
            else:
                steps.append(chosen)
        touched.add(decision.body)
    triage = route.triage and not steps
    if steps and steps[-1].state in {"nicht möglich", "weitergegeben"}:
        following = _next(route, steps)
        if following is None:
            triage = True
        else:
            steps.append(following)
    return replace(route, steps=tuple(steps), triage=triage)


def _next(route: Route, steps: Sequence[Step]) -> Step | None:
    """The step after the last one: the next kind of body first, then whoever is left."""
    asked = {step.body for step in steps}
    kinds = (route.local, route.department, route.external)
    reached = max((i for i, kind in enumerate(kinds) if any(c.body in asked for c in kind)), default=-1)
    for kind in (*kinds[reached + 1 :], *kinds[: reached + 1]):
        for candidate in kind:
            if candidate.body not in asked:
                rule, _, words = candidate.reason.partition(": ")
                return Step(candidate.body, f"nach „{steps[-1].state}“: {rule}", words)
    return None
