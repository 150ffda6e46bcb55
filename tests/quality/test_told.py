"""What only tells is left to people; nobody is written to about it."""

from pathlib import Path

from familienkonferenz.bots.classification import record
from familienkonferenz.bots.coding import Coder
from familienkonferenz.config import load

CASES = Path(__file__).parents[1] / "cases" / "told.txt"


def test_news_lives_and_laws_go_to_people() -> None:
    """At least nine in ten of the texts that ask for nothing are in triage, and none gets a Stadtteil."""
    coder = Coder.of(load())
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and line[0] not in "#@"]
    said = [record("", line, "", coder) for line in lines]
    assert sum(one["triage"] for one in said) >= 0.9 * len(said)
    assert not [one["districts"] for one in said if one["districts"]]
