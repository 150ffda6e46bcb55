"""Facts about the keys of comments and headings."""

from __future__ import annotations

from datetime import UTC, datetime

from familienkonferenz.bots.sources.keys import Said, keys


def test_keys_of_headings_and_old_comments() -> None:
    """A heading is named by its oldest comment, in subsections too; before 2022-07-12 times are written longer."""
    old, older = datetime(2021, 5, 1, 8, tzinfo=UTC), datetime(2020, 5, 1, 8, tzinfo=UTC)
    said = [
        Said("", None, None, "A", True),
        Said("Anna B", old, 0),
        Said("", None, 0, "ä" * 50, True),
        Said("Cé", older, 2),
    ]
    found = keys(said)
    assert [one.name for one in found] == [
        "h-Cé-2020-05-01T08:00:00.000Z",
        "c-Anna_B-2021-05-01T08:00:00.000Z",
        "h-Cé-2020-05-01T08:00:00.000Z",
        "c-Cé-2020-05-01T08:00:00.000Z",
    ]
    assert found[2].id == f"h-{'ä' * 40}-A-2020-05-01T08:00:00.000Z"


def test_keys_end_without_underscores() -> None:
    """What is cut from a long heading, or a heading that ends so, leaves no underscore at the end of a key's part."""
    time = datetime(2026, 11, 3, tzinfo=UTC)
    said = [
        Said("", None, None, f"{'a' * 79}_b", True),
        Said("Anna", time, 0),
        Said("", None, None, "_Wo?_", True),
    ]
    assert [one.id for one in keys(said)] == [
        f"h-{'a' * 79}-20261103000000",
        f"c-Anna-20261103000000-{'a' * 79}",
        "h-Wo?",
    ]
