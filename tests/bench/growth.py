"""What a wiki of 40,000 contributions costs: loading it, and a view and a save there and on a wiki of a hundred.

Both wikis are served at the same time and take turns, so the machine's moods fall on both.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import quote

from familienkonferenz.config import Conference
from familienkonferenz.config import load as load_conference
from familienkonferenz.page_templates.contribution import ContributionText, compose
from familienkonferenz.page_templates.pages import pages

from ..engines.ours import Ours, ours
from .browser import Browser
from .edits import by_api
from .german import text
from .load import OK, Act, Load, joined, load
from .peers import NAME, PASSWORD
from .program import Program
from .report import Section, failures, milliseconds, rate, ratio
from .views import viewing

FEW = 100
LISTED = 50
"""Contributions about the topic whose page is looked at: as many rows on both wikis."""

CLIENTS = 4


@dataclass(frozen=True)
class Filled:
    """A wiki and what was loaded into it."""

    wiki: Ours
    contributions: int
    seconds: float
    failed: int


def contribution(number: int) -> str:
    """A contribution as the form writes it: some 600 bytes about a topic, at one of the districts.

    The first `LISTED` are about the first topic, on a small wiki and a large one; all others are about the others.
    """
    conference = _conference()
    first, *others = conference.topics
    topic = first if number <= LISTED else others[number % len(others)]
    district = conference.districts[number % len(conference.districts)]
    kind = conference.kinds[number % len(conference.kinds)]
    words = text(number, 500).partition("\n")[2].replace("'", "")
    return compose(ContributionText(f"Anliegen {number}", kind, topic.page, district.name, None, words))


def fill(wiki: Ours, wanted: int, limit: float) -> Filled:
    """Load contributions as the bots do, by `edit` with `createonly`, until there are so many or the time is over."""
    program = Program(wiki.url, wiki.bot)
    for page in pages(_conference()):
        if page.title.startswith("Vorlage:") or page.title in (_topic(0), _topic(1)):
            program.edit(page.title, text=page.text)
    context = get_context("fork")
    begin = time.monotonic()
    counts = context.Array("q", [0] * 2 * CLIENTS)
    workers = [
        context.Process(target=_fill, args=(wiki, number, wanted, begin + limit, counts), daemon=True)
        for number in range(CLIENTS)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(limit + 120)
        if worker.is_alive():
            worker.terminate()
    return Filled(wiki, sum(counts[:CLIENTS]), time.monotonic() - begin, sum(counts[CLIENTS:]))


def _fill(wiki: Ours, client: int, wanted: int, until: float, counts: Any) -> None:
    program = Program(wiki.url, wiki.bot)
    for number in range(client + 1, wanted + 1, CLIENTS):
        if time.monotonic() > until:
            return
        end, _ = program.edit(f"Beitrag/{number}", text=contribution(number), createonly="1", bot="1")
        counts[client if end == OK else CLIENTS + client] += 1


def measure(folder: Path, wanted: int, limit: float, turns: int, seconds: float) -> Section:
    """Fill one wiki with a hundred contributions and one with as many as wanted, and compare them."""
    with ExitStack() as running:
        wikis = []
        for name in ("few", "many"):
            (folder / name).mkdir()
            wikis.append(running.enter_context(ours(folder / name, pages=False)))
            wikis[-1].account(NAME, PASSWORD)
        filled = [fill(wikis[0], FEW, limit), fill(wikis[1], wanted, limit)]
        if sys.stderr.isatty():
            print(f"loaded {filled[1].contributions} in {filled[1].seconds:.0f} s", file=sys.stderr)
        size, memory = wikis[1].size(), wikis[1].server.peak_memory()
        begun = [0]
        acts: dict[str, Callable[[Ours], Callable[[int], Act]]] = {
            "a contribution, signed in": lambda wiki: _view(wiki, "/Beitrag/50", "Anliegen 50"),
            f"a topic with {LISTED} contributions, signed in": lambda wiki: _view(
                wiki, f"/{quote(_topic(0))}", "Anliegen"
            ),
            "another topic with all it lists, signed in": lambda wiki: _view(
                wiki, f"/{quote(_topic(1))}", "Anliegen"
            ),
            "a save by the API, 2 kB": lambda wiki: by_api(wiki.url, wiki.bot, _next(begun)),
        }
        found: dict[str, list[list[Load]]] = {name: [[], []] for name in acts}
        for _ in range(turns):
            for name, act in acts.items():
                for which, wiki in enumerate(wikis):
                    found[name][which].append(load(act(wiki), 1, seconds))
    few, many = filled
    return Section(
        f"A wiki of {many.contributions:,} contributions",
        f"Beside a wiki of {few.contributions}, one client, {turns} turns of {seconds:.0f} s each; p50 of all answers.",
        ("", f"{few.contributions} ms", f"{many.contributions:,} ms", "ratio", "failed"),
        [_row(name, *loads) for name, loads in found.items()],
        [_loading(many, wanted, size, memory)],
    )


@cache
def _conference() -> Conference:
    return load_conference()


def _topic(number: int) -> str:
    return f"Thema/{_conference().topics[number].page}"


def _next(begun: list[int]) -> int:
    """A number from which no text was written yet."""
    begun[0] += 1_000_000
    return begun[0]


def _view(wiki: Ours, path: str, sign: str) -> Callable[[int], Act]:
    browser = Browser(wiki.url)
    browser.sign_in(NAME, PASSWORD)
    return viewing(wiki.url, path, browser.connection.cookies, sign)


def _loading(many: Filled, wanted: int, size: int, memory: int) -> str:
    stopped = "" if many.contributions + many.failed >= wanted else f" of {wanted:,}, when its time was over"
    return (
        f"Loading by the API with {CLIENTS} clients: {many.contributions:,}{stopped}, in {many.seconds:.0f} s, "
        f"{rate(many.contributions / many.seconds)} a second, {many.failed} failed; then {size / 2**20:,.0f} MB on "
        f"disk ({size / max(1, many.contributions) / 1000:.1f} kB each); the server's processes took at most "
        f"{memory / 2**20:,.0f} MB of memory together."
    )


def _row(name: str, few: list[Load], many: list[Load]) -> tuple[str, ...]:
    both = (joined(few), joined(many))
    times = [whole.percentile(0.5) for whole in both]
    return (
        name,
        milliseconds(times[0]),
        milliseconds(times[1]),
        ratio(times[1], times[0]),
        failures(joined(both)),
    )
