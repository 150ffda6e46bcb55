"""Links between pages: what `[[…]]` points at. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, unquote

from ..errors import InvalidTitle
from ..titles import CATEGORY, FILE, MEDIA, SPECIAL, Title
from . import special
from .entities import decode_all


class Kind(Enum):
    """What a link does: lead to a page, belong to a category, show a file, lead to a file, to another address."""

    PAGE = "page"
    CATEGORY = "category"
    IMAGE = "image"
    DOWNLOAD = "download"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads, what it says if it has no text of its own, and whether it is known to lead nowhere."""

    kind: Kind
    label: str
    title: Title | None = None
    fragment: str = ""
    address: str = ""
    exists: bool = True


def anchor(text: str) -> str:
    """The id of a heading, and the fragment that leads to it, as MediaWiki's `html5` mode makes them."""
    return "_".join(text.split())


def target(written: str, page: Title | None) -> Target | None:
    """What `[[written]]` points at on a page, or None if it can be nothing.

    `page` is needed for subpages (`[[/Ideen]]`, `[[../]]`) only.

    >>> target("Thema/Jung und Alt#Ideen", None).fragment
    'Ideen'
    """
    text = decode_all(unquote(written) if "%" in written else written).lstrip()
    colon = text.startswith(":")
    name, _, fragment = text.partition("#")
    fragment = anchor(fragment.replace("_", " "))
    label = text.removeprefix(":").lstrip()
    text = text.strip()
    if not name.strip(" :"):
        return Target(Kind.ADDRESS, label, address=f"#{fragment}") if fragment else None
    try:
        title = _relative(name.strip(), page) or Title.parse(name)
    except InvalidTitle:
        return None
    if title.namespace == SPECIAL:
        address = special.address(title.name)
        return Target(
            Kind.ADDRESS, label, address=address or f"/{quote(title.item_name)}", exists=bool(address)
        )
    if title.namespace == MEDIA:
        return Target(Kind.DOWNLOAD, title.name, Title(FILE, title.name))
    if title.namespace == CATEGORY and not colon:
        return Target(Kind.CATEGORY, "", title)
    if title.namespace == FILE and not colon:
        return Target(Kind.IMAGE, title.name, title)
    return Target(Kind.PAGE, _label(label, name.strip(), title), title, fragment)


def _label(label: str, name: str, title: Title) -> str:
    """What a link without text of its own says: `/Ideen/` is `Ideen`, `../` is the page above by its name."""
    if label.startswith("/") and label.endswith("/"):
        return label.strip("/")
    if not name.startswith("../") and name != "..":
        return label
    below = name.removesuffix("/").replace("../", "").removeprefix("..")
    return below if below and name.endswith("/") else title.full


def _relative(name: str, page: Title | None) -> Title | None:
    """The page meant by `/below` or `../beside`; None for any other name."""
    if page is None or not (name.startswith(("/", "../")) or name == ".."):
        return None
    if name.startswith("/"):
        return Title.parse(f":{page.full}/{name.strip('/')}")
    above: Title | None = page
    rest = name
    while above and (rest == ".." or rest.startswith("../")):
        above, rest = above.parent, rest[3:]
    if above is None:
        raise InvalidTitle(f"{name}: there is no page that far above {page.full}")
    return Title.parse(f":{above.full}/{rest.strip('/')}") if rest.strip("/") else above
