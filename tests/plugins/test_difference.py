"""Facts about comparing two versions of a page."""

from hypothesis import given
from hypothesis import strategies as st

from familienkonferenz.plugins.pages.difference import Piece, changes

text = st.text(alphabet="ab \n.", max_size=60)


def test_a_changed_word_is_marked_on_both_sides() -> None:
    """Only the words that differ are marked; the lines are counted from 1."""
    (change,) = changes("Eine Ampel\nam Markt", "Eine Ampel\nan der Schule")
    assert (change.old_line, change.new_line) == (2, 2)
    assert Piece("am", True) in change.old and Piece("an", True) in change.new
    assert "".join(piece.text for piece in change.new) == "an der Schule"


@given(text, text)
def test_every_block_stands_where_it_says(old: str, new: str) -> None:
    """Equal texts have no changes; a block is what stands at its line; what is not marked is on both sides."""
    found = changes(old, new)
    assert (found == ()) == (old == new)
    for change in found:
        for pieces, line, whole in ((change.old, change.old_line, old), (change.new, change.new_line, new)):
            block = "".join(piece.text for piece in pieces)
            assert "\n".join(whole.split("\n")[line - 1 :]).startswith(block)
        kept = [
            "".join(piece.text for piece in side if not piece.changed) for side in (change.old, change.new)
        ]
        assert kept[0] == kept[1]


def test_what_is_too_much_to_compare_is_one_change() -> None:
    """Long texts of many different lines or letters: the equal ends are cut off, the middle is one change."""
    old = "Anfang\n" + "\n".join(str(number % 997) for number in range(20_000)) + "\nEnde"
    new = "Anfang\n" + "\n".join(str(number % 991) for number in range(20_000)) + "\nEnde"
    (change,) = changes(old, new)
    # The first 991 lines are the same too.
    assert change.old_line == change.new_line == 993
    assert all(piece.changed for piece in change.old) or len(change.old) < 5
    letters = "".join(chr(33 + number % 150) for number in range(3_000))
    (change,) = changes(letters, letters[::-1])
    assert sum(piece.changed for piece in change.old) == 1


def test_lines_that_repeat_are_compared_as_far_as_the_steps_go() -> None:
    """Of a thousand lines each looked like three hundred others: the rest counts as changed, and nothing is lost."""
    old, new = "\n".join(["a", "b"] * 499), "\n".join(["b", "a", "a"] * 333)
    found = changes(old, new)
    assert 0 < len(found) < 100
    assert sum(len(piece.text) for change in found for piece in change.new) > 1000


def test_words_that_repeat_have_the_same_steps_together() -> None:
    """Four hundred paragraphs of the same two words, each small enough to be compared: the last ones are not."""
    old = "\n".join(line for number in range(450) for line in (f"k{number}", "a b " * 60))
    new = "\n".join(line for number in range(450) for line in (f"k{number}", "b a a " * 40))
    found = changes(old, new)
    assert len(found) == 450
    assert len(found[0].new) > 10 and len(found[-1].new) < 5
