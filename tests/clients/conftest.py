"""A wiki of ours as it is served, for clients that know nothing of us; one for each module of tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from ..engines.ours import Ours, ours
from .running import Terminal, terminal

MODERATOR, BOT = "Frau Sommer", "Fleißiger Bot"
PASSWORD = "Kastanien im Herbst"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark these tests: each starts a wiki."""
    for item in items:
        if "clients" in item.path.parts:
            item.add_marker(pytest.mark.wiki)


@dataclass(frozen=True)
class Desk:
    """The wiki with somebody who looks at it: what a test prepares and reads does not go by the client it tests."""

    wiki: Ours
    logins: dict[str, tuple[str, str]]
    session: requests.Session

    def ask(self, **fields: object) -> dict[str, Any]:
        """One request as the moderator."""
        sent = {"format": "json", "formatversion": 2, **fields}
        found: dict[str, Any] = self.session.post(self.wiki.api, data=sent, timeout=60).json()
        return found

    def token(self) -> str:
        """The token of writing."""
        found: str = self.ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        return found

    def write(self, title: str, text: str, **more: object) -> int:
        """Save a page; the id of its newest revision."""
        said = self.ask(action="edit", title=title, text=text, token=self.token(), **more)
        assert said.get("edit", {}).get("result") == "Success", said
        found: int = said["edit"].get("newrevid", 0)
        return found

    def page(self, title: str, **more: object) -> dict[str, Any]:
        """One page with its newest revision."""
        asked = {
            "prop": "revisions|info|categories",
            "rvprop": "ids|content|comment|user|flags",
            "rvslots": "main",
        }
        found: dict[str, Any] = self.ask(
            action="query", titles=title, inprop="protection", **(asked | more)
        )["query"]["pages"][0]  # fmt: skip
        return found

    def text(self, title: str) -> str:
        """A page's wikitext; "" if there is none."""
        page = self.page(title)
        return str(page["revisions"][0]["slots"]["main"]["content"]) if "revisions" in page else ""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A fresh wiki while it is served, with a moderator and a bot who have bot passwords."""
    with ours(tmp_path_factory.mktemp("ours"), pages=False) as wiki:
        wiki.account(MODERATOR, PASSWORD, "moderator")
        wiki.account(BOT, PASSWORD, "bot")
        logins = {name: wiki.bot_password(name, "test") for name in (MODERATOR, BOT)}
        found = Desk(wiki, logins, requests.Session())
        login, secret = logins[MODERATOR]
        token = found.ask(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        said = found.ask(action="login", lgname=login, lgpassword=secret, lgtoken=token)
        assert said["login"]["result"] == "Success", said
        yield found


@pytest.fixture(scope="module")
def bot(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """pywikibot at a terminal, as the bot."""
    return terminal(tmp_path_factory.mktemp("bot") / "pywikibot", desk.wiki.api, *desk.logins[BOT])


@pytest.fixture(scope="module")
def moderator(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """pywikibot at a terminal, as the moderator."""
    return terminal(
        tmp_path_factory.mktemp("moderator") / "pywikibot", desk.wiki.api, *desk.logins[MODERATOR]
    )
