"""What is wanted where: gathered over places and over needs, ranked so that it can be planned with."""

from __future__ import annotations

import re

import pytest

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.evaluate import Evaluation, evaluate
from familienkonferenz.bots.evaluation.keyphrases import Keyphrases
from familienkonferenz.bots.evaluation.needs import gathered
from familienkonferenz.bots.evaluation.phrases import OTHER
from familienkonferenz.bots.places.tags import PlaceTag
from familienkonferenz.bots.summaries.pages import pages
from familienkonferenz.config import Conference

from .coded import judged, written

HERE = {"aims": ("angebote",), "topic": "betreuung"}


def said(number: int, text: str, district: str, author: str = "") -> Coded:
    changes = {"author": author} if author else {}
    return judged(written(number, text, **changes), districts=(district,) if district else (), **HERE)


@pytest.fixture(scope="module")
def small(conference: Conference) -> Evaluation:
    """Hort in three places, Krippe in one; somebody is against the Krippe, somebody writes of neither."""
    return evaluate(
        [
            said(1, "Uns fehlt ein Hortplatz bis 17 Uhr.", "List", "Anna"),
            said(2, "Einen Hortplatz suchen wir seit Mai vergeblich.", "List", "Bert"),
            said(3, "Hortplätze gibt es bei uns gar nicht.", "Ahlem", "Cem"),
            said(4, "Ein Hortplatz ist überall ein Glücksfall.", "", "Anna"),
            said(5, "Eine Krippe im Neubaugebiet wäre schön.", "Lahe", "Dora"),
            judged(written(6, "Da bin ich dagegen.", author="Emil", reply_to="B5"), topic="", kind=""),
            judged(written(7, "Da bin ich auch dagegen.", author="Emil", reply_to="B5"), topic="", kind=""),
            said(8, "Vor der Krippe ist es morgens so dunkel.", "Lahe", "Fritz"),
        ],
        conference,
        duplicates=(),
    )


def aim_page(evaluation: Evaluation, conference: Conference) -> str:
    title = "Auswertung/Ziel/Erziehung und Betreuung"
    return next(page.body for page in pages(evaluation, conference) if page.title == title)


def rows(body: str, caption: str) -> list[list[str]]:
    """The cells of the rows of one table."""
    table = body.split(f"|+ {caption}")[1].split("\n|}")[0]
    return [re.findall(r"^(?:! scope=\"row\" )?\| (.*)$", row, re.M) for row in table.split("\n|-\n")[1:]]


def test_a_need_is_gathered_over_places_and_a_person_counts_once(small: Evaluation) -> None:
    """Anna asks in the List and for the whole city: three people want Hortplätze, not four."""
    aim = next(view for view in small.aims if view.count.key == "angebote")
    first, second, other = gathered(aim.needs, lambda need: need.phrase)
    assert (first.name, first.supporters) == ("Hortplatz", ("Anna", "Bert", "Cem"))
    assert sorted(first.contributions) == ["B1", "B2", "B3", "B4"]
    assert [(need.district, len(need.supporters)) for need in first.parts] == [
        ("List", 2),
        ("", 1),
        ("Ahlem", 1),
    ]
    assert (second.name, other.name) == ("Krippe", OTHER)


def test_what_stands_beside_is_no_need(small: Evaluation) -> None:
    """Light before the Krippe is no need of a Krippe; it is counted under the rest, which comes last."""
    aim = next(view for view in small.aims if view.count.key == "angebote")
    assert aim.needs[-1].phrase == OTHER and aim.needs[-1].contributions == ("B8",)


def test_a_planner_sees_the_most_wanted_first_and_where(small: Evaluation, conference: Conference) -> None:
    """Supporters, opponents as people, places with their share; then every place with what it lacks."""
    body = aim_page(small, conference)
    assert rows(body, "Erziehung und Betreuung: Anliegen") == [
        ["[[#Hortplatz|Hortplatz]]", "3", "List (2), ohne Stadtteil (1), Ahlem (1)"],
        ["[[#Krippe|Krippe]]", "1, 1 dagegen", "Lahe (1)"],
        ["[[#Weiteres|Weiteres]]", "1", "Lahe (1)"],
    ]
    places = rows(body, "Erziehung und Betreuung: Stadtteile und was ihnen fehlt")
    assert [row[1:] for row in places][:2] == [["2", "Krippe (1), Weiteres (1)"], ["2", "Hortplatz (2)"]]
    assert "[[Auswertung/Stadtteil/Lahe|Lahe]]" in body


