"""Facts about lines and where they come from."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.history.lineage import Line, Lineage
from familienkonferenz.bots.history.revisions import Revision

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


def lines(revisions: list[Revision]) -> list[tuple[Line, ...]]:
    return Lineage(revisions).states


@settings(deadline=None)
@given(pages)
def test_the_lines_are_the_text(texts: list[list[str]]) -> None:
    """Each state has exactly the lines of its revision, each key once, none younger than the revision."""
    revisions = history(*("\n".join(lines) for lines in texts))
    states = lines(revisions)
    for position, (revision, state) in enumerate(zip(revisions, states, strict=True)):
        assert "\n".join(line.text for line in state) == revision.text
        assert len({line.key for line in state}) == len(state)
        assert all(line.born == line.touched[0] <= line.touched[-1] <= position for line in state)


def test_an_edited_line_stays_the_same_line() -> None:
    """A mended word touches the line; its birth and key stay."""
    first, second = lines(
        history("Ein Spielplaz am Moltkeplatz wäre gut.", "Ein Spielplatz am Moltkeplatz wäre gut.")
    )
    assert (second[0].key, second[0].born, second[0].touched) == (first[0].key, 0, (0, 1))


def test_another_line_in_its_place_is_new() -> None:
    """Who deletes a line and writes something else there has written a new line."""
    first, second = lines(history("Ein Spielplatz am Moltkeplatz.", "Tempo dreißig vor jeder Schule!"))
    assert second[0].key != first[0].key
    assert second[0].born == 1


def test_blanked_and_restored() -> None:
    """What comes back, whole or line by line, is what it was."""
    states = lines(
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
    states = lines(history("Eine Ampel!", "", "Eine Ampel!\nUnd Bänke.", hidden=(1,)))
    assert states[1] == states[0]
    assert [line.born for line in states[2]] == [0, 2]


def test_a_paragraph_cut_in_two_stays_its_writer_s() -> None:
    """Whoever breaks a long paragraph has not said its second half."""
    first = "Ein Spielplatz am Moltkeplatz wäre gut."
    second = "Für die Großen fehlt dort ein Bolzplatz."
    _, cut = lines(history(f"{first} {second}", f"{first}\n\n{second}"))
    assert [(line.text, line.born) for line in cut if line.text] == [(first, 0), (second, 0)]


def test_what_happened_to_a_line() -> None:
    """Written, changed, taken out, put back: each by its revision, with what that revision was to the page."""
    bench = "Am Maschsee braucht es Bänke mit Lehne, damit Großeltern ausruhen können."
    revisions = history("Ja!\n" + bench, "Ja!\n" + bench + " Bitte!", "Archiv", "Ja!\n" + bench + " Bitte!")
    lineage = Lineage(revisions, moderators=["Anna"])
    line = lineage.states[1][1]
    events = lineage.events((line.key, touch) for touch in line.touched)
    assert [(one.rev_id, one.deed, one.kind) for one in events] == [
        (1, "written", "edit"),
        (2, "changed", "edit"),
        (3, "removed", "reset"),
        (4, "restored", "revert"),
    ]
