"""Every figure of the evaluation equals the list that stands behind it, read from the pages as people read them."""

from __future__ import annotations

import re

import pytest

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.evaluate import evaluate
from familienkonferenz.bots.summaries.pages import pages
from familienkonferenz.config import Conference

VOICES = re.compile(r"'''(?:(\d+) Beitr\w+)?(?: und )?(?:(\d+) Antwort\w*)?(?: von (\d+) Persone?n?)?'''")


@pytest.fixture(scope="module")
def bodies(conference: Conference, coded: tuple[Coded, ...]) -> dict[str, str]:
    """The texts of all pages on the sample."""
    return {page.title: page.body for page in pages(evaluate(coded, conference), conference)}


@pytest.fixture(scope="module")
def authors(coded: tuple[Coded, ...]) -> dict[str, str]:
    """Number of a contribution → who wrote it."""
    return {one.contribution.id.removeprefix("B"): one.contribution.author for one in coded}


def ids(wikitext: str) -> list[str]:
    """The numbers of the contributions that are listed."""
    return re.findall(r"\[\[Beitrag/(\d+)\|", wikitext)


def people(wikitext: str, authors: dict[str, str]) -> set[str]:
    return {authors[id] for id in ids(wikitext)}


def figures(body: str) -> list[int]:
    """Contributions, replies and people, as the first line in bold says it."""
    found = VOICES.search(body)
    return [int(number or 0) for number in found.groups()] if found else [0, 0, 0]


def table(body: str, caption: str) -> dict[str, list[str]]:
    """The rows of a table: name without its link → the other cells."""
    lines = body.split(f"|+ {caption}")[1].split("\n|}")[0].split("\n|-\n")[1:]
    rows = [re.findall(r'^(?:! scope="row" \|| ?\|) ?(.*)$', line, re.M) for line in lines]
    return {re.sub(r"^\[\[[^|]*\||\]\]$", "", name): cells for name, *cells in rows}


def counted(body: str, title: str) -> list[int]:
    """What the page's first line should say, by the lists at its end."""
    end = body.partition("== Alle Beiträge ==")[2]
    contributions, _, replies = end.partition("Antworten:")
    if not contributions.startswith("\nBeiträge:"):
        contributions = ""
    assert len(ids(end)) == len(set(ids(end))), f"{title}: listed twice"
    return [len(ids(contributions)), len(ids(replies))]


def views(bodies: dict[str, str]) -> list[str]:
    return [title for title in bodies if re.match(r"Auswertung/(?:Thema|Ziel|Stadtteil)/", title)]


def test_the_head_of_a_page_counts_the_list_at_its_end(
    bodies: dict[str, str], authors: dict[str, str]
) -> None:
    """Contributions, replies, and each person once, on every topic, aim and Stadtteil."""
    for title in views(bodies):
        body = bodies[title]
        end = body.partition("== Alle Beiträge ==")[2]
        assert figures(body) == [*counted(body, title), len(people(end, authors))], title
    assert sum(figures(bodies[title])[0] for title in views(bodies) if "/Thema/" in title) == 40


def test_the_whole_repeats_the_figures_of_the_pages(bodies: dict[str, str]) -> None:
    """Of topics, aims and Stadtteile, also of what names none; together the topics make up everything."""
    whole = bodies["Auswertung"]
    captions = {
        "Thema": "Beiträge nach Themen",
        "Ziel": "Beiträge nach den Zielen der Stadt",
        "Stadtteil": "Stadtbezirke und ihre Stadtteile",
    }
    for part, caption in captions.items():
        rows = table(whole, caption)
        for title in views(bodies):
            name = title.split("/", 2)[2]
            if title.startswith(f"Auswertung/{part}/") and any(figures(bodies[title])):
                assert [int(cell) for cell in rows[name][:3]] == figures(bodies[title]), title
    topics = table(whole, captions["Thema"]).values()
    assert [sum(int(row[i]) for row in topics) for i in (0, 1)] == figures(whole)[:2]


def test_a_stadtbezirk_counts_its_stadtteile(bodies: dict[str, str], conference: Conference) -> None:
    """Each contribution once: as many as the lists of its Stadtteile name together."""
    rows = table(bodies["Auswertung"], "Stadtbezirke und ihre Stadtteile")
    for borough in conference.boroughs:
        parts = [
            bodies[f"Auswertung/Stadtteil/{conference.district(name).page}"] for name in borough.districts
        ]
        listed = {id for body in parts for id in ids(body.partition("== Alle Beiträge ==")[2])}
        name = f"Stadtbezirk {borough.name}"
        assert int(rows[name][0]) + int(rows[name][1]) == len(listed), name
        assert figures(bodies[f"Stadtbezirk/{borough.page}"])[:2] == [int(cell) for cell in rows[name][:2]]


