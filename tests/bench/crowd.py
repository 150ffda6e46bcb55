"""A conference of any size that nobody has to store: a wiki whose pages, with their histories, are made when read.

Of a hundred contributions sixty are pages of their own (saved once to three times, a bot's section among them), thirty
are said in threads on talk pages, ten are edits of topic wikis, where things are also taken out and put back. They
are about the matters of `tests/quality/rewordings.py`, in other words each time, at the districts and landmarks of
Hannover, among sentences of the labelled families. The same size gives the same conference.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.wiki.port import Change, Page
from familienkonferenz.config import Conference
from familienkonferenz.page_templates.contribution import ContributionText, compose

from ..quality.rewordings import CLOSINGS, GREETINGS, MATTERS

BOT = "Konferenzbot"
FAMILIES = Path(__file__).parents[1] / "cases" / "families.jsonl"
_ZONE = ZoneInfo("Europe/Berlin")
_BEGIN = datetime(2026, 11, 2, 8, tzinfo=_ZONE)
_OF_TEN = {"own": 6, "talk": 3, "topic": 1}
_ON_A_PAGE = 50  # contributions on one talk page or one topic wiki
_REVISIONS = 200  # ids that are kept free for each page


@dataclass
class Crowd:
    """What a run asks of a wiki (`bots/wiki/port.py`). `spent`: seconds of CPU that making the pages took."""

    conference: Conference
    contributions: int
    account: str = BOT
    written: int = 0
    characters: int = 0
    spent: float = 0.0
    _numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        topics = [topic.page for topic in self.conference.topics]
        tenth = self.contributions // 10
        titles = [f"Beitrag/{number}" for number in range(1, _OF_TEN["own"] * tenth + 1)]
        for kind, prefix in (("talk", "Diskussion:"), ("topic", "")):
            for number in range(max(1, _OF_TEN[kind] * tenth // _ON_A_PAGE)):
                titles.append(f"{prefix}Thema/{topics[number % len(topics)]}/Teil {number}")
        self._numbers = {title: number for number, title in enumerate(titles, 1)}

    # --- what a run asks ----------------------------------------------------------------------------------

    def titles(self, prefix: str, namespace: int = 0) -> Iterator[str]:
        """As the port does."""
        whole = f"Diskussion:{prefix}" if namespace else prefix
        return (title for title in self._numbers if title.startswith(whole))

    def newest_revision(self) -> int:
        """As the port does."""
        return (len(self._numbers) + 1) * _REVISIONS

    def changes(self, since: int) -> Iterator[Change]:
        """Nothing changes."""
        return iter(())

    def export(self, titles: Sequence[str]) -> Iterator[Revision]:
        """As the port does: page after page."""
        for title in titles:
            yield from self._history(title)

    def get_many(self, titles: Iterable[str]) -> Iterator[Page]:
        """As the port does; pages of the evaluation are not there yet."""
        for title in titles:
            if title in self._numbers:
                last = self._history(title)[-1]
                yield Page(title, last.text, last.rev_id, last.user)
            else:
                yield Page(title, "", 0)

    def get(self, title: str) -> Page:
        """As the port does."""
        return next(self.get_many([title]))

    def put(self, page: Page, text: str, summary: str) -> int:
        """Count what is written, and forget it."""
        self.written += 1
        self.characters += len(text)
        return self.newest_revision() + self.written

    def moderators(self) -> Iterator[str]:
        """Nobody moderates."""
        return iter(())

    def deciders(self) -> frozenset[str] | None:
        """As the port does on our wiki, which lets nobody else decide."""
        return None

    # --- how pages come to be -----------------------------------------------------------------------------

    def _history(self, title: str) -> list[Revision]:
        begin = time.process_time()
        number = self._numbers[title]
        chance = random.Random(number)
        namespace = int(title.startswith("Diskussion:"))
        make = self._own if title.startswith("Beitrag/") else self._talk if namespace else self._topic
        first = number * _REVISIONS
        history = [
            Revision(
                number, title, namespace, first + turn, first + turn - 1 if turn else 0, user, when, "", text
            )
            for turn, (user, when, text) in enumerate(make(title, number, chance))
        ]
        self.spent += time.process_time() - begin
        return history

    def _own(self, title: str, number: int, chance: random.Random) -> Iterator[tuple[str, datetime, str]]:
        author, when = self._person(chance), self._moment(number)
        topic, kind = chance.choice(self.conference.topics).page, chance.choice((*self.conference.kinds, ""))
        place, said = self.said(chance)
        where = place if chance.random() < 0.3 else ""
        heading = " ".join(said.split()[:5])
        text = compose(ContributionText(heading, kind, topic, where, None, said))
        yield author, when, text
        if chance.random() < 0.3:
            text = f"{text} {chance.choice(_sentences())}"
            yield author, when + timedelta(minutes=9), text
        if chance.random() < 0.5:
            section = (
                "<!-- konferenz:bot status -->\n{{Einordnung|stadtteile=}}\n<!-- /konferenz:bot status -->"
            )
            yield BOT, when + timedelta(hours=9), f"{text}\n{section}"

    def _talk(self, title: str, number: int, chance: random.Random) -> Iterator[tuple[str, datetime, str]]:
        text, when = "", self._moment(number)
        for turn in range(_ON_A_PAGE):
            when += timedelta(minutes=chance.randint(1, 50))
            author = self._person(chance)
            said = self.said(chance)[1] if chance.random() < 0.5 else self._answer(chance)
            if turn % 7 == 0:
                text, indent = f"{text}\n== {' '.join(said.split()[:4])} ==\n", ""
            else:
                indent = ":" * chance.randint(1, 4)
            text += f"{indent}{said} {_signature(author, when)}\n"
            yield author, when.replace(second=0), text

    def _topic(self, title: str, number: int, chance: random.Random) -> Iterator[tuple[str, datetime, str]]:
        lines, when = ["== Was uns fehlt =="], self._moment(number)
        added = 0
        while added < _ON_A_PAGE:
            when += timedelta(minutes=chance.randint(1, 50))
            act = chance.random()
            if act < 0.08 and len(lines) > 3:
                yield self._person(chance), when, "\n\n".join(lines[: len(lines) // 2])
                when += timedelta(minutes=3)
                yield self._person(chance), when, "\n\n".join(lines)
                continue
            if act < 0.2 and len(lines) > 3:
                at = chance.randrange(1, len(lines))
                lines[at] = f"{lines[at]} {chance.choice(_sentences())}"
            else:
                lines.insert(chance.randint(1, len(lines)), self.said(chance)[1])
            added += 1
            yield self._person(chance), when, "\n\n".join(lines)

    def said(self, chance: random.Random) -> tuple[str, str]:
        """A place, and what somebody says of a matter there, in some 350 characters."""
        place, where = chance.choice(self._places)
        matter = chance.choice(MATTERS)
        said = [chance.choice(ways).replace("{P}", where) for ways in matter]
        said += chance.sample(_sentences(), 2)
        words = " ".join(sentence[0].upper() + sentence[1:] for sentence in said)
        if chance.random() < 0.3:
            words = f"{chance.choice(GREETINGS)} {words} {chance.choice(CLOSINGS)}"
        return place, words

    def _answer(self, chance: random.Random) -> str:
        opening = chance.choice(
            ("Das finde ich auch.", "Da bin ich dagegen.", "Genau!", "Das sehe ich anders.")
        )
        return f"{opening} {chance.choice(_sentences())}"

    @cached_property
    def _places(self) -> list[tuple[str, str]]:
        districts = [
            (one.name, f"in {'der ' if one.article == 'die' else ''}{one.name}")
            for one in self.conference.districts
        ]
        landmarks = [(one.name, f"an der Haltestelle {one.name}") for one in self.conference.landmarks]
        return districts * 4 + landmarks

    def _person(self, chance: random.Random) -> str:
        """One of as many people as write half of the contributions."""
        return f"Person {chance.randrange(max(10, self.contributions // 2))}"

    def _moment(self, number: int) -> datetime:
        return _BEGIN + timedelta(seconds=40 * number)


def _signature(author: str, when: datetime) -> str:
    month = ("Jan.", "Feb.", "Mär.", "Apr.", "Mai", "Jun.", "Jul.", "Aug.", "Sep.", "Okt.", "Nov.", "Dez.")[
        when.month - 1
    ]
    return f"--[[Benutzer:{author}|{author}]] {when:%H:%M}, {when.day}. {month} {when.year} ({when:%Z})"


_SENTENCES: list[str] = []


def _sentences() -> list[str]:
    """Sentences of the labelled families, to stand among others."""
    if not _SENTENCES:
        for line in FAMILIES.read_text(encoding="utf-8").splitlines():
            whole = json.loads(line)["text"].replace("\n", " ")
            _SENTENCES.extend(f"{part}." for part in whole.rstrip(".!?").split(". ") if 20 < len(part) < 200)
    return _SENTENCES
