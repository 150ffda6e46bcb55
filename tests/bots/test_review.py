"""Facts about the review queue and the table of corrections."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from familienkonferenz.bots.coding import Coder, Decision, code
from familienkonferenz.bots.contributions import Contribution, Event
from familienkonferenz.bots.review import Doubt, corrections, doubts, held
from familienkonferenz.config import load


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.of(load())


def written(number: int, text: str, withdrawn: bool = False) -> Contribution:
    day = datetime(2026, 11, 3, tzinfo=UTC)
    return Contribution(
        f"B{number}", "beitrag", f"Beitrag/{number}", "", text, "", "", "", "", "", day, day, (7,), withdrawn
    )


def test_a_contribution_with_personal_data_is_in_the_queue(coder):
    """With page and kind; what was withdrawn, and what holds none, is not."""
    texts = ("Tel. 0511 1234567", "Mehr Bänke!", "Tel. 0511 1234567")
    coded = [code(written(n, text, n == 2), coder) for n, text in enumerate(texts)]
    assert [(one.page, [found.kind for found in one.found]) for one in held(coded)] == [
        ("Beitrag/0", ["Telefon"])
    ]


def test_corrections_of_a_kind_are_counted_together(coder):
    """What the bots went by stands beside what people decided; the list is behind the count."""
    wrong = [
        code(written(n, "Auf dem Spielplatz fehlt eine Rutsche."), coder, [Decision(body="fb-52")])
        for n in (1, 2)
    ]
    row = corrections(wrong, coder)[0]
    assert (row.what, row.was, row.now, row.contributions) == ("Stelle", "fb-67", "fb-52", ("B1", "B2"))
    assert "Spielplätze" in row.rule


def test_a_stadtteil_taken_away_is_a_correction(coder):
    """With the rule and the words that led the bots astray; a decision that agrees is none."""
    text = "In der Nordstadt fehlt ein Spielplatz."
    refused = code(written(1, text), coder, [Decision(refused=("Nordstadt",))])
    agreed = code(
        written(2, text), coder, [Decision(districts=("Nordstadt",), body="sbr-13", status="angefragt")]
    )
    assert [(row.what, row.was, row.now) for row in corrections([refused, agreed], coder)] == [
        ("Stadtteil", "Nordstadt", "")
    ]


def test_a_signature_of_somebody_else_is_a_doubt(coder):
    """Who saved is the author; that another one signed is told to moderators, and so are removals by others."""
    day = datetime(2026, 11, 3, tzinfo=UTC)
    notes = ("ohne Unterschrift", "unterschrieben mit Clara, gespeichert von Anna")
    forged = replace(written(1, "Mehr Bänke!"), author="Anna", notes=notes)
    own = (Event(7, "Anna", day, "written", "edit"), Event(8, "Anna", day, "removed", "edit"))
    taken = replace(forged, notes=("entfernt von Anna (Version 8)",), withdrawn=True, history=own)
    assert doubts([code(one, coder) for one in (forged, taken, written(2, "Mehr Bänke!"))]) == (
        Doubt("B1", "Beitrag/1", notes[1:]),
    )
