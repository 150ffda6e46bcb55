"""One conference, two engines: the sample is held on our wiki and on a MediaWiki, by the same commands.

Both begin with nothing but an account for the bots. What is compared is everything that the bots say: contributions,
tags, ways, and every page they wrote, to the letter. Ids, times and numbers of revisions are called alike.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import requests

from familienkonferenz.bots.history import export
from familienkonferenz.bots.history.revisions import Revision, by_page
from tests.engines.mediawiki import MediaWiki
from tests.engines.town_hall import town_hall

from .conftest import Said, ServedWiki, konferenz, serving

pytestmark = pytest.mark.wiki

_OF_BOTS = ("Auswertung", "Weiterleitung/", "Stadtteil/", "Stadtbezirk/", "Beitrag/", "Konferenz/Prüfung")


@dataclass
class Held:
    """A conference that was held: what the commands said, and what stands on the wiki."""

    wiki: ServedWiki
    said: dict[str, Any]
    revisions: list[Revision] = field(default_factory=list)

    @cached_property
    def names(self) -> dict[int, str]:
        """Revision id → its page and the how-manieth of it."""
        return {
            one.rev_id: f"{one.title}#{number}"
            for history in by_page(self.revisions)
            for number, one in enumerate(history, 1)
        }

    def alike(self, text: str) -> str:
        """What was said, with nothing in it that an engine gives by chance."""
        pages = {one.page_id: one.title for one in self.revisions}
        numbered = r"(Permanentlink/|Diskussion |Themenwiki |\bT)(\d+)\b"
        text = re.sub(numbered, lambda m: m[1] + self.names.get(int(m[2]), m[2]), text)
        text = re.sub(r"\bD(\d+)-(\S+?)-\d{12}\b", lambda m: f"D-{pages.get(int(m[1]), m[1])}-{m[2]}", text)
        return re.sub(r"\b(\d{1,2}\. \w+ \d{4}|\d\d\.\d\d\.\d{4})(, \d{1,2}[:.]\d\d Uhr)?", "DAY", text)

    def pages(self) -> dict[str, str]:
        """The newest text of every page that bots write."""
        newest = (history[-1] for history in by_page(self.revisions))
        return {one.title: self.alike(one.text) for one in newest if one.title.startswith(_OF_BOTS)}


@contextmanager
def ours(folder: Path) -> Iterator[ServedWiki]:
    """A wiki of ours with its pages."""
    with serving(folder) as wiki:
        wiki.json("init")
        yield wiki


@contextmanager
def theirs(folder: Path) -> Iterator[tuple[ServedWiki, MediaWiki, Said]]:
    """A MediaWiki that `konferenz init` prepared, and what it said before it was."""
    with town_hall(folder) as hall:
        wiki = ServedWiki(hall.wiki.url, hall.home)
        first = konferenz("init", home=wiki.home, wiki=wiki.url)
        hall.include()
        wiki.json("init")
        yield wiki, hall.wiki, first


def hold(wiki: ServedWiki) -> Held:
    """The whole cycle with the sample, and what the bots say of each contribution afterwards."""
    said = {"cycle": wiki.json("cycle", "--sample")}
    for command in ("tag", "route"):
        said[command] = wiki.json(command, "--dry-run")
    return Held(wiki, said, list(exported(wiki)))


def exported(wiki: ServedWiki) -> Iterator[Revision]:
    """The histories of all pages, as anybody reads them."""
    titles: list[str] = []
    for space in ("0", "1"):
        further: dict[str, str] = {}
        while True:
            asked = {"list": "allpages", "apnamespace": space, "aplimit": "500", **further}
            found = wiki.api(**asked)
            titles += [page["title"] for page in found["query"]["allpages"]]
            if "continue" not in found:
                break
            further = found["continue"]
    fields = {"pages": "\n".join(titles), "history": "1", "action": "submit"}
    answer = requests.post(f"{wiki.url}/index.php?title=Special:Export", data=fields, timeout=300)
    return export.read(io.BytesIO(answer.content))


@dataclass(frozen=True)
class Both:
    """The same conference on both."""

    ours: Held
    theirs: Held
    first: Said
    """What `konferenz init` said to a MediaWiki that was not prepared."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """The sample, held on both; skips where there is no MediaWiki."""
    with theirs(tmp_path_factory.mktemp("theirs")) as (wiki, _, first):
        there = hold(wiki)
        with ours(tmp_path_factory.mktemp("ours")) as mine:
            yield Both(hold(mine), there, first)


def test_an_unprepared_mediawiki_is_told_what_it_lacks(both: Both) -> None:
    """Nothing is written there; the administrator gets a file, and is told where it belongs."""
    assert both.first.code == 2
    assert "LocalSettings.php" in both.first.problem
    assert (both.theirs.wiki.home / "konferenz.php").is_file()


def test_contributions_are_the_same(both: Both) -> None:
    """The same number of them, with the same fates; nothing is left over on either."""
    mine, there = both.ours.said["cycle"], both.theirs.said["cycle"]
    for name in set(mine) - {"revisions", "archive", "written", "comparison"}:
        assert there[name] == mine[name], name
    assert there["comparison"] == mine["comparison"]
    assert there["remainder"] == 0


@pytest.mark.parametrize(("command", "key"), [("tag", "tags"), ("route", "routes")])
def test_tags_and_ways_are_the_same(both: Both, command: str, key: str) -> None:
    """Each contribution has the same Stadtteile, for the same reasons, and goes the same way."""
    mine, there = (
        json.loads(held.alike(json.dumps(held.said[command][key], ensure_ascii=False, sort_keys=True)))
        for held in (both.ours, both.theirs)
    )
    assert there == mine
    assert len(mine) > 60


def test_summaries_are_the_same(both: Both) -> None:
    """Evaluation, requests to bodies, Stadtteile, status of each contribution: the same words on the same pages."""
    mine, there = both.ours.pages(), both.theirs.pages()
    assert sorted(there) == sorted(mine)
    assert {title: text for title, text in there.items() if text != mine[title]} == {}
    assert len(mine) > 150


def test_what_is_published_again_is_not_written_there_either(both: Both) -> None:
    """Run again, the bots find all as it is."""
    again = both.theirs.wiki.json("publish")
    assert (again["written"], again["problems"]) == ([], [])
    assert again["unchanged"] > 200
