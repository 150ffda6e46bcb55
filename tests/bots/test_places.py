"""Facts about the Stadtteile a text is about, on Hannover's own configuration."""

import unicodedata

import pytest

from familienkonferenz.bots.places.gazetteer import Gazetteer
from familienkonferenz.bots.places.tags import PlaceTag, districts_of, tag
from familienkonferenz.config import load
from familienkonferenz.config.rules import load_rules


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    conference = load()
    return Gazetteer.of(conference, load_rules(conference))


def set_in(gazetteer: Gazetteer, text: str, place: str = "") -> set[str]:
    return set(districts_of(tag(text, place, gazetteer), gazetteer))


def one(tags: tuple[PlaceTag, ...], district: str) -> PlaceTag:
    return next(found for found in tags if found.district == district)


@pytest.mark.parametrize(
    ("text", "districts"),
    [
        ("Im Sahlkamp fehlt ein Familienzentrum.", {"Sahlkamp"}),
        ("Vahrenwalds Kinder brauchen Platz.", {"Vahrenwald"}),
        ("Wir wohnen in Groß Buchholz, früher in der Nordstadt.", {"Groß-Buchholz", "Nordstadt"}),
        ("Suedstadt: mehr Bänke bitte", {"Südstadt"}),
        ("in der südstadt fehlt ein spielplatz", {"Südstadt"}),
        ("Der Radweg in der südstadt ist schlecht.", {"Südstadt"}),
        ("LINDEN-NORD BRAUCHT SCHATTEN", {"Linden-Nord"}),
        ("Wir Ricklinger brauchen Radwege.", {"Ricklingen"}),
        ("Lister Eltern wünschen sich einen Hort.", {"List"}),
        ("Das Nordstadtfest war schön, die Nordstadt-Eltern halfen mit.", {"Nordstadt"}),
        ("Hannover-Kirchrode, am Tiergarten", {"Kirchrode"}),
    ],
)
def test_a_name_is_found_in_the_forms_people_write(gazetteer, text, districts):
    """Genitives, missing umlauts, small letters, inhabitants and compounds name the Stadtteil."""
    assert set_in(gazetteer, text) == districts


@pytest.mark.parametrize(
    "text",
    [
        "Er hat es mit List geschafft, und bitte eine Liste aller Angebote.",
        "In der Mitte des Platzes steht ein Baum, ab Mitte Mai blüht er.",
        "Der Zoo ist zu teuer für Familien.",
        "Die Burg auf dem Spielplatz ist morsch.",
        "Die Kinder spielen mit Stöcken unter den Linden.",
        "Alte Linden müssen geschnitten werden.",
        "Im Mittelfeld wurde gut gespielt.",
        "Der Standort Waldheim ist es nicht.",
        "Das Waldheim der Naturfreunde hat wieder auf.",
    ],
)
def test_an_ordinary_word_is_no_place(gazetteer, text):
    """List, Mitte, Zoo, Burg, Stöcken, Linden, Mittelfeld and Waldheim mean a Stadtteil only in a place's context."""
    assert set_in(gazetteer, text) == set()


@pytest.mark.parametrize(
    ("text", "districts"),
    [
        ("Wir wohnen in der List und suchen einen Hortplatz.", {"List"}),
        ("Im Stadtteil Mitte gibt es zu wenig Grün.", {"Mitte"}),
        ("Im Zooviertel wird überall geparkt.", {"Zoo"}),
        ("In Burg fehlt eine Krippe.", {"Burg"}),
        ("In Stöcken gibt es keine Bücherei.", {"Stöcken"}),
        ("Die Kita Stöcken hat einen tollen Garten.", {"Stöcken"}),
        ("In Mittelfeld fehlt ein Jugendtreff.", {"Mittelfeld"}),
        ("Limmer braucht einen Spielplatz.", {"Limmer"}),
        ("Von Ahlem bis Zoo, von Null bis 99.", {"Ahlem", "Zoo"}),
        ("Burg, Leinhausen und Ledeburg", {"Burg", "Leinhausen", "Ledeburg"}),
        ("In Hainholz, Vinnhorst und der List", {"Hainholz", "Vinnhorst", "List"}),
    ],
)
def test_an_ordinary_word_is_a_place_in_a_places_context(gazetteer, text, districts):
    """„in der …“, „Stadtteil …“, a house of that name, a verb in the singular or a list of Stadtteile are enough."""
    assert set_in(gazetteer, text) == districts


@pytest.mark.parametrize(
    ("text", "districts"),
    [
        ("In der Limmerstraße fehlen Fahrradbügel.", {"Linden-Nord"}),
        ("Auf der Limmer liegen Scherben.", {"Linden-Nord"}),
        ("Am Lister Bad ist die Wiese voller Müll.", {"Vahrenheide"}),
        ("Auf dem Moltkeplatz liegt Hundekot.", {"List"}),
        ("Vom Lister Platz bis zum Moltkeplatz", {"List"}),
        ("Rund um den Lindener Marktplatz parken alle falsch.", {"Linden-Mitte"}),
        ("Die Lutherschule in der Nordstadt", {"Nordstadt"}),
    ],
)
def test_a_landmark_beats_the_district_inside_it(gazetteer, text, districts):
    """Limmerstraße is not Limmer, the Lister Bad not in the List."""
    assert set_in(gazetteer, text) == districts


