"""Facts about Hannover as it is packaged."""

import doctest
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

import familienkonferenz.config
from familienkonferenz.config import Conference, ConfigError, UnknownName, load


@pytest.fixture(scope="module")
def hannover() -> Conference:
    return load()


def test_51_districts_in_13_boroughs(hannover: Conference) -> None:
    """Hannover has 51 Stadtteile in 13 Stadtbezirke, numbered 01 to 13."""
    assert len(hannover.districts) == 51
    assert [b.number for b in hannover.boroughs] == [f"{number:02}" for number in range(1, 14)]


def test_every_district_in_one_borough(hannover: Conference) -> None:
    """Every Stadtteil is in exactly one Stadtbezirk, and both say so."""
    listed = Counter(name for b in hannover.boroughs for name in b.districts)
    assert listed == Counter(d.name for d in hannover.districts)
    assert set(listed.values()) == {1}
    assert all(d.name in hannover.borough(d.borough).districts for d in hannover.districts)


def test_from_ahlem_to_zoo(hannover: Conference) -> None:
    """Ahlem is in Ahlem-Badenstedt-Davenstedt, the Zoo in Mitte: the motto's two ends."""
    assert hannover.motto == "Von Ahlem bis Zoo, von Null bis 99."
    assert hannover.borough(hannover.district("Ahlem").borough).name == "Ahlem-Badenstedt-Davenstedt"
    assert hannover.borough(hannover.district("Zoo").borough).name == "Mitte"
    assert sorted(d.name for d in hannover.districts)[0] == "Ahlem"
    assert sorted(d.name for d in hannover.districts)[-1] == "Zoo"


def test_linden_is_three_districts(hannover: Conference) -> None:
    """ "Linden" is no Stadtteil but three, so it is a group and nobody's alias."""
    groups = {g.name: g.districts for g in hannover.groups}
    assert groups["Linden"] == ("Linden-Nord", "Linden-Mitte", "Linden-Süd")
    assert all("Linden" not in d.aliases for d in hannover.districts)


def test_traps_of_the_map(hannover: Conference) -> None:
    """The Limmerstraße is not in Limmer, the Lister Bad not in the List, the Döhrener Turm not in Döhren."""
    where = {m.name: m.districts for m in hannover.landmarks}
    assert where["Limmerstraße"] == ("Linden-Nord",)
    assert where["Lister Bad"] == ("Vahrenheide",)
    assert where["Döhrener Turm"] == ("Südstadt", "Waldhausen")


def test_words_carry_no_remarks(hannover: Conference) -> None:
    """Names and keywords hold only what somebody would write: no remarks in brackets."""
    words = [word for d in hannover.districts for word in (d.name, *d.aliases, *d.demonyms)]
    words += [word for m in hannover.landmarks for word in (m.name, *m.aliases)]
    words += [g.name for g in hannover.groups]
    words += [word for body in hannover.bodies for word in body.keywords]
    words += [word for topic in hannover.topics for word in topic.keywords]
    words += [word for aim in hannover.aims for word in aim.keywords]
    assert [word for word in (*words, *hannover.neighbours) if "(" in word] == []


def test_neighbours_are_not_districts(hannover: Conference) -> None:
    """Neustadt am Rübenberge and Isernhagen are other towns; the Misburger Wald lies in Hannover."""
    assert {"Neustadt am Rübenberge", "Isernhagen", "Langenhagen"} <= set(hannover.neighbours)
    assert not any("Misburg" in town for town in hannover.neighbours)


def test_every_borough_has_its_council(hannover: Conference) -> None:
    """Each of the 13 Stadtbezirke has its Stadtbezirksrat as a body on the spot."""
    councils = {b.borough: b.name for b in hannover.bodies if b.level == "borough"}
    assert councils == {b.number: f"Stadtbezirksrat {b.name}" for b in hannover.boroughs}


def test_facilities_lie_in_a_district(hannover: Conference) -> None:
    """Every facility is in a Stadtteil; no body outside the city administration is on the spot."""
    facilities = [b for b in hannover.bodies if b.level == "facility"]
    assert len(facilities) == 25
    assert all(b.district and b.step == "local" for b in facilities)
    assert hannover.body("gvh").step == "external"
    assert hannover.body("lhh-familienmanagement").parent == "fb-51"


