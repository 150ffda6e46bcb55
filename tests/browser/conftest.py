"""A wiki with real pages on 127.0.0.1, and Debian's Chromium before it.

`wiki` is the served conference, `visit` opens pages as one of its accounts or as nobody. Whatever a page does
wrong while it is looked at (an error on the console, a breach of the content policy, a request to anywhere
else) fails the test that looked at it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from moin.config.default import PasswordHasherConfig
from werkzeug.serving import make_server

from familienkonferenz.config import load
from familienkonferenz.page_templates.pages import pages
from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.app import ConferenceApp, create_app
from familienkonferenz.plugins.gate import Role
from familienkonferenz.plugins.storage.save import save
from familienkonferenz.plugins.titles import Title

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PASSWORD = "Kastanien im Herbst"
PARTICIPANT, MODERATOR = "Lisa aus Linden", "Frau Sommer"
BEFORE, OPEN, AFTER = (datetime(2026, *day, 12, tzinfo=UTC) for day in ((10, 20), (11, 15), (12, 1)))

SHOWN = (
    "Startseite",
    "Themen",
    "Thema/Verkehr und Sicherheit",
    "Diskussion:Thema/Verkehr und Sicherheit",
    "Stadtteile",
    "Stadtteil/Linden-Nord",
    "Stellen",
    "Ergebnisse",
    "Datenschutz",
    "Barrierefreiheit",
    "Hilfe/Mitmachen",
    "Hilfe/Wikitext",
    "Leichte Sprache/Startseite",
    "Kategorie:Beitrag",
)
"""The pages that these tests look at; all templates are there as well."""

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark these tests, and skip them where there is no Chromium."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason=f"needs Debian's Chromium at {CHROMIUM}"))


@dataclass
class Wiki:
    """The served conference. `now` is its time; after each test it is open again."""

    address: str = ""
    now: datetime = OPEN
    app: ConferenceApp = field(init=False)
    participant: str = PARTICIPANT
    moderator: str = MODERATOR

    def before(self) -> None:
        """The conference has not begun."""
        self.now = BEFORE

    def after(self) -> None:
        """The conference has closed."""
        self.now = AFTER

    def write(self, title: str, text: str) -> None:
        """Save a page as the wiki itself."""
        with self.app.test_request_context("/"):
            self.app.preprocess_request()
            with accounts.acting(accounts.SYSTEM):
                save(Title.parse(title), text)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiki]:
    """The wiki with its pages, two accounts and an open window, until the tests end."""
    logging.getLogger("moin").setLevel(logging.ERROR)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    wiki = Wiki()
    cheap = PasswordHasherConfig(time_cost=1, memory_cost=64, parallelism=1, hash_len=16, salt_len=16)
    home = tmp_path_factory.mktemp("browser") / "home"
    wiki.app = create_app(home, load(), lambda: wiki.now, {"password_hasher_config": cheap})
    with wiki.app.test_request_context("/"):
        wiki.app.preprocess_request()
        accounts.create(PARTICIPANT, PASSWORD, Role.PARTICIPANT)
        accounts.create(MODERATOR, PASSWORD, Role.MODERATOR)
        with accounts.acting(accounts.SYSTEM):
            for page in pages(load()):
                if page.title in SHOWN or page.title.startswith(("Vorlage:", "Konferenz/Fenster")):
                    save(Title.parse(page.title), page.text)
    server = make_server("127.0.0.1", 0, wiki.app, threaded=True)
    wiki.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield wiki
    server.shutdown()
    thread.join(5)


@pytest.fixture
def wiki(served: Wiki) -> Iterator[Wiki]:
    """The conference, open; whatever time a test sets ends with it."""
    yield served
    served.now = OPEN


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests."""
    with playwright.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


Visit = Callable[..., Any]


@pytest.fixture
def visit(wiki: Wiki, chromium: Any) -> Iterator[Visit]:
    """`visit(path, user=…, width=…, script=…, scheme=…)`: a page as that account sees it, with nothing going wrong."""
    faults: list[str] = []
    contexts: list[Any] = []

    def open_page(
        path: str, *, user: str = "", width: int = 1280, script: bool = True, scheme: str = "light"
    ) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, color_scheme=scheme
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _elsewhere(request.url))
        page.on("console", lambda message: _said(message.type, message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        if user:
            page.goto(f"{wiki.address}/+anmelden")
            page.get_by_label("Name").fill(user)
            page.get_by_label("Passwort").fill(PASSWORD)
            page.get_by_role("main").get_by_role("button", name="Anmelden").click()
        page.goto(wiki.address + path)
        return page

    def _elsewhere(url: str) -> None:
        if not url.startswith(wiki.address):
            faults.append(f"asks {url}")

    def _said(kind: str, text: str) -> None:
        # The browser itself reports the status of a refusal that a test wants to see.
        if kind in ("error", "warning") and "the server responded with a status of 4" not in text:
            faults.append(text)

    yield open_page
    for context in contexts:
        context.close()
    assert not faults
