"""What may stand as the last part of a page title."""

import pytest

from familienkonferenz.config.pages import LONGEST, fault, same_page


@pytest.mark.parametrize("sign", list("/#<>[]|{}"))
def test_signs_of_the_markup(sign: str) -> None:
    """Signs that both engines read as markup or as a path are refused by name."""
    found = fault(f"Jung {sign} Alt")
    assert found is not None
    assert f"„{sign}“" in found[0]


@pytest.mark.parametrize(
    "page",
    [
        " Ahlem",
        "Ahlem ",
        "_Ahlem",
        "Ahlem_",
        "Bad  Ahlem",
        "Bad__Ahlem",
        "Bad _Ahlem",
        "Ah\nlem",
        "Ah\tlem",
        "Ah\x7flem",
        "Ah\u200elem",
        "Ah\u00adlem",
        "Bad\u00a0Ahlem",
        "Bad\u2009Ahlem",
        "Ah\u2028lem",
        "..",
        "100%25",
        "Jung &amp; Alt",
        "Spiel~~~",
        "Su\u0308dstadt",
        "ä" * 91,
    ],
)
def test_titles_a_wiki_would_change(page: str) -> None:
    """What a wiki trims, joins, decodes, drops or cuts off is refused."""
    assert fault(page) is not None


@pytest.mark.parametrize(
    "page",
    [
        "Linden-Süd (2013)",
        "Spielplätze & Grün",
        "50 % für Familien",
        "Fachbereich Sport, Bäder und Eventmanagement",
        "Groß_Buchholz",
        "Wie will ich leben in …?",
        "ä" * 90,
        "zoo",
    ],
)
def test_titles_of_real_life(page: str) -> None:
    """Umlauts, brackets, commas, a lone percent sign and 180 bytes are legal."""
    assert fault(page) is None
    assert len(page.encode()) <= LONGEST


@pytest.mark.parametrize(
    ("one", "other"), [("zoo", "Zoo"), ("Groß_Buchholz", "Groß Buchholz"), ("ökohaus", "Ökohaus")]
)
def test_two_spellings_of_one_page(one: str, other: str) -> None:
    """To a wiki the first letter is a capital and an underscore is a space."""
    assert same_page(one) == same_page(other)


@pytest.mark.parametrize(("one", "other"), [("Zoo", "ZOO"), ("ßtraße", "SStraße")])
def test_two_pages(one: str, other: str) -> None:
    """Later letters keep their case, and a first ß has no capital of one letter."""
    assert same_page(one) != same_page(other)
