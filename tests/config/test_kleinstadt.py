"""Another city holds the same conference with nothing but its own files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from familienkonferenz.config import load

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
