"""The port to the wiki: the only module that knows pywikibot, and the only one that writes.

Works alike on our Moin and on a MediaWiki. Every write names the revision it was made from and fails if
somebody saved meanwhile; the stop page is asked before each one. pywikibot is imported when a connection is
made, not before: importing it reads `sys.argv` and looks for files, so it gets a folder of its own.

Source of the settings: pywikibot 11.9, `pywikibot/config.py`; what goes wrong without them is said at each.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, cast
from urllib.parse import quote, urljoin

import requests

from familienkonferenz.bots.errors import (
    BotsHalted,
    EditConflict,
    EditRefused,
    PageExists,
    PageMissing,
    WikiError,
)
from familienkonferenz.bots.history import export
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.refusals import login_refused, refused, unanswered
from familienkonferenz.bots.wiki.address import TIMEOUT, find_api
from familienkonferenz.bots.wiki.login import Login
from familienkonferenz.bots.wikitext import calls
from familienkonferenz.config.language import say

HALT_PAGE = "Konferenz/Halt"
_BATCH = 200
"""Pages in one request for an export."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read: its text, its newest revision and who saved that.

    `rev_id` 0 means there is no page yet; then `text` and `user` are empty.
    """

    title: str
    text: str
    rev_id: int
    user: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the recent changes."""

    rev_id: int
    page_id: int
    title: str
    namespace: int
    user: str


