"""The pages the bots write: good German, valid wikitext, and harmless whatever people typed."""

from __future__ import annotations

import re

import mwparserfromhell
import pytest

from familienkonferenz.bots.coding import Coded, Decision
from familienkonferenz.bots.evaluation.evaluate import evaluate
from familienkonferenz.bots.places.tags import PlaceTag
from familienkonferenz.bots.routing.routes import Route, Step
from familienkonferenz.bots.sections import find, replace
from familienkonferenz.bots.summaries import proof
from familienkonferenz.bots.summaries.pages import Summary, pages
from familienkonferenz.config import Conference

from .coded import asked, judged, written

HOSTILE = (
    "}}|{{Halt|ja}} [[Kategorie:Ziel Ehrenamt]] <script>alert(1)</script> <!-- /konferenz:bot status --> ~~~~ "
    "__NOTOC__ |- || ''' https://evil.example == Kopf == uns fehlt ein Hortplatz"
)
LINKS = re.compile(
    r"(?:#\w|Kategorie:|Beitrag/|Auswertung|Weiterleitung/|Stadtteil/|Stadtbezirk/|Ziel/"
    r"|Spezial:Permanentlink/\d+$)"
)


def written_pages(coded: list[Coded], conference: Conference) -> dict[str, Summary]:
    return {page.title: page for page in pages(evaluate(coded, conference), conference)}


@pytest.fixture(scope="module")
def sample_pages(conference: Conference, coded: tuple[Coded, ...]) -> dict[str, Summary]:
    return {page.title: page for page in pages(evaluate(coded, conference), conference)}


def test_every_page_of_the_page_model_is_there_once(
    conference: Conference, coded: tuple[Coded, ...], sample_pages: dict[str, Summary]
) -> None:
    """Topics, aims, Stadtteile, Stadtbezirke, bodies, contributions, the overview and the proof."""
    expected = {
        "Auswertung",
        "Auswertung/Art",
        "Auswertung/Nachweis",
        "Auswertung/Stadtteil/ohne Stadtteil",
        *(f"Auswertung/Thema/{t.page}" for t in conference.topics),
        *(f"Auswertung/Ziel/{a.page}" for a in conference.aims),
        *(f"Auswertung/Stadtteil/{d.page}" for d in conference.districts),
        *(f"Stadtteil/{d.page}" for d in conference.districts),
        *(f"Stadtbezirk/{b.page}" for b in conference.boroughs),
        *(f"Weiterleitung/{b.page}" for b in conference.bodies),
        *(one.contribution.page for one in coded),
    }
    assert {title for title in sample_pages if "/Teil " not in title} == expected
    listed = [page.title for page in pages(evaluate(coded, conference), conference)]
    assert len(listed) == len(set(listed))


def test_running_again_writes_nothing_new(
    conference: Conference, coded: tuple[Coded, ...], sample_pages: dict[str, Summary]
) -> None:
    """The same contributions, in another order, give the same text to the letter."""
    again = {p.title: p for p in pages(evaluate(tuple(reversed(coded)), conference), conference)}
    assert again == sample_pages


def test_what_people_typed_never_acts(conference: Conference) -> None:
    """Title, text, author, place, evidence and reasons may hold anything: no template, link or marker of theirs."""
    route = Route((Step("fb-51", "Stichwort", HOSTILE, "nicht möglich", HOSTILE),), (), (), (), triage=False)
    coded = [
        judged(
            written(1, f"{HOSTILE}.\n* {HOSTILE}", title=HOSTILE, author=HOSTILE, place=HOSTILE),
            tags=(PlaceTag("List", 0, 3, HOSTILE, "Ortsfeld", 0.9, "set"),),
            districts=("List",),
            boroughs=("02",),
            aims=("angebote",),
            topic="betreuung",
            route=route,
        ),
        judged(written(2, f"Da bin ich dagegen. {HOSTILE}", reply_to="B1", author=HOSTILE)),
    ]
    for page in pages(evaluate(coded, conference), conference):
        whole = replace(page.skeleton or "Menschen schreiben hier.", page.section, page.body, page.title)
        assert find(whole, page.section) is not None
        code = mwparserfromhell.parse(page.body)
        assert {str(t.name).strip() for t in code.filter_templates()} <= {"Einordnung", "Schritt", "Verbleib"}
        assert all(LINKS.match(str(link.title)) for link in code.filter_wikilinks()), page.title
        assert not code.filter_external_links() and not code.filter_comments()
        assert {str(tag.tag) for tag in code.filter_tags()} <= {"table", "tr", "th", "td", "b", "i", "li"}
        assert "~~~" not in page.body and "__NOTOC__" not in page.body


