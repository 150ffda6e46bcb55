"""Many at once on one thing, and what became of each: counted by the truth that the wiki shows afterwards.

Three ways to get into each other's way: append to one page, create one page, register at once. An edit counts as
lost when the wiki said that it is saved and its words are not on the page; everything else must have been told.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from .browser import Browser
from .load import OK
from .peers import Peers
from .program import Program
from .report import Section

T = TypeVar("T")

CONFLICTS = ("editconflict", "articleexists")
"""The API's codes with which a writer is told that somebody else was there before."""


@dataclass(frozen=True)
class Count:
    """What became of what was sent."""

    ends: Counter[str] = field(default_factory=Counter)
    lost: tuple[str, ...] = ()
    """Acknowledged, and not there."""
    twice: tuple[str, ...] = ()
    """There more often than it was sent, or acknowledged to more than one."""
    seconds: float = 0.0

    @property
    def sent(self) -> int:
        """How much was sent."""
        return self.ends.total()

    @property
    def stored(self) -> int:
        """How much was acknowledged."""
        return self.ends[OK]

    @property
    def told(self) -> int:
        """How many were told of a conflict."""
        return sum(self.ends[code] for code in CONFLICTS)

    @property
    def other(self) -> dict[str, int]:
        """Whatever else was answered, server errors among it."""
        return {end: count for end, count in self.ends.items() if end not in (OK, *CONFLICTS)}


def appends(
    url: str, login: tuple[str, str], writers: int = 8, each: int = 50, limit: float = 600
) -> Count:  # fmt: skip
    """Writers who add lines to one page: every other by `appendtext`, the rest by the whole text and its base.

    Who is told of a conflict does not try again. After `limit` seconds nothing more is sent.
    """
    title = "Messung/Eine Seite"
    Program(url, login).edit(title, text="Anfang")
    programs = [Program(url, login) for _ in range(writers)]
    begin = time.monotonic()

    def write(number: int, _: threading.Barrier) -> list[tuple[str, str]]:
        found = []
        for turn in range(each):
            if time.monotonic() - begin > limit:
                break
            line = f"* Zeile {turn} von Nummer {number}."
            if number % 2:
                end, _rev = programs[number].edit(title, appendtext=f"\n{line}")
            else:
                base, text = programs[number].page(title)
                end, _rev = programs[number].edit(title, text=f"{text}\n{line}", baserevid=str(base))
            found.append((line, end))
        return found

    answered = [one for found in _at_once(writers, write) for one in found]
    seconds = time.monotonic() - begin
    there = Counter(Program(url, login).page(title)[1].split("\n"))
    return Count(
        Counter(end for _, end in answered),
        tuple(line for line, end in answered if end == OK and not there[line]),
        tuple(line for line, _ in answered if there[line] > 1),
        seconds,
    )


def creators(
    url: str, login: tuple[str, str], names: int = 100, writers: int = 8, limit: float = 600
) -> Count:  # fmt: skip
    """Writers who create one page at the same instant, name after name: one of them may, the others are told.

    `lost` names the pages that hold another text than the acknowledged one, `twice` those acknowledged to several
    or written more than once. After `limit` seconds no further name is tried.
    """
    programs = [Program(url, login) for _ in range(writers)]
    begin = time.monotonic()
    until = [False]

    def write(number: int, together: threading.Barrier) -> list[tuple[str, str]]:
        found = []
        for turn in range(names):
            if together.wait() == 0:
                until[0] = time.monotonic() - begin > limit
            together.wait()
            if until[0]:
                break
            title = f"Messung/Neu {turn}"
            found.append((title, programs[number].edit(title, text=f"Von {number}.", createonly="1")[0]))
        return found

    answered = _at_once(writers, write)
    seconds = time.monotonic() - begin
    winners: dict[str, list[str]] = {}
    for number, found in enumerate(answered):
        for title, end in found:
            winners.setdefault(title, []).extend([f"Von {number}."] if end == OK else [])
    reader = Program(url, login)
    return Count(
        Counter(end for found in answered for _, end in found),
        tuple(title for title, texts in winners.items() if reader.page(title)[1] not in texts),
        tuple(t for t, texts in winners.items() if len(texts) > 1 or len(reader.authors(t)) > 1),
        seconds,
    )


def registrations(url: str, login: tuple[str, str], people: int = 32) -> Count:
    """People who send the form for a new account at the same instant.

    `lost`: told that the account is there, and it is not.
    """
    names = [f"Neuling {number}" for number in range(people)]

    def register(number: int, together: threading.Barrier) -> str:
        browser = Browser(url, timeout=120)
        browser.open("/+registrieren")
        password = "Kastanien im Herbst"
        fields = {"name": names[number], "password": password, "again": password}
        together.wait(120)
        try:
            status = browser.send("/+registrieren", fields).status
        except OSError as error:
            return type(error).__name__
        return OK if status in (302, 303) else f"HTTP {status}"

    begin = time.monotonic()
    ends = _at_once(people, register)
    seconds = time.monotonic() - begin
    said = Program(url, login).ask(action="query", list="allusers", aulimit="500")["query"]["allusers"]
    there = Counter(str(user["name"]) for user in said)
    return Count(
        Counter(ends),
        tuple(name for name, end in zip(names, ends, strict=True) if end == OK and not there[name]),
        tuple(name for name in names if there[name] > 1),
        seconds,
    )


def _at_once(number: int, act: Callable[[int, threading.Barrier], T]) -> list[T]:
    together = threading.Barrier(number)
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(lambda k: act(k, together), range(number)))


def measure(peers: Peers, seconds: float) -> Section:
    """All three ways on ours, the two of the API on MediaWiki; each for a bounded time."""
    ours, login = peers.ours.url, peers.logins["ours"]
    rows = [
        _row("ours", "8 writers × 50 appends to one page", appends(ours, login, limit=seconds)),
        _row("ours", "100 names × 8 creators", creators(ours, login, limit=seconds)),
        _row("ours", "32 registrations at once", registrations(ours, login)),
    ]
    if peers.mediawiki:
        there, login = peers.mediawiki.url, peers.logins["MediaWiki"]
        rows += [
            _row("MediaWiki", "8 writers × 50 appends to one page", appends(there, login, limit=seconds)),
            _row("MediaWiki", "100 names × 8 creators", creators(there, login, limit=seconds)),
        ]
    return Section(
        "Many at once on one thing",
        "Half of the appending writers send `appendtext`, half the whole text with the revision it was made "
        f"from; nobody tries again. After {seconds:.0f} s nothing more is sent. Lost: acknowledged, and not there "
        "afterwards.",
        ("", "what", "sent", "stored", "told of a conflict", "lost", "twice", "anything else", "s"),
        rows,
    )


def _row(wiki: str, what: str, count: Count) -> tuple[str, ...]:
    other = ", ".join(f"{number} × {end}" for end, number in count.other.items())
    return (
        wiki, what, str(count.sent), str(count.stored), str(count.told), str(len(count.lost)), str(len(count.twice)),
        other or "0", f"{count.seconds:.0f}",
    )  # fmt: skip
