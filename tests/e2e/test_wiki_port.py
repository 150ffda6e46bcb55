"""The port on a real wiki: two who write at once, pages that come and go, who may write and when, the stop page.

pywikibot keeps one account in a process, so each account works in a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from .conftest import MODERATOR, ServedWiki, Write

pytestmark = pytest.mark.wiki

_CLIENT = """
import json, sys
from pathlib import Path
from familienkonferenz.bots.errors import WikiError
from familienkonferenz.bots.wiki.login import Login
from familienkonferenz.bots.wiki.port import Page, Wiki
url, login, program = sys.argv[1:]
wiki = Wiki.connect(url, Login.read(Path(login)))
said = []

def put(page, text):
    try:
        return wiki.put(page, text, "Probe")
    except WikiError as error:
        return [type(error).__name__, str(error)]

exec(program)
print(json.dumps(said, ensure_ascii=False))
"""

Port = Callable[..., list[Any]]


@pytest.fixture
def port(small_wiki: ServedWiki) -> Port:
    """Runs a program with `wiki`, logged in by a file; gives what it put into `said`."""

    def run(program: str, login: Path | None = None) -> list[Any]:
        file = login or small_wiki.home / "bot.password"
        done = subprocess.run(
            [sys.executable, "-c", _CLIENT, small_wiki.url, str(file), program],
            env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        said: list[Any] = json.loads(done.stdout)
        return said

    return run


@pytest.fixture(scope="module")
def family_login(small_wiki: ServedWiki, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The login of a program that works for a family, who are neither bots nor moderators."""
    small_wiki.make_account("Familie Krause")
    secret = small_wiki.konferenz("account", "bot-password", "Familie Krause", "probe").out
    file = tmp_path_factory.mktemp("login") / "login"
    file.write_text(f"Familie Krause@probe\n{secret}", encoding="utf-8")
    return file


def test_a_page_is_made_read_and_changed(port: Port, small_wiki: ServedWiki) -> None:
    """Creation, reading and change give revision ids that grow; writing the same again writes nothing."""
    first, second, same, text, user, count = port("""
page = wiki.get("Stadtteil/Probe")
first = wiki.put(page, "Eins.", "Probe")
page = wiki.get("Stadtteil/Probe")
second = wiki.put(page, "Zwei.", "Probe")
page = wiki.get("Stadtteil/Probe")
said += [first, second, wiki.put(page, "Zwei.\\n", "Probe"), page.text, page.user, wiki.written]
""")
    assert 0 < first < second
    assert (same, text, user, count) == (0, "Zwei.", "Konferenzbot", 2)
    assert small_wiki.text("Stadtteil/Probe") == "Zwei."


def test_whoever_saves_second_is_told(port: Port, small_wiki: ServedWiki) -> None:
    """From a stale base the same line cannot be written: EditConflict, and the other's text stands."""
    ((kind, line),) = port("""
page = wiki.get("Stadtteil/Streit")
wiki.put(page, "Eins.\\n\\nZwei.", "Probe")
stale = wiki.get("Stadtteil/Streit")
wiki.put(stale, "Eins, von jemand anderem.\\n\\nZwei.", "Probe")
said.append(put(stale, "Eins, vom Bot.\\n\\nZwei."))
""")
    assert kind == "EditConflict"
    assert line == "Stadtteil/Streit: somebody has saved meanwhile; run it again"
    assert small_wiki.text("Stadtteil/Streit") == "Eins, von jemand anderem.\n\nZwei."


def test_nobody_creates_what_somebody_has_just_created(port: Port, small_wiki: ServedWiki) -> None:
    """Two find no page and write it: the second gets PageExists, the first one's text stands."""
    ((kind, line),) = port("""
missing = wiki.get("Stadtteil/Neu")
wiki.put(missing, "Ich zuerst.", "Probe")
said.append(put(missing, "Nein, ich."))
""")
    assert (kind, line) == ("PageExists", "Stadtteil/Neu: the page is there already; run it again")
    assert small_wiki.text("Stadtteil/Neu") == "Ich zuerst."


def test_a_page_that_is_gone_is_not_made_again(port: Port, small_wiki: ServedWiki) -> None:
    """Who read a page that is no longer there does not bring it back: PageMissing."""
    ((kind, line),) = port("""
said.append(put(Page("Stadtteil/Weg", "Es war einmal.", 1, "Lisa"), "Es war zweimal."))
""")
    assert (kind, line) == ("PageMissing", "Stadtteil/Weg: the page is not there any more; run it again")
    assert small_wiki.text("Stadtteil/Weg") == ""


def test_after_the_window_a_family_is_refused_and_a_bot_is_not(
    port: Port, small_wiki: ServedWiki, family_login: Path
) -> None:
    """In the window both write; when it has closed the family's program gets EditRefused with the wiki's reason."""
    program = """
page = wiki.get("Thema/Alles, was Familien bewegt")
said += [wiki.account, put(page, page.text + "\\n\\n" + wiki.account + " war hier.")]
"""
    account, revision = port(program, family_login)
    assert account == "Familie Krause"
    assert revision > 0
    small_wiki.json("close")
    try:
        text = small_wiki.text("Thema/Alles, was Familien bewegt")
        _, (kind, line) = port(program.replace("war hier", "ist wieder da"), family_login)
        assert kind == "EditRefused"
        assert line.startswith("Thema/Alles, was Familien bewegt: ")
        assert "role bot" in line
        assert small_wiki.text("Thema/Alles, was Familien bewegt") == text
        assert port(program)[1] > revision
    finally:
        small_wiki.json("open")


