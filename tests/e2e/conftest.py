"""The whole product on 127.0.0.1: a wiki served by `konferenz serve`, and `konferenz` beside it.

Nothing is replaced: other processes, real HTTP, the clock of the machine. Each module has a wiki of its own, so its
tests belong on one worker (`--dist loadfile`).
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import requests

from familienkonferenz.bots.visitor import Visitor

PASSWORD = "Kastanien im Herbst"
MODERATOR = "Frau Sommer"
TOWN = Path(__file__).parents[1] / "config" / "kleinstadt"
RULES = Path(__file__).parent / "niederwalde_rules.toml"
"""The rules that the small town of the configuration's tests needs to judge."""


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def problem(self) -> str:
        """The one line of an error; anything else that was said fails the test."""
        (line,) = self.err.splitlines()
        assert not self.out, self.out
        return line


@dataclass(frozen=True)
class ServedWiki:
    """A wiki that is being served, and its folder. `city`: the folder of its configuration, None is Hannover."""

    url: str
    home: Path
    city: Path | None = None

    def konferenz(self, *words: str, **env: str) -> Said:
        """Run a command of `konferenz` on this wiki."""
        return konferenz(*words, home=self.home, wiki=self.url, city=self.city, **env)

    def json(self, *words: str, code: int = 0) -> dict[str, Any]:
        """The one object that a command prints with --json; it must end with `code`."""
        said = self.konferenz(*words, "--json")
        assert said.code == code, said
        found: dict[str, Any] = json.loads(said.out)
        return found

    def make_account(self, name: str, role: str = "participant") -> None:
        """An account with the tests' password."""
        file = self.home / "test.password"
        file.write_text(PASSWORD, encoding="utf-8")
        said = self.konferenz("account", "create", name, "--role", role, "--password-file", str(file))
        assert said.code == 0, said

    def visitor(self, name: str = "", password: str = PASSWORD) -> Visitor:
        """Somebody at a browser; signed in, if named."""
        visitor = Visitor(self.url, name)
        if name:
            visitor.sign_in(password)
        return visitor

    @cached_property
    def _bot(self) -> requests.Session:
        """The bots' account at the API, as any client of it."""
        session = requests.Session()
        login, secret = (self.home / "bot.password").read_text(encoding="utf-8").splitlines()
        ask = {"action": "query", "meta": "tokens", "type": "login", "format": "json"}
        token = session.get(f"{self.url}/api.php", params=ask).json()["query"]["tokens"]["logintoken"]
        fields = {"action": "login", "lgname": login, "lgpassword": secret, "lgtoken": token}
        answer = session.post(f"{self.url}/api.php", data={**fields, "format": "json"}).json()
        assert answer["login"]["result"] == "Success", answer
        return session

    def api(self, **fields: str) -> dict[str, Any]:
        """Ask the wiki's API, with the sight of a bot."""
        asked = {"action": "query", "format": "json", "formatversion": "2", **fields}
        found: dict[str, Any] = self._bot.get(f"{self.url}/api.php", params=asked).json()
        return found

    def newest(self) -> int:
        """The id of the wiki's newest revision, of whichever page."""
        found = self.api(list="recentchanges", rclimit="1", rcprop="ids")["query"]["recentchanges"]
        return int(found[0]["revid"]) if found else 0

    def text(self, title: str) -> str:
        """A page's wikitext; "" if there is none."""
        (page,) = self.api(prop="revisions", titles=title, rvprop="content", rvslots="main")["query"]["pages"]
        return str(page["revisions"][0]["slots"]["main"]["content"]) if "revisions" in page else ""


def konferenz(*words: str, home: Path, wiki: str = "", city: Path | None = None, **env: str) -> Said:
    """Run a command of `konferenz` as somebody at a terminal in English does."""
    known = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    ours = {"KONFERENZ_HOME": str(home), "LC_ALL": "C.UTF-8", **({"KONFERENZ_WIKI": wiki} if wiki else {})}
    options = ["--config", str(city)] if city and "--config" not in words and words != ("--help",) else []
    done = subprocess.run(
        [sys.executable, "-m", "familienkonferenz.bots.cli", *words, *options],
        env=known | ours | env, cwd=home, capture_output=True, text=True, encoding="utf-8", timeout=900,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)


@contextmanager
def serving(home: Path, city: Path | None = None) -> Iterator[ServedWiki]:
    """A wiki in `home` while it is served, by a process of its own that is ended by its own id."""
    home.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "familienkonferenz.bots.cli", "serve", "--home", str(home)]
    if city:
        command += ["--config", str(city)]
    with (home / "serve.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [*command, "--port", str(free_port())], stdout=subprocess.PIPE, stderr=log, text=True
        )
        silence = threading.Timer(120, server.kill)
        silence.start()
        try:
            assert server.stdout
            url = server.stdout.readline().strip().rstrip("/")
            silence.cancel()
            assert url, (home / "serve.log").read_text(encoding="utf-8")
            yield ServedWiki(url, home, city)
        finally:
            silence.cancel()
            server.terminate()
            server.wait(30)
    said = (home / "serve.log").read_text(encoding="utf-8")
    assert "Traceback" not in said, said


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def served_wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedWiki]:
    """A fresh wiki for Hannover, for the tests of one module."""
    with serving(tmp_path_factory.mktemp("hannover")) as wiki:
        yield wiki


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The configuration of a small town: a quarter of Hannover's pages."""
    folder = tmp_path_factory.mktemp("niederwalde")
    shutil.copytree(TOWN, folder, dirs_exist_ok=True)
    shutil.copyfile(RULES, folder / "rules.toml")
    return folder


@pytest.fixture(scope="module")
def small_wiki(tmp_path_factory: pytest.TempPathFactory, town: Path) -> Iterator[ServedWiki]:
    """A fresh wiki for the small town, for the tests of one module: with its pages, a moderator, an open window."""
    with serving(tmp_path_factory.mktemp("town"), town) as wiki:
        assert wiki.json("init")["problems"] == []
        wiki.make_account(MODERATOR, "moderator")
        wiki.json("open")
        yield wiki


Write = Callable[[ServedWiki, str, str], None]


@pytest.fixture(scope="module")
def moderate() -> Write:
    """Write a page anew in its edit form, as the moderator does."""
    signed_in: dict[str, Visitor] = {}

    def write(wiki: ServedWiki, page: str, text: str) -> None:
        moderator = signed_in.setdefault(wiki.url, wiki.visitor(MODERATOR))
        draft = moderator.open_editor(page)
        assert moderator.store(draft, text, "Moderation"), f"{page} was not stored"

    return write
