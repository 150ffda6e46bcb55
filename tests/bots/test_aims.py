"""Facts about planning aims, kinds and topics of a text."""

import pytest

from familienkonferenz.bots.aims import aims, compile_aims
from familienkonferenz.bots.german import words
from familienkonferenz.bots.keywords import Lexicon
from familienkonferenz.bots.kinds import compile_kinds, compile_topics, kind, topic
from familienkonferenz.config import load
from familienkonferenz.config.rules import load_rules

CONFERENCE = load()
RULES = load_rules(CONFERENCE)


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("Wir haben keinen Hortplatz bekommen, die Warteliste ist endlos.", "angebote"),
        ("Ein Familienzentrum an diesem Standort wäre wohnortnah.", "standorte"),
        ("Eine Erziehungsberatung auf Türkisch würde vielen helfen.", "leistungen"),
        ("Ich würde gern ehrenamtlich vorlesen.", "ehrenamt"),
        ("Der Schwimmkurs ist immer ausgebucht.", "gesundheit"),
    ],
)
def test_each_aim_is_recognised_with_its_words(text, aim):
    """The first aim is the one whose keywords the text has, and it quotes them as typed."""
    found = aims(words(text), compile_aims(CONFERENCE))
    assert found[0].label == aim
    quoted = found[0].words.split("“")[0].removeprefix("„")
    assert quoted in text


def test_a_text_may_serve_several_aims_or_none():
    """A new house for children is a matter of offers and of sites; a greeting is none."""
    compiled = compile_aims(CONFERENCE)
    found = aims(words("Im Neubaugebiet fehlen Krippe, Kindergarten und Jugendzentrum."), compiled)
    assert {leaning.label for leaning in found} >= {"angebote", "standorte"}
    assert aims(words("Guten Tag zusammen!"), compiled) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir wünschen uns eine Rutsche.", "Wunsch"),
        ("Idee: Man könnte den Platz am Sonntag sperren.", "Idee"),
        ("Leider ist es dort gefährlich und viel zu laut.", "Kritik"),
        ("Ich rege an, dass die Stadt das prüfen sollte.", "Anregung"),
    ],
)
def test_the_kind_is_read_from_cues(text, expected):
    """Each kind has its own turns of phrase."""
    assert kind(words(text), "", compile_kinds(CONFERENCE, RULES)) == expected


def test_what_a_person_chose_stays():
    """The kind and topic of the form are never judged again."""
    assert kind(words("Leider gefährlich"), "Wunsch", compile_kinds(CONFERENCE, RULES)) == "Wunsch"
    assert topic(words("Die Ampel ist kaputt"), "wohnen", compile_topics(CONFERENCE)) == "wohnen"


def test_the_topic_is_read_from_keywords():
    """Traffic, playgrounds and schools are told apart; no keyword, no topic."""
    compiled = compile_topics(CONFERENCE)
    assert topic(words("Die Ampel an der Kreuzung und der Zebrastreifen"), "", compiled) == "verkehr"
    assert topic(words("Die Rutsche auf dem Spielplatz"), "", compiled) == "spielen"
    assert topic(words("Hm."), "", compiled) == ""


def test_a_lexicon_finds_forms_compounds_and_phrases():
    """„Spielplatz“ finds Spielplätze and Wasserspielplatz; „=Park“ not Parkplatz nor parken; phrases may be loose."""
    lexicon = Lexicon.of({"x": ["Spielplatz", "=Park", "überfüllte Bahn", "S-Bahn"]})

    def spoken(text: str) -> list[str]:
        return [hit.spoken for hit in lexicon.hits(words(text))]

    assert spoken("Spielplätze und ein Wasserspielplatz") == ["Spielplätze", "Wasserspielplatz"]
    assert spoken("Im Park, kein Parkplatz zum parken") == ["Park"]
    assert spoken("Die Bahn ist morgens völlig überfüllt. Die S-Bahn nicht.")[-1] == "S-Bahn"
    assert "Bahn ist morgens völlig überfüllt" not in spoken("Die Bahn. Überfüllt ist das Bad.")
