"""An unmodified pywikibot cannot tell our wiki from a MediaWiki by what it does all day."""

from __future__ import annotations

from pathlib import Path

import pytest

from .operations import answers, operations

pytestmark = pytest.mark.wiki


def test_every_operation_gives_the_same_on_both(tmp_path: Path) -> None:
    """At least sixty operations, one after another on both engines: no answer differs, and none is a mishap."""
    found = list(answers(tmp_path))
    assert {one.name: (one.theirs, one.ours) for one in found if not one.equal} == {}
    assert len(found) >= 60


def test_no_operation_stands_there_twice() -> None:
    """Each has a name of its own, and calls something."""
    names = [name for name, call in operations() if call]
    assert len(names) == len(set(names)) == len(operations())
