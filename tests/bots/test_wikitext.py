"""Facts about wikitext as the bots read it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.wikitext import calls, mask, plain, without_comments

markup = st.text(alphabet=st.sampled_from("{}[]|<>!-/=':*#; \nabnowikipre&;\ufffcä"), max_size=200)


@pytest.mark.parametrize(
    ("wikitext", "text"),
    [
        ("'''Mehr''' ''Grün''!", "Mehr Grün!"),
        ("== Zur [[Thema/Jung und Alt|Lage]] ==", "Zur Lage"),
        ("[[Stadtteil/List]] und [https://www.hannover.de die Stadt]", "Stadtteil/List und die Stadt"),
        ("* eins\n* zwei\n:: drei", "eins\nzwei\ndrei"),
        ("eins<br />zwei<br>\ndrei", "eins\nzwei\ndrei"),
        ("M&uuml;tter &amp; V&#228;ter&nbsp;gern", "Mütter & Väter gern"),
        ("{{Pro}} {{Zitat|Mehr Zeit|von=Anna}}", "Pro Mehr Zeit"),
        ("<nowiki>[[kein Link]] ''so''</nowiki>", "[[kein Link]] ''so''"),
        ("[[Datei:a.jpg|mini|300px|Unsere Wiese]] [[Kategorie:Grün]]", "Unsere Wiese"),
        ("{| class=x\n|-\n| List || 3\n|}", "List 3"),
        ("5 < 6 und a|b, [[offen", "5 < 6 und a|b, [[offen"),
        ("Text<!-- nicht gesagt --> weiter", "Text weiter"),
    ],
)
def test_plain_words(wikitext: str, text: str) -> None:
    """What a reader sees on the page is what the bots read."""
    assert plain(wikitext) == text


def test_a_template_is_found_with_its_parameters() -> None:
    """Named, unnamed, nested and linked values; the last of a name counts, as on the wiki."""
    text = "x {{ Entscheidung | stadtteile = List, [[Zoo|z]] | {{b|c=1}} | stadtteile=Mitte<!-- so --> }} y"
    (call,) = calls(text, "Entscheidung", "Schritt")
    assert text[call.start : call.end].startswith("{{ Ent")
    assert call.params == {"stadtteile": "Mitte", "1": "{{b|c=1}}"}


@pytest.mark.parametrize(
    "text", ["<!-- {{Halt}} -->", "<nowiki>{{Halt}}</nowiki>", "{{x|{{Halt}}}}", "{{Halt", "{{Halte}}"]
)
def test_a_template_that_is_none(text: str) -> None:
    """Commented out, shown as an example, inside another one, or never closed."""
    assert calls(text, "Halt") == ()


@settings(deadline=None)
@given(markup)
def test_masking_keeps_the_places(text: str) -> None:
    """Positions and lines in the masked text are those of the text."""
    masked = mask(text)
    assert len(masked) == len(text)
    assert [i for i, c in enumerate(masked) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@settings(deadline=None)
@given(markup)
def test_anything_can_be_read(text: str) -> None:
    """Plain words and templates come from every text, and an open comment hides nothing."""
    assert isinstance(plain(text), str)
    assert all(text[call.start : call.end].startswith("{{") for call in calls(text, "A", "B"))
    assert without_comments(text.replace("-->", "") + "<!--").endswith("<!--")


@pytest.mark.parametrize(
    "piece",
    ["[[", "{{", "[[a|", "{{a|", "<nowiki>", "<!--", "<b>", "{|", "\n*", "= a\n", "[http://a ", "&", "{{[["],
)
def test_long_hostile_text_is_read_at_once(piece: str) -> None:
    """A hundred thousand characters of anything unclosed stay what they are: text."""
    text = piece * (100_000 // len(piece))
    assert calls(text + "{{Halt|nein}}", "Halt")[0].params == {"1": "nein"}
    assert len(mask(text)) == len(text)
    plain(text)
