"""What a file's page shows above its text: the picture, what it is, its versions, the pages that show it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import url_for

from ..accounts import current_actor
from ..files import addresses
from ..files.sizes import fitted
from ..files.upload import allowed
from ..gate import may_read
from ..services import services
from ..storage.catalogue import PageRow
from ..storage.files import Files, Version
from ..storage.web import Web
from ..titles import FILE, Title
from .moments import from_seconds

_LARGE, _SMALL = (800, 600), (120, 120)
_WITHIN = (480, 960)
USERS = 100
"""How many pages that show a file are listed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A version: addresses, the size it is drawn in, words about it."""

    rev_id: int
    address: str
    picture: str
    width: int
    height: int
    about: str
    when: str
    author: str
    comment: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """All that is shown of a file. `may_replace`: whether this account may put another version."""

    large: Shown
    versions: tuple[Shown, ...]
    users: tuple[Title, ...]
    may_replace: bool


def file_page(page: PageRow) -> FilePage | None:
    """What there is to show; None if the page has no file."""
    if page.title.namespace != FILE:
        return None
    versions = list(Files(services().database).versions(page.page_id))
    if not versions:
        return None
    role = current_actor().role
    rows = Web(services().database).sources_of(page.title, "file")
    users = [row.title for row in rows if may_read(role, row.title) and row.acl is None]
    return FilePage(
        _shown(versions[0], _LARGE),
        tuple(_shown(version, _SMALL) for version in versions),
        tuple(users[:USERS]),
        not page.deleted and not allowed(page.title),
    )


def drawn(name: str) -> Shown | None:
    """The picture of that name as it stands in a contribution, which leads to its page; None if there is none."""
    version = Files(services().database).of(Title(FILE, name)) if name else None
    if version is None or not version.facts.is_picture:
        return None
    page = url_for("frontend.show_item", item_name=version.title.item_name)
    return replace(_shown(version, _WITHIN), address=page)


def _shown(version: Version, box: tuple[int, int]) -> Shown:
    facts = version.facts
    width, height = fitted(facts.width, facts.height, *box) if facts.is_picture else (0, 0)
    return Shown(
        version.rev_id,
        addresses.of(version),
        addresses.of(version, width) if width else "",
        width,
        height,
        _about(version),
        from_seconds(version.time, services().conference.timezone),
        version.user_name,
        version.comment,
    )


def _about(version: Version) -> str:
    """„1.024 × 768 Bildpunkte, JPEG, 210 kB“."""
    facts = version.facts
    kind = facts.mime.rpartition("/")[2].upper()
    size = f"{_dotted(max(1, round(facts.size / 1000)))} kB"
    if not facts.is_picture:
        return f"{kind}, {size}"
    return f"{_dotted(facts.width)} × {_dotted(facts.height)} Bildpunkte, {kind}, {size}"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
