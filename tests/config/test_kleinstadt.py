"""Another city holds the same conference with nothing but its own files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from familienkonferenz.config import load
from familienkonferenz.config.rules import load_rules
from familienkonferenz.page_templates.pages import pages

KLEINSTADT = Path(__file__).parent / "kleinstadt"


def test_a_small_city_loads() -> None:
    """Niederwalde, which is invented, has three Stadtteile, one topic, one aim, and no building blocks."""
    city = load(KLEINSTADT)
    assert (city.key, city.title) == ("niederwalde", "Familienwochen Niederwalde")
    assert [d.name for d in city.districts] == ["Altstadt", "Mühlenfeld", "Klein Walde"]
    assert city.borough("01").districts == ("Altstadt", "Mühlenfeld")
    assert city.body("kita-sonne").parent == "familie"
    assert (city.topics[0].id, city.aims[0].id) == ("alles", "plaetze")
    assert (city.building_blocks, city.local_conferences) == ((), ())


def test_what_may_be_left_out() -> None:
    """Aliases, demonyms, postcodes, notes and keywords may be left out; they are empty then."""
    city = load(KLEINSTADT)
    district = city.district("Mühlenfeld")
    assert (district.article, district.aliases, district.demonyms, district.postcodes) == ("", (), (), ())
    assert district.note == city.landmarks[0].note == ""
    assert city.topic("alles").keywords == ()
    assert city.body("familie").borough is None


def test_its_window_crosses_the_change_of_clocks() -> None:
    """From summer to winter time the window is one hour longer than its clock times say."""
    city = load(KLEINSTADT)
    assert city.begin.astimezone(UTC) == datetime(2027, 10, 18, 6, 0, tzinfo=UTC)
    assert city.end.astimezone(UTC) - city.begin.astimezone(UTC) == timedelta(days=14, hours=11)


def test_a_few_rules_are_enough_for_the_bots() -> None:
    """One kind has cues and no way is special; bodies are found by their keywords and places all the same."""
    rules = load_rules(load(KLEINSTADT), KLEINSTADT)
    assert (rules.ordinary, rules.citywide[0], rules.triage_below) == (("Altstadt",), "Niederwalde", 6)
    assert ([sign.kind for sign in rules.signs], rules.words, rules.ways) == (["Wunsch"], {}, ())


def test_every_page_follows_from_its_files() -> None:
    """Its pages are its own: its districts and topics, and nothing of Hannover's."""
    sources = {source.title: source.text for source in pages(load(KLEINSTADT))}
    assert {
        "Stadtteil/Klein Walde",
        "Stadtbezirk/Kernstadt",
        "Thema/Alles, was Familien bewegt",
    } <= sources.keys()
    assert [title for title, text in sources.items() if "Hannover" in title + text] == []
