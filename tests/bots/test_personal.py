"""Facts about personal data in people's texts: what is found, by which rule, and what is only a city's figure."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familienkonferenz.bots.personal.search import find


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Erreichbar unter 98 76 543.", "Telefon", "98 76 543"),
        ("Tel. 0511-1 23 45 67", "Telefon", "0511-1 23 45 67"),
        ("Mobil +49 (0)170 31472825", "Telefon", "+49 (0)170 31472825"),
        ("Bitte an h.meier ät web.de", "E-Mail", "h.meier ät web.de"),
        ("Anna (at) example (punkt) org", "E-Mail", "Anna (at) example (punkt) org"),
        ("Konto de89370400440532013000", "IBAN", "de89370400440532013000"),
        ("H AB 123 parkt falsch.", "Kennzeichen", "H AB 123"),
        ("Mit dem Kennzeichen h-ab 123", "Kennzeichen", "h-ab 123"),
        ("Wir wohnen im Canarisweg 14.", "Anschrift", "Canarisweg 14"),
        ("Unser Haus in der Beethovenstraße 7 hat keinen Hof.", "Anschrift", "Beethovenstraße 7"),
        ("Limmerstr. 12, 30451 Hannover", "Anschrift", "Limmerstr. 12"),
        ("Frau Dr. von der Heide hilft.", "Name", "Frau Dr. von der Heide"),
        ("Ich heiße Fatma Öztürk.", "Name", "Fatma Öztürk"),
        ("Pastor Lindemann hält den Kurs.", "Name", "Pastor Lindemann"),
        ("Familie Groß von nebenan", "Name", "Familie Groß"),
    ],
)
def test_personal_data_is_found_with_its_words(text: str, kind: str, words: str) -> None:
    """As people write it: disguised, torn apart, without capitals."""
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Der Bus hält um 07.15, 07.45 und 08.15 Uhr.",
        "Rechnung 0815/4711 und Az. 0511/1234/2025 sind falsch.",
        "Freizeitheim Linden, Windheimstraße 4, 30451 Hannover",
        "Am Markt 12 Bäume pflanzen und am Küchengarten 3 Bänke!",
        "Der Spielplatz an der Voltmerstraße 36 ist kaputt.",
        "Haltestelle Am Soltekampe 5 Minuten zu Fuß, Linie 100/200.",
        "Die A2, die B 65 und die K 123; TV-L 9, TVöD S 8a, DIN A4.",
        "Drs. 15-0863/2016 N1, H-0123/2026",
        "Familie und Beruf, Frau und Mann, Herr Oberbürgermeister!",
        "Die Nummer gegen Kummer: 0800 111 0 333.",
        "DE89370400440532013001 ist keine Kontonummer.",
        "Um 0 Uhr, 0,50 Euro, 2026/27, 1.11.2025 - 30.11.2025.",
    ],
)
def test_the_figures_of_a_city_are_nobodys(text: str) -> None:
    """Times, papers, lines, prices, hotlines, house numbers of houses that are everybody's."""
    assert found(text) == []


def test_invisible_characters_hide_nothing() -> None:
    """A number torn apart by what nobody sees is a number; the span counts the text as it came."""
    assert found("0\u200b511 / 98\u200b76 543") == [("Telefon", "0\u200b511 / 98\u200b76 543")]


@given(st.text(alphabet=st.sampled_from("aÄz 0511@.-/()+DEH\nß"), max_size=300))
def test_finds_lie_in_the_text_in_order_and_apart(text: str) -> None:
    """Whatever is typed."""
    finds = find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in finds)
    assert all(left.end <= right.start for left, right in pairwise(finds))
