"""The three wikis that are compared, served side by side, with one account that all of them know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..engines.bare import name_of
from ..engines.mediawiki import WORKERS, MediaWiki, mediawiki
from ..engines.moin import THREADS, Moin, moin
from ..engines.ours import Ours, ours

NAME, PASSWORD = "Lisa", "Kastanien im Herbst"
MISSING = "MediaWiki is not installed here, so it is not in these tables."


@dataclass(frozen=True)
class Peers:
    """The wikis; None is a MediaWiki that is not installed."""

    ours: Ours
    moin: Moin
    mediawiki: MediaWiki | None
    logins: dict[str, tuple[str, str]]
    """The bot login at the API of "ours" and "MediaWiki"."""

    def __str__(self) -> str:
        known = (
            f"MediaWiki {self.mediawiki.version} (Debian's, SQLite in WAL, nginx and PHP-FPM with {WORKERS} "
            "processes, opcache, APCu)" if self.mediawiki else MISSING
        )  # fmt: skip
        return (
            f"Ours is `konferenz serve` ({name_of(self.ours.server)}). The peers: stock MoinMoin {self.moin.version} "
            f"(waitress with {THREADS} threads); {known}."
        )


@contextmanager
def peers(folder: Path) -> Iterator[Peers]:
    """Start all three in folders of their own beneath `folder`."""
    with ExitStack() as running:
        for name in ("ours", "moin", "mediawiki"):
            (folder / name).mkdir()
        conference = running.enter_context(ours(folder / "ours"))
        conference.account(NAME, PASSWORD)
        stock = running.enter_context(moin(folder / "moin", {NAME: PASSWORD}))
        logins = {"ours": conference.bot}
        try:
            media: MediaWiki | None = running.enter_context(mediawiki(folder / "mediawiki"))
        except pytest.skip.Exception:
            media = None
        if media:
            media.account(NAME, PASSWORD, "bot")
            logins["MediaWiki"] = media.bot_password(NAME, "bench")
        yield Peers(conference, stock, media, logins)