def test_every_figure_has_its_list(small: Evaluation, conference: Conference) -> None:
    """Whoever doubts a count can read all that was counted."""
    body = aim_page(small, conference)
    hort, krippe = (body.split(f"=== {name} ===")[1].split("===")[0] for name in ("Hortplatz", "Krippe"))
    assert "* List, 2 Stimmen. Beiträge: [[Beitrag/1|1]], [[Beitrag/2|2]]\n" in hort
    assert (
        "* Lahe, 1 Stimme. Beiträge: [[Beitrag/5|5]]. Antworten: [[Beitrag/6|6]], [[Beitrag/7|7]]\n" in krippe
    )
    assert "„Uns fehlt ein Hortplatz bis 17 Uhr.“" in hort, "and people's own words"


def test_shared_and_disputed_are_told_apart(small: Evaluation, conference: Conference) -> None:
    """Shared by many and spoken against by nobody; disputed with both sides counted and the replies linked."""
    body = aim_page(small, conference)
    shared = body.split("== Was viele teilen ==")[1].split("\n== ")[0]
    disputed = body.split("== Was umstritten ist ==")[1].split("\n== ")[0]
    assert "Hortplatz:''' 3 Personen aus 2 Stadtteilen" in shared and "Krippe" not in shared
    assert "Krippe:''' 1 dafür, 1 dagegen: [[Beitrag/6|Beitrag 6]] („bin ich dagegen“)" in disputed
    whole = next(page.body for page in pages(small, conference) if page.title == "Auswertung")
    first = rows(whole, "Anliegen in der ganzen Stadt")[0]
    assert first[0] == "[[Auswertung/Thema/Betreuung von Kindern#Hortplatz|Hortplatz]]" and first[1] == "3"
    assert "1 dafür, 1 dagegen" in whole


def test_many_answers_are_not_many_who_share(conference: Conference) -> None:
    """Three who ask and tell beneath a wish, and three of whom one wants it gone: no page calls that shared."""
    wish = said(1, "Uns fehlt ein Hortplatz.", "List", "Anna")
    answers = ("Wer hat da schon gefragt?", "Bei uns auch!", "Das dauert Jahre.")
    replies = [judged(written(n, text, reply_to="B1")) for n, text in enumerate(answers, 2)]
    body = aim_page(evaluate([wish, *replies], conference, duplicates=()), conference)
    assert "Was viele teilen" not in body and "| 4\n" in body
    texts = ("Eine Krippe fehlt.", "Die Krippe fehlt sehr.", "Bitte keine Krippe in unserer Straße!")
    several = [said(n, text, "List") for n, text in enumerate(texts, 1)]
    assert "Was viele teilen" not in aim_page(evaluate(several, conference, duplicates=()), conference)


def test_a_quotation_for_two_places_stands_once(conference: Conference) -> None:
    """With both places named; the general quotations do not repeat it."""
    one = judged(written(1, "Uns fehlt ein Hortplatz."), districts=("List", "Ahlem"), **HERE)
    body = aim_page(evaluate([one], conference), conference)
    assert body.count("„Uns fehlt ein Hortplatz.“") == 1
    assert re.search(r"„Uns fehlt ein Hortplatz.“ – \S+ 1\]\], (Ahlem, List|List, Ahlem)$", body, re.M)


def test_keyphrases_are_what_people_name_here_and_not_everywhere() -> None:
    """A thing two people name, in any form, with the list; no place, no name, no word of a single person."""
    texts = (
        "Auch Wippen am Moltkeplatz, und Frau Kowalski hilft.",
        "Oder eine Rutsche, sagt Frau Kowalski am Moltkeplatz.",
    )
    park = [judged(written(1, "Gern hätten wir eine Wippe im Hof.", author="Anna"))]
    for number, (text, author) in enumerate(zip(texts, ("Bert", "Cem"), strict=True), 2):
        at = text.index("Moltkeplatz")
        tag = PlaceTag("List", at, at + 11, "Moltkeplatz", "Landmarke", 0.9, "set")
        park.append(judged(written(number, text, author=author), tags=(tag,)))
    rest = [judged(written(n, "Wir brauchen eine Laterne am Weg.", author=f"P{n}")) for n in range(4, 9)]
    found = Keyphrases([*park, *rest]).of(park, 12)
    assert [(one.word, one.people, one.contributions) for one in found] == [
        ("Wippe", ("Anna", "Bert"), ("B1", "B2"))
    ]
    assert Keyphrases([]).of([], 12) == ()