class Wiki:
    """A logged-in connection. Make it with `connect`; one process has one, as pywikibot's cookies are global."""

    def __init__(self, pywikibot: ModuleType, site: Any, api: str, account: str) -> None:
        self._pywikibot = pywikibot
        self._site = site
        self._api = api
        self.account = account
        self.written = 0
        """Revisions written through this connection."""

    @classmethod
    def connect(cls, url: str, login: Login) -> Wiki:
        """Log in at the wiki whose root, or `api.php`, is at `url`. Raises `WikiError`, `LoginRefused`."""
        api = find_api(url)
        pywikibot = _import_pywikibot()
        from pywikibot.exceptions import Error, ServerError
        from pywikibot.family import AutoFamily, Family
        from pywikibot.login import BotPassword, ClientLoginManager

        code, name = "konferenz", f"{login.account}@{login.purpose}"
        Family._families[code] = AutoFamily(code, api)
        pywikibot.config.family, pywikibot.config.mylang = code, code
        pywikibot.config.usernames[code]["*"] = login.account
        try:
            site = pywikibot.Site(code, Family._families[code], login.account)
            manager = ClientLoginManager(password=login.password, site=site, user=login.account)
            manager.login_name = BotPassword(login.purpose, login.password).login_name(login.account)
            with _quiet():
                done = manager.login(retry=False)
            if not done:
                raise login_refused(name)
            del site.userinfo
            site.login(cookie_only=True)
        except (ServerError, requests.RequestException) as error:
            raise unanswered(api, error) from None
        except Error as error:
            raise login_refused(name, str(error)) from None
        return cls(pywikibot, site, api, login.account)

    # --- reading ------------------------------------------------------------------------------------------

    def get(self, title: str) -> Page:
        """A page as it stands now; one that does not exist comes with `rev_id` 0."""
        return next(iter(self.get_many([title])))

    def get_many(self, titles: Iterable[str]) -> Iterator[Page]:
        """Pages as they stand now, in the order asked for, in batches."""
        pages = [self._page(title) for title in titles]
        with self._errors(""):
            for page in self._site.preloadpages(pages, groupsize=50, quiet=True):
                if page.exists():
                    newest = page.latest_revision
                    yield Page(page.title(), page.text, page.latest_revision_id, newest["user"])
                else:
                    yield Page(page.title(), "", 0)

    def newest_revision(self) -> int:
        """The id of the newest revision that a change is told of; 0 for an empty wiki."""
        with self._errors(""):
            return next((int(entry["revid"]) for entry in self._recent(at_once=10)), 0)

    def changes(self, since: int) -> Iterator[Change]:
        """Changes with a revision id above `since`, the newest first; of what was moved, under its new name."""
        with self._errors(""):
            for entry in self._recent(at_once=500):
                if entry["revid"] <= since:
                    return
                moved = entry.get("logparams") or {}
                yield Change(
                    entry["revid"],
                    entry["pageid"],
                    moved.get("target_title", entry["title"]),
                    moved.get("target_ns", entry["ns"]),
                    entry.get("user", ""),
                )

    def _recent(self, at_once: int) -> Iterator[Mapping[str, Any]]:
        """What was changed. A deletion has no revision, and is none: what is gone is no longer found."""
        asked = self._site.recentchanges(changetype="edit|new|log")
        asked.set_query_increment(at_once)
        return (entry for entry in asked if entry.get("revid"))

    def titles(self, prefix: str, namespace: int = 0) -> Iterator[str]:
        """Full titles of the pages whose name begins with `prefix`."""
        with self._errors(""):
            for page in self._site.allpages(prefix=prefix, namespace=namespace):
                yield page.title()

    def moderators(self) -> Iterator[str]:
        """Names of the accounts that moderate."""
        with self._errors(""):
            for account in self._site.allusers(group="sysop"):
                yield account["name"]

    def deciders(self) -> frozenset[str] | None:
        """The accounts whose decisions count; None where the wiki itself lets nobody else write any."""
        if not self.is_mediawiki:
            return None
        with self._errors(""):
            found = {
                account["name"] for group in ("sysop", "bot") for account in self._site.allusers(group=group)
            }
        return frozenset(found | {self.account})

    def has_right(self, right: str) -> bool:
        """Whether the account has this right."""
        with self._errors(""):
            return right in self._site.userinfo["rights"]

    def export(self, titles: Sequence[str]) -> Iterator[Revision]:
        """Whole histories, streamed from MediaWiki's XML export; pages that do not exist are left out."""
        index = urljoin(self._api, "index.php")
        for start in range(0, len(titles), _BATCH):
            fields = {
                "title": "Special:Export",
                "action": "submit",
                "pages": "\n".join(titles[start : start + _BATCH]),
                "history": "1",
                "wpDownload": "1",
            }
            try:
                with self._http().post(index, data=fields, stream=True, timeout=TIMEOUT) as response:
                    response.raise_for_status()
                    response.raw.decode_content = True
                    yield from export.read(cast(BinaryIO, response.raw))
            except requests.RequestException as error:
                raise unanswered(index, error) from None

    @property
    def api(self) -> str:
        """The address of the wiki's Action API."""
        return self._api

    @property
    def root(self) -> str:
        """The root address of the wiki."""
        return urljoin(self._api, ".")

    @property
    def is_mediawiki(self) -> bool:
        """Whether this is a MediaWiki itself: our wiki answers like one, has forms of its own, and runs no PHP."""
        with self._errors(""):
            return bool(self._site.siteinfo["phpversion"])

    def address(self, title: str) -> str:
        """The address at which people read a page."""
        with self._errors(title):
            path: str = self._site.siteinfo["articlepath"]
        return urljoin(self._api, path.replace("$1", quote(title.replace(" ", "_"), safe="/:")))

    def halted(self) -> bool:
        """Whether `Konferenz/Halt` stops the bots: anything but a clear no does."""
        said = calls(self.get(HALT_PAGE).text, "Halt")
        return not said or any(call.params.get("1", "").strip() != "nein" for call in said)

    # --- writing ------------------------------------------------------------------------------------------

    def put(self, page: Page, text: str, summary: str) -> int:
        """Write `text` over `page` as it was read; return the new revision's id, 0 if nothing changed.

        Raises `EditConflict` if somebody saved meanwhile, `PageExists` or `PageMissing` if it came or went,
        `EditRefused`, `BotsHalted`.
        """
        if text.rstrip() == page.text.rstrip() and page.rev_id:
            return 0
        if page.title != HALT_PAGE and self.halted():
            raise BotsHalted(
                say("the bots are halted", "die Bots sind angehalten"),
                say("write {{Halt|nein}} on the page", "auf der Seite {{Halt|nein}} eintragen"),
                page=HALT_PAGE,
            )
        guard = {"nocreate": True, "baserevid": page.rev_id} if page.rev_id else {"createonly": True}
        with self._errors(page.title), _quiet():
            # Not `Page.save`: that reads page and templates again before each save.
            answer = self._site.simple_request(
                action="edit", title=page.title, text=text, summary=summary, bot=True,
                token=self._site.tokens["csrf"], **guard,
            ).submit()["edit"]  # fmt: skip
        if answer.get("result") != "Success":
            raise EditRefused(str(answer.get("info") or answer), "", page=page.title)
        if "newrevid" not in answer:
            return 0
        self.written += 1
        return int(answer["newrevid"])

    def change(self, title: str, edit: Callable[[str], str], summary: str, tries: int = 5) -> int:
        """Write what `edit` makes of a page's text, of the newest one again when somebody saved meanwhile.

        Returns and raises what `put` does; a conflict only when each of so many tries met one.
        """
        for left in reversed(range(tries)):
            page = self.get(title)
            try:
                return self.put(page, edit(page.text), summary)
            except (EditConflict, PageExists, PageMissing):
                if not left:
                    raise
        raise ValueError(f"tries={tries}")

    # --- within -------------------------------------------------------------------------------------------

    def _page(self, title: str) -> Any:
        return self._pywikibot.Page(self._site, title)

    def _http(self) -> requests.Session:
        """pywikibot's own session, so that an export sees what the account may see."""
        from pywikibot.comms import http

        session: requests.Session = http.session
        return session

    @contextlib.contextmanager
    def _errors(self, where: str) -> Iterator[None]:
        """pywikibot's errors as ours."""
        from pywikibot import exceptions as pwb

        try:
            yield
        except pwb.APIError as error:
            raise refused(error.code, error.info, where) from None
        except (pwb.ServerError, pwb.ApiTimeoutError, requests.RequestException) as error:
            raise unanswered(self._api, error) from None
        except pwb.Error as error:
            raise WikiError(str(error) or type(error).__name__, "", page=where) from None


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """pywikibot talks on stderr about what its errors say again."""
    with contextlib.redirect_stderr(io.StringIO()):
        yield


def _import_pywikibot() -> ModuleType:
    """Import pywikibot with a private folder, no prompts and no retries that only delay the news.

    A `user-config.py` in the working directory would be executed, so the folder holds one of its own.
    """
    if "pywikibot" not in sys.modules:
        folder = Path(tempfile.mkdtemp(prefix="familienkonferenz-"))
        (folder / "user-config.py").write_text("# generated\n", encoding="utf-8")
        os.environ["PYWIKIBOT_DIR"] = str(folder)
        os.environ["PYWIKIBOT_NO_USER_CONFIG"] = "2"
        arguments, sys.argv = sys.argv, ["konferenz"]
        try:
            import pywikibot
        finally:
            sys.argv = arguments
        import atexit
        import shutil

        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        config = pywikibot.config
        config.put_throttle, config.minthrottle, config.maxthrottle = 0, 0, 1  # else 10 s between saves
        config.max_retries, config.retry_wait, config.retry_max = 3, 1, 4  # else minutes before an error
        config.socket_timeout = TIMEOUT
        config.solve_captcha = False  # else it asks at the terminal
        config.log = []
        config.noisysleep = 1e9
        config.user_agent_format = "familienkonferenz ({username})"
    module: ModuleType = sys.modules["pywikibot"]
    return module
