"""Facts about the places of a text: real sentences, names written short or wrong, and hostile texts."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.german.words import words
from familienkonferenz.bots.places.gazetteer import Gazetteer
from familienkonferenz.bots.places.name_forms import is_slip
from familienkonferenz.bots.places.tags import districts_of, tag
from familienkonferenz.config import load
from familienkonferenz.config.rules import load_rules

CASES = Path(__file__).parents[1] / "cases" / "places.txt"
GAZETTEER = Gazetteer.of(load(), load_rules(load()))
NAMES = [district.name for district in load().districts]
PIECES = st.sampled_from(
    ["List", "Mitte", "Zoo", "Linden-Nord", "-Süd", "Nord-", "und", ", ", "/", "-", " ", "\n", "in der ", "aus ",
     "Frau ", "Richtung ", "Bonn", "Hannover", "Lutherstraße", "Sallstr.", "Am Schwarzen Bären", "Vahrenwlad",
     "\u202e", "\x00", "👨‍👩‍👧", "u\u0308", "مرحبا", "<b>", "[[", "{{", "'''", "30449", "ß", "İ", "ﬁ"]
)  # fmt: skip


def cases() -> list[tuple[str, set[str]]]:
    lines = (line.strip() for line in CASES.read_text(encoding="utf-8").splitlines())
    parts = (line.partition(" =>") for line in lines if line and not line.startswith("#"))
    return [(text, {name.strip() for name in wanted.split(",") if name.strip()}) for text, _, wanted in parts]


def set_in(text: str) -> set[str]:
    return set(districts_of(tag(text, "", GAZETTEER), GAZETTEER))


@pytest.mark.parametrize(("text", "districts"), cases(), ids=[text[:60] for text, _ in cases()])
def test_a_sentence_is_about_these_districts(text: str, districts: set[str]) -> None:
    """Every sentence of `cases/places.txt` gets exactly its Stadtteile."""
    assert set_in(text) == districts


def test_a_slip_is_one_letter() -> None:
    """Missing, surplus, wrong or swapped with its neighbour: once. Twice is another word."""
    for written in ("hainhlz", "hainholtz", "heinholz", "hainhozl"):
        assert is_slip("hainholz", written)
    for written in ("heinhols", "holzhain", "hain", ""):
        assert not is_slip("hainholz", written)


def test_a_slip_is_forgiven_only_where_a_place_is_expected() -> None:
    """„in Bothfed“ is Bothfeld; a word like a Stadtteil anywhere else is a word."""
    assert set_in("In Bothfed fehlt eine Kita.") == {"Bothfeld"}
    assert set_in("Das Bothfed ist kaputt.") == set()
    assert set_in("Das gibt es nur in Anderen Städten.") == set()


def test_a_common_name_needs_a_second_sign() -> None:
    """A Lutherstraße is in every town: a proposal alone, set beside a place of the same Stadtteil or the city."""
    alone = tag("In der Lutherstraße wird gerast.", "", GAZETTEER)
    assert [(found.district, found.state) for found in alone] == [("Südstadt", "proposed")]
    assert set_in("In der Lutherstraße am Stephansplatz wird gerast.") == {"Südstadt"}
    assert set_in("In der Lutherstraße in Hannover wird gerast.") == {"Südstadt"}
    assert set_in("In der Lutherstraße in Hannover wird gerast und in Köln auch.") == set()
    assert set_in("In der Lutherstraße in Hannover wird gerast wie in Köln.") == {"Südstadt"}


def test_common_streets_do_not_vouch_for_each_other() -> None:
    """Towns name whole quarters after poets and flowers, so two such streets prove nothing."""
    assert set_in("Ecke Kantstraße und Hegelstraße fehlt eine Ampel.") == set()
    assert set_in("Die Christuskirche in der Oberstraße") == {"Nordstadt"}


def test_every_landmark_of_one_district_leads_there_or_nowhere() -> None:
    """A sentence with nothing but the name of a place sets its Stadtteil or none, never another."""
    wrong = {}
    for landmark in load().landmarks:
        for name in (landmark.name, *landmark.aliases):
            got = set_in(f"Treffen: {name}.")
            if not got <= set(landmark.districts):
                wrong[name] = got
    assert wrong == {}


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.sampled_from(NAMES) | st.text(max_size=8), max_size=30).map("".join))
@example("Nord-, Nord-, und ")
@example("Linden-Nord und -")
def test_every_tag_of_any_text_points_at_its_words(text: str) -> None:
    """Whatever is typed: known Stadtteile, one tag each, best first, spans inside the text, the same again."""
    tags = tag(text, "", GAZETTEER)
    assert {found.district for found in tags} <= set(NAMES)
    assert len({found.district for found in tags}) == len(tags)
    assert [found.confidence for found in tags] == sorted((f.confidence for f in tags), reverse=True)
    assert all(text[found.start : found.end] == found.words != "" for found in tags)
    assert all((found.state == "set") == (found.confidence >= GAZETTEER.threshold) for found in tags)
    assert tags == tag(text, "", GAZETTEER)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from(["\u202b", "👍 ", "<i>", "\t", "&nbsp;"]), st.text(max_size=3))
def test_signs_around_a_name_do_not_hide_it(name: str, before: str, after: str) -> None:
    """Direction marks, emoji and markup before „Stadtteil …“ change nothing."""
    assert name in set_in(f"{before}Im Stadtteil {name}. {after}")


@pytest.mark.parametrize(
    "name", ["Linden-Nord", "List", "Linden-Nord und -Süd,", "Nord-,", "Lutherstraße", "in Sahlkmap"]
)
def test_finds_grow_with_the_text_only(name: str) -> None:
    """10,000 repetitions make at most 10,000 times the finds of one, and one tag per Stadtteil."""
    text = f"{name} " * 10_000
    spoken = words(text)
    assert sum(1 for _ in GAZETTEER.finds(spoken)) <= len(spoken.tokens)
    assert len(tag(text, "", GAZETTEER)) <= 3


def test_a_megabyte_is_answered() -> None:
    """1 MB of text, of one endless word or of the first words of names, has an answer."""
    for text in ("A" * 1_000_000, "in der am die " * 70_000, "Süd-" * 250_000):
        assert tag(text, "", GAZETTEER) == ()


def test_a_long_name_is_known_by_its_sound() -> None:
    """„Varenwald“ is Vahrenwald anywhere; a short name needs a place around it, and a word of its own is none."""
    assert set_in("Dass Varenwald mehr Grün braucht, weiß jeder.") == {"Vahrenwald"}
    assert set_in("Wir wohnen in Limer und sind zufrieden.") == {"Limmer"}
    assert set_in("Der Limer ist ein Getränk.") == set()
    assert set_in("Die Kinder stehen in Linden mitten auf der Straße.") == {
        "Linden-Nord",
        "Linden-Mitte",
        "Linden-Süd",
    }


def test_the_ordinary_sense_of_a_name_is_heard() -> None:
    """Beside trees „Linden“ are trees, beside sand a „Burg“ is of sand; the words are the configuration's."""
    assert set_in("Für Linden wünschen wir uns Ruhe.") == {"Linden-Nord", "Linden-Mitte", "Linden-Süd"}
    assert set_in("Für Linden und andere Bäume ist es zu trocken.") == set()


def test_what_only_this_city_says_makes_a_street_its_own() -> None:
    """A Gneiststraße may be anywhere; in a paper of Hannover's council it is the one in the Südstadt."""
    assert set_in("Umwandlung einer Gruppe in der Kita Gneiststraße") == set()
    assert set_in("Umwandlung einer Gruppe in der Kita Gneiststraße (Drucks. Nr. 0812/2026)") == {"Südstadt"}
