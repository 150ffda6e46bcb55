"""Facts about the review queue and the table of corrections."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from familienkonferenz.bots.coding import Coder, Decision, code
from familienkonferenz.bots.contributions import Contribution, Event
from familienkonferenz.bots.evaluation.evaluate import evaluate
from familienkonferenz.bots.review import Doubt, corrections, doubts, held, unsure
from familienkonferenz.bots.summaries.pages import pages
from familienkonferenz.bots.summaries.review import CORRECTIONS, QUEUE, review_pages
from familienkonferenz.config import Conference, load

SECRETS = ("0511 1234567", "Kowalski", "Egestorffstraße 12", "anna.k@example.org")
PRIVATE = (
    f"Uns fehlt ein Hort in der List. Rufen Sie an: {SECRETS[0]}. Frau {SECRETS[1]} hat die Liste. "
    f"Ich wohne in der {SECRETS[2]}, schreiben Sie an {SECRETS[3]}."
)


@pytest.fixture(scope="module")
def conference() -> Conference:
    return load()


@pytest.fixture(scope="module")
def coder(conference: Conference) -> Coder:
    return Coder.of(conference)


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


def test_a_title_and_a_place_are_looked_at_too(coder):
    """A telephone in the headline is as public as one in the text."""
    headed = replace(written(1, "Mehr Bänke!"), title="Anrufen: 0511 1234567")
    placed = replace(written(2, "Mehr Bänke!"), place="bei Frau Kowalski")
    coded = [code(one, coder) for one in (headed, placed)]
    assert [(one.contribution, one.waiting) for one in held(coded)] == [
        ("B1", ("Telefon",)),
        ("B2", ("Name",)),
    ]


def test_nothing_held_is_on_any_page_the_bots_publish(conference, coder):
    """Not in quotations, titles, places, shared words of proposals or evidence; its own page alone has it."""
    decided = [Decision(refused=("List",), body="fb-52")]
    headed = replace(written(1, PRIVATE), title=f"Frau {SECRETS[1]} fragen", place=f"Tel. {SECRETS[0]}")
    coded = [code(headed, coder, decided), code(replace(written(2, PRIVATE), author="Bert"), coder)]
    public = [*pages(evaluate(coded, conference), conference), *review_pages(coded, coder, conference)]
    assert (
        len([page for page in public if page.title == "Auswertung/Nachweis" and "Beitrag/2" in page.body])
        == 1
    )
    for page in public:
        if not page.title.startswith("Beitrag/"):
            assert not [secret for secret in SECRETS if secret in page.body + page.skeleton], page.title


def test_the_queue_says_where_and_what_kind_and_never_the_words(conference, coder):
    """A link, the exact revision, the kinds, and how many passages."""
    coded = [code(written(1, PRIVATE), coder), code(written(2, "Mehr Bänke!"), coder)]
    queue = next(page for page in review_pages(coded, coder, conference) if page.title == QUEUE)
    assert "[[Beitrag/1|Beitrag 1]]" in queue.body and "[[Spezial:Permanentlink/7|Fassung]]" in queue.body
    assert "Telefon, Name, Anschrift, E-Mail" in queue.body and "Beitrag/2" not in queue.body


def test_what_the_bots_could_not_decide_is_on_the_page(conference, coder):
    """A Stadtteil that is only proposed, and who might take up what nobody was found for; by name, with a link.

    A moderator sees what it is about; what holds personal data is not shown here either.
    """
    street, nobody = "Auf der Kaulbachstraße fehlt ein Zebrastreifen.", "Wir sind die Neuen, 0511 1234567."
    coded = [
        code(written(n, text), coder)
        for n, text in enumerate((street, nobody, "In Döhren fehlt eine Rutsche."))
    ]
    first, second = unsure(coded, coder)
    assert (first.contribution, first.districts, first.nowhere) == ("B0", ("Kleefeld",), False)
    assert (second.contribution, second.districts, second.nowhere) == ("B1", (), True)
    body = next(page for page in review_pages(coded, coder, conference) if page.title == QUEUE).body
    assert "| Kleefeld" in body and "| niemand gefunden" in body
    assert "[[Beitrag/1|Beitrag 1]]" in body and "Beitrag/2" not in body
    assert f"„{street}“" in body and "Neuen" not in body and "1234567" not in body


def test_what_people_decided_is_no_longer_unsure(coder):
    """Their Stadtteil, or that it has none, and their body end it; so does taking the contribution back."""
    street, nobody = "Auf der Kaulbachstraße fehlt ein Zebrastreifen.", "Schönen Gruß an alle!"
    none = code(written(1, street), coder, [Decision(districts=())])
    sent = code(written(2, nobody), coder, [Decision(body="fb-51", status="angefragt")])
    gone = code(written(3, nobody, withdrawn=True), coder)
    assert unsure([none, sent, gone], coder) == ()


def test_doubts_about_a_signature_are_on_the_page(conference, coder):
    """What the command tells moderators, the page tells them, too; a name that is markup stays text."""
    forged = replace(
        written(1, "In Döhren fehlt eine Rutsche."), notes=("unterschrieben mit [[X]], gespeichert von Anna",)
    )
    body = next(
        page for page in review_pages([code(forged, coder)], coder, conference) if page.title == QUEUE
    ).body
    assert "gespeichert von Anna" in body and "[[X]]" not in body


def test_what_a_moderator_released_is_quoted_and_leaves_the_queue(conference, coder):
    """Only the kinds that were named; the rest stays held."""
    text = "Frau Kowalski vom Elternrat fordert einen Hort. Ihre Nummer: 0511 1234567."
    free = [Decision(released=("Name",))]
    coded = [code(written(1, text), coder, free)]
    assert held(coded)[0].waiting == ("Telefon",)
    bodies = "".join(page.body for page in pages(evaluate(coded, conference), conference))
    assert "Frau Kowalski vom Elternrat fordert einen Hort." in bodies and "0511" not in bodies
    queue, _ = review_pages(coded, coder, conference)
    assert "Freigegeben" in queue.body and "| Telefon" in queue.body
    done = [code(written(1, text), coder, [Decision(released=("Name", "Telefon"))])]
    assert "wartet nichts" in next(review_pages(done, coder, conference)).body


def test_everybody_can_read_what_was_corrected_and_by_which_rule(conference, coder):
    """The table on the wiki: names instead of ids, the rule with its words, the list behind the count."""
    wrong = [
        code(written(n, "Auf dem Spielplatz fehlt eine Rutsche."), coder, [Decision(body="fb-52")])
        for n in (1, 2)
    ]
    table = next(page for page in review_pages(wrong, coder, conference) if page.title == CORRECTIONS)
    assert conference.body("fb-67").name in table.body and conference.body("fb-52").name in table.body
    assert "Spielplätze" in table.body and "[[Beitrag/1|1]], [[Beitrag/2|2]]" in table.body
    assert "Kein Programm lernt daraus" in table.skeleton


def test_corrections_change_nothing_by_themselves(coder):
    """A hundred corrections of a kind: the next text is judged as the first one was."""
    text = "Auf dem Spielplatz fehlt eine Rutsche."
    before = code(written(1, text), coder)
    corrected = [code(written(n, text), coder, [Decision(body="fb-52")]) for n in range(2, 102)]
    assert len(corrections(corrected, coder)[0].contributions) == 100
    assert code(written(1, text), coder) == before
