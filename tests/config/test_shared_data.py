"""Hannover's files say the same as the data that was collected for them, but for what is listed here."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from familienkonferenz.config import Conference, load

DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(
    not (DATA / "districts.json").is_file(), reason=f"the collected data is not beside the checkout ({DATA})"
)

# Words of the data that were left out on purpose; the note of the district or landmark says why.
LEFT_OUT = {
    ("Mitte", "City"),
    ("Mitte", "Zentrum"),
    ("Calenberger Neustadt", "Neustadt"),
    ("Calenberger Neustadt", "Neustädter"),
    ("Burg", "Burger"),
    ("Groß-Buchholz", "Buchholz"),
    ("Groß-Buchholz", "Buchholzer"),
    ("Döhren", "Waldhausen/Döhren"),
    ("Isernhagen-Süd", "Isernhagener"),
    ("Wettbergen", "In der Rehre"),
    ("Medizinische Hochschule Hannover", "Roderbruch"),
    ("Braunschweiger Platz", "Tierärztliche Hochschule"),
}
# Through the whole city by its own note, which the data does not say in its field.
WIDE = {"Eilenriede"}


@pytest.fixture(scope="module")
def hannover() -> Conference:
    return load()


def data(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found


def bare(word: str) -> str:
    """The word without a remark in brackets."""
    return re.sub(r" *\([^)]*\)", "", word)


def test_districts_and_boroughs_as_collected(hannover: Conference) -> None:
    """Names, numbers, Stadtbezirke, postcodes and ambiguity of all districts are those of the data."""
    found = {(d.name, d.number, d.borough, d.postcodes, d.ambiguity) for d in hannover.districts}
    assert found == {
        (s["name"], s["stadtteil_nr"], s["stadtbezirk_nr"], tuple(s["plz"]), s["ambiguity_level"])
        for s in data("districts.json")["stadtteile"]
    }
    assert [(b.number, b.name, b.districts) for b in hannover.boroughs] == [
        (b["nr"], b["name"], tuple(b["stadtteile"])) for b in data("districts.json")["stadtbezirke"]
    ]


def test_no_word_for_a_district_lost(hannover: Conference) -> None:
    """Every alias and demonym of the data is there, in a group, or left out with its reason in the note."""
    groups = {g.name: g.districts for g in hannover.groups}
    lost = set()
    for s in data("districts.json")["stadtteile"]:
        district = hannover.district(s["name"])
        for word in map(bare, (*s["aliases"], *s["demonyms"])):
            in_group = s["name"] in groups.get(word, ())
            if word not in (*district.aliases, *district.demonyms) and not in_group:
                lost.add((s["name"], word))
                assert f"„{word}“" in district.note, (
                    f"{district.name}: the note does not say why {word} is out"
                )
    assert lost == {(name, word) for name, word in LEFT_OUT if name in {d.name for d in hannover.districts}}


def test_landmarks_as_collected(hannover: Conference) -> None:
    """All 149 landmarks of the data are there with their kind, Stadtteile and confidence, beside many more."""
    collected = data("landmarks.json")["landmarks"]
    assert len(collected) == 149
    assert {(m.name, m.kind, m.districts, m.confidence, m.many_districts) for m in hannover.landmarks} >= {
        (
            bare(m["name"]),
            m["kind"],
            tuple(m["stadtteile"]),
            m["confidence"],
            m.get("many_districts", False) or m["name"] in WIDE,
        )
        for m in collected
    }


def test_no_word_for_a_landmark_lost(hannover: Conference) -> None:
    """Every alias of a landmark still leads to the same Stadtteile, or is left out on purpose."""
    leads = {word: m.districts for m in hannover.landmarks for word in (m.name, *m.aliases)}
    leads |= {word: (d.name,) for d in hannover.districts for word in (d.name, *d.aliases)}
    lost = {
        (bare(m["name"]), word)
        for m in data("landmarks.json")["landmarks"]
        for word in map(bare, m["aliases"])
        if (bare(m["name"]), word) not in LEFT_OUT and leads.get(word) != tuple(m["stadtteile"])
    }
    # „Limmer (die)“ is kept with its article, since the bare name is the Stadtteil.
    assert lost == {("Limmerstraße", "Limmer")}
    assert leads["die Limmer"] == ("Linden-Nord",)


def test_bodies_as_collected(hannover: Conference) -> None:
    """All 78 bodies have the id, name, step, place and parent of the data."""
    levels = {"Stadtbezirk": "borough", "Einrichtung": "facility", None: ""}
    assert {(b.id, b.name, b.step, b.level, b.borough, b.district, b.parent) for b in hannover.bodies} == {
        (
            b["id"],
            b["name"],
            b["kind"],
            levels[b.get("level")],
            b.get("stadtbezirk"),
            b.get("stadtteil"),
            b.get("parent"),
        )
        for b in data("bodies.json")["bodies"]
    }


def test_aims_in_the_words_of_the_city(hannover: Conference) -> None:
    """The five aims are in the wording and order of the city's own text."""
    text = (DATA.parent / "reference" / "online-familienkonferenz.txt").read_text(encoding="utf-8")
    section = text.split("Ziele sind")[1].split("Der Fachbereich")[0]
    assert [a.text for a in hannover.aims] == [line.strip() for line in section.split("•") if line.strip()]
