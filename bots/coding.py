"""Everything the bots say of one contribution: places, kind, topic, aims, and the way it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from familienkonferenz.bots.places import PlaceTag
from familienkonferenz.bots.routing import Route

if TYPE_CHECKING:
    from familienkonferenz.bots.contributions import Contribution


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a contribution's page; the bots follow it, always.

    `districts` are districts a person gave (None: said nothing; an empty tuple: "of no Stadtteil"),
    `refused` districts a person took away, `body` the id of a body with `status` (a state of a step) and
    `reason`. Several decisions apply in their order; the last word wins.
    """

    districts: tuple[str, ...] | None = None
    refused: tuple[str, ...] = ()
    body: str = ""
    status: str = ""
    reason: str = ""


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
