"""The names in people's decisions: what the conference has is followed, what it has not becomes a problem.

People write a body by its id, or as its page is called, and a Stadtteil by its name; letter case is no matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from familienkonferenz.bots.coding import Decision
from familienkonferenz.bots.errors import PageError
from familienkonferenz.config import Conference
from familienkonferenz.config.errors import did_you_mean


@dataclass(frozen=True, slots=True)
class Known:
    """Decisions whose names all exist, in their order, and a problem for each name that does not."""

    decisions: tuple[Decision, ...]
    problems: tuple[PageError, ...]


def known(page: str, text: str, decisions: Sequence[Decision], conference: Conference) -> Known:
    """The decisions on `page`, whose text is `text`: bodies by their ids, Stadtteile by their page names.

    A decision whose body does not exist counts for its Stadtteile alone; one that gives only Stadtteile that do not
    exist gives none, so what the bots found stays. A name that stands on the page no more is nobody's mistake.
    """
    bodies = _index((name, body.id) for body in conference.bodies for name in (body.page, body.name, body.id))
    places = _index((name, one.page) for one in conference.districts for name in (one.name, one.page))
    kept: list[Decision] = []
    problems: list[PageError] = []
    for decision in decisions:
        wrong = [
            name
            for name in (*(decision.districts or ()), *decision.refused)
            if name.casefold() not in places and name in text
        ]
        problems += [_no_place(page, name, conference) for name in wrong]
        districts = _found(decision.districts or (), places)
        body = bodies.get(decision.body.casefold(), "")
        if decision.body and not body and decision.body in text:
            problems.append(_no_body(page, decision.body, conference))
        kept.append(
            replace(
                decision,
                districts=None
                if decision.districts is None or (decision.districts and not districts)
                else districts,
                refused=_found(decision.refused, places),
                body=body,
                status=decision.status if body else "",
                reason=decision.reason if body or not decision.body else "",
            )
        )
    return Known(tuple(kept), tuple(dict.fromkeys(problems)))


def _index(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.casefold(): target for name, target in names}


def _found(names: Sequence[str], places: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places[name.casefold()] for name in names if name.casefold() in places))


def _no_body(page: str, name: str, conference: Conference) -> PageError:
    near = did_you_mean(
        name, [*(body.id for body in conference.bodies), *(body.page for body in conference.bodies)]
    )
    return PageError(
        page, f"die Stelle „{name}“ gibt es nicht", near or "alle Kennungen stehen auf der Seite „Stellen“"
    )


def _no_place(page: str, name: str, conference: Conference) -> PageError:
    near = did_you_mean(name, (district.name for district in conference.districts))
    return PageError(
        page, f"den Stadtteil „{name}“ gibt es nicht", near or "alle stehen auf der Seite „Stadtteile“"
    )
