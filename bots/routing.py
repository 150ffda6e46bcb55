"""The way of a matter: on the spot first, then the Fachbereich, then outside the administration."""

from __future__ import annotations

from dataclasses import dataclass


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
    """The steps so far and the candidates of each kind, ranked apart; `triage` when nothing fits."""

    steps: tuple[Step, ...]
    local: tuple[Candidate, ...]
    department: tuple[Candidate, ...]
    external: tuple[Candidate, ...]
    triage: bool
