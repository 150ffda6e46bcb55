"""Figures of the bots against a person's labels."""

from __future__ import annotations

from dataclasses import replace

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.comparison import Share, compare, lines, matched
from familienkonferenz.bots.evaluation.duplicates import groups, merged_into
from familienkonferenz.bots.routing.routes import Route
from familienkonferenz.config import Conference
from familienkonferenz.config.sample import Sample


def steps(conference: Conference) -> dict[str, str]:
    return {body.id: body.step for body in conference.bodies}


def test_the_labels_themselves_score_full_marks(
    conference: Conference, sample: Sample, coded: tuple[Coded, ...]
) -> None:
    """And every labelled contribution is recognised by its author and text."""
    ids = matched(coded, sample)
    assert len(ids) == len(coded) == len(set(ids.values()))
    merged = merged_into(groups(one.contribution for one in coded))
    found = compare(coded, sample, ids, merged, steps(conference))
    for share in (
        found.districts,
        found.recall,
        found.precision,
        found.steps,
        found.bodies,
        found.duplicates,
    ):
        assert share.right == share.all > 0
    assert found.false_duplicates == 0 and found.missing == () == found.misses


def test_every_miss_is_counted_and_named(
    conference: Conference, sample: Sample, coded: tuple[Coded, ...]
) -> None:
    """A wrong Stadtteil, nobody asked, and a contribution that never arrived."""
    nobody = Route((), (), (), (), triage=True)
    spoilt = [replace(coded[0], districts=("Limmer",), route=nobody), *coded[2:]]
    found = compare(spoilt, sample, matched(spoilt, sample), {"B5": "B3"}, steps(conference))
    assert found.districts.all - found.districts.right == 1 == found.bodies.all - found.bodies.right
    assert found.missing == (sample.contributions[1].key,)
    assert found.false_duplicates == 1 and found.duplicates.right == 0
    printed = "\n".join(lines(found))
    assert "B1 limmern-scherben: Stadtteile erwartet Linden-Nord, gefunden Limmer" in printed
    assert "B1 limmern-scherben: Stelle erwartet sbr-10 oder aha, gefunden keine" in printed
    assert "1 falscher Vorschlag" in printed


def test_a_share_of_nothing_is_whole() -> None:
    """There was nothing to miss."""
    assert (Share(0, 0).value, str(Share(3, 4))) == (1.0, "3 von 4 (75 %)")
