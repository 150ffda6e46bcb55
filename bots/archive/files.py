"""What the archive takes of files: those that its pages show or lead to, as they were in the end. Pure.

A file's page says who brought it, when, and under which licence, so it comes along with the picture. Of its older
versions nothing does, as of older texts: somebody may have put another picture because of who is on the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from familienkonferenz.bots.archive.paths import key

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
DOCUMENTS = (".pdf", ".txt", ".csv", ".json", ".zip", ".odt", ".ods", ".ics", ".xml", ".qdpx", ".qdc")

_VERSIONS = ".//table[contains(concat(' ', @class, ' '), ' {} ')]//tr[td]"
_TABLES = ("versionen", "filehistory")
"""The tables of a file's versions, the newest first: ours, and MediaWiki's."""


def is_file(address: str) -> bool:
    """Whether an address ends as a file does; that of a file's page may, too."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.query and unquote(parts.path).casefold().endswith((*PICTURES, *DOCUMENTS))


def shown(addresses: Iterable[str], pages: Collection[str]) -> set[str]:
    """Of the paths of files' pages those that links lead to, or whose file is a picture on a page.

    >>> pages = ["/Datei/Ampel am Markt.jpg", "/Datei/Bank.jpg"]
    >>> shown(["http://wiki/+datei/12/220px/Ampel_am_Markt.jpg"], pages)
    {'/Datei/Ampel am Markt.jpg'}
    """
    named = set[str]()
    for address in addresses:
        parts = urlsplit(address)
        path = key(parts.path)
        named |= {
            path,
            *path.split("/"),
            *(key(value) for name, value in parse_qsl(parts.query) if name == "title"),
        }
    return {page for page in pages if key(page) in named or _name(page) in named}


def newest_only(content: Any) -> None:
    """Leave the newest of a file's versions on its page."""
    for table in _TABLES:
        for row in content.xpath(_VERSIONS.format(table))[1:]:
            row.drop_tree()


def keep_downloads(content: Any) -> None:
    """A link to a file stays in the archive, whatever it looks like on the living wiki."""
    for link in content.xpath(".//a[@class and @href]"):
        if is_file(link.get("href")):
            del link.attrib["class"]


def _name(page: str) -> str:
    """The file's name: `Ampel am Markt.jpg` of `/Datei/Ampel_am_Markt.jpg`, or of `/index.php/Datei:Ampel …`."""
    return key(page).rpartition("/")[2].rpartition(":")[2]