def test_a_status_section_says_place_way_and_fate(conference: Conference) -> None:
    """Exactly the templates and categories of the page model, people's decisions among them."""
    one = judged(
        written(12, "Uns fehlt ein Hortplatz am Mengendamm."),
        tags=(
            PlaceTag("List", 29, 38, "Mengendamm", "Landmarke", 0.9, "set"),
            PlaceTag("Oststadt", 0, 3, "Uns", "Nähe", 0.4, "proposed"),
        ),
        districts=("List",),
        boroughs=("02",),
        aims=("angebote",),
        route=asked("fb-51", "angefragt"),
        decisions=(Decision(districts=("List",), refused=("Zoo",)),),
    )
    page = written_pages([one], conference)["Beitrag/12"]
    assert page.section == "status" and page.skeleton == ""
    templates = {str(t.name).strip(): t for t in mwparserfromhell.parse(page.body).filter_templates()}

    def value(name: str, parameter: str) -> str:
        return str(templates[name].get(parameter).value).strip()

    assert value("Einordnung", "stadtteile") == "List" == value("Einordnung", "bestätigt")
    assert value("Einordnung", "vorschlag") == "Oststadt"
    assert value("Einordnung", "stadtbezirke") == "Vahrenwald-List"
    assert value("Einordnung", "abgelehnt") == "Zoo" and value("Einordnung", "beleg") == "„Mengendamm“"
    assert value("Schritt", "nr") == "1" and value("Schritt", "stelle") == "fb-51"
    assert value("Schritt", "seite") == "Weiterleitung/Fachbereich Jugend und Familie"
    assert value("Schritt", "status") == "angefragt"
    assert value("Verbleib", "art") == "zitiert, weitergeleitet"
    assert re.findall(r"\[\[Kategorie:([^\]]+)\]\]", page.body) == [
        "Stadtteil List",
        "Ziel Erziehung und Betreuung",
        "Weiterleitung Fachbereich Jugend und Familie",
    ]


def test_a_withdrawn_contribution_gets_no_status_but_a_row(conference: Conference) -> None:
    """Its page is left alone; the proof still accounts for it."""
    found = written_pages([judged(written(1, "Weg damit.", withdrawn=True))], conference)
    assert "Beitrag/1" not in found
    assert "der Text von seiner Seite genommen wurde" in found["Auswertung/Nachweis"].body


def test_the_proof_has_one_row_for_every_contribution(
    coded: tuple[Coded, ...], sample_pages: dict[str, Summary]
) -> None:
    """With its exact revision, and the remainder in public."""
    body = sample_pages["Auswertung/Nachweis"].body
    rows = re.findall(
        r'^! scope="row" \| \[\[Beitrag/(\d+)\|Beitrag \d+\]\](?::|$)',
        body.split("== Jeder Beitrag ==")[1],
        re.M,
    )
    assert [f"B{number}" for number in rows] == [one.contribution.id for one in coded]
    assert "'''Ohne Verbleib: 0'''" in body
    assert all(f"Spezial:Permanentlink/{one.contribution.revisions[-1]}|Fassung" in body for one in coded)


def test_the_proof_names_what_ended_nowhere(conference: Conference) -> None:
    """A bare no without a reason is seen by everybody."""
    body = written_pages([judged(written(7, "…?", kind=""))], conference)["Auswertung/Nachweis"].body
    assert "'''Ohne Verbleib: 1''' ([[Beitrag/7|7]])" in body and "noch kein Verbleib" in body