def test_four_weeks_in_november(hannover: Conference) -> None:
    """The window is four weeks on the clock of Europe/Berlin, its end exclusive."""
    assert hannover.timezone.key == "Europe/Berlin"
    assert hannover.end - hannover.begin == timedelta(weeks=4)
    assert hannover.begin.astimezone(UTC) == datetime(2026, 11, 1, 23, 0, tzinfo=UTC)


def test_kinds_of_the_city_text(hannover: Conference) -> None:
    """The city asks for Wünsche, Ideen, Kritik und Anregungen."""
    assert hannover.kinds == ("Wunsch", "Idee", "Kritik", "Anregung")


def test_five_aims_in_the_city_order(hannover: Conference) -> None:
    """The evaluation serves five aims, in the order of the city's text."""
    assert [a.id for a in hannover.aims] == ["angebote", "standorte", "leistungen", "ehrenamt", "gesundheit"]
    assert all(a.keywords for a in hannover.aims)


def test_ten_topics(hannover: Conference) -> None:
    """Ten topic wikis, the last open to everything; a topic's page is its name."""
    assert [t.id for t in hannover.topics] == [
        "betreuung",
        "verkehr",
        "spielen",
        "bildung",
        "generationen",
        "gesundheit",
        "wohnen",
        "teilhabe",
        "beteiligung",
        "sonstiges",
    ]
    assert all(t.page == t.name and t.question.endswith("?") for t in hannover.topics)


def test_six_conferences_on_site(hannover: Conference) -> None:
    """Six conferences on site, June 2012 to March 2014, under <Ort> (<Jahr>)."""
    assert [(c.place, c.date) for c in hannover.local_conferences] == [
        ("Bemerode", "2. Juni 2012"),
        ("Südstadt", "13. April 2013"),
        ("Nordstadt", "25. Mai 2013"),
        ("Vahrenwald", "1. November 2013"),
        ("Linden-Süd", "2. November 2013"),
        ("Wettbergen", "29. März 2014"),
    ]
    assert all(c.page == f"{c.place} ({c.year})" for c in hannover.local_conferences)
    assert any("Berthas Beete" in result for result in hannover.local_conferences[1].results)


def test_five_building_blocks(hannover: Conference) -> None:
    """Family policy has five building blocks, the last the Familiendialog this conference belongs to."""
    assert len(hannover.building_blocks) == 5
    assert hannover.building_blocks[-1].page == "Familiendialog"


def test_unknown_name_suggests_the_nearest(hannover: Conference) -> None:
    """Asking for a Stadtteil that is not there names the nearest one, on one line."""
    with pytest.raises(UnknownName) as caught:
        hannover.district("Lindennord")
    assert (
        str(caught.value)
        == "districts.toml: Stadtteil „Lindennord“ gibt es nicht. Meinten Sie „Linden-Nord“?"
    )
    assert isinstance(caught.value, ConfigError) and isinstance(caught.value, KeyError)


@pytest.mark.parametrize(
    ("ask", "unknown"), [("borough", "14"), ("body", "fb51"), ("topic", "verker"), ("aim", "standort")]
)
def test_every_look_up_refuses_the_unknown(hannover: Conference, ask: str, unknown: str) -> None:
    """Borough, body, topic and aim are found by number or id only; a slip is refused with a remedy."""
    with pytest.raises(UnknownName, match=unknown) as caught:
        getattr(hannover, ask)(unknown)
    assert caught.value.problems[0].remedy


def test_values_cannot_be_changed(hannover: Conference) -> None:
    """A conference is read once and passed on; nobody changes it on the way."""
    with pytest.raises(AttributeError):
        hannover.districts[0].name = "Anderswo"  # type: ignore[misc]


def test_example_in_the_package_docstring() -> None:
    """The example in the package's docstring runs as it is printed."""
    assert doctest.testmod(familienkonferenz.config).attempted > 0
    assert doctest.testmod(familienkonferenz.config).failed == 0
