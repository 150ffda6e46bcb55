"""German words are found in all their forms and inside of compounds, and not where they only seem to be.

The cases are `tests/cases/search/german.txt`, which everybody can read and add to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from familienkonferenz.plugins.search.fulltext import FullText
from familienkonferenz.plugins.search.german import clean, folded, term, words

CASES = Path(__file__).parents[2] / "cases" / "search" / "german.txt"
Case = tuple[str, list[str], list[str]]


def cases() -> list[Case]:
    """(query, what it finds, what it does not find)."""
    found: list[Case] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if not line.startswith(" "):
            found.append((line, [], []))
            continue
        mark, _, listed = line.strip().partition(" ")
        found[-1][("findet", "nicht").index(mark) + 1].extend(word.strip() for word in listed.split(","))
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FullText, dict[str, int]]]:
    """All words of the cases, each on its page; and the ids of the pages."""
    index = FullText(tmp_path_factory.mktemp("search") / "search.sqlite")
    ids: dict[str, int] = {}
    with index.transaction():
        for word in [word for _, there, not_there in cases() for word in (*there, *not_there)]:
            if word not in ids:
                ids[word] = len(ids) + 1
                index.put(ids[word], "", word)
    yield index, ids
    index.close()


@pytest.mark.parametrize(("query", "there", "not_there"), cases(), ids=[case[0] for case in cases()])
def test_a_word_finds_what_the_cases_say(
    query: str, there: list[str], not_there: list[str], pages: tuple[FullText, dict[str, int]]
) -> None:
    """Every word after `findet` is found, none after `nicht`."""
    index, ids = pages
    found = {match.page_id for match in index.matches(query)}
    assert [word for word in there if ids[word] not in found] == []
    assert [word for word in not_there if ids[word] in found] == []


def test_words_with_hyphens_are_found_by_their_parts_and_as_a_whole() -> None:
    """`Fahrrad-Keller` is two words where it stands, and one besides."""
    assert [(word.term, word.joined) for word in words("Fahrrad-Keller auf")] == [
        ("fahrrad", "fahrradkell"),
        ("kell", "fahrradkell"),
        ("auf", ""),
    ]


def test_what_cannot_be_seen_does_not_part_a_word() -> None:
    """Soft hyphens and blanks of no width are taken out; composed and decomposed letters are the same."""
    assert term(clean("Spiel\u00adplatz\u200b")) == term("Spielplatz")
    assert term(clean("Pla\u0308tze")) == term("Plätze")


def test_a_place_of_a_word_is_where_it_is_written() -> None:
    """Start and end cut the word as it was typed out of the text, its mark for women and men included."""
    text = "Die Schüler*innen der Groß-Buchholzer Schule."
    assert [text[word.start : word.end] for word in words(text)] == [
        "Die", "Schüler*innen", "der", "Groß", "Buchholzer", "Schule",
    ]  # fmt: skip


def test_long_words_are_cut() -> None:
    """A word of ten thousand letters takes no more room than one of sixty."""
    assert len(term("a" * 10_000)) <= 64
    assert len(folded("ß" * 4)) == 8
