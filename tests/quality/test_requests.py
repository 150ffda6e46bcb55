"""Requests as families write them reach the body that is responsible."""

from pathlib import Path

from familienkonferenz.bots.classification import record
from familienkonferenz.bots.coding import Coder
from familienkonferenz.config import load

CASES = Path(__file__).parents[1] / "cases" / "requests.txt"


def _requests() -> list[tuple[set[str], str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    pairs = [line.partition(" | ") for line in lines if line and not line.startswith("#")]
    return [(set(bodies.split(",")), text) for bodies, _, text in pairs]


def test_a_request_reaches_a_body_that_is_responsible() -> None:
    """`first` is right in 90 of 100, a right body is among the first three in 97, and 3 at most go to people."""
    coder = Coder.of(load())
    cases = _requests()
    first = three = triage = 0
    for bodies, text in cases:
        said = record("", text, "", coder)
        ranked = sorted((*said["department"], *said["external"]), key=lambda one: -one["score"])
        first += said["first"] in bodies
        three += any(one["id"] in bodies for one in ranked[:3])
        triage += said["triage"]
    assert first >= 0.90 * len(cases)
    assert three >= 0.97 * len(cases)
    assert triage <= 0.03 * len(cases)


def test_the_requests_name_bodies_that_exist() -> None:
    """A label with a slip of the pen would never be met."""
    known = {body.id for body in load().bodies}
    assert {id for bodies, _ in _requests() for id in bodies} <= known
