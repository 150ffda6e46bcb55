"""A conference on a MediaWiki: prepared by `konferenz init` and the file it hands over, as an administrator does.

with town_hall(folder, city) as wiki:
    wiki.konferenz("cycle", "--sample")
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from familienkonferenz.page_templates.mediawiki import FILE

from .mediawiki import MediaWiki, mediawiki

BOT, MODERATOR = "Konferenzbot", "Meike Moderation"
PASSWORD = "Kastanien im Herbst"
"""Of all accounts, those of the sample too."""


@dataclass(frozen=True)
class TownHall:
    """A MediaWiki that is being served, and the folder of the bots beside it."""

    wiki: MediaWiki
    home: Path

    @property
    def api(self) -> str:
        """The address of its Action API."""
        return self.wiki.api

    def include(self) -> None:
        """Put in what `konferenz init` handed over."""
        self.wiki.include(self.home / FILE)


@contextmanager
def town_hall(folder: Path) -> Iterator[TownHall]:
    """A MediaWiki with the accounts of a conference's bot and of the sample's moderator, not prepared otherwise.

    One process serves it: what a request leaves for later is then done before the next, else both may wait for each
    other's SQLite file for a minute.
    """
    home = folder / "bots"
    for name in (folder / "mediawiki", home):
        name.mkdir()
    with mediawiki(folder / "mediawiki", workers=1) as wiki:
        wiki.account(BOT, PASSWORD, "bot")
        wiki.account(MODERATOR, PASSWORD, "sysop")
        _secret(home / "bot.password", "\n".join(wiki.bot_password(BOT, "konferenz")))
        _secret(home / "sample.password", PASSWORD)
        yield TownHall(wiki, home)


def _secret(file: Path, text: str) -> None:
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
