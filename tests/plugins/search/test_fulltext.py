"""The index itself: order, phrases, snippets, what is forgotten, several threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from familienkonferenz.plugins.search import fulltext
from familienkonferenz.plugins.search.fulltext import FullText
from familienkonferenz.plugins.search.query import LONGEST, parse
from familienkonferenz.plugins.search.snippet import Segment, snippet


@pytest.fixture
def index(tmp_path: Path) -> Iterator[FullText]:
    """An empty index."""
    opened = FullText(tmp_path / "search.sqlite")
    yield opened
    opened.close()


def ids(index: FullText, typed: str) -> list[int]:
    """The pages that were found, in their order."""
    return [match.page_id for match in index.matches(typed)]


def shown(segments: tuple[Segment, ...]) -> str:
    """Segments with the hits in brackets."""
    return "".join(f"[{segment.text}]" if segment.is_hit else segment.text for segment in segments)


def test_a_title_weighs_more_than_a_text(index: FullText) -> None:
    """And the word itself more than a compound of it, however rare the compound."""
    index.put(1, "Seite", "Hier geht es um die Ampelphase und anderes mehr")
    index.put(2, "Seite", "Hier geht es um die Ampel und anderes mehr")
    index.put(3, "Ampelphase", "Hier geht es um ganz anderes, und um mehr")
    index.put(4, "Ampel", "Hier geht es um ganz anderes, und um mehr")
    assert ids(index, "ampeln") == [4, 3, 2, 1]


def test_all_words_must_be_there(index: FullText) -> None:
    """Small words that everybody writes need not; alone they are looked for."""
    index.put(1, "A", "Die Ampel an der Schule")
    index.put(2, "B", "Ampel und Grundschule")
    index.put(3, "C", "Eine Ampel")
    assert sorted(ids(index, "Ampel vor der Schule")) == [1, 2]
    assert ids(index, "der") == [1]


def test_quotes_make_a_phrase(index: FullText) -> None:
    """Its words stand in a row, in any form; typographic quotes do as well, a single one is none."""
    index.put(1, "A", "Wir brauchen neue Spielplätze.")
    index.put(2, "B", "Spielplätze, ganz neue!")
    for typed in ('"neuer Spielplatz"', "„neuer Spielplatz“", "»neuer Spielplatz«"):
        assert ids(index, typed) == [1], typed
    assert sorted(ids(index, '"neuer Spielplatz')) == [1, 2]


def test_hyphens_do_not_matter(index: FullText) -> None:
    """A word is found with and without, and by each of its parts."""
    index.put(1, "A", "Der Fahrrad-Keller in der Hans-Böckler-Allee")
    index.put(2, "B", "Der Fahrradkeller")
    assert sorted(ids(index, "Fahrradkeller")) == [1, 2]
    assert sorted(ids(index, "Fahrrad-Keller")) == [1, 2]
    assert sorted(ids(index, "Keller")) == [1, 2]
    assert ids(index, "Hans-Böckler-Allee") == [1]
    assert ids(index, "Böckler") == [1]


def test_the_beginning_of_a_word_is_enough_if_there_is_no_such_word(index: FullText) -> None:
    """Somebody may still be typing; a word that is there is not taken for a beginning."""
    index.put(1, "A", "Bibliothek")
    index.put(2, "B", "Bibel")
    assert ids(index, "Biblio") == [1]
    assert ids(index, "Bibel") == [2]
    assert ids(index, "Bi") == []


def test_a_word_that_is_written_later_counts_for_older_pages(index: FullText) -> None:
    """Which words are in a compound is asked when somebody searches: nothing is indexed anew."""
    index.put(1, "A", "Der Zinnoberbus kommt")
    assert ids(index, "Bus") == []
    index.put(2, "B", "Ein Topf Zinnober")
    assert ids(index, "Bus") == [1]


def test_what_was_removed_is_forgotten(index: FullText) -> None:
    """A page, or everything."""
    index.put(1, "A", "Ampel")
    index.put(2, "B", "Ampel")
    index.remove(1)
    assert ids(index, "Ampel") == [2]
    index.clear()
    assert ids(index, "Ampel") == []
    index.put(3, "C", "Ampel")
    assert ids(index, "Ampel") == [3]


def test_a_failed_change_leaves_the_old(index: FullText) -> None:
    """A transaction is all or nothing."""
    index.put(1, "A", "Ampel")
    with pytest.raises(KeyError), index.transaction():
        index.put(1, "A", "Brücke")
        raise KeyError
    assert ids(index, "Ampel") == [1]


def test_an_index_of_another_version_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: FullText
) -> None:
    """Terms that were made otherwise would not be found."""
    index.put(1, "A", "Ampel")
    assert ids(FullText(tmp_path / "search.sqlite"), "Ampel") == [1]
    monkeypatch.setattr(fulltext, "VERSION", fulltext.VERSION + 1)
    assert FullText(tmp_path / "search.sqlite").known() == {}


def test_threads_read_while_one_writes(index: FullText) -> None:
    """Each has a connection of its own; nobody waits, nobody fails."""
    failed: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(30):
                index.find("Ampel Schule")
        except Exception as error:
            failed.append(error)
        finally:
            index.close()

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(30):
        index.put(number, f"Seite {number}", f"Ampel an der Schule, Wort{number}")
    for reader in readers:
        reader.join()
    assert failed == []
    assert len(ids(index, "Ampel")) == 30


def test_a_snippet_shows_the_place(index: FullText) -> None:
    """The window with most of the words, cut at blanks, hits as they were written."""
    index.put(
        1,
        "Titel",
        "Anfang. " + "Wort " * 200 + "die neuen Fahrradwege am Maschsee sind schön. " + "Ende " * 200,
    )
    (found,) = index.find("Radweg Maschsee")
    text = shown(found.snippet)
    assert "die neuen [Fahrradwege] am [Maschsee] sind schön." in text
    assert text.startswith("… Wort ")
    assert text.endswith("Ende …")
    assert len(text) < 300


def test_a_snippet_without_a_hit_is_how_the_text_begins() -> None:
    """As when the word stands in the title alone."""
    assert shown(snippet("Guten Tag\n\nund  mehr", {"nichts"})) == "Guten Tag und mehr"
    assert snippet("", {"nichts"}) == ()


def test_a_title_is_shown_whole(index: FullText) -> None:
    """However long it is, with its hits."""
    index.put(1, "Wenn die Feuerwehr umzieht, fehlt auf dem Weg zur Grundschule eine Ampel", "")
    (found,) = index.find("Ampel")
    assert shown(found.title) == "Wenn die Feuerwehr umzieht, fehlt auf dem Weg zur Grundschule eine [Ampel]"


def test_a_snippet_is_found_far_behind() -> None:
    """Long pages are looked through in stretches."""
    text = shown(snippet("Wort " * 30_000 + "Ampel", {"ampel"}))
    assert text.endswith("[Ampel]")


def test_long_queries_are_cut() -> None:
    """So many words take no longer than a few."""
    assert len(parse("Rad" * 100_000).words[0].letters) <= LONGEST
    assert len(parse(" ".join(f"wort{number}" for number in range(5_000))).words) <= 12
    assert not parse("* ( ) 😀 \0")
