"""Moin's own tests, those in its wheel, pass with our store and our index in the place of Moin's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .wheel import MOIN, excused, run

CORE = ("storage/middleware", "items", "_tests/test_user.py")
"""The tests that are nearest to store and index."""


def _named(*prefixes: str) -> set[str]:
    return {name for name in excused() if name.startswith(prefixes)}


def test_the_tests_nearest_to_the_store_pass() -> None:
    """Those of Moin's middleware, items and users, but for those that test Whoosh."""
    outcomes = run("ours", CORE)
    failed = {name for name, outcome in outcomes.items() if outcome == "failed"}
    assert failed == _named(*CORE)
    assert list(outcomes.values()).count("passed") >= 85


@pytest.mark.long
def test_what_passes_on_stock_moin_passes_on_ours(record_property: Callable[[str, object], None]) -> None:
    """Each of the 1,844 tests or so that pass on stock Moin, but for those that test Whoosh, which are listed."""
    stock, ours = run("stock"), run("ours")
    passed = {name for name, outcome in stock.items() if outcome == "passed"}
    record_property("pass on stock", len(passed))
    record_property("of these on ours", sum(ours.get(name) == "passed" for name in passed))
    assert len(passed) >= 1_800
    assert {name for name in passed if ours.get(name) != "passed"} == excused()


def test_every_test_that_is_excused_is_one_of_moins() -> None:
    """A line of whoosh.txt names a file of Moin's that has such a test."""
    assert excused()
    for name in excused():
        file, *_, test = name.split("::")
        assert f"def {test}(" in (MOIN / file).read_text(encoding="utf-8")
