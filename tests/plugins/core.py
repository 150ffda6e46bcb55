"""A small wiki in the midst of a conference, the people in it, and the truth of its store.

`wiki` is a wiki of one's own; `wikis()` makes further ones. A `Browser` is somebody at the keyboard: it keeps
cookies and sends the form's token as a browser would. `stored()` reads Moin's store itself, past the catalogue.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from moin import flaskg
from moin.constants.keys import ACL, ITEMID, NAME, NAME_OLD, NAMESPACE
from moin.items import Item
from moin.storage.middleware.protecting import ProtectingMiddleware
from werkzeug.test import TestResponse

from familienkonferenz.config import load
from familienkonferenz.page_templates.contribution import ContributionText, compose
from familienkonferenz.page_templates.pages import pages
from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.app import ConferenceApp, create_app
from familienkonferenz.plugins.pace import LIMITED
from familienkonferenz.plugins.services import Services
from familienkonferenz.plugins.storage.catalogue import PageRow
from familienkonferenz.plugins.storage.save import contribute, read, save
from familienkonferenz.plugins.titles import Title

from .scene import (
    AFTER,
    BEFORE,
    BOT,
    CHEAP_HASHES,
    MODERATOR,
    OPEN,
    PARTICIPANT,
    PASSWORD,
    WINDOW,
    Clock,
    close,
)

LISA, MEHMET, SOMMER, ROBOT, VISITOR = PARTICIPANT, "Mehmet", MODERATOR, BOT, ""
PHASES = {"before": BEFORE, "open": OPEN, "after": AFTER}
TOPIC = "Thema/Verkehr und Sicherheit"
TALK = f"Diskussion:{TOPIC}"
LATE = "Konferenz/Nachzügler"
SECRET = "Geheim 0511 16847"
"""Stands in a late text, and may be read by staff alone."""
TYPED = "Das habe ich lange getippt: Ampel & Bänke <3"
TOPIC_TEXT = "Vor der Grundschule fehlt eine Ampel.\n\nAm Sedanplatz wird gerast.\n\nDas ist alles."


def contribution(
    title: str, text: str, *, reply_to: int | None = None, place: str = "Lister Meile", kind: str = "Wunsch"
) -> str:
    """The wikitext of a contribution about traffic, as the form writes it."""
    return compose(ContributionText(title, kind, "Verkehr und Sicherheit", place, reply_to, text))


@dataclass
class Browser:
    """Somebody at the keyboard, signed in as `name` or a visitor."""

    client: FlaskClient
    name: str
    known_token: str = ""

    def get(self, path: str, **kw: Any) -> TestResponse:
        """Look at an address."""
        return self.client.get(path, **kw)

    def html(self, path: str, **kw: Any) -> str:
        """What stands at an address."""
        return self.client.get(path, **kw).get_data(as_text=True)

    def token(self) -> str:
        """The form token of this session; one is good for all of its forms."""
        self.known_token = self.known_token or fields(self.html("/+anmelden"))["csrf_token"]
        return self.known_token

    def cookie(self) -> str:
        """The session's cookie; "" if there is none."""
        cookie = self.client.get_cookie("session")
        return cookie.value if cookie else ""

    def post(self, path: str, **sent: Any) -> TestResponse:
        """Send a form with its token."""
        return self.client.post(path, data={"csrf_token": self.token(), **sent})

    def fill(self, path: str, **typed: Any) -> dict[str, Any]:
        """Open the form at an address and change what is named: what it would send."""
        filled = fields(self.html(path)) | typed
        return filled | {"csrf_token": filled.get("csrf_token") or self.token()}

    def submit(self, path: str, **typed: Any) -> TestResponse:
        """Open the form at an address, change what is named, and send it."""
        return self.client.post(path, data=self.fill(path, **typed))

    def api(self, **parameters: Any) -> dict[str, Any]:
        """Ask the Action API by POST, with a token if it is an edit."""
        if parameters.get("action") == "edit":
            parameters.setdefault(
                "token", self.api(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
            )
        sent = {"format": "json", "formatversion": "2"} | parameters
        answer: dict[str, Any] = self.client.post("/api.php", data=sent).get_json()
        return answer


@dataclass
class Wiki:
    """A wiki of one's own: the application, its clock, its folder."""

    app: ConferenceApp
    clock: Clock
    home: Path
    sessions: dict[str, tuple[str, str]] = field(default_factory=dict)
    browsers: dict[str, Browser] = field(default_factory=dict)

    @property
    def services(self) -> Services:
        """What its parts share."""
        return self.app._services

    def browser(self, name: str = VISITOR) -> Browser:
        """A new browser; signed in, when a name is given."""
        browser = Browser(self.app.test_client(), name)
        if name:
            answer = browser.post("/+anmelden", name=name, password=PASSWORD)
            assert answer.status_code == 302, f"{name} could not sign in"
            browser.known_token = ""
        return browser

    def of(self, name: str) -> Browser:
        """The browser that this person always uses; it is signed in since before the wiki was copied."""
        if name not in self.browsers:
            cookie, token = self.sessions[name]
            browser = Browser(self.app.test_client(), name, token)
            browser.client.set_cookie("session", cookie)
            self.browsers[name] = browser
        return self.browsers[name]

    @contextmanager
    def request_as(self, name: str) -> Iterator[None]:
        """Inside a request of that account; "" is a visitor."""
        with self.app.test_request_context("/"):
            self.app.preprocess_request()
            if name:
                flaskg.user = accounts.find(name)
                flaskg.storage = ProtectingMiddleware(self.app.storage, flaskg.user, self.app.cfg.acl_mapping)
            yield

    @contextmanager
    def as_system(self) -> Iterator[None]:
        """Inside a request, as the wiki itself."""
        with self.request_as(VISITOR), accounts.acting(accounts.SYSTEM):
            yield

    def write(self, title: str, text: str, **kw: Any) -> int:
        """Save a page as the wiki itself; the revision's id."""
        with self.as_system():
            return save(Title.parse(title), text, **kw).rev_id

    def hide(self, title: str, text: str) -> None:
        """Write a page that only moderators may read, by an ACL of its own."""
        self.write(title, "Noch offen.")
        with self.request_as(SOMMER):
            item = Item.create(Title.parse(title).item_name)
            item._save(dict(item.meta) | {ACL: "Moderatoren:read,write All:"}, text.encode())

    def write_as(self, name: str, title: str, text: str, **kw: Any) -> int:
        """Save a page as that account; the revision's id."""
        with self.request_as(name):
            return save(Title.parse(title), text, **kw).rev_id

    def contribute(self, name: str, title: str, text: str, **kw: Any) -> int:
        """Contribute as that account; the contribution's number."""
        with self.request_as(name):
            return int(contribute(contribution(title, text, **kw)).title.name.removeprefix("Beitrag/"))

    def page(self, title: str) -> PageRow | None:
        """The page as the catalogue knows it."""
        return self.services.catalogue.page(Title.parse(title))

    def text(self, title: str) -> str:
        """The newest text of a page; "" if there is none."""
        page = self.page(title)
        with self.app.app_context():
            return read(page.latest) if page else ""

    def stored(self) -> dict[str, dict[str, Any]]:
        """All revisions of pages in Moin's store, past catalogue and index: UUID → metadata."""
        backend = self.app.router.backends["default"]
        found = {}
        for uuid in backend:
            meta, data = backend.retrieve(uuid)
            data.close()
            found[uuid] = dict(meta)
        return found

    def close(self) -> None:
        """Close the store and the catalogue."""
        close(self.app)


def item_names(meta: dict[str, Any]) -> list[str]:
    """The names of a stored revision, with their namespace; the old ones, if it was deleted."""
    space = f"{meta[NAMESPACE]}:" if meta[NAMESPACE] else ""
    return [space + name for name in (meta.get(NAME) or meta.get(NAME_OLD) or [meta[ITEMID]])]


def fields(html: str) -> dict[str, str]:
    """The values of the last form's fields in a page: inputs, chosen options, text areas."""
    form = html[html.rfind("<form") :] if 'class="als-link"' not in html[html.rfind("<form") :] else html
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        if "name" in attributes and attributes.get("type") != "submit":
            found[attributes["name"]] = unescape(attributes.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(re.sub(r"^\r?\n", "", text)).replace("\r\n", "\n")
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


def opened(home: Path, clock: Clock, sessions: dict[str, tuple[str, str]] | None = None) -> Wiki:
    """The wiki in a folder."""
    app = create_app(home, load(), clock, CHEAP_HASHES)
    app.testing = True
    app.config[LIMITED] = False  # tests are quicker than people
    return Wiki(app, clock, home, sessions or {})


@pytest.fixture(scope="session")
def core_template(
    tmp_path_factory: pytest.TempPathFactory, wiki_template: tuple[Path, str]
) -> tuple[Path, dict[str, tuple[str, str]]]:
    """The wiki that all others are copies of: a topic, its discussion, two contributions, a late text."""
    home = tmp_path_factory.mktemp("core") / "home"
    shutil.copytree(wiki_template[0], home)
    wiki = opened(home, Clock())
    with wiki.as_system():
        accounts.create(MEHMET, PASSWORD)
        for source in pages(load()):
            if source.title in ("Vorlage:Beitrag", "Vorlage:Fenster", "Vorlage:Ort"):
                save(Title.parse(source.title), source.text)
        save(Title.parse("Startseite"), "Willkommen bei der Online-Familienkonferenz.")
        save(Title.parse(TOPIC), "Vor der Grundschule fehlt eine Ampel.")
        save(Title.parse(TALK), "Hier wird besprochen, was im Themenwiki steht.")
        save(Title.parse(LATE), f"== Mehmet ==\n{SECRET}")
    wiki.write_as(LISA, TOPIC, TOPIC_TEXT)
    wiki.contribute(LISA, "Ampel an der Lister Meile", "Meine Kinder kommen nicht über die Straße.")
    wiki.contribute(
        MEHMET, "Mehr Bänke", "Auf dem Engelbosteler Damm kann niemand sitzen.", place="Nordstadt"
    )
    sessions = {}
    for name in (VISITOR, LISA, MEHMET, ROBOT, SOMMER):
        browser = wiki.browser(name)
        sessions[name] = (browser.token(), browser.cookie())[::-1]
    wiki.close()
    return home, sessions


@pytest.fixture
def wikis(
    tmp_path: Path, core_template: tuple[Path, dict[str, tuple[str, str]]]
) -> Iterator[Callable[[], Wiki]]:
    """Make wikis of one's own, as many as wanted."""
    made: list[Wiki] = []
    template, sessions = core_template

    def make() -> Wiki:
        home = tmp_path / f"wiki{len(made)}"
        shutil.copytree(template, home)
        made.append(opened(home, Clock(), sessions))
        return made[-1]

    yield make
    for wiki in made:
        wiki.close()


@pytest.fixture
def wiki(wikis: Callable[[], Wiki]) -> Wiki:
    """A wiki of one's own."""
    return wikis()


__all__ = [
    "AFTER", "BEFORE", "LATE", "LISA", "MEHMET", "OPEN", "PASSWORD", "PHASES", "ROBOT", "SECRET", "SOMMER", "TALK",
    "TOPIC", "TOPIC_TEXT", "VISITOR", "WINDOW", "Browser", "Clock", "Wiki", "contribution", "core_template",
    "fields", "item_names", "opened", "wiki", "wikis",
]  # fmt: skip