def test_a_square_on_a_border_is_set_for_both_sides(gazetteer):
    """Both are set with little confidence, the likelier first; the text's own word decides if there is one."""
    tags = tag("Am Küchengarten ist es laut.", "", gazetteer)
    assert [(found.district, found.state) for found in tags] == [
        ("Linden-Mitte", "set"),
        ("Linden-Nord", "set"),
    ]
    assert set_in(gazetteer, "Am Küchengarten in Linden-Nord ist es laut.") == {"Linden-Nord"}


def test_a_long_street_says_nothing_alone_but_two_meet_somewhere(gazetteer):
    """The Vahrenwalder Straße crosses five Stadtteile; where it meets the Isernhagener is Vahrenwald."""
    assert set_in(gazetteer, "Die Vahrenwalder Straße ist laut.") == set()
    assert set_in(gazetteer, "zwischen Isernhagener & Vahrenwalder Str. gesperrt") == {"Vahrenwald"}


def test_a_name_of_several_districts_means_all_until_the_text_says_more(gazetteer):
    """Linden is Linden-Nord, -Mitte and -Süd; beside Linden-Süd it is Linden-Süd alone."""
    linden = {"Linden-Nord", "Linden-Mitte", "Linden-Süd"}
    assert set_in(gazetteer, "In Linden fehlen Kitaplätze.") == linden
    assert set_in(gazetteer, "Ich wohne in Linden, genauer in Linden-Süd.") == {"Linden-Süd"}
    assert set_in(gazetteer, "Zwischen Linden und Limmer fehlt ein Radweg.") == linden | {"Limmer"}


def test_a_borough_means_its_districts(gazetteer):
    """„Stadtbezirk Vahrenwald-List“ is about both; „Stadtbezirksrat Nord“ about four."""
    assert set_in(gazetteer, "Im Stadtbezirk Vahrenwald-List fehlen Plätze.") == {"Vahrenwald", "List"}
    assert set_in(gazetteer, "An den Stadtbezirksrat Nord") == {
        "Nordstadt", "Hainholz", "Vinnhorst", "Brink-Hafen",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Neustadt am Rübenberge hat ein besseres Freibad, und Isernhagen auch.",
        "In Berlin-Mitte gibt es das, am Dresdner Hauptbahnhof auch.",
        "In Dortmund gibt es so etwas in der Nordstadt.",
        "Die Stadtbahn Richtung Misburg ist immer voll.",
        "Stau auf der A2 zwischen Garbsen und Hannover-Herrenhausen",
        "So wie in der Nordstadt sollte es überall sein.",
        "Herr List, Frau Waldheim und F. Ledeburg waren da.",
        "Ricklinger Straße, Ecke Badenstedter Allee",
        "Schloß Ricklingen gehört zu Garbsen.",
    ],
)
def test_other_towns_directions_and_people_are_no_place(gazetteer, text):
    """Homonyms, neighbours, motorway exits, directions, comparisons and surnames set nothing."""
    assert set_in(gazetteer, text) == set()


def test_the_field_needs_less_evidence_than_the_text(gazetteer):
    """In the place field a bare „Mitte“ or „zoo“ is a Stadtteil, and a slip of the pen is forgiven."""
    assert set_in(gazetteer, "Mehr Bänke!", "Mitte") == {"Mitte"}
    assert set_in(gazetteer, "Mehr Bänke!", "zoo") == {"Zoo"}
    assert set_in(gazetteer, "Mehr Bänke!", "Hainholtz") == {"Hainholz"}
    found = one(tag("Mehr Bänke!", "Linden Nord", gazetteer), "Linden-Nord")
    assert (found.rule, found.words, found.start, found.end) == ("Ortsfeld", "Linden Nord", 0, 0)


def test_the_field_narrows_what_the_text_leaves_open(gazetteer):
    """„Linden“ in the text of someone who typed Linden-Süd is Linden-Süd."""
    assert set_in(gazetteer, "In Linden fehlt ein Hort.", "Linden-Süd") == {"Linden-Süd"}


def test_the_whole_city_in_the_field_leaves_only_proposals(gazetteer):
    """Who typed „Hannover insgesamt“ does not mean the Stadtteil that an example names."""
    tags = tag("Zum Beispiel in der Südstadt fehlen Hortplätze.", "Hannover insgesamt", gazetteer)
    assert [(found.district, found.state) for found in tags] == [("Südstadt", "proposed")]


def test_a_tag_says_where_it_stands(gazetteer):
    """Spans count code points of the text as typed, also with emoji before and decomposed umlauts."""
    for text in ("👨‍👩‍👧 Die Südstadt ist schön.", unicodedata.normalize("NFD", "Grüße aus der Südstadt!")):
        found = one(tag(text, "", gazetteer), "Südstadt")
        assert text[found.start : found.end] == found.words
        assert unicodedata.normalize("NFC", found.words) == "Südstadt"


def test_every_district_of_the_city_is_found_by_its_own_name(gazetteer):
    """„Im Stadtteil …“ sets each of the 51, and nothing else."""
    for district in load().districts:
        assert set_in(gazetteer, f"Im Stadtteil {district.name} fehlt etwas.") == {district.name}


def test_odd_texts_do_no_harm(gazetteer):
    """Empty, blank, only signs, very long and hostile texts give an answer quickly."""
    for text in ("", " \n ", "!!! ???", "A" * 20_000, "Linden-" * 3_000, "\u0308" * 5_000, "Am " * 5_000):
        assert isinstance(tag(text, text[:200], gazetteer), tuple)
