"""What moderators should look at: personal data before it is published, what the bots could not decide, doubts about
who said or removed what, and where people corrected the bots.

The queue names page, kind and place of a find, never the words: who may read the page finds them there. What is in it
is quoted nowhere until somebody releases its kind ("freigabe=…" on the contribution's page). Corrections
are counted by what the bots went by, so that somebody can turn three of a kind into a rule in `rules.toml`; the bots
never do it by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from familienkonferenz.bots.coding import Coded, Coder, code
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.evaluation.fate import said
from familienkonferenz.bots.personal.search import Finding, find

_LIKELY = 3  # bodies that are named to choose from
_DOUBTFUL = ("unterschrieben mit ", "entfernt von ", "zurückgesetzt von ")


@dataclass(frozen=True, slots=True)
class Held:
    """A contribution that holds personal data in title, place or text: what holds a find is printed nowhere.

    `found` counts in title, place and text, a line each; `released` are the kinds that people let through.
    """

    contribution: str
    page: str
    found: tuple[Finding, ...]
    released: tuple[str, ...] = ()

    @property
    def waiting(self) -> tuple[str, ...]:
        """The kinds nobody released, each once."""
        return tuple(dict.fromkeys(one.kind for one in self.found if one.kind not in self.released))


@dataclass(frozen=True, slots=True)
class Doubt:
    """A contribution whose history and signature, or whose fate, a person should look at: `notes` say why."""

    contribution: str
    page: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsure:
    """A contribution that the bots left to people: its Stadtteile, where it goes, or both.

    `districts` are only proposed; `nowhere` when nobody was found to ask (triage), `weak` when the Stadtbezirksrat is
    asked and nobody behind it is sure; `bodies` are ids of those that might take it up then, the likeliest first.
    """

    contribution: str
    page: str
    districts: tuple[str, ...]
    nowhere: bool
    weak: bool
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What people changed: `what` is "Stelle" or "Stadtteil"; bots said `was` ("" nothing) by `rule`, people `now`."""

    what: str
    was: str
    now: str
    rule: str
    contributions: tuple[str, ...]


def held(coded: Iterable[Coded]) -> tuple[Held, ...]:
    """The review queue, in the order given; what no longer stands is not in it."""
    queue = []
    for each in coded:
        one = each.contribution
        if said(one) and (found := find("\n".join((one.title, one.place, one.text)))):
            queue.append(Held(one.id, one.page, found, tuple(sorted(each.released))))
    return tuple(queue)


def doubts(coded: Iterable[Coded]) -> tuple[Doubt, ...]:
    """Where somebody else signed than who saved, or others than the author took it out or put the page back."""
    found = []
    for contribution in (one.contribution for one in coded):
        notes = tuple(note for note in contribution.notes if note.startswith(_DOUBTFUL))
        if notes and not (contribution.withdrawn and contribution.history[-1:] and _by_author(contribution)):
            found.append(Doubt(contribution.id, contribution.page, notes))
    return tuple(found)


def unsure(coded: Sequence[Coded], coder: Coder) -> tuple[Unsure, ...]:
    """What people have not decided yet and the bots could not, in the order given; replies go with what they answer."""
    known = {one.contribution.id for one in coded}
    found = []
    for one in coded:
        if not said(one.contribution) or one.contribution.reply_to in known:
            continue
        proposed = tuple(tag.district for tag in one.tags if tag.state == "proposed")
        if any(decision.districts is not None for decision in one.decisions):
            proposed = ()
        claims = sorted((*one.route.department, *one.route.external), key=lambda claim: -claim.score)
        sent = any(decision.body for decision in one.decisions)
        nowhere = one.route.triage
        weak = not (nowhere or sent) and all(claim.score < coder.router.least for claim in claims)
        if proposed or nowhere or weak:
            bodies = tuple(claim.body for claim in claims[:_LIKELY]) if nowhere or weak else ()
            found.append(Unsure(one.contribution.id, one.contribution.page, proposed, nowhere, weak, bodies))
    return tuple(found)


def _by_author(contribution: Contribution) -> bool:
    return contribution.history[-1].user == contribution.author


def corrections(coded: Iterable[Coded], coder: Coder) -> tuple[Correction, ...]:
    """The table of corrections, the most frequent first: a proposal for rules, with the list behind every count."""
    rows: dict[tuple[str, str, str, str], list[str]] = {}
    for one in coded:
        if not one.decisions:
            continue
        alone = code(one.contribution, coder)
        for key in (*_bodies(one, alone), *_districts(one, alone)):
            rows.setdefault(key, []).append(one.contribution.id)
    table = (Correction(*key, tuple(ids)) for key, ids in rows.items())
    return tuple(
        sorted(table, key=lambda row: (-len(row.contributions), row.what, row.was, row.now, row.rule))
    )


def _bodies(one: Coded, alone: Coded) -> list[tuple[str, str, str, str]]:
    """Bodies that people named and the bots had nowhere on the way or as their first choice."""
    step = alone.route.steps[0] if alone.route.steps else None
    known = {alone.route.first, *(step.body for step in alone.route.steps)}
    rule = f"{step.rule}: {step.evidence}" if step else "niemand gefunden"
    named = dict.fromkeys(decision.body for decision in one.decisions if decision.body)
    return [("Stelle", step.body if step else "", body, rule) for body in named if body not in known]


def _districts(one: Coded, alone: Coded) -> list[tuple[str, str, str, str]]:
    """Stadtteile that people took away, and those that they added."""
    rules = {tag.district: f"{tag.rule}: „{tag.words}“" for tag in alone.tags}
    gone = [name for name in alone.districts if name not in one.districts]
    added = [name for name in one.districts if name not in alone.districts]
    return [
        *(("Stadtteil", name, "", rules.get(name, "")) for name in gone),
        *(("Stadtteil", "", name, rules.get(name, "nicht gefunden")) for name in added),
    ]
