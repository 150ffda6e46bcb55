"""MediaWiki and our wiki, both empty, both asked by `action=parse` what a text looks like."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from flask.testing import FlaskClient

from familienkonferenz.config import load
from familienkonferenz.plugins import accounts, bot_passwords
from familienkonferenz.plugins.app import ConferenceApp, create_app
from familienkonferenz.plugins.grants import GRANTS
from familienkonferenz.plugins.services import utc_now
from familienkonferenz.plugins.storage.save import save
from familienkonferenz.plugins.titles import Title
from tests.engines.mediawiki import MediaWiki, mediawiki
from tests.plugins.conftest import CHEAP_HASHES

from .structure import structure

LISA, PASSWORD = "Lisa", "Kastanien im Herbst"

SETTINGS = """
wfLoadExtension( 'Cite' );
$wgFragmentMode = [ 'html5' ]; # as on Wikipedia: ids are the headings' words, umlauts and all
$wgCleanSignatures = false;
$wgCachePrefix = 'parse';
"""


@dataclass
class Engines:
    """Both. Pages that a case needs are written before it; they stay for the later ones, on both."""

    api: str
    session: requests.Session
    app: ConferenceApp
    client: FlaskClient
    token: str
    written: dict[Title, str] = field(default_factory=dict)

    def prepare(self, pages: Mapping[Title, str]) -> None:
        """See that both have these pages."""
        for title, text in pages.items():
            if self.written.get(title) == text:
                continue
            said = self._ask(action="edit", title=title.full, text=text, token=self.token)
            assert said.get("edit", {}).get("result") == "Success", said
            with self.app.test_request_context("/"):
                self.app.preprocess_request()
                with accounts.acting(accounts.SYSTEM):
                    save(title, text)
            self.written[title] = text

    def theirs(self, text: str, on: Title, *, saved: bool = False) -> str:
        """MediaWiki's HTML; `saved`: of what it would save."""
        return _html(self._ask(**_request(text, on, saved)))

    def ours(self, text: str, on: Title, *, saved: bool = False) -> str:
        """Our HTML."""
        return _html(self.client.post("/api.php", data=_request(text, on, saved)).get_json())

    def both(self, text: str, on: Title, *, saved: bool = False) -> tuple[list[str], list[str]]:
        """Both structures."""
        return structure(self.theirs(text, on, saved=saved)), structure(self.ours(text, on, saved=saved))

    def _ask(self, **fields: str) -> Any:
        return self.session.post(
            self.api, data={"format": "json", "formatversion": "2", **fields}, timeout=120
        ).json()


def _request(text: str, on: Title, saved: bool) -> dict[str, str]:
    request = {
        "action": "parse", "text": text, "title": on.full, "prop": "text", "contentmodel": "wikitext",
        "disablelimitreport": "1", "disableeditsection": "1", "format": "json", "formatversion": "2",
    }  # fmt: skip
    return request | {"pst": "1"} if saved else request


def _html(said: Any) -> str:
    assert "parse" in said, said
    text: str = said["parse"]["text"]
    return text


@contextmanager
def engines(folder: Path) -> Iterator[Engines]:
    """Both while they run; skips the test where there is no MediaWiki."""
    for name in ("mediawiki", "ours"):
        (folder / name).mkdir()
    with mediawiki(folder / "mediawiki", workers=1) as wiki, _ours(folder / "ours") as app:
        _settle(wiki)
        session = _signed_in(wiki)
        found = Engines(wiki.api, session, app, _our_client(app), "")
        found.token = found._ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        yield found


def _settle(wiki: MediaWiki) -> None:
    """Our settings, and no names of other wikis: those are a matter of each wiki, and ours has none."""
    with (wiki.home / "conf" / "LocalSettings.php").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    db = sqlite3.connect(wiki.home / "data" / "konferenz.sqlite")
    with db:
        db.execute("delete from interwiki")
    db.close()
    wiki.account(LISA, PASSWORD, "bot", "sysop")
    time.sleep(2.2)  # PHP looks at its files every two seconds


def _signed_in(wiki: MediaWiki) -> requests.Session:
    session = requests.Session()

    def ask(**fields: str) -> Any:
        return session.post(wiki.api, data={"format": "json", **fields}, timeout=120).json()

    token = ask(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
    fields = {"username": LISA, "password": PASSWORD, "loginreturnurl": wiki.url}
    said = ask(action="clientlogin", logintoken=token, **fields)
    assert said["clientlogin"]["status"] == "PASS", said
    return session


def _our_client(app: ConferenceApp) -> FlaskClient:
    with app.test_request_context("/"):
        app.preprocess_request()
        accounts.create(LISA, PASSWORD)
        password = bot_passwords.give(LISA, "test", GRANTS)
    client = app.test_client()
    fields = {"format": "json", "formatversion": "2"}
    asked = client.post("/api.php", data={"action": "query", "meta": "tokens", "type": "login", **fields})
    token = asked.get_json()["query"]["tokens"]["logintoken"]
    login = {"action": "login", "lgname": f"{LISA}@test", "lgpassword": password, "lgtoken": token}
    said = client.post("/api.php", data=login | fields).get_json()
    assert said["login"]["result"] == "Success", said
    return client


@contextmanager
def _ours(folder: Path) -> Iterator[ConferenceApp]:
    app = create_app(folder, load(), utc_now, CHEAP_HASHES)
    app.testing = True
    try:
        yield app
    finally:
        app.storage.close()
        app.extensions["familienkonferenz"].database.close()
