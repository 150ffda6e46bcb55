"""Seeded histories of a page whose truth is known: for each token the revision that wrote it.

People write, mend, move, copy and take out; vandals blank and scribble and are put back; a moderator empties the
page into an archive, somebody adds an idea, and the old text is fetched back above it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from familienkonferenz.bots.history.revisions import Revision

BEGIN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
MODERATOR = "Moderation"

_SMALL = """und die der das ist nicht wir es zu in für auf ein eine mit den auch sich so dass sie von im an dem am
aber wenn noch nur wie sind hier mehr schon sehr kann man bitte unsere haben wird viele gibt keine oder nach bei
um vor über immer dann aus wäre endlich doch gern schön""".split()  # noqa: SIM905
_FIRST = """Spiel Rad Fuß Schul Wasser Kinder Sport Bolz Garten Park Bus Bahn Haus Wald Stadt Markt Jugend Familien
Müll Nacht Sommer Winter Straßen Brücken Kletter Sand Roll Lese Schwimm Sonnen""".split()  # noqa: SIM905
_SECOND = """platz weg hof plan treff bank haus kurs tag zeit fläche baum licht gruppe raum zaun netz linie halle
angebot stelle anlage kreis dach straße ecke""".split()  # noqa: SIM905
_DOING = """fehlt reicht stört hilft öffnen bauen sperren räumen pflanzen fahren laufen warten spielen lernen
fragen treffen zahlen sauber gefährlich offen kaputt dunkel ruhig teuer kostenlos barrierefrei""".split()  # noqa: SIM905

Sentence = tuple[tuple[str, int], ...]
"""(token, revision id that wrote it)"""
Paragraph = tuple[Sentence, ...]
Page = tuple[Paragraph, ...]


@dataclass(frozen=True)
class History:
    """Revisions, and for each the page with its truth."""

    revisions: tuple[Revision, ...]
    pages: tuple[Page, ...]

    def truth(self, position: int) -> list[int]:
        """For each token of the text of a revision, who wrote it."""
        return [by for paragraph in self.pages[position] for sentence in paragraph for _, by in sentence]


def text_of(page: Page) -> str:
    """A page as it is saved."""
    return "\n\n".join(
        " ".join(" ".join(word for word, _ in sentence[:-1]) + sentence[-1][0] for sentence in paragraph)
        for paragraph in page
    )


class Writers:
    """Everybody who edits one page."""

    def __init__(self, seed: int, characters: int = 10_000, copies: bool = True) -> None:
        self._chance = random.Random(seed)
        self._size = characters
        self.pages: list[Page] = []
        self.users: list[str] = []
        acts: list[tuple[int, Callable[[], None]]] = [
            (24, self._say), (12, self._say_more), (24, self._mend), (10, self._insert), (10, self._shorten),
            (6, self._leave_out), (6, self._take_out), (5, self._move), (4 if copies else 0, self._copy),
            (6, self._go_back), (3, self._blank), (3, self._scribble), (2, self._archive),
        ]  # fmt: skip
        self._acts = [act for _, act in acts]
        self._weights = [weight for weight, _ in acts]

    def history(self, number: int) -> History:
        """At least so many revisions; cut after them."""
        self.pages.append(((self._sentence(),),))
        self.users.append(self._person())
        while len(text_of(self.pages[-1])) < self._size:
            self._say()
        while len(self.pages) < number:
            if len(text_of(self.pages[-1])) > 1.15 * self._size:
                self._take_out()
            else:
                self._chance.choices(self._acts, self._weights)[0]()
        del self.pages[number:]
        revisions = tuple(
            Revision(7, "Thema/X", 0, i + 1, i, user, BEGIN + timedelta(minutes=i), "", text_of(page))
            for i, (user, page) in enumerate(zip(self.users, self.pages, strict=False))
        )
        return History(revisions, tuple(self.pages))

    @property
    def _rev(self) -> int:
        """The id of the revision that is being written."""
        return len(self.pages) + 1

    @property
    def _page(self) -> Page:
        return self.pages[-1]

    def _save(self, user: str, page: Page) -> None:
        self.pages.append(tuple(paragraph for paragraph in page if paragraph))
        self.users.append(user)

    def _person(self) -> str:
        return f"Person {self._chance.randrange(40)}"

    def _word(self) -> str:
        kind = self._chance.random()
        if kind < 0.5:
            return self._chance.choices(_SMALL, [1 / (n + 2) for n in range(len(_SMALL))])[0]
        if kind < 0.75:
            return self._chance.choice(_DOING)
        return self._chance.choice(_FIRST) + self._chance.choice(_SECOND)

    def _words(self, least: int, most: int) -> Sentence:
        return tuple((self._word(), self._rev) for _ in range(self._chance.randint(least, most)))

    def _sentence(self) -> Sentence:
        return (*self._words(5, 18), (self._chance.choice("...!?"), self._rev))

    def _say(self) -> None:
        said = tuple(self._sentence() for _ in range(self._chance.randint(1, 5)))
        page = self._page
        at = len(page) if self._chance.random() < 0.6 else self._chance.randint(0, len(page))
        self._save(self._person(), (*page[:at], said, *page[at:]))

    def _changed(self, change: Callable[[Paragraph], Paragraph]) -> None:
        page = self._page
        if not page:
            self._say()
            return
        at = self._chance.randrange(len(page))
        self._save(self._person(), (*page[:at], change(page[at]), *page[at + 1 :]))

    def _say_more(self) -> None:
        def more(paragraph: Paragraph) -> Paragraph:
            at = self._chance.randint(0, len(paragraph))
            return (*paragraph[:at], self._sentence(), *paragraph[at:])

        self._changed(more)

    def _within(self, change: Callable[[Sentence], Sentence]) -> None:
        def one(paragraph: Paragraph) -> Paragraph:
            at = self._chance.randrange(len(paragraph))
            return (*paragraph[:at], change(paragraph[at]), *paragraph[at + 1 :])

        self._changed(one)

    def _mend(self) -> None:
        def mend(sentence: Sentence) -> Sentence:
            at = self._chance.randrange(len(sentence) - 1) if len(sentence) > 1 else 0
            size = self._chance.choice((1, 1, 1, 2, 3))
            return (*sentence[:at], *self._words(1, size), *sentence[min(at + size, len(sentence) - 1) :])

        self._within(mend)

    def _insert(self) -> None:
        def insert(sentence: Sentence) -> Sentence:
            at = self._chance.randrange(len(sentence))
            return (*sentence[:at], *self._words(1, 6), *sentence[at:])

        self._within(insert)

    def _shorten(self) -> None:
        def shorten(sentence: Sentence) -> Sentence:
            if len(sentence) < 4:
                return sentence
            at = self._chance.randrange(1, len(sentence) - 2)
            return (*sentence[:at], *sentence[min(at + self._chance.randint(1, 4), len(sentence) - 1) :])

        self._within(shorten)

    def _leave_out(self) -> None:
        def less(paragraph: Paragraph) -> Paragraph:
            at = self._chance.randrange(len(paragraph))
            return (*paragraph[:at], *paragraph[at + 1 :])

        self._changed(less)

    def _take_out(self) -> None:
        self._changed(lambda _: ())

    def _move(self) -> None:
        page = list(self._page)
        if page:
            paragraph = page.pop(self._chance.randrange(len(page)))
            page.insert(self._chance.randint(0, len(page)), paragraph)
        self._save(self._person(), tuple(page))

    def _copy(self) -> None:
        page = self._page
        if page:
            at = self._chance.randint(0, len(page))
            page = (*page[:at], self._chance.choice(page), *page[at:])
        self._save(self._person(), page)

    def _go_back(self) -> None:
        back = min(len(self.pages), 1 + int(self._chance.expovariate(0.2)))
        self._save(self._person(), self.pages[-back] or self._page)

    def _blank(self) -> None:
        page = self._page
        self._save(self._person(), ())
        self._save(self._person(), page)

    def _scribble(self) -> None:
        page = self._page
        noise = tuple((self._chance.choice(("haha", "lol", "XXXX")), self._rev) for _ in range(12))
        scribbled = ((*noise, ("!", self._rev)),)
        whole = self._chance.random() < 0.5
        self._save(self._person(), (scribbled,) if whole else (*page, scribbled))
        self._save(self._person(), page)

    def _archive(self) -> None:
        page = self._page
        words = (
            ("Archiviert", self._rev),
            ("von", self._rev),
            ("der", self._rev),
            ("Moderation", self._rev),
            (".", self._rev),
        )
        note = ((words),)
        self._save(MODERATOR, (note,))
        idea = (self._sentence(), self._sentence())
        self._save(self._person(), (note, idea))
        self._save(self._person(), (*page, idea))


def archived() -> History:
    """A page that a moderator archives; a new idea comes, and the old page is fetched back beside it."""
    writers = Writers(4, 4_000)
    writers.history(60)
    writers._archive()
    pages = writers.pages
    revisions = tuple(
        Revision(7, "Thema/X", 0, i + 1, i, user, BEGIN + timedelta(minutes=i), "", text_of(page))
        for i, (user, page) in enumerate(
            zip(writers.users[: len(pages) - 3] + writers.users[-3:], pages, strict=True)
        )
    )
    return History(revisions, tuple(pages))


def rights(history: History, found: Iterator[list[int]]) -> tuple[int, int]:
    """(tokens credited rightly, tokens) over all revisions."""
    right = whole = 0
    for position, credited in enumerate(found):
        truth = history.truth(position)
        assert len(credited) == len(truth), position
        right += sum(one == other for one, other in zip(credited, truth, strict=True))
        whole += len(truth)
    return right, whole