@pytest.mark.parametrize(
    "halt",
    [
        "{{Halt|ja}}",
        "{{Halt}}",
        "Alles gut, weiter!",
        "<!-- {{Halt|nein}} -->",
        "<nowiki>{{Halt|nein}}</nowiki>",
        "{{Halt|nein}} {{Halt|ja}}",
    ],
)
def test_the_stop_page_stops_before_each_write(
    port: Port, small_wiki: ServedWiki, moderate: Write, halt: str
) -> None:
    """Anything but a clear no that counts on the page, and the port writes nothing."""
    before = small_wiki.text("Konferenz/Halt")
    moderate(small_wiki, "Konferenz/Halt", halt)
    try:
        newest = small_wiki.newest()
        halted, (kind, line) = port("""
said += [wiki.halted(), put(wiki.get("Stadtteil/Halt"), "Trotzdem.")]
""")
        assert halted is True
        assert (kind, line) == (
            "BotsHalted",
            "Konferenz/Halt: the bots are halted; write {{Halt|nein}} on the page",
        )
        assert small_wiki.newest() == newest
    finally:
        moderate(small_wiki, "Konferenz/Halt", before)


def test_a_history_is_exported_whole(port: Port, small_wiki: ServedWiki) -> None:
    """Every revision of a page comes with its author and text, oldest first; missing pages are left out."""
    (found,) = port("""
page = wiki.get("Stadtteil/Geschichte")
for text in ("Eins.", "Zwei & <drei>.", "Ende „gut“ 🎉"):
    wiki.put(page, text, "Probe")
    page = wiki.get("Stadtteil/Geschichte")
said.append([[one.text, one.user] for one in wiki.export(["Stadtteil/Gibt es nicht", "Stadtteil/Geschichte"])])
""")
    assert found == [[text, "Konferenzbot"] for text in ("Eins.", "Zwei & <drei>.", "Ende „gut“ 🎉")]


def test_a_change_in_between_leaves_the_status_to_the_next_run(small_wiki: ServedWiki) -> None:
    """A decision made while the bots judge is never overwritten: the page waits for the next run."""
    small_wiki.visitor(MODERATOR).contribute("Laterne", "Am Marktbrunnen ist es dunkel.", "Wunsch")
    small_wiki.json("harvest")
    done = subprocess.run(
        [sys.executable, "-c", _BETWEEN, small_wiki.url, str(small_wiki.home), str(small_wiki.city)],
        env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (problem,) = json.loads(done.stdout)
    assert problem == "Beitrag/1: changed while the bots judged it; run it again"
    assert "konferenz:bot status" not in small_wiki.text("Beitrag/1")
    assert small_wiki.json("publish")["problems"] == []
    assert "|abgelehnt=Altstadt" in small_wiki.text("Beitrag/1")


_BETWEEN = """
import contextlib, json, sys
from pathlib import Path
from familienkonferenz.bots.coding import Coder
from familienkonferenz.bots.run import Run
from familienkonferenz.bots.state import State
from familienkonferenz.bots.wiki.login import Login
from familienkonferenz.bots.wiki.port import Wiki
from familienkonferenz.config import load
from familienkonferenz.config.rules import load_rules
url, home, city = sys.argv[1:]
home, city = Path(home), Path(city)
conference = load(city)
wiki = Wiki.connect(url, Login.read(home / "bot.password"))

@contextlib.contextmanager
def no_bar(label, length):
    yield lambda count: None

coder = Coder.of(conference, load_rules(conference, city))
run = Run(wiki, conference, coder, State(home, url), no_bar)
coded = run.judge(run.harvest().values())
page = wiki.get("Beitrag/1")
wiki.put(page, page.text + "\\n{{Entscheidung|nicht=Altstadt}}", "Jemand entscheidet")
run.publish(run.evaluate(coded))
print(json.dumps(run.outcome.problems))
"""
"""A run of the bots, into which somebody writes between judging and writing."""


def test_a_bot_password_opens_what_its_grants_name(small_wiki: ServedWiki) -> None:
    """The command gives one with grants, lists it with what was done, and ends its session by revoking it."""
    small_wiki.make_account("Familie Adler")
    command = ("account", "bot-password", "Familie Adler")
    assert small_wiki.konferenz(*command, "x", "--grants", "alles").code == 2
    assert small_wiki.json(*command, "lesen", "--grants", "basic", "--dry-run").get("password") is None
    made = small_wiki.json(*command, "lesen", "--grants", "basic")
    assert made["grants"] == ["basic"]
    session = requests.Session()

    def ask(**fields: str) -> Any:
        sent = {"format": "json", "formatversion": "2", **fields}
        return session.post(f"{small_wiki.url}/api.php", data=sent, timeout=60).json()

    token = ask(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
    said = ask(action="login", lgname=made["login"], lgpassword=made["password"], lgtoken=token)
    assert said["login"]["result"] == "Success"
    token = ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
    assert ask(action="edit", title="Thema/X", text="x", token=token)["error"]["code"] == "permissiondenied"
    assert "lesen" in small_wiki.konferenz(*command).out
    assert small_wiki.konferenz(*command, "lesen", "--revoke").code == 0
    assert ask(action="query", meta="userinfo")["query"]["userinfo"]["anon"] is True
    assert small_wiki.konferenz(*command, "lesen", "--revoke").code == 2
