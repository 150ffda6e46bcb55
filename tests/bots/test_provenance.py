"""Facts about who is credited with the tokens of a page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.history.provenance import Provenance, Token
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.history.tokens import tokens

from ..quality.histories import MODERATOR, Writers, archived

BEGIN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
SWING = "Auf dem Spielplatz am Moltkeplatz fehlt seit dem Sommer eine Schaukel."
PATH = "Der Radweg an der Podbielskistraße ist viel zu schmal für Lastenräder."
BENCH = "Am Maschsee braucht es Bänke mit Lehne, damit Großeltern ausruhen können."

said = st.sampled_from(
    ["", "ja", "+1", SWING, PATH, BENCH, f"{SWING} {PATH}", "asdf!!", "a\x00b ä̈ 😀 \u202etest"]
)
pages = st.lists(st.lists(said, max_size=6).map("\n".join) | st.text(max_size=60), max_size=12)


def read(*said: tuple[str, str], hidden: Iterable[int] = ()) -> Provenance:
    """A page whose revisions 1, 2, … are (user, text)."""
    page = Provenance([MODERATOR])
    for number, (user, text) in enumerate(said, 1):
        when = BEGIN + timedelta(minutes=number)
        page.add(Revision(7, "Thema/X", 0, number, number - 1, user, when, "", text, hidden=number in hidden))
    return page


def fate(page: Provenance, word: str) -> Token:
    """The first token of that text."""
    return next(token for token in page.tokens() if token.text == word)


def kinds(page: Provenance) -> list[str]:
    """What the revisions are called."""
    return [step.kind for step in page.steps]


def test_a_mended_word_is_the_menders_and_the_rest_stays() -> None:
    """Two people share a sentence word by word, up to its full stop."""
    page = read(("Anna", SWING), ("Ben", SWING.replace("Schaukel", "Rutsche")))
    assert {token.text for token in page.tokens() if token.written == 2} == {"Rutsche"}
    assert fate(page, ".").written == 1


def test_a_moved_paragraph_stays_its_writers() -> None:
    """Whoever sorts a page has written nothing and taken out nothing."""
    page = read(("Anna", f"{SWING}\n{PATH}\n{BENCH}"), ("Ben", f"{BENCH}\n{SWING}\n{PATH}"))
    assert set(page.written()) == {1}
    assert kinds(page) == ["edit", "same"]


def test_vandalism_is_named_and_undone() -> None:
    """Blanked and put back: the words keep their writer, and both revisions stand in their fate."""
    text = f"{SWING}\n{PATH}"
    page = read(("Anna", text), ("Troll", ""), ("Ben", text))
    assert kinds(page) == ["edit", "vandalism", "revert"]
    assert page.steps[2].back_to == 1
    assert fate(page, "Schaukel") == Token("Schaukel", 1, 0, (2,), (3,))


def test_noise_is_vandalism_once_it_is_put_back() -> None:
    """Until somebody puts it back it is only noise; nobody is called a vandal by the bot alone."""
    noisy = (("Anna", SWING), ("Troll", f"{SWING}\nlol lol lol lol lol lol lol lol lol"))
    assert kinds(read(*noisy)) == ["edit", "noise"]
    assert kinds(read(*noisy, ("Ben", SWING))) == ["edit", "vandalism", "revert"]


def test_an_honest_edit_that_is_put_back_is_no_vandalism() -> None:
    """Undone by another it is called undone, taken back by its author withdrawn."""
    edits = (("Anna", SWING), ("Ben", f"{SWING}\n{PATH}"))
    assert kinds(read(*edits, ("Cem", SWING))) == ["edit", "undone", "revert"]
    assert kinds(read(*edits, ("Ben", SWING))) == ["edit", "withdrawn", "revert"]


def test_archived_and_fetched_back() -> None:
    """A moderator empties the page, an idea comes, the old text comes back beside it: all keep their words."""
    old = f"{SWING}\nJa!\n{PATH}\nNein, bitte nicht."
    page = read(
        ("Anna", SWING),
        ("Ben", old),
        (MODERATOR, "Archiviert."),
        ("Cem", f"Archiviert.\n{BENCH}"),
        ("Dana", f"{old}\n{BENCH}"),
    )
    assert kinds(page) == ["edit", "edit", "reset", "edit", "edit"]
    count = len(tokens(SWING)), len(tokens(f"Ja! {PATH} Nein, bitte nicht.")), len(tokens(BENCH))
    assert page.written() == [1] * count[0] + [2] * count[1] + [4] * count[2]
    assert fate(page, "Schaukel") == Token("Schaukel", 1, 0, (3,), (5,))


def test_the_long_history_with_an_archive_keeps_everybodys_words() -> None:
    """The history in which a way of counting that drops revisions loses an idea: every token is credited."""
    history = archived()
    page = Provenance([MODERATOR])
    for revision in history.revisions:
        page.add(revision)
    assert len(page.steps) == len(history.revisions)
    assert page.written() == history.truth(len(history.revisions) - 1)
    assert page.steps[-3].kind == "reset"


def test_a_copy_is_the_first_writers_and_names_who_copied() -> None:
    """Copied while it stands: new tokens, old words. The original is untouched when the copy goes."""
    page = read(("Anna", SWING), ("Ben", f"{SWING}\n{PATH}\n{SWING}"))
    assert [token.copied for token in page.tokens() if token.text == "Schaukel"] == [0, 2]
    assert {token.written for token in page.tokens() if token.text == "Schaukel"} == {1}
    gone = read(("Anna", SWING), ("Ben", f"{SWING}\n{PATH}\n{SWING}"), ("Cem", f"{SWING}\n{PATH}"))
    assert fate(gone, "Schaukel") == Token("Schaukel", 1, 0, (), ())


def test_short_words_typed_again_are_ones_own() -> None:
    """“Ja!” taken out long ago does not own every later “Ja!”."""
    page = read(
        ("Anna", f"{SWING}\nJa!"),
        ("Anna", SWING),
        ("Ben", f"{SWING}\n{PATH}"),
        ("Cem", f"{SWING}\n{PATH}\nJa!"),
    )
    assert fate(page, "Ja").written == 4


def test_a_hidden_revision_is_counted_and_changes_nothing() -> None:
    """A text the wiki hides is unknown, not empty."""
    page = read(("Anna", SWING), ("", ""), ("Ben", f"{SWING}\n{PATH}"), hidden=[2])
    assert kinds(page) == ["edit", "hidden", "edit"]
    assert [fate(page, word).written for word in ("Schaukel", "Radweg")] == [1, 3]


@settings(deadline=None, max_examples=150)
@given(pages)
def test_tokens_are_the_text_whatever_was_saved(texts: list[str]) -> None:
    """The tokens are those of the last text, each number once, none younger than it; fates alternate."""
    page = read(*(("Anna", text) for text in texts))
    assert len(page.steps) == len(texts)
    if not texts:
        return
    found = page.tokens()
    assert [token.text for token in found] == tokens(texts[-1])
    assert [token.written for token in found] == page.written()
    standing = [
        number for spans in page.saved()["spans"] for first, end in spans for number in range(first, end)
    ]
    assert len(standing) == len(set(standing))
    for token in found:
        assert 1 <= token.written <= len(texts) and token.copied <= len(texts)
        turns = [turn for pair in zip(token.removed, token.restored, strict=True) for turn in pair]
        assert turns == sorted(set(turns))


@settings(deadline=None, max_examples=80)
@given(pages, st.integers(0, 12))
def test_saved_and_read_back_goes_on_as_if_nothing_had_happened(texts: list[str], pause: int) -> None:
    """A pause after any revision, through JSON, changes no token and no step."""
    whole = read(*(("Anna", text) for text in texts))
    first = read(*(("Anna", text) for text in texts[:pause]))
    again = Provenance.read(json.loads(json.dumps(first.saved())))
    for number, text in enumerate(texts[pause:], min(pause, len(texts)) + 1):
        again.add(Revision(7, "Thema/X", 0, number, number - 1, "Anna", BEGIN, "", text))
    assert again.tokens() == whole.tokens()
    assert again.saved() == whole.saved()


def test_what_another_version_saved_is_refused() -> None:
    """The remedy is to read the history anew; nothing is guessed."""
    with pytest.raises(ValueError, match="read the history anew"):
        Provenance.read({"version": 0})


def test_a_new_revision_costs_by_its_change() -> None:
    """What is kept for an edit of one word does not grow with the page."""

    def growth(characters: int) -> int:
        history = Writers(3, characters).history(80)
        page = Provenance()
        for revision in history.revisions:
            page.add(revision)
        last = history.revisions[-1]
        before = len(page.saved()["pieces"])
        page.add(Revision(7, "Thema/X", 0, 10_000, 1, "Anna", BEGIN, "", f"{last.text} Danke!"))
        assert page.steps[-1].written == 2
        return len(page.saved()["pieces"]) - before

    assert growth(3_000) <= 3
    assert growth(12_000) <= 3


def test_a_megabyte_replaced_by_another_is_no_danger() -> None:
    """Long texts with nothing in common are compared piece by piece, in bounded memory."""
    one = "\n".join(" ".join(f"w{n}" for n in range(i, i + 40)) for i in range(0, 60_000, 40))
    two = "\n".join(" ".join(f"v{n}" for n in range(i, i + 40)) for i in range(0, 60_000, 40))
    page = read(("Anna", one), ("Ben", f"{two} w7"))
    assert page.steps[1].written == len(tokens(two)) + 1
