"""What all tests of the wiki share: a small conference of Hannover's that is open, with three accounts.

`wiki_app` is a fresh application over a copy of one instance; `clock` is its time, `acting_as` does something
as one of its accounts, `client` is a browser or a bot.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from moin import flaskg
from moin.storage.middleware.protecting import ProtectingMiddleware

from familienkonferenz.config import load
from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.app import ConferenceApp, create_app
from familienkonferenz.plugins.bot_passwords import give
from familienkonferenz.plugins.gate import Role
from familienkonferenz.plugins.grants import GRANTS
from familienkonferenz.plugins.storage.save import save
from familienkonferenz.plugins.titles import Title

from .core import core_template, wiki, wikis
from .scene import (
    BOT,
    CHEAP_HASHES,
    MODERATOR,
    PARTICIPANT,
    PASSWORD,
    PURPOSE,
    WINDOW,
    ActingAs,
    Clock,
    close,
)

__all__ = ["core_template", "wiki", "wikis"]


@pytest.fixture(scope="session")
def wiki_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """An instance with window and accounts, made once; and the bot passwords for the purpose `test`."""
    logging.getLogger("moin").setLevel(logging.ERROR)
    home = tmp_path_factory.mktemp("wiki") / "home"
    app = create_app(home, load(), Clock(), CHEAP_HASHES)
    with app.test_request_context("/"):
        app.preprocess_request()
        for name, role in ((PARTICIPANT, Role.PARTICIPANT), (BOT, Role.BOT), (MODERATOR, Role.MODERATOR)):
            accounts.create(name, PASSWORD, role)
        passwords = {name: give(name, PURPOSE, GRANTS) for name in (PARTICIPANT, BOT, MODERATOR)}
        with accounts.acting(accounts.SYSTEM):
            save(Title.parse("Konferenz/Fenster"), WINDOW)
    close(app)
    return home, passwords


@pytest.fixture
def clock() -> Clock:
    """The wiki's time: in the middle of the conference."""
    return Clock()


@pytest.fixture
def wiki_app(
    tmp_path: Path, clock: Clock, wiki_template: tuple[Path, dict[str, str]]
) -> Iterator[ConferenceApp]:
    """An application of its own, with "Lisa", "Konferenzbot" and "Frau Sommer" (moderator)."""
    home = tmp_path / "wiki"
    shutil.copytree(wiki_template[0], home)
    app = create_app(home, load(), clock, CHEAP_HASHES)
    app.testing = True
    yield app
    close(app)


@pytest.fixture
def bot_passwords(wiki_template: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """The bot passwords of `Lisa@test`, `Konferenzbot@test` and `Frau Sommer@test`, by account."""
    return wiki_template[1]


@pytest.fixture
def bot_password(bot_passwords: dict[str, str]) -> str:
    """The password of `Konferenzbot@test`."""
    return bot_passwords[BOT]


@pytest.fixture
def client(wiki_app: ConferenceApp) -> FlaskClient:
    """A client with cookies of its own, not signed in."""
    return wiki_app.test_client()


@pytest.fixture
def acting_as(wiki_app: ConferenceApp) -> ActingAs:
    """`with acting_as("Lisa"):` runs inside a request of that account; "" is a visitor."""

    @contextmanager
    def acting(name: str) -> Iterator[None]:
        with wiki_app.test_request_context("/"):
            wiki_app.preprocess_request()
            if name:
                flaskg.user = accounts.find(name)
                flaskg.storage = ProtectingMiddleware(wiki_app.storage, flaskg.user, wiki_app.cfg.acl_mapping)
            yield

    return acting
