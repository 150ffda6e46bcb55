"""The real texts: what people wrote to councils and papers, sent as families send it, several at a time."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.state import State
from familienkonferenz.bots.visitor import Visitor

from .conftest import PASSWORD, ServedWiki

TEXTS = Path(__file__).parents[3] / "shared" / "data" / "texts-dev.jsonl"
PEOPLE, AT_ONCE = 20, 4

pytestmark = [
    pytest.mark.wiki,
    pytest.mark.skipif(
        not TEXTS.is_file(), reason="the real texts lie beside the checkout, in ../shared/data"
    ),
]


@dataclass(frozen=True)
class Sent:
    """What was typed into the form, by whom, and the number the wiki gave it."""

    author: str
    title: str
    text: str
    number: int | None


def _texts() -> list[str]:
    with TEXTS.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _title(text: str) -> str:
    """A title as somebody would make one: the beginning, on one line."""
    return " ".join(text[:100].split())


@pytest.fixture(scope="module")
def sent(served_wiki: ServedWiki) -> list[Sent]:
    """All texts, sent over HTTP by twenty people, four at a time, while the window is open."""
    served_wiki.json("init")
    served_wiki.json("open")
    people = [Visitor(served_wiki.url, f"Familie {number:02}") for number in range(PEOPLE)]
    texts = _texts()

    def write(person: Visitor) -> list[Sent]:
        assert person.register(PASSWORD), person.name
        mine = texts[people.index(person) :: PEOPLE]
        return [Sent(person.name, _title(text), text, person.contribute(_title(text), text)) for text in mine]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return [one for each in threads.map(write, people) for one in each]


@pytest.fixture(scope="module")
def judged(served_wiki: ServedWiki, sent: list[Sent]) -> dict[str, Any]:
    """What the cycle says after everybody has written."""
    return served_wiki.json("cycle", "--yes")


@pytest.fixture(scope="module")
def harvested(served_wiki: ServedWiki, judged: dict[str, Any]) -> dict[str, Contribution]:
    """The bots' journal."""
    return State(served_wiki.home, served_wiki.url).load()[0]


def test_every_text_gets_a_number_of_its_own(sent: list[Sent]) -> None:
    """119 texts, sent four at a time: each is accepted and numbered, without gap or doublet."""
    assert len(sent) == len(_texts()) == 119
    assert sorted(one.number or 0 for one in sent) == list(range(1, 120))


def test_every_text_is_harvested_to_the_character(
    sent: list[Sent], harvested: dict[str, Contribution]
) -> None:
    """What was typed is what is harvested: text, title, author; nothing lost, nothing else found."""
    assert harvested.keys() == {f"B{one.number}" for one in sent}
    for one in sent:
        found = harvested[f"B{one.number}"]
        assert (found.text, found.title, found.author) == (one.text, one.title, one.author)


def test_nothing_is_left_over(judged: dict[str, Any]) -> None:
    """Each of the texts has a fate in the proof, and the run has no problems."""
    assert judged["remainder"] == 0
    assert judged["contributions"] + judged["replies"] == 119
    assert judged["problems"] == []


def test_every_text_is_read_on_its_page(served_wiki: ServedWiki, sent: list[Sent], judged: object) -> None:
    """On the page of the contribution stands what was typed, the beginning of it at least."""
    anybody = served_wiki.visitor()
    for one in sent[::10]:
        words = one.text.split()[:3]
        shown = " ".join(_plain(anybody.read(f"/Beitrag/{one.number}").text).split())
        assert " ".join(words) in shown, one


def _plain(page: str) -> str:
    tree: Any = html.fromstring(page)
    return str(tree.text_content())
