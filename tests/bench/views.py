"""Anonymous page views a second: the same text as a topic's page on each wiki, and a handler that only answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from urllib.parse import quote

from ..engines.bare import bare
from .connection import Answer, Connection
from .edits import by_form
from .german import text
from .load import OK, Act, Load, joined, load
from .peers import Peers
from .program import Program
from .report import Section, failures, milliseconds, rate, ratio

CLIENTS = 4
TOPIC = "Thema/Verkehr und Sicherheit"
SIGN = "Abschnitt 7"
"""Stands in the text that is shown, and shows that it is."""

OURS, BARE, MEDIAWIKI, MOIN = "ours", "bare WSGI handler", "MediaWiki", "stock MoinMoin"


def viewing(
    url: str, path: str, cookies: dict[str, str] | None = None, sign: str = SIGN
) -> Callable[[int], Act]:
    """Clients that look at one address again and again; without cookies they are new readers each time."""

    def prepare(_: int) -> Act:
        connection = Connection(url)
        connection.cookies = dict(cookies or {})
        request, expected = connection.request("GET", path), sign.encode()

        def act(_: int) -> str:
            answer = connection.send(request)
            if answer.status != 200:
                return f"HTTP {answer.status}"
            return OK if expected in answer.body else "another page"

        return act

    return prepare


def measure(peers: Peers, folder: Path, turns: int, seconds: float) -> Section:
    """Write the page on each wiki, then all in turns."""
    path = f"/{quote(TOPIC)}"
    Program(peers.ours.url, peers.logins["ours"]).edit(TOPIC, text=text(7))
    addresses = {OURS: (peers.ours.url, path)}
    example = _seen(peers.ours.url, path)
    if peers.mediawiki:
        Program(peers.mediawiki.url, peers.logins["MediaWiki"]).edit(TOPIC, text=text(7))
        addresses[MEDIAWIKI] = (peers.mediawiki.url, f"/wiki/{quote(TOPIC.replace(' ', '_'))}")
    assert by_form(peers.moin.url, 7)(99)(0) == OK, "stock Moin did not save the page"
    addresses[MOIN] = (peers.moin.url, "/Messung99-0")
    (folder / "bare").mkdir()
    with bare(folder / "bare", example.head, example.body, peers.ours.server) as url:
        addresses[BARE] = (url, path)
        order = [name for name in (OURS, BARE, MEDIAWIKI, MOIN) if name in addresses]
        found: dict[str, list[Load]] = {name: [] for name in order}
        for _ in range(turns):
            for name in order:
                found[name].append(load(viewing(*addresses[name]), CLIENTS, seconds))
    sizes = {name: len(_seen(*address).body) for name, address in addresses.items() if name != BARE}
    sizes[BARE] = len(example.body)
    ours = median(one.rate for one in found[OURS])
    return Section(
        "Anonymous page views",
        f"A topic's page of 2 kB, {CLIENTS} clients without cookies; {turns} turns of {seconds:.0f} s. The bare "
        f"handler gives the same bytes as ours, served in the same way.",
        ("", "views a second", "p50 ms", "p95 ms", "kB", "failed", "ours is"),
        [_row(name, loads, ours, sizes[name]) for name, loads in found.items()],
    )


def _seen(url: str, path: str) -> Answer:
    answer = Connection(url).get(path)
    assert answer.status == 200, f"{path}: {answer.status}"
    return answer


def _row(name: str, loads: list[Load], ours: float, size: int) -> tuple[str, ...]:
    whole, here = joined(loads), median(one.rate for one in loads)
    times = "" if name == OURS else f"{ratio(ours, here)} times"
    return (
        name, rate(here), milliseconds(whole.percentile(0.5)), milliseconds(whole.percentile(0.95)),
        f"{size / 1000:.0f}", failures(whole), times,
    )  # fmt: skip
