"""Facts about writing the status of a contribution part by part."""

from familienkonferenz.bots.summaries.status_parts import PARTS, only

OLD = """{{Einordnung
|stadtteile=List
}}
{{Schritt
|nr=1
|stelle=sbr-02
|status=angefragt
}}
{{Verbleib
|art=zitiert
}}
[[Kategorie:Stadtteil List]]
[[Kategorie:Ziel Angebote]]
[[Kategorie:Weiterleitung Stadtbezirksrat Vahrenwald-List]]"""
NEW = """{{Einordnung
|stadtteile=Zoo
}}
{{Schritt
|nr=1
|stelle=sbr-03
}}
{{Schritt
|nr=2
|stelle=fb-51
}}
{{Verbleib
|art=weitergeleitet
}}
[[Kategorie:Stadtteil Zoo]]
[[Kategorie:Weiterleitung Stadtbezirksrat Mitte]]"""


def test_all_parts_are_the_new_section():
    """`publish` writes the whole."""
    assert only(NEW, OLD, PARTS) == NEW


def test_places_alone_leave_way_and_fate():
    """`tag` writes Stadtteile and aims; the steps that people worked on stay, with their categories."""
    written = only(NEW, OLD, {"places"})
    assert "|stadtteile=Zoo" in written
    assert "[[Kategorie:Stadtteil Zoo]]" in written
    assert "Stadtteil List" not in written
    assert "Ziel Angebote" not in written
    assert "|stelle=sbr-02\n|status=angefragt" in written
    assert "[[Kategorie:Weiterleitung Stadtbezirksrat Vahrenwald-List]]" in written
    assert "|art=zitiert" in written
    assert "sbr-03" not in written


def test_a_first_time_has_what_was_asked_for_alone():
    """Nothing is there yet: what nobody asked for is left out, not empty."""
    assert only(NEW, "", {"places"}) == "{{Einordnung\n|stadtteile=Zoo\n}}\n[[Kategorie:Stadtteil Zoo]]"


def test_each_part_is_kept_whole_and_in_order():
    """Writing one after the other comes to the same as writing all at once."""
    placed = only(NEW, OLD, {"places"})
    routed = only(NEW, placed, {"places", "way"})
    assert only(NEW, routed, {"fate"}) == NEW
    assert only(NEW, routed, {"places", "way"}) == routed