def test_voices_are_the_people_behind_the_list(bodies: dict[str, str], authors: dict[str, str]) -> None:
    """Of every need of every topic and aim: who wrote what is listed, without those who speak against it."""
    for title in (title for title in views(bodies) if "/Stadtteil/" not in title):
        body = bodies[title]
        against = people(body.partition("== Was umstritten ist ==")[2].partition("\n== ")[0], authors)
        if "== Im Einzelnen ==" not in body:
            continue  # nothing was said but in replies
        name = re.match(r"(.*?): Anliegen", body.split("|+ ")[1])
        assert name
        total = table(body, f"{name[1]}: Anliegen")
        full = body.split("== Im Einzelnen ==\n")[1].split("\n== ")[0]
        assert [part.split(" ===")[0] for part in full.split("=== ")[1:]] == list(total)
        for section in full.split("\n=== "):
            parts = re.findall(r"^\* (.*), (\d+) Stimmen?\. (Beiträge:.*)$", section, re.M)
            need = section.removeprefix("=== ").split(" ===")[0]
            everybody = set[str]()
            for district, voices, listed in parts:
                names = people(listed, authors)
                assert names - against <= names and len(names - against) <= int(voices) <= len(names), need
                assert f"{district} ({voices})" in total[need][1]
                everybody |= names
            assert len(everybody - against) <= int(total[need][0].split(",")[0]) <= len(everybody), need
            contributions = [listed.split("Antworten")[0] for *_, listed in parts]
            assert ids("".join(contributions)), need


def test_whatever_a_page_lists_stands_behind_a_need(bodies: dict[str, str], coded: tuple[Coded, ...]) -> None:
    """Also what is read with a contribution that belongs to another topic or aim; a planner sees all of it."""
    for title in (title for title in views(bodies) if counted(bodies[title], title)[0]):
        needs, _, end = bodies[title].partition("== Alle Beiträge ==")
        lists = re.split(r"== (?:Im Einzelnen|Was gebraucht wird) ==\n", needs)[-1].split("\n== ")[0]
        assert set(ids(end.partition("Antworten:")[0])) <= set(ids(lists)), title


def test_a_body_is_asked_as_much_as_its_page_lists(bodies: dict[str, str], conference: Conference) -> None:
    """In the head of the page, in the whole, and by how it stands."""
    whole = bodies["Auswertung"]
    rows = {
        name: cells
        for caption in ("Vor Ort", "Stadtverwaltung", "Außerhalb der Stadtverwaltung")
        for name, cells in table(whole, caption).items()
    }
    asked = 0
    for body in conference.bodies:
        listed = re.findall(r"^=== ", bodies[f"Weiterleitung/{body.page}"], re.M)
        asked += len(listed)
        number, states = rows.get(body.page, ["0", "0"])
        assert int(number) == len(listed) == sum(map(int, re.findall(r"\d+", states))), body.page
        assert not listed or f"'''{len(listed)} Anliegen'''" in bodies[f"Weiterleitung/{body.page}"]
    assert asked > 40


def test_the_proof_counts_its_rows(bodies: dict[str, str], coded: tuple[Coded, ...]) -> None:
    """Each end of the overview as often as a row says it; the kinds as their lists."""
    proof = bodies["Auswertung/Nachweis"]
    rows = proof.split("== Jeder Beitrag ==")[1].split("\n|-\n")[1:]
    said = {
        "zitiert": "zitiert unter",
        "zusammengeführt": "gelesen mit",
        "als Antwort gelesen": "Antwort auf",
    }
    for page, caption in ((proof, "Verbleib im Überblick"), (bodies["Auswertung"], "Verbleib der Beiträge")):
        for name, (number, *_) in table(page, caption).items():
            words = said.get(name, name)
            ends = [row.split("\n| ")[2] for row in rows]
            assert int(number) == sum(bool(re.search(rf"(?:^|; ){words}", end)) for end in ends), name
    assert len(rows) == len(coded)
    kinds = bodies["Auswertung/Art"]
    for name, cells in table(bodies["Auswertung"], "Beiträge nach ihrer Art").items():
        listed = kinds.partition(f"== {name} ==\n")[2].partition("\n== ")[0]
        assert int(cells[0]) == len(ids(listed)), name
