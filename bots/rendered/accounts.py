"""Whose account a link on a rendered page names: its user page, its talk page or its contributions."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

SPECIAL, USER, USER_TALK = -1, 2, 3
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]")  # of direction: no title has them
_FORBIDDEN = re.compile(r"[<>\[\]{}|\x00-\x1f\x7f\ufffd]|%[0-9A-Fa-f]{2}|&\w+;|&#\d+;|&#[xX][0-9A-Fa-f]+;")
_LONGEST = 255  # bytes of a title


@dataclass(frozen=True, slots=True)
class Titles:
    """How a wiki names its pages.

    `path` as its article path ("/wiki/$1"); `namespaces` are all names and aliases in small letters, with
    underscores, and their numbers; `contributions` is the local name of Special:Contributions.
    """

    path: str
    namespaces: Mapping[str, int]
    contributions: str

    def user_of_link(self, href: str) -> str | None:
        """The account that a link to `href` names."""
        title = self.of_link(href)
        return self.user_of(title) if title else None

    def user_of(self, title: str) -> str | None:
        """The account that the page `title` belongs to; subpages are nobody's signature."""
        parsed = self._parsed(title)
        if parsed is None:
            return None
        namespace, name = parsed
        if namespace == SPECIAL:
            page, _, name = name.partition("/")
            is_theirs = page == self.contributions.replace("_", " ") and "/" not in name
            user = self._parsed(f"x:{name}") if is_theirs else None
            name = user[1][2:] if user else ""
            name = _capital(name.strip())
        elif namespace not in (USER, USER_TALK):
            return None
        if not name or "/" in name:
            return None
        return _address(name)

    def of_link(self, href: str) -> str | None:
        """The page that a link leads to, or None."""
        try:
            query = parse_qs(urlsplit(href).query, errors="strict").get("title")
            if query:
                return query[-1]
            if href.startswith("./"):
                href = self.path.replace("$1", href[2:])
            match = re.search(re.escape(self.path).replace(r"\$1", "([^?]*)"), href)
            return unquote_to_bytes(match[1].replace("+", " ")).decode() if match else None
        except ValueError:  # not UTF-8, or no address at all: a link to nobody
            return None

    def _parsed(self, title: str) -> tuple[int, str] | None:
        title = _MARKS.sub("", title).partition("#")[0]
        title = " ".join(title.replace("_", " ").split()).lstrip(":").strip()
        if not title or _FORBIDDEN.search(title) or len(title.encode(errors="replace")) > _LONGEST:
            return None
        prefix, colon, name = title.partition(":")
        namespace = self.namespaces.get(prefix.strip().lower().replace(" ", "_")) if colon else None
        if namespace is None:
            return 0, title
        return namespace, _capital(name.strip())


def _address(name: str) -> str:
    """A name, or the one form in which MediaWiki has an IPv6 address: whole, in capitals, no noughts in front."""
    try:
        return ":".join(f"{int(part, 16):X}" for part in ipaddress.IPv6Address(name).exploded.split(":"))
    except ValueError:
        return name


def _capital(name: str) -> str:
    first = name[:1].upper()
    return (first if len(first) == 1 else name[:1]) + name[1:]
