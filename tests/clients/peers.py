"""Both wikis while they are served, with the same accounts, and pywikibot at a terminal before each."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from ..engines.mediawiki import MediaWiki, mediawiki
from ..engines.ours import ours
from .running import Terminal, terminal

NAME, PASSWORD = "Frau Sommer", "Kastanien im Herbst"
SECOND = "Herr Winter"
CONTAINER, CONTAINER_PASSWORD = ("Testuser", "Sysop"), "weakpassword"
"""The accounts that mwclient's tests make in their containers; they write wherever they like, as moderators do."""

ENGINES = ("MediaWiki", "ours")

_GRANTS = (
    "basic,highvolume,editpage,editprotected,createeditmovepage,uploadfile,uploadeditmovefile,patrol,rollback,"
    "viewdeleted,delete,protect,editmyoptions,viewmywatchlist,editmywatchlist"
)
_SETTINGS = """<?php
$wgGroupPermissions['*']['edit'] = false;
$wgEnableUploads = true;
$wgUploadDirectory = 'FOLDER/images';
$wgUploadPath = '/images';
"""


@dataclass(frozen=True)
class Peer:
    """One of the two: where it is, the terminal before it, and a second author's login with its password."""

    url: str
    terminal: Terminal
    second: tuple[str, str]
    wiki: MediaWiki | None = None

    def settle(self) -> None:
        """Do what MediaWiki leaves for later."""
        if self.wiki is not None:
            self.wiki.run_jobs()

    def write_as_second(self, times: int = 3) -> None:
        """The second author adds to the main page, a second apart: histories are told apart by seconds."""
        session = requests.Session()

        def ask(**fields: str) -> dict[str, dict[str, dict[str, str]]]:
            sent = {"format": "json", "formatversion": "2", **fields}
            reply: dict[str, dict[str, dict[str, str]]]
            reply = session.post(f"{self.url}/api.php", data=sent, timeout=60).json()
            return reply

        token = ask(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        ask(action="login", lgname=self.second[0], lgpassword=self.second[1], lgtoken=token)
        token = ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        start = ask(action="query", meta="siteinfo")["query"]["general"]["mainpage"]
        for number in range(times):
            time.sleep(1.1)
            said = ask(action="edit", title=start, appendtext=f"\n\nNoch etwas, {number}.", token=token)
            assert "edit" in said, said
        time.sleep(1.1)


@contextmanager
def peers(folder: Path) -> Iterator[dict[str, Peer]]:
    """Both by their names. Skips the test where there is no MediaWiki."""
    for name in ("theirs", "ours"):
        (folder / name).mkdir()
    with mediawiki(folder / "theirs") as theirs, ours(folder / "ours", pages=False) as mine:
        settings = folder / "suites.php"
        settings.write_text(_SETTINGS.replace("FOLDER", str(theirs.home)), encoding="utf-8")
        theirs.include(settings)
        for name in (NAME, SECOND):
            theirs.account(name, PASSWORD, "sysop")
            mine.account(name, PASSWORD, "moderator")
        for name in CONTAINER:
            theirs.account(name, CONTAINER_PASSWORD, "sysop")
            mine.account(name, CONTAINER_PASSWORD, "moderator")
        secret = secrets.token_hex(16)
        theirs.maintain("createBotPassword", "--appid=test", f"--grants={_GRANTS}", NAME, secret)
        yield {
            "MediaWiki": Peer(
                theirs.url,
                terminal(folder / "pywikibot-theirs", theirs.api, f"{NAME}@test", secret),
                theirs.bot_password(SECOND, "test"),
                theirs,
            ),
            "ours": Peer(
                mine.url,
                terminal(folder / "pywikibot-ours", mine.api, *mine.bot_password(NAME, "test")),
                mine.bot_password(SECOND, "test"),
            ),
        }
