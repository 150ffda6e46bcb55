"""Facts about kind, topic and planning aims of a text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.coding import Coder, code
from familienkonferenz.bots.concerns.concern import Concern, Concerns, concern_words
from familienkonferenz.bots.concerns.signs import Signs
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.german.keywords import Lexicon
from familienkonferenz.bots.german.words import words
from familienkonferenz.config import load
from familienkonferenz.config.meanings import Sign
from familienkonferenz.config.rules import load_rules

CONFERENCE = load()
RULES = load_rules(CONFERENCE)
LEXICON = Lexicon.of(concern_words(CONFERENCE, RULES))
CONCERNS = Concerns.of(CONFERENCE, RULES, LEXICON)


def read(text: str, title: int = 0) -> Concern:
    spoken = words(text)
    return CONCERNS.read(spoken, LEXICON.hits(spoken), title=title)


def kind(text):
    said = read(text).kind
    return said.label if said else ""


def topic(text, title=0):
    said = read(text, title).topic
    return said.label if said else ""


def aims(text):
    return {leaning.label for leaning in read(text).aims}


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
    """An aim quotes the words that serve it as they were typed."""
    found = {leaning.label: leaning.words for leaning in read(text).aims}
    quoted = found[aim].split("“")[0].removeprefix("„")
    assert quoted in text


def test_a_text_may_serve_several_aims_or_none():
    """A new house for children is a matter of offers and of sites; a greeting is none."""
    found = aims("Im Neubaugebiet fehlt eine Krippe, und die Betreuungszeiten im Kindergarten reichen nicht.")
    assert found >= {"angebote", "standorte"}
    assert aims("Guten Tag zusammen!") == set()


def test_a_house_that_is_only_a_place_serves_no_aim():
    """What is lacking on the playground is no question where playgrounds should be; a lacking playground is."""
    assert "standorte" not in aims("Auf dem Spielplatz fehlt eine Rutsche.")
    assert "standorte" in aims("Hier fehlt ein Spielplatz.")
    assert aims("Vor dem Jugendzentrum fehlt ein Zebrastreifen.") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir wünschen uns eine Rutsche.", "Wunsch"),
        ("Idee: Man könnte den Platz am Sonntag sperren.", "Idee"),
        ("Ich würde beim Aufbau helfen.", "Idee"),
        ("Leider ist es dort gefährlich und viel zu laut.", "Kritik"),
        ("Die Ampel ist seit Wochen kaputt.", "Kritik"),
        ("Ich rege an, dass die Stadt das prüfen sollte.", "Anregung"),
        ("Kann man die Wartefläche nicht verbreitern?", "Wunsch"),
        ("Ich wüsste gern, wer das misst.", "Anregung"),
    ],
)
def test_the_kind_is_read_from_what_a_sentence_does(text, expected):
    """Each kind has its own turns of phrase."""
    assert kind(text) == expected


def test_a_request_counts_more_than_the_complaint_before_it():
    """Who tells at length what is bad and then asks has asked."""
    assert (
        kind("Die Ampel ist viel zu kurz, meine Mutter bleibt jedes Mal stehen. Bitte länger schalten.")
        == "Wunsch"
    )


@pytest.mark.parametrize(
    "text", ["Vielen Dank für das schöne Fest!", "Da stimme ich dir zu.", "Guten Tag!", ""]
)
def test_thanks_and_consent_are_of_no_kind(text):
    """Who asks for nothing and complains of nothing gets no kind."""
    assert kind(text) == ""


def test_an_umlaut_tells_a_wish_from_a_story():
    """„Könnte“ is polite, „konnte“ is past; endings do not matter."""
    signs = Signs.of([Sign("Idee", "Könnte", ("könnte",), 10), Sign("Wunsch", "Wünschen", ("wünschen",), 10)])
    assert [
        found.sign.name for found in signs.find(words("Er konnte es. Sie könnten es. Ich wünsche es."))
    ] == [
        "Könnte",
        "Wünschen",
    ]


@pytest.mark.parametrize(
    ("turn", "found", "not_found"),
    [
        ("wäre schön", "Das wäre schön.", "Das wäre dann schön."),
        ("würde … helfen", "Das würde uns allen helfen.", "Das würde gehen. Helfen Sie!"),
        ("warum … ?", "Warum ist das so?", "Warum das so ist, weiß ich."),
        ("bauen $", "Die Brücke bitte bauen!", "Wer bauen will, baut."),
        ("^ mehr", "Mehr Bänke!", "Wir haben mehr Bänke."),
        ("wünsch-", "Das ist wünschenswert.", "Das ist erwünscht."),
        ("-gefährlich", "Das ist lebensgefährlich.", "Das gefährliche Eck."),
        ("Idee", "Eine Idee hätte ich.", "Das ist ideell."),
    ],
)
def test_a_turn_of_phrase_says_where_its_words_stand(turn, found, not_found):
    """In a row, in one sentence, at its beginning, before its mark, as the first or last part of a word."""
    signs = Signs.of([Sign("Wunsch", "Zeichen", (turn,), 10)])
    assert len(signs.find(words(found))) == 1
    assert signs.find(words(not_found)) == ()


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["wäre", "schön", "würde", "helfen", "Warum", "?", ".", "!", "\n", "Kita", "𝔘", "\u200f"]
        )
    )
)
def test_every_find_quotes_the_text(parts):
    """Whatever the order of the words: what is said rests on words of the text, in reach."""
    text = " ".join(parts)
    concern = read(text)
    said = [leaning for leaning in (concern.kind, concern.topic, *concern.aims) if leaning]
    spoken = " ".join(text.split())
    assert all(quote in spoken for leaning in said for quote in leaning.words.strip("„“").split("“, „"))


def test_what_a_person_chose_stays():
    """The kind and topic of the form are never judged again, and the aims are read for this topic."""
    day = datetime(2026, 11, 2, tzinfo=UTC)
    chosen = Contribution(
        "1",
        "beitrag",
        "Beitrag/1",
        "",
        "Leider ist die Ampel kaputt",
        "",
        "Wunsch",
        "wohnen",
        "",
        "",
        day,
        day,
        (),
    )
    coded = code(chosen, Coder.of(CONFERENCE))
    assert (coded.kind, coded.topic) == ("Wunsch", "wohnen")


def test_the_topic_is_read_from_keywords():
    """Traffic, playgrounds and schools are told apart; no keyword, no topic."""
    assert topic("Die Ampel an der Kreuzung und der Zebrastreifen") == "verkehr"
    assert topic("Die Rutsche auf dem Spielplatz") == "spielen"
    assert topic("Hm.") == ""


def test_a_house_that_only_says_where_tells_no_topic():
    """What is lacking in front of the school is a matter of traffic."""
    assert topic("Vor der Schule fehlt ein Zebrastreifen.") == "verkehr"
    assert topic("In der Schule fehlen Lehrkräfte.") == "bildung"


def test_the_title_and_the_sentence_that_asks_tell_the_topic():
    """What is told on the way there counts less."""
    text = "Wir waren im Park. Dort saßen wir. Es fehlt ein Schwimmkurs."
    assert topic(text) == "gesundheit"
    assert topic(f"Spielplatz\n{text}", title=11) == "spielen"


def test_a_lexicon_finds_forms_compounds_and_phrases():
    """„Spielplatz“ finds Spielplätze and Wasserspielplatz; „=Park“ not Parkplatz nor parken; phrases may be loose."""
    lexicon = Lexicon.of({"x": ["Spielplatz", "=Park", "überfüllte Bahn", "S-Bahn"]})

    def spoken(text: str) -> list[str]:
        return [hit.spoken for hit in lexicon.hits(words(text))]

    assert spoken("Spielplätze und ein Wasserspielplatz") == ["Spielplätze", "Wasserspielplatz"]
    assert spoken("Im Park, kein Parkplatz zum parken") == ["Park"]
    assert spoken("Die Bahn ist morgens völlig überfüllt. Die S-Bahn nicht.")[-1] == "S-Bahn"
    assert "Bahn ist morgens völlig überfüllt" not in spoken("Die Bahn. Überfüllt ist das Bad.")


def test_a_word_that_two_labels_write_differently_counts_for_both():
    """„Hort“ of one and „=Hort“ of another: neither hides the other."""
    lexicon = Lexicon.of({"weit": ["Hort"], "eng": ["=Hort"]})
    assert {label for hit in lexicon.hits(words("Der Hort")) for label in hit.labels} == {"weit", "eng"}
