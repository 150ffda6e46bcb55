"""Facts about lines and where they come from."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.lineage import trace
from familienkonferenz.bots.revisions import Revision

BEGIN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
pages = st.lists(
    st.lists(
        st.sampled_from(["", "ja", "Eine Ampel für die List!", "Mehr Bänke am Maschsee.", "Mehr Bänke!"])
    )
)


def history(*texts: str, hidden: tuple[int, ...] = ()) -> list[Revision]:
    return [
        Revision(7, "Thema/X", 0, i + 1, i, "Anna", BEGIN + timedelta(minutes=i), "", t, hidden=i in hidden)
        for i, t in enumerate(texts)
    ]


@settings(deadline=None)
@given(pages)
def test_the_lines_are_the_text(texts: list[list[str]]) -> None:
    """Each state has exactly the lines of its revision, each key once, none younger than the revision."""
    revisions = history(*("\n".join(lines) for lines in texts))
    states = trace(revisions)
    for position, (revision, state) in enumerate(zip(revisions, states, strict=True)):
        assert "\n".join(line.text for line in state) == revision.text
        assert len({line.key for line in state}) == len(state)
        assert all(line.born == line.touched[0] <= line.touched[-1] <= position for line in state)


def test_an_edited_line_stays_the_same_line() -> None:
    """A mended word touches the line; its birth and key stay."""
    first, second = trace(
        history("Ein Spielplaz am Moltkeplatz wäre gut.", "Ein Spielplatz am Moltkeplatz wäre gut.")
    )
    assert (second[0].key, second[0].born, second[0].touched) == (first[0].key, 0, (0, 1))


def test_another_line_in_its_place_is_new() -> None:
    """Who deletes a line and writes something else there has written a new line."""
    first, second = trace(history("Ein Spielplatz am Moltkeplatz.", "Tempo dreißig vor jeder Schule!"))
    assert second[0].key != first[0].key
    assert second[0].born == 1


def test_blanked_and_restored() -> None:
    """What comes back, whole or line by line, is what it was."""
    states = trace(
        history(
            "Eine Ampel für die List!\nja",
            "",
            "Eine Ampel für die List!\nja",
            "nein\nEine Ampel für die List!",
        )
    )
    assert states[2] == states[0]
    assert states[3][1] == states[0][0]
    assert states[3][0].born == 3


def test_a_hidden_revision_changes_nothing() -> None:
    """A text the wiki hides is unknown, not empty."""
    states = trace(history("Eine Ampel!", "", "Eine Ampel!\nUnd Bänke.", hidden=(1,)))
    assert states[1] == states[0]
    assert [line.born for line in states[2]] == [0, 2]
