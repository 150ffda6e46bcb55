"""A conference on a MediaWiki: prepared by `konferenz init` and the file it hands over, as an administrator does.

with town_hall(folder, city) as wiki:
    wiki.konferenz("cycle", "--sample")
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .mediawiki import MediaWiki, mediawiki

BOT, MODERATOR = "Konferenzbot", "Meike Moderation"


@dataclass(frozen=True)
class TownHall:
    """A MediaWiki that is being served, and the folder of the bots beside it."""

    wiki: MediaWiki
    home: Path


@contextmanager
def town_hall(folder: Path, password: str) -> Iterator[TownHall]:
    """A MediaWiki with the accounts of a conference's bot and of its moderator, whose password is given."""
    for name in ("mediawiki", "bots"):
        (folder / name).mkdir()
    home = folder / "bots"
    with mediawiki(folder / "mediawiki") as wiki:
        wiki.account(BOT, password, "bot")
        wiki.account(MODERATOR, password, "sysop")
        login = home / "bot.password"
        login.touch(mode=0o600)
        login.write_text("\n".join(wiki.bot_password(BOT, "konferenz")), encoding="utf-8")
        yield TownHall(wiki, home)
