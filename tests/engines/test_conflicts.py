"""Two who write one page, by our port, on both engines: whoever would lose somebody's words is told.

The clock plays no part: all of it happens within a second, by one account, which MediaWiki forgives by default.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from .mediawiki import mediawiki
from .ours import ours

pytestmark = pytest.mark.wiki

BOT, PASSWORD = "Konferenzbot", "Kastanien im Herbst"
WRITERS, LINES = 8, 50

_CLIENT = """
import json, sys
from pathlib import Path
from familienkonferenz.bots.errors import WikiError
from familienkonferenz.bots.wiki.login import Login
from familienkonferenz.bots.wiki.port import HALT_PAGE, Page, Wiki
url, login, program = sys.argv[1:4]
wiki = Wiki.connect(url, Login.read(Path(login)))
said = []

def put(page, text):
    try:
        return "saved" if wiki.put(page, text, "Probe") else "unchanged"
    except WikiError as error:
        return type(error).__name__

def begin(title, text):
    if not wiki.get(HALT_PAGE).rev_id:
        wiki.put(wiki.get(HALT_PAGE), "{{Halt|nein}}", "Probe")
    wiki.put(wiki.get(title), text, "Probe")
    return wiki.get(title)

exec(program)
print(json.dumps(said, ensure_ascii=False))
"""

Port = Callable[..., list[Any]]


def port_to(url: str, login: tuple[str, str], folder: Path) -> Port:
    """Runs a program with `wiki` in a process of its own, as pywikibot wants; gives what it put into `said`."""
    file = folder / "login"
    file.write_text("\n".join(login), encoding="utf-8")

    def run(program: str) -> list[Any]:
        done = subprocess.run(
            [sys.executable, "-c", _CLIENT, url, str(file), program],
            env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=False, timeout=1200,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        said: list[Any] = json.loads(done.stdout)
        return said

    return run


@pytest.fixture(scope="module", params=["ours", "mediawiki"])
def port(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Port]:
    """The port to a fresh wiki of ours, served by two processes, or to a fresh MediaWiki, by one."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "ours":
        with ours(folder, "--workers", "2", pages=False) as mine:
            yield port_to(mine.url, mine.bot, folder)
    else:
        with mediawiki(folder, workers=1) as theirs:
            theirs.account(BOT, PASSWORD, "bot")
            yield port_to(theirs.url, theirs.bot_password(BOT, "konferenz"), folder)


CASES: dict[str, tuple[str, list[str]]] = {
    "overlap": (
        """
base = begin("Probe/Overlap", "Eins.\\n\\nZwei.\\n\\nDrei.")
said += [put(base, base.text.replace("Zwei.", "Zwei, von mir.")), put(base, base.text.replace("Zwei.", "2."))]
said.append(wiki.get(base.title).text)
""",
        ["saved", "EditConflict", "Eins.\n\nZwei, von mir.\n\nDrei."],
    ),
    "disjoint": (
        """
base = begin("Probe/Disjoint", "Eins.\\n\\nZwei.\\n\\nDrei.")
said += [put(base, base.text.replace("Eins.", "Eins!")), put(base, base.text.replace("Drei.", "Drei!"))]
said.append(wiki.get(base.title).text)
""",
        ["saved", "saved", "Eins!\n\nZwei.\n\nDrei!"],
    ),
    "same second, same account": (
        """
base = begin("Probe/Second", "Eins.")
said += [put(base, text) for text in ("Eins, erstens.", "Eins, zweitens.", "Eins, drittens.")]
said.append(wiki.get(base.title).text)
""",
        ["saved", "EditConflict", "EditConflict", "Eins, erstens."],
    ),
    "stale base": (
        """
base = begin("Probe/Stale", "Eins.")
for text in ("Zwei.", "Drei.", "Vier."):
    wiki.put(wiki.get(base.title), text, "Probe")
said += [put(base, "Fünf."), wiki.get(base.title).text]
""",
        ["EditConflict", "Vier."],
    ),
    "create race": (
        """
begin("Probe/Anderes", "x")
missing = wiki.get("Probe/Race")
said += [put(missing, "Ich zuerst."), put(missing, "Nein, ich."), wiki.get(missing.title).text]
""",
        ["saved", "PageExists", "Ich zuerst."],
    ),
    "blind overwrite": (
        """
base = begin("Probe/Blind", "Es steht schon etwas da.")
said += [put(Page(base.title, "", 0), "Ungelesen."), put(Page(base.title, "", 1), "Ungelesen.")]
said.append(wiki.get(base.title).text)
""",
        ["PageExists", "EditConflict", "Es steht schon etwas da."],
    ),
    "page that went": (
        """
begin("Probe/Anderes", "y")
said += [put(Page("Probe/Weg", "Es war einmal.", 1), "Es war zweimal."), wiki.get("Probe/Weg").rev_id]
""",
        ["PageMissing", 0],
    ),
    "done again": (
        """
base = begin("Probe/Again", "Liste:")
wiki.put(base, "Liste:\\n* fremd", "Probe")
texts = iter([base.text])  # what the change is first made of is out of date
wiki.get, get = lambda title: base if next(texts, None) else get(title), wiki.get
said += [wiki.change(base.title, lambda text: text + "\\n* eigen", "Probe") > 0, wiki.get(base.title).text]
""",
        [True, "Liste:\n* fremd\n* eigen"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_nobody_writes_over_what_he_has_not_read(port: Port, case: str) -> None:
    """Where two change the same words the second is told, and the first one's stand; elsewhere both are kept."""
    program, expected = CASES[case]
    assert port(program) == expected


@pytest.mark.long
def test_of_four_hundred_lines_none_is_lost(port: Port) -> None:
    """Eight programs add fifty lines each to the end of one page at the same time, doing again what met a conflict."""
    port('begin("Probe/Viele", "Anfang.")')
    program = """
import sys
for line in range(%d):
    wiki.change("Probe/Viele", lambda text: f"{text}\\n* %d-{line}", "Probe", tries=1000)
"""
    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(port, [program % (LINES, writer) for writer in range(WRITERS)]))
    (text,) = port('said.append(wiki.get("Probe/Viele").text)')
    lines = text.split("\n")
    assert lines[0] == "Anfang."
    assert sorted(lines[1:]) == sorted(
        f"* {writer}-{line}" for writer in range(WRITERS) for line in range(LINES)
    )
