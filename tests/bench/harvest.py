"""Reading everything: the histories of fifty pages over HTTP, from our wiki and from a MediaWiki with the same pages.

The pages are written on ours, exported there, and imported on MediaWiki, so both hold the same. First both wikis'
XML export by the same reader, the bots' own; then that of ours beside what a program does that knows no export:
pywikibot's `revisions(content=True)`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median
from typing import BinaryIO, cast

import requests

from familienkonferenz.bots.history import export

from ..engines.client import client
from ..engines.mediawiki import MediaWiki
from .german import text
from .peers import Peers
from .program import Program
from .report import Section, rate, ratio

PAGES = 50
TITLES = tuple(f"Ernte/{number}" for number in range(PAGES))
_FOLDERS = count(1)

_BY_PYWIKIBOT = """
import time
begin = time.monotonic()
for title in given.splitlines():
    said.append(sum(len(one["text"]) > 0 for one in pywikibot.Page(site, title).revisions(content=True)))
said.append(time.monotonic() - begin)
"""


def measure(peers: Peers, folder: Path, turns: int, revisions: int) -> Section:
    """Write and copy the pages, then all ways in turns."""
    each = revisions // PAGES
    _write(peers, each)
    ways: dict[str, Callable[[], float]] = {
        "ours, XML export": lambda: _exported(peers.ours.url, each),
        "ours, by pywikibot": lambda: _read(peers.ours.api, peers.logins["ours"], folder, each),
    }
    if peers.mediawiki:
        _copy(peers.ours.url, peers.mediawiki, folder / "harvest.xml")
        theirs, login = peers.mediawiki, peers.logins["MediaWiki"]
        ways["MediaWiki, XML export"] = lambda: _exported(theirs.url, each)
        ways["MediaWiki, by pywikibot"] = lambda: _read(theirs.api, login, folder, each)
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(turns):
        for name, way in ways.items():
            seconds[name].append(way())
    took = {name: median(found) for name, found in seconds.items()}
    best = took["ours, XML export"]
    rows = [
        (
            name,
            rate(PAGES * each / took[name]),
            f"{took[name]:.2f}",
            "" if took[name] == best else f"{ratio(took[name], best)} times",
        )
        for name in ways
    ]
    return Section(
        f"Harvest of {PAGES * each:,} revisions",
        f"{PAGES} pages of {each} revisions of 2 kB, the same on both, one client; medians of {turns} turns. The "
        "export is read by the bots' own reader (`bots/history/export.py`), and beside it stands what pywikibot's "
        "`revisions(content=True)` takes, page by page.",
        ("", "revisions a second", "s", "times as long as our export"),
        rows,
    )


def _write(peers: Peers, each: int) -> None:
    program = Program(peers.ours.url, peers.logins["ours"])
    for number in range(each):
        for place, title in enumerate(TITLES):
            program.edit(title, text=text(1000 * place + number), summary=f"Stand {number}", bot="1")


def _copy(url: str, theirs: MediaWiki, file: Path) -> None:
    """Our export, imported on MediaWiki as an administrator does."""
    with _asked(url) as answer:
        file.write_bytes(answer.content)
    theirs.maintain("importDump", "--no-updates", str(file))


def _asked(url: str) -> requests.Response:
    """All pages with their histories, by Special:Export."""
    fields = {
        "title": "Special:Export",
        "action": "submit",
        "pages": "\n".join(TITLES),
        "history": "1",
        "wpDownload": "1",
    }
    answer = requests.post(f"{url}/index.php", data=fields, stream=True, timeout=600)
    answer.raise_for_status()
    answer.raw.decode_content = True
    return answer


def _exported(url: str, each: int) -> float:
    """Seconds for reading all of it from the export."""
    begin = time.monotonic()
    with _asked(url) as answer:
        found = sum(1 for one in export.read(cast(BinaryIO, answer.raw)) if one.text)
    took = time.monotonic() - begin
    assert found == PAGES * each, found
    return took


def _read(api: str, login: tuple[str, str], folder: Path, each: int) -> float:
    """Seconds that pywikibot takes for the same, signed in already."""
    *found, took = client(
        api, login, folder / f"pywikibot-{next(_FOLDERS)}", _BY_PYWIKIBOT, "\n".join(TITLES)
    )
    assert found == [each] * PAGES, found
    return float(took)
