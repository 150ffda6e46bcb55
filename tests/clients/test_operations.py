"""pywikibot does the same on MediaWiki and on ours: some hundreds of operations, in one run of one script."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import peers, suites

pytestmark = pytest.mark.long

LEAST = 60
"""So many operations have the same result at least."""


def test_pywikibot_gets_the_same_from_both_engines(tmp_path: Path) -> None:
    """Nothing differs but what is accepted with a reason, and that is less than three in a hundred."""
    with peers.peers(tmp_path) as both:
        table = suites.operations(both)
    assert table.good and table.equal >= LEAST, str(table)


def test_every_accepted_difference_has_a_reason() -> None:
    """Each says why, and names an operation or tests, not everything."""
    known = suites.accepted()
    assert known
    assert all(len(reason) > 20 and name.strip("*: ") for name, reason in known.items())