def test_a_long_proof_goes_on_in_parts(conference: Conference, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every part links the others; the one after the last is emptied where it exists, never created."""
    monkeypatch.setattr(proof, "ROWS", 2)
    found = written_pages([judged(written(n, f"Beitrag Nummer {n} hier.")) for n in range(1, 6)], conference)
    parts = [title for title in found if title.startswith("Auswertung/Nachweis/")]
    assert parts == [f"Auswertung/Nachweis/Teil {n}" for n in (2, 3, 4)]
    assert "Beitrag 5" in found["Auswertung/Nachweis/Teil 3"].body
    assert found["Auswertung/Nachweis/Teil 4"].skeleton == ""
    assert "[[Auswertung/Nachweis/Teil 2|2]]" in found["Auswertung/Nachweis"].body


def test_a_proposal_to_merge_stands_where_the_contribution_has_its_row(
    conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So no page of the proof grows with the number of proposals; each is made once."""
    monkeypatch.setattr(proof, "ROWS", 2)
    words = (
        "Am Moltkeplatz fehlt eine Rutsche für kleine Kinder.",
        "Vor der Bücherei fehlen uns Fahrradbügel.",
    )
    said = [judged(written(n, words[n % 2], author=f"Person {n}")) for n in range(1, 7)]
    found = written_pages(said, conference)
    proposed = {
        title: re.findall(r'^! scope="row" \| \[\[Beitrag/(\d)[^(]*\(Person', page.body, re.M)
        for title, page in found.items()
        if title.startswith("Auswertung/Nachweis")
    }
    assert proposed == {
        "Auswertung/Nachweis": [],
        "Auswertung/Nachweis/Teil 2": ["3", "4"],
        "Auswertung/Nachweis/Teil 3": ["5", "6"],
        "Auswertung/Nachweis/Teil 4": [],
    }


def test_people_have_a_place_of_their_own_on_the_page(sample_pages: dict[str, Summary]) -> None:
    """Deutung, Antwort der Stelle and the moderators' summary stand outside the bot's section."""
    for title, heading in {
        "Auswertung": "== Zusammenfassung der Moderation ==",
        "Auswertung/Ziel/Ehrenamt": "== Deutung ==",
        "Weiterleitung/GVH": "== Antwort der Stelle ==",
    }.items():
        page = sample_pages[title]
        assert heading not in page.body
        once = replace(page.skeleton, page.section, page.body, title)
        assert once.index(f"<!-- /konferenz:bot {page.section} -->") < once.index(heading)
        assert replace(once, page.section, page.body, title) == once


def test_a_body_that_is_asked_nothing_gets_no_page(sample_pages: dict[str, Summary]) -> None:
    """But a page that exists from earlier is corrected."""
    page = sample_pages["Weiterleitung/Stadtbezirksrat Kirchrode-Bemerode-Wülferode"]
    assert page.skeleton == "" and page.body == "An diese Stelle richtet sich zurzeit kein Anliegen."


def test_figures_agree_with_their_nouns(conference: Conference) -> None:
    """1 Beitrag, 2 Beiträge; one person, one day."""
    one = judged(written(1, "Uns fehlt Schatten.", author="Anna"), districts=("Zoo",), route=asked("fb-67"))
    two = judged(written(2, "Und eine Bank, bitte.", author="Anna", reply_to="B1"))
    found = written_pages([one], conference)
    assert "'''1 Beitrag von 1 Person''', geschrieben am 2. November 2026" in found["Auswertung"].body
    assert "richtet sich '''1 Anliegen'''" in found["Weiterleitung/Fachbereich Umwelt und Stadtgrün"].body
    found = written_pages([one, two], conference)
    assert "'''1 Beitrag und 1 Antwort von 1 Person'''" in found["Stadtteil/Zoo"].body
    assert "liegt kein Beitrag vor" in found["Stadtteil/Ahlem"].body


def test_disagreement_is_shown_with_its_words(conference: Conference) -> None:
    """Umstritten, and everybody can see why."""
    coded = [
        judged(written(1, "Uns fehlt ein Hortplatz."), aims=("angebote",), topic="betreuung"),
        judged(written(2, "Das halte ich für überflüssig.", reply_to="B1")),
    ]
    body = written_pages(coded, conference)["Auswertung/Ziel/Erziehung und Betreuung"].body
    assert "[[Beitrag/2|Beitrag 2]] („halte ich für überflüssig“)" in body or "halte ich für" in body


def test_no_word_of_the_workshop_reaches_the_council(sample_pages: dict[str, Summary]) -> None:
    """No English, no identifiers, no empty figures."""
    for page in sample_pages.values():
        if page.section != "status":
            plain = re.sub(r"\[\[[^|\]]*\|", "", page.body)
            assert not re.search(
                r"\b(?:None|True|False|triage|fb-\d|sbr-\d|lambda|Coded|set|proposed)\b", plain
            ), page.title
            assert "„“" not in plain and "{|" not in plain.replace('{| class="wikitable fk-tabelle"\n|+ ', "")


def test_an_empty_conference_has_pages_too(conference: Conference) -> None:
    """On the first morning the overview says so."""
    found = written_pages([], conference)
    assert found["Auswertung"].body.startswith("Es liegt kein Beitrag vor.")


def test_a_body_reads_a_reply_with_what_it_answers(conference: Conference) -> None:
    """Otherwise nobody knows what „bei uns auch“ means; how alike two are stands in words, not in points."""
    coded = [
        judged(written(1, "Am Moltkeplatz fehlt eine Rutsche für kleine Kinder."), route=asked("fb-67")),
        judged(written(2, "Bei uns auch, und eine Bank.", reply_to="B1"), route=asked("fb-67")),
        judged(written(3, "Am Moltkeplatz fehlt eine Rutsche für die kleinen Kinder.")),
    ]
    found = written_pages(coded, conference)
    body = found["Weiterleitung/Fachbereich Umwelt und Stadtgrün"].body
    assert body.count("* Antwort auf: [[Beitrag/1|Beitrag 1]]") == 1 == body.count("Antwort auf")
    assert "| fast wörtlich dasselbe\n" in found["Auswertung/Nachweis"].body
