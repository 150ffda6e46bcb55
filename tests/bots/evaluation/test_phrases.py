"""What a need is called: the city's keyword where one tells, else the writer's own word."""

from __future__ import annotations

import pytest

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.phrases import OTHER, Phrases
from familienkonferenz.bots.evaluation.wishes import headline, wish
from familienkonferenz.bots.places.tags import PlaceTag
from familienkonferenz.config import Conference

from .coded import judged, written


def names(conference: Conference, *coded: Coded) -> list[str]:
    """The phrases of contributions of one topic, each in its first place."""
    topics = {topic.id: topic.keywords for topic in conference.topics}
    chosen = Phrases(conference).choose(coded, lambda one: (topics[one.topic],))
    return [chosen[one.contribution.id, (one.districts or ("",))[0]] for one in coded]


def tagged(text: str, **places: str) -> Coded:
    """A contribution of the topic wiki with a tag for each Stadtteil, found by these words of it."""
    tags = tuple(
        PlaceTag(name, text.index(words), text.index(words) + len(words), words, "Landmarke", 0.9, "set")
        for name, words in places.items()
    )
    return judged(written(1, text, source="themenwiki", title="Orte"), tags=tags, districts=tuple(places))


@pytest.mark.parametrize(
    ("title", "text", "topic", "phrase"),
    [
        ("", "Uns fehlt ein Hortplatz bis 17 Uhr.", "betreuung", "Hortplatz"),
        ("", "Der Spielplatz ist schön, die Wiese auch. Aber: keine Toilette!", "spielen", "Toilette"),
        ("", "Die Wiese ist weit, und es fehlt eine Bank.", "spielen", "Bank"),
        ("Kinderkino im Bürgerhaus", "Seit der Projektor hin ist: nix mehr.", "bildung", "Kinderkino"),
        ("Kleidertausch in Hainholz", "Bitte öfter als einmal im Jahr.", "teilhabe", "Kleidertausch"),
        ("Unsere Wünsche für den Platz", "Wir hätten gern mehr Licht am Weg.", "wohnen", "Licht"),
        ("Scherben auf der Straße", "Jeden Sonntag das Gleiche.", "wohnen", "Scherben"),
        ("", "Viele von uns brauchen Betreuung bis 16 Uhr.", "betreuung", "Betreuung"),
        ("", "Alles grau hier.", "wohnen", OTHER),
        ("Der Garten", "Alles grau hier.", "spielen", "Garten"),
        ("Endlich anfangen", "Ich will keine Diskussion mehr.", "sonstiges", OTHER),
    ],
)
def test_a_need_is_called_by_what_is_lacking(
    conference: Conference, title: str, text: str, topic: str, phrase: str
) -> None:
    """Not by what the text mentions besides, nor by the name of the topic where the text names a thing."""
    assert names(conference, judged(written(1, text, title=title), topic=topic)) == [phrase]


def test_what_is_not_wanted_names_nothing() -> None:
    """Nor does what a sentence with „sondern“ sets aside, a word for anything, or a place."""
    for text in (
        "Kein großes Projekt mit Antragsformular, sondern ein Schlüssel.",
        "Wir suchen seit Jahren etwas Größeres.",
        "Wir haben keinen Balkon.",
        "Uns fehlt am Moltkeplatz alles.",
    ):
        assert wish(judged(written(1, text))) == "", text
    assert headline(judged(written(1, "…", title="Dringend gesucht"))) == ""
    assert headline(judged(written(1, "…", title="Frau Kowalski hilft"))) == ""


def test_a_list_of_places_lacks_in_each_what_its_line_says(conference: Conference) -> None:
    """And not what another line says, nor a part of the place's own name."""
    text = "Orte, um die es uns geht\nPfarrlandplatz: mehr Schatten\nGeorgengarten: endlich ein Trinkbrunnen"
    one = tagged(text, **{"Linden-Nord": "Pfarrlandplatz", "Nordstadt": "Georgengarten"})
    keywords = next(topic.keywords for topic in conference.topics if topic.id == "spielen")
    assert Phrases(conference).choose([one], lambda _: (keywords,)) == {
        ("B1", "Linden-Nord"): "Schatten",
        ("B1", "Nordstadt"): "Trinkbrunnen",
    }


def test_the_heading_of_a_topic_wiki_is_nobody_s_need(conference: Conference) -> None:
    """Who writes "alles weg" beneath "Was ein guter Garten braucht" wants no garden."""
    one = judged(written(1, "Alles weg hier.", source="themenwiki", title="Was ein guter Garten braucht"))
    assert names(conference, one) == [OTHER]


def test_a_reply_from_elsewhere_wants_what_it_answers(conference: Conference) -> None:
    """Where it names nothing of its own."""
    coded = (
        judged(written(1, "Hier fehlt ein Hortplatz."), topic="betreuung", districts=("List",)),
        judged(written(2, "In Ahlem auch.", reply_to="B1"), topic="betreuung", districts=("Ahlem",)),
        judged(
            written(3, "In Lahe fehlt eine Krippe.", reply_to="B1"), topic="betreuung", districts=("Lahe",)
        ),
    )
    assert names(conference, *coded) == ["Hortplatz", "Hortplatz", "Krippe"]


def test_forms_of_one_word_are_one_need(conference: Conference) -> None:
    """Two who lack the same thing that no keyword names are counted together."""
    texts = ("Uns fehlt ein Beamer.", "Es fehlen Beamer.")
    assert len(set(names(conference, *(judged(written(n, text)) for n, text in enumerate(texts, 1))))) == 1
