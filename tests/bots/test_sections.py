"""Facts about the part of a page that belongs to a bot."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.errors import SectionError
from familienkonferenz.bots.sections import find, replace, sections, without_sections

PAGE = "{{Beitrag\n|titel=Ampel\n}}\nWir brauchen eine Ampel.\n\n{{Entscheidung|nicht=Zoo}}"
typed = st.text(alphabet=st.sampled_from("aä {}|<!->\n#*\x00"), max_size=60).filter(lambda t: "<!" not in t)


def test_a_new_section_stands_at_the_end() -> None:
    """A bot's first words on a page come after people's, between its two markers."""
    assert replace(PAGE, "status", "[[Kategorie:Ziel Angebote]]") == (
        PAGE + "\n<!-- konferenz:bot status -->\n[[Kategorie:Ziel Angebote]]\n<!-- /konferenz:bot status -->"
    )


def test_only_the_inside_is_replaced() -> None:
    """What people wrote before, between and after the sections of two bots stays where it is."""
    page = replace(replace("Oben\n", "status", "alt"), "auswertung", "x") + "\n\n Unten  "
    new = replace(page, "status", "neu")
    assert new == page.replace("alt", "neu")


@settings(deadline=None)
@given(typed, typed, typed)
def test_people_s_text_is_kept_and_twice_is_once(before: str, after: str, body: str) -> None:
    """To the character, whatever was typed around the section; writing again changes nothing."""
    once = replace(before, "status", body) + after
    assert once.startswith(before)
    assert once.endswith(after)
    assert replace(once, "status", body) == once
    section = find(once, "status")
    assert section is not None
    assert section.body == body
    assert find(replace(once, "status", ""), "status").body == ""  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "body",
    [
        "<!-- /konferenz:bot status -->",
        "<!--konferenz:bot weiterleitung-->",
        "Text <!-- ohne Ende",
        "<!--\n/ KONFERENZ : bot status -->",
    ],
)
def test_no_body_can_forge_a_marker(body: str) -> None:
    """A body with a marker, or with a comment that would swallow the end marker, is refused."""
    with pytest.raises(SectionError, match=r"Beitrag/7: .*„status“ enthält .*escape"):
        replace(PAGE, "status", body, "Beitrag/7")


def test_a_missing_end_is_told_with_the_remedy() -> None:
    """The message names page, section and the line to add; nothing is replaced."""
    broken = replace(PAGE, "status", "alt").replace("<!-- /konferenz:bot status -->", "")
    with pytest.raises(SectionError) as error:
        replace(broken, "status", "neu", "Beitrag/7")
    assert str(error.value) == (
        "Beitrag/7: dem Bot-Abschnitt „status“ fehlt sein Ende; "
        "die Zeile <!-- /konferenz:bot status --> an ihr Ende setzen oder die Anfangsmarke löschen"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<!-- /konferenz:bot status -->",
        "<!-- konferenz:bot status -->\n<!-- konferenz:bot auswertung -->\n<!-- /konferenz:bot auswertung -->",
        "<!-- konferenz:bot status -->\n<!-- /konferenz:bot auswertung -->",
        "<!-- konferenz:bot status -->\n<!-- /konferenz:bot status -->\n" * 2,
    ],
)
def test_markers_in_disorder_are_an_error(text: str) -> None:
    """An end without beginning, one section inside another, crossed names, and a section that stands twice."""
    with pytest.raises(SectionError, match="Beitrag/7"):
        sections(text, "Beitrag/7")


def test_an_open_comment_of_a_person_is_no_place_for_a_section() -> None:
    """After an open „<!--“ the section would be invisible: the bot says so instead."""
    with pytest.raises(SectionError, match="nicht geschlossen"):
        replace("Hallo <!-- oh", "status", "x", "Beitrag/7")


def test_people_s_part_alone() -> None:
    """Without the sections the page is what people wrote."""
    assert without_sections(replace(PAGE, "status", "x")) == PAGE


def test_long_hostile_text_is_read_at_once() -> None:
    """A hundred thousand characters of half markers are no markers."""
    for text in ("<!--" * 25_000, "<!-- konferenz:bot a" + " " * 100_000, "<!-- konferenz:bot " * 5_000):
        assert sections(text) == ()
