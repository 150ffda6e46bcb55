"""Niederwalde, which is invented, holds its conference from beginning to end: another city is another folder."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path

import pytest

from familienkonferenz.bots.coding import Coder
from familienkonferenz.bots.evaluation.evaluate import Evaluation
from familienkonferenz.bots.run import Run
from familienkonferenz.bots.state import State
from familienkonferenz.config import load
from familienkonferenz.config.rules import load_rules
from familienkonferenz.page_templates.contribution import ContributionText, compose
from familienkonferenz.page_templates.pages import pages

from .memory_wiki import MemoryWiki

TOWN = Path(__file__).parents[1] / "config" / "kleinstadt"
TOPIC = "Thema/Alles, was Familien bewegt"
AIM = "Auswertung/Ziel/Plätze in Kitas"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("niederwalde")


@pytest.fixture(scope="module")
def wiki() -> MemoryWiki:
    return MemoryWiki()


def run(wiki: MemoryWiki, folder: Path) -> Run:
    city = load(TOWN)
    coder = Coder.of(city, load_rules(city, TOWN))
    state = State(folder, "http://127.0.0.1:8080")
    return Run(wiki, city, coder, state, lambda label, length: nullcontext(lambda count: None))  # type: ignore[arg-type]


def cycle(wiki: MemoryWiki, folder: Path) -> tuple[Run, Evaluation]:
    made = run(wiki, folder)
    evaluation = made.evaluate(made.judge(made.harvest().values()))
    made.publish(evaluation)
    return made, evaluation


@pytest.fixture(scope="module")
def held(wiki: MemoryWiki, folder: Path) -> tuple[Run, Evaluation]:
    """The conference: its pages, five contributions, a reply, a topic wiki, a discussion; then the whole cycle."""
    run(wiki, folder).prepare(list(pages(load(TOWN))))
    told = (
        ("Anna", "Kita", "In Klein Walde fehlen Kitaplätze. Wir stehen seit Mai auf der Warteliste.", ""),
        ("Bert", "", "Auch wir stehen in Klein Walde seit Mai auf der Warteliste, es fehlen Kitaplätze!", ""),
        ("Cem", "", "Am Marktbrunnen ist das Pflaster lose. Rufen Sie mich an: 0511 1234567.", ""),
        ("Dora", "", "In Mühlenfeld brauchen wir eine Kita mit langen Öffnungszeiten.", ""),
        ("Emil", "", "Da bin ich dagegen, das Mühlenfeld soll ruhig bleiben.", "4"),
    )
    for number, (author, title, text, answers) in enumerate(told, 1):
        wiki.save(f"Beitrag/{number}", contribution(title, text, answers), author)
    wiki.save(TOPIC, f"{wiki.text(TOPIC)}\n\n* Mehr Kitaplätze im Stadtkern", "Fritz")
    wiki.save("Diskussion:" + TOPIC, "== Wege ==\nDie Wege im Mühlenfeld sind dunkel. --~~~~", "Gerda")
    return cycle(wiki, folder)


def contribution(title: str, text: str, answers: str) -> str:
    return compose(
        ContributionText(
            title,
            "Wunsch",
            "" if answers else TOPIC.removeprefix("Thema/"),
            "",
            int(answers) if answers else None,
            text,
        )
    )


def test_everything_is_harvested_judged_and_accounted_for(held: tuple[Run, Evaluation]) -> None:
    """Pages, a discussion and a topic wiki; Stadtteile and bodies of this town; nobody is dropped."""
    made, evaluation = held
    assert made.outcome.problems == []
    assert {one.contribution.source for one in evaluation.coded.values()} == {
        "beitrag",
        "diskussion",
        "themenwiki",
    }
    assert [evaluation.coded[f"B{n}"].districts for n in (1, 3, 4)] == [
        ("Klein Walde",),
        ("Altstadt",),
        ("Mühlenfeld",),
    ]
    assert evaluation.coded["B1"].route.steps and evaluation.remainder == ()
    assert [(group.kept, group.merged[0].contribution) for group in evaluation.duplicates] == [("B1", "B2")]


def test_the_evaluation_can_be_planned_with(held: tuple[Run, Evaluation], wiki: MemoryWiki) -> None:
    """Need by Stadtteil with supporters, dispute and lists, on pages of this town's topic and Stadtteile."""
    page = wiki.text(f"Auswertung/{TOPIC}")
    assert "Klein Walde" in page and "[[Beitrag/1|1]], [[Beitrag/2|2]]" in page
    assert "bin ich dagegen" in page
    assert "Gemeinsam" not in page and "[[Beitrag/2|Beitrag 2]] (Bert)" in wiki.text("Beitrag/1")
    assert "== Deutung ==" in wiki.text(AIM)
    assert "Beitrag 3" in wiki.text("Auswertung/Nachweis")


def test_no_word_of_another_city_is_on_its_pages(held: tuple[Run, Evaluation], wiki: MemoryWiki) -> None:
    """Everything is in the folder: neither Hannover nor one of its bodies is known here."""
    titles = {one.title for one in wiki.revisions}
    assert len(titles) > 40
    for title in titles:
        assert not re.search(r"Hannover|Linden|Maschsee|üstra", wiki.text(title)), title


def test_what_is_held_back_stays_held_back_until_released(
    held: tuple[Run, Evaluation], wiki: MemoryWiki, folder: Path
) -> None:
    """A moderator releases the telephone, corrects a Stadtteil and writes a reading of the figures: all is followed."""
    public = [one.title for one in wiki.revisions if not one.title.startswith(("Beitrag/", "Konferenz/"))]
    assert not [title for title in public if "0511" in wiki.text(title)]
    assert "[[Beitrag/3|Beitrag 3]]" in wiki.text("Konferenz/Prüfung")
    assert cycle(wiki, folder)[0].outcome.written == []

    spoken = "{{Entscheidung|freigabe=Telefon|stadtteile=Mühlenfeld|grund=Sprechstunde}}"
    wiki.save("Beitrag/3", f"{wiki.text('Beitrag/3')}\n{spoken}", "Meike")
    reading = "Es fehlt an Plätzen, nicht an Häusern."
    wiki.save(AIM, f"{wiki.text(AIM)}\n{reading}", "Meike")
    _, evaluation = cycle(wiki, folder)
    assert evaluation.coded["B3"].districts == ("Mühlenfeld",)
    assert "wartet nichts" in wiki.text("Konferenz/Prüfung")
    assert "Altstadt" in wiki.text("Auswertung/Berichtigungen") and "Mühlenfeld" in wiki.text(
        "Auswertung/Berichtigungen"
    )
    assert wiki.text(AIM).endswith(reading)
    assert cycle(wiki, folder)[0].outcome.written == []
