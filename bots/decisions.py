"""What people decided about a contribution; it beats whatever the bots find, for ever."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepDecision:
    """A person set the state of one step: `body` is a body's id, `status` one of `STATES` or ""."""

    body: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """People's decisions on one contribution page.

    rejected    districts (page names) that must not be set again
    confirmed   districts that are set, whatever the bot finds
    steps       states of steps that people set, in the order of the page; the last one of a body counts
    """

    rejected: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    steps: tuple[StepDecision, ...] = ()


STATES = ("gesucht", "angefragt", "angenommen", "nicht möglich", "weitergegeben")
"""The states of a step, in the order in which they usually follow."""

NONE = Decisions()
"""No person decided anything."""
