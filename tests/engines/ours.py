"""Our own wiki as a city runs it: `konferenz serve`, with Hannover's pages and an open conference.

    with ours(folder) as wiki:
        wiki.account("Lisa", "Kastanien im Herbst")
        login, secret = wiki.bot_password("Lisa", "test")

Only commands of `konferenz` and HTTP are used; what lies behind them may change.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from .process import Server, free_port, run, server

COMMAND = (sys.executable, "-m", "familienkonferenz.bots.cli")


@dataclass(frozen=True)
class Ours:
    """A wiki of ours that is being served."""

    url: str
    home: Path
    server: Server

    @property
    def api(self) -> str:
        """The address of its Action API."""
        return f"{self.url}/api.php"

    def konferenz(self, *words: str | Path) -> str:
        """Run a command of `konferenz` on this wiki; what it printed."""
        env = {
            **os.environ, "KONFERENZ_HOME": str(self.home), "KONFERENZ_WIKI": self.url, "LC_ALL": "C.UTF-8"
        }  # fmt: skip
        return run([*COMMAND, *words], env=env, cwd=self.home)

    def account(self, name: str, password: str, role: str = "participant") -> None:
        """Make an account."""
        file = self.home / "test.password"
        file.touch(mode=0o600)
        file.write_text(password, encoding="utf-8")
        self.konferenz("account", "create", name, "--role", role, "--password-file", file)
        file.unlink()

    def bot_password(self, name: str, purpose: str) -> tuple[str, str]:
        """The login and the password with which a program signs in as that account."""
        return f"{name}@{purpose}", self.konferenz("account", "bot-password", name, purpose).strip()

    @property
    def bot(self) -> tuple[str, str]:
        """The login of the conference's own bot."""
        login, secret = (self.home / "bot.password").read_text(encoding="utf-8").splitlines()
        return login, secret

    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_blocks * 512 for file in self.home.rglob("*") if file.is_file())


@contextmanager
def ours(folder: Path, *options: str, pages: bool = True) -> Iterator[Ours]:
    """A fresh wiki in the folder while it is served, its conference open.

    `options` go to `konferenz serve`. `pages`: with all pages of the conference, else with its window alone.
    """
    port = free_port()
    command = [*COMMAND, "serve", "--home", str(folder), "--port", str(port), *options]
    # As the MediaWiki beside it: programs are no people, and are not held to their pace.
    with server(command, folder / "serve.log", cwd=folder, env={"KONFERENZ_LIMITS": "off"}) as found:
        wiki = Ours(f"http://127.0.0.1:{port}", folder, found)
        found.await_answer(f"{wiki.api}?action=query&meta=siteinfo&format=json")
        if pages:
            wiki.konferenz("init")
            wiki.konferenz("open")
        else:
            _write(wiki, "Konferenz/Fenster", _window(datetime.now(UTC)))
        yield wiki


def _window(now: datetime) -> str:
    """A window that is open for a month."""
    begin, end = (f"{now + timedelta(days=days):%Y-%m-%d %H:%M:%S}" for days in (-2, 30))
    return f"{{{{Fenster|beginn={begin}|ende={end}}}}}"


def _write(wiki: Ours, title: str, text: str) -> None:
    """Write a page as the conference's bot."""
    session = requests.Session()

    def ask(**fields: str) -> Any:
        sent = {"format": "json", "formatversion": "2", **fields}
        return session.post(wiki.api, data=sent, timeout=60).json()

    name, secret = wiki.bot
    token = ask(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
    ask(action="login", lgname=name, lgpassword=secret, lgtoken=token)
    token = ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
    said = ask(action="edit", title=title, text=text, token=token)
    assert said.get("edit", {}).get("result") == "Success", said
