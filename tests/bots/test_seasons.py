"""Seasons of a talk page and a topic wiki, by chance but believable: nobody's words are lost or doubled."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from familienkonferenz.bots.contributions import Contribution

from .test_archive_history import TALK, TOPIC, Wiki, by_id, read

PLACES = ("Podbi", "Lister Meile", "Maschsee", "Kröpcke", "Vahrenheide", "Linden", "Ahlem", "Misburg", "Zoo")
WISHES = ("eine Ampel", "mehr Bänke mit Lehne", "einen breiteren Radweg", "eine Rampe für Kinderwagen")
EMPTY = "Leer."


class Season:
    """A season by its seed: `said` are the people, each of whom spoke once; `moments` when a bot may come by."""

    def __init__(self, seed: int, steps: int = 14) -> None:
        self.chance = random.Random(seed)
        self.wiki = Wiki()
        self.said: list[str] = []
        self.moments: list[int] = []
        acts = (self.say, self.vandal, self.archive, self.sort, self.mend, self.fetch)
        for _ in range(steps):
            title = self.chance.choice((TALK, TOPIC))
            act: Callable[[str, str], None] = self.chance.choices(acts, (50, 12, 10, 10, 10, 8))[0]
            text = self.text(title)
            (act if text.strip() else self.say)(title, text)
            self.moments.append(self.wiki.last)

    def text(self, title: str) -> str:
        return self.wiki.text(title) if title in self.wiki.titles else ""

    def say(self, title: str, text: str) -> None:
        number = len(self.said) + 1
        self.said.append(f"Person {number}")
        wish, place = self.chance.choice(WISHES), self.chance.choice(PLACES)
        words = f"Wir brauchen {wish} am {place} vor Haus {number}, weil dort viele Kinder wohnen."
        signed = " ~~~~" if title == TALK and self.chance.random() < 0.8 else ""
        self.wiki.save(self.said[-1], title, f"{text}\n\n{words}{signed}".strip())

    def vandal(self, title: str, text: str) -> None:
        self.wiki.save("Viktor", title, self.chance.choice(("", "HAHA " * 12)))
        self.moments.append(self.wiki.last)
        if self.chance.random() < 0.9:
            self.wiki.save("Bert", title, text)

    def archive(self, title: str, text: str) -> None:
        archive = f"{title}/Archiv"
        self.wiki.save("Moderatorin", archive, f"{self.text(archive)}\n\n{text}".strip())
        self.moments.append(self.wiki.last)
        self.wiki.save("Moderatorin", title, "Siehe Archiv.")

    def sort(self, title: str, text: str) -> None:
        paragraphs = text.split("\n\n")
        self.chance.shuffle(paragraphs)
        self.wiki.save("Moderatorin", title, "\n\n".join(paragraphs))

    def mend(self, title: str, text: str) -> None:
        self.wiki.save("Clara", title, text.replace("brauchen", "bräuchten", 1))

    def fetch(self, title: str, text: str) -> None:
        archived = self.text(f"{title}/Archiv")
        if archived not in ("", EMPTY):
            self.wiki.save("Moderatorin", title, f"{text}\n\n{archived}")
            self.wiki.save("Moderatorin", f"{title}/Archiv", EMPTY)

    def until(self, moment: int) -> Wiki:
        wiki = Wiki()
        cut = {page: [r for r in h if r.rev_id <= moment] for page, h in self.wiki.pages.items()}
        wiki.pages = {page: history for page, history in cut.items() if history}
        return wiki


@pytest.mark.parametrize("seed", range(12))
def test_nobody_is_lost_or_doubled_whenever_the_bot_comes_by(seed: int) -> None:
    """Each person's words are one contribution; harvested after every save or once at the end, it is the same."""
    season = Season(seed)
    whole = by_id(read(season.wiki))
    people = [one.author for one in whole.values() if one.author.startswith("Person")]
    assert sorted(people) == sorted(season.said)
    known: dict[str, Contribution] = {}
    since = 0
    for moment in season.moments:
        known = read(season.until(moment), known, since).merged(known)
        since = moment

    assert told(known) == told(whole)


def told(found: dict[str, Contribution]) -> dict[str, tuple[str, bool, str, str]]:
    """What people said; moderators' and vandals' words may come and go."""
    return {
        id: (one.author, one.present, one.page, one.text)
        for id, one in found.items()
        if one.author.startswith("Person")
    }
