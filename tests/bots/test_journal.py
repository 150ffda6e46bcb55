"""Facts about the stored harvest."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.contributions import Contribution, Event
from familienkonferenz.bots.errors import JournalError
from familienkonferenz.bots.journal import dumps, loads

text = st.text(max_size=30)
times = st.datetimes(min_value=datetime(2010, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC))
contributions = st.builds(
    Contribution,
    id=text,
    source=st.sampled_from(["beitrag", "diskussion", "themenwiki"]),
    page=text,
    title=text,
    text=st.text(alphabet=st.characters(), max_size=60),
    author=text,
    kind=text,
    topic=text,
    place=text,
    reply_to=text,
    created=times,
    changed=times,
    revisions=st.lists(st.integers(1), max_size=4).map(tuple),
    withdrawn=st.booleans(),
    standing=st.sampled_from(["standing", "reverted", "removed", "vandalism", "correction"]),
    notes=st.lists(text, max_size=3).map(tuple),
    history=st.lists(
        st.builds(
            Event, st.integers(1), text, times, st.sampled_from(["written", "removed"]), st.just("edit")
        ),
        max_size=3,
    ).map(tuple),
)
ONE = Contribution(
    "B12", "beitrag", "Beitrag/12", "Ampel", "Bitte!\n–\u2028", "Änne", "Wunsch", "verkehr", "List", "B3",
    datetime(2026, 11, 3, 9, 45, tzinfo=UTC), datetime(2026, 11, 3, 9, 50, tzinfo=UTC), (41, 42),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(contributions, unique_by=lambda one: one.id), st.integers(0))
def test_what_goes_in_comes_out(harvested: list[Contribution], cursor: int) -> None:
    """Every contribution and the cursor, whatever the text: line separators, control characters, half surrogates."""
    written = dumps(harvested, cursor)
    written.encode()
    assert loads(written.split("\n")) == ({one.id: one for one in harvested}, cursor)


def test_umlauts_stay_readable_and_a_line_is_a_contribution() -> None:
    """A moderator can look into the file with any editor, and `grep` works."""
    lines = dumps([ONE], 42).split("\n")
    assert lines[0] == '{"konferenz-journal": 2, "cursor": 42}'
    assert '"author": "Änne"' in lines[1]
    assert '"created": "2026-11-03T09:45:00+00:00"' in lines[1]
    assert lines[2:] == [""]


def test_no_file_yet_is_an_empty_journal() -> None:
    """The first harvest begins with nothing known, at 0."""
    assert loads([]) == ({}, 0)


@pytest.mark.parametrize(
    ("spoil", "line", "problem"),
    [
        (lambda t: t[:-40], 2, "kein JSON"),
        (lambda t: t.split("\n", 1)[1], 1, "kein Kopf"),
        (lambda t: t.replace('journal": 2', 'journal": 9'), 1, "kein Kopf"),
        (lambda t: t.replace('"place": "List", ', ""), 2, "place"),
        (lambda t: t.replace('"place"', '"ort": 1, "place"'), 2, "ort"),
        (lambda t: t.replace("+00:00", "", 1), 2, "ohne Zeitzone"),
        (lambda t: t.replace("[41, 42]", '["41"]'), 2, "revisions"),
        (lambda t: t + t.split("\n")[1], 3, "zweimal"),
        (lambda t: t + "[]", 3, "kein Objekt"),
    ],
)
def test_a_spoilt_line_is_named(spoil: object, line: int, problem: str) -> None:
    """The message has the line and the remedy: the journal is derived and may be deleted."""
    with pytest.raises(JournalError, match=f"journal, line {line}: .*{problem}.*neu ernten"):
        loads(spoil(dumps([ONE], 42)).split("\n"))  # type: ignore[operator]
