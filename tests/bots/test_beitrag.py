"""Facts about the page of a contribution, `Beitrag/<n>`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.errors import PageError
from familienkonferenz.bots.sections import replace
from familienkonferenz.bots.sources.beitrag import number, parse, read
from familienkonferenz.page_templates.contribution import ContributionText, compose
from familienkonferenz.page_templates.escape import escape_line, unescape

AMPEL = ContributionText(
    title="Eine Ampel",
    kind="Wunsch",
    topic="Verkehr und Sicherheit",
    place="Lister Meile",
    reply_to=12,
    text="Unsere Kinder kommen nicht über die Straße.\n\nWarum?",
)
PAGE = """{{Beitrag
|titel=Eine Ampel
|art=Wunsch
|thema=Verkehr und Sicherheit
|ort=Lister Meile
|antwort_auf=12
}}
Unsere Kinder kommen nicht über die Straße.<br />
<br />
Warum?"""
words = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)
nasty = st.text(alphabet=st.sampled_from("{}|[]<>=&;#~_'-! \n\ta1ä\x00\u00a0"), max_size=80)
typed = st.one_of(words, nasty).map(lambda text: text.replace("\r\n", "\n"))
line = typed.map(lambda text: unescape(escape_line(text)))


def test_the_page_is_exactly_as_agreed() -> None:
    """One parameter per line, then the text; read again it is the same contribution."""
    assert compose(AMPEL) == PAGE
    assert parse("Beitrag/7", PAGE) == AMPEL


@settings(deadline=None)
@given(st.builds(ContributionText, line, line, line, line, st.none() | st.integers(1, 10**9 - 1), typed))
def test_what_was_typed_is_what_is_read(beitrag: ContributionText) -> None:
    """To the character, for every text, also between a person's decision and a bot's section."""
    page = compose(beitrag)
    assert parse("Beitrag/7", page) == beitrag
    page = replace(f"{page}\n{{{{Entscheidung|nicht=Zoo}}}}", "status", "{{Einordnung|stadtteile=List}}")
    assert parse("Beitrag/7", f"{page}\n[[Kategorie:Stadtteil List]]\n") == beitrag


def test_the_wiki_trims_the_end_of_a_page() -> None:
    """MediaWiki cuts trailing newlines when it saves; a typed newline at the end survives that."""
    beitrag = ContributionText("", "", "", "", None, "Hallo\n\n")
    assert parse("Beitrag/7", compose(beitrag).rstrip()) == beitrag


def test_people_may_write_by_hand() -> None:
    """Plain newlines, other order and spacing, a small letter, comments: what people type is understood."""
    page = "{{beitrag | ort = List | titel = Ampel<!-- kurz --> }}\n\nBitte!\n\nBald.\n<!-- intern -->\n"
    assert parse("Beitrag/7", page) == ContributionText("Ampel", "", "", "List", None, "Bitte!\n\nBald.")


@pytest.mark.parametrize(
    ("wikitext", "problem"),
    [
        ("Bitte eine Ampel!", "fehlt"),
        ("{{Beitrag\n|titel=Ampel\nBitte eine Ampel!", "nicht geschlossen"),
        (PAGE + "\n" + PAGE, "2-mal"),
        ("<nowiki>{{Beitrag|titel=Ampel}}</nowiki> Bitte eine Ampel!", "fehlt"),
        (PAGE.replace("=12", "=zwölf"), "antwort_auf=zwölf ist keine Nummer"),
        (PAGE.replace("|ort=", "|straße="), "kennt kein „straße“"),
        (PAGE + "\n<!-- konferenz:bot status -->", "fehlt sein Ende"),
    ],
)
def test_a_broken_page_is_told_and_not_dropped(wikitext: str, problem: str) -> None:
    """The problem names the page; the text is read all the same."""
    beitrag, problems = read("Beitrag/7", wikitext)
    assert [error.page for error in problems] == ["Beitrag/7"]
    assert problem in str(problems[0])
    assert "Ampel" in beitrag.title + beitrag.text
    with pytest.raises(PageError):
        parse("Beitrag/7", wikitext)


def test_of_a_page_without_template_all_is_text() -> None:
    """Somebody created the page by hand: what stands there is the contribution, decisions are not."""
    beitrag, _ = read(
        "Beitrag/7", "Bitte eine Ampel!\n{{Entscheidung|stadtteile=List}}\n[[Kategorie:Stadtteil List]]"
    )
    assert beitrag == ContributionText("", "", "", "", None, "Bitte eine Ampel!")


@pytest.mark.parametrize(
    "page", ["Beitrag/", "Beitrag/0", "Beitrag/007", "Beitrag/Ampel", "Beitrag/1/2", "Beitrag/١"]
)
def test_a_number_is_a_number(page: str) -> None:
    """Only `Beitrag/<n>` with plain digits and no leading nought is a contribution's page."""
    assert number("Beitrag/320") == 320
    with pytest.raises(PageError, match="ohne Nummer"):
        number(page)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("{}|[]<>!-= \nBeitrag/&#;"), max_size=300))
def test_no_page_crashes_the_reading(wikitext: str) -> None:
    """Whatever stands on a page, reading gives a contribution and a list of problems."""
    beitrag, problems = read("Beitrag/7", "{{Beitrag" + wikitext)
    assert isinstance(beitrag, ContributionText)
    assert all(isinstance(error, PageError) for error in problems)


@pytest.mark.parametrize(
    "piece",
    ["{{", "{{Beitrag|", "<!--", "[[a|", "<nowiki>", "}}", "{{Entscheidung|}}", "{{a|[[b|", "''", "\n"],
)
def test_long_hostile_pages_are_read(piece: str) -> None:
    """A hundred thousand characters of open brackets give a contribution or a problem, and take no minutes."""
    beitrag, problems = read("Beitrag/7", piece * (100_000 // len(piece)) + "Ampel")
    assert problems
    assert beitrag.text.endswith("Ampel")
