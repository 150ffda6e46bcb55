"""Page titles: MediaWiki's `Vorlage:Beitrag` and Moin's `Vorlage/Beitrag`, one page, one name, both ways.

Each MediaWiki namespace is a Moin namespace of the same name. Moin writes the namespace as the first part of
the path, MediaWiki before a colon; the name behind it is the same on both. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .errors import InvalidTitle

MAX_BYTES = 180
"""Length of a name in UTF-8. MediaWiki takes 255; Moin's URLs and our archive's file names need some room."""

_ILLEGAL = re.compile(r"[\x00-\x1f\x7f#<>\[\]|{}\ufffd]|%[0-9A-Fa-f]{2}|&[A-Za-z0-9#]+;")
_SPACES = re.compile(r"[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_DIRECTION_MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e]")


@dataclass(frozen=True, slots=True)
class Namespace:
    """One namespace: MediaWiki's number, its German name, its canonical English one, other names."""

    id: int
    name: str
    canonical: str
    aliases: tuple[str, ...] = ()

    @property
    def first_letter(self) -> bool:
        """Whether the first letter is always capital, as MediaWiki insists for accounts and special pages."""
        return self.id in (-1, 2, 3, 8, 9)


MAIN, TALK, USER, FILE, TEMPLATE, CATEGORY = 0, 1, 2, 6, 10, 14
SPECIAL, MEDIA = -1, -2

# Clients count on all that every MediaWiki has. The one for help is not "Hilfe": that is a page of the conference, and
# what begins with a namespace's name is a page of the namespace.
NAMESPACES: dict[int, Namespace] = {
    ns.id: ns
    for ns in (
        Namespace(MEDIA, "Medium", "Media"),
        Namespace(SPECIAL, "Spezial", "Special"),
        Namespace(MAIN, "", ""),
        Namespace(TALK, "Diskussion", "Talk"),
        Namespace(USER, "Benutzer", "User", ("Benutzerin",)),
        Namespace(USER + 1, "Benutzer Diskussion", "User talk", ("Benutzerin Diskussion",)),
        Namespace(4, "Projekt", "Project"),
        Namespace(5, "Projekt Diskussion", "Project talk"),
        Namespace(FILE, "Datei", "File", ("Bild", "Image")),
        Namespace(FILE + 1, "Datei Diskussion", "File talk", ("Bild Diskussion", "Image talk")),
        Namespace(8, "MediaWiki", "MediaWiki"),
        Namespace(9, "MediaWiki Diskussion", "MediaWiki talk"),
        Namespace(TEMPLATE, "Vorlage", "Template"),
        Namespace(TEMPLATE + 1, "Vorlage Diskussion", "Template talk"),
        Namespace(12, "Anleitung", "Help", ("Hilfe",)),
        Namespace(13, "Anleitung Diskussion", "Help talk", ("Hilfe Diskussion",)),
        Namespace(CATEGORY, "Kategorie", "Category"),
        Namespace(CATEGORY + 1, "Kategorie Diskussion", "Category talk"),
    )
}
STORED = tuple(ns for ns in NAMESPACES.values() if ns.id >= 0)
"""The namespaces that hold pages; each is a Moin namespace of the same name."""

_BY_NAME = {
    name.casefold(): ns.id
    for ns in NAMESPACES.values()
    for name in (ns.name, ns.canonical, *ns.aliases)
    if name
}


@dataclass(frozen=True, slots=True, order=True)
class Title:
    """A page's namespace and name.

    >>> Title.parse("Template:Beitrag")
    Title(namespace=10, name='Beitrag')
    >>> Title.parse("Template:Beitrag").full, Title.parse("Template:Beitrag").item_name
    ('Vorlage:Beitrag', 'Vorlage/Beitrag')
    """

    namespace: int
    name: str

    @classmethod
    def parse(cls, text: str, default: int = MAIN) -> Title:
        """Read a title as MediaWiki does: underscores are spaces, namespaces in either language.

        Raises `InvalidTitle` for what can be no page.
        """
        clean = _SPACES.sub(" ", _DIRECTION_MARKS.sub("", text)).strip()
        namespace = default
        if clean.startswith(":"):
            namespace, clean = MAIN, clean[1:].strip()
        prefix, colon, rest = clean.partition(":")
        if colon and (found := _BY_NAME.get(prefix.strip().casefold())) is not None:
            namespace, clean = found, rest.strip()
        _refuse_illegal(text, clean, namespace)
        if NAMESPACES[namespace].first_letter:
            clean = clean[0].upper() + clean[1:]
        return cls(namespace, clean)

    @classmethod
    def from_item(cls, namespace: str, name: str) -> Title:
        """The title of a Moin item, from its namespace's name and its own. Raises `InvalidTitle`."""
        for ns in STORED:
            if ns.name == namespace:
                return cls(ns.id, name)
        raise InvalidTitle(f"{namespace}/{name}: this Moin namespace holds no pages")

    @property
    def full(self) -> str:
        """As MediaWiki writes it: `Vorlage:Beitrag`."""
        return f"{self.namespace_name}:{self.name}" if self.namespace else self.name

    @property
    def item_name(self) -> str:
        """As Moin writes it: `Vorlage/Beitrag`."""
        return f"{self.namespace_name}/{self.name}" if self.namespace else self.name

    @property
    def namespace_name(self) -> str:
        """The German name of the namespace; empty for articles."""
        return NAMESPACES[self.namespace].name

    @property
    def talk(self) -> Title:
        """The discussion of an article; itself if it is one."""
        if self.namespace not in (MAIN, TALK):
            raise InvalidTitle(f"{self.full}: only articles have a discussion here")
        return Title(TALK, self.name)

    @property
    def parent(self) -> Title | None:
        """The page above in a path of slashes, or None."""
        above, slash, _ = self.name.rpartition("/")
        return Title(self.namespace, above) if slash and above else None

    def __str__(self) -> str:
        return self.full


def _refuse_illegal(given: str, name: str, namespace: int) -> None:
    shown = given if len(given) <= 80 else given[:80] + "…"
    if not name:
        raise InvalidTitle(f"{shown!r}: the title is empty")
    if bad := _ILLEGAL.search(name):
        raise InvalidTitle(f"{shown!r}: {bad[0]!r} cannot stand in a title")
    if len(name.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise InvalidTitle(f"{shown!r}: longer than {MAX_BYTES} bytes")
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise InvalidTitle(f"{shown!r}: empty, '.' and '..' cannot stand between slashes")
    if name.startswith((":", "@", "+")) or "~~~" in name:
        raise InvalidTitle(f"{shown!r}: a title cannot begin with ':', '@' or '+', nor hold '~~~'")
    if any("\ud800" <= c <= "\udfff" for c in name):
        raise InvalidTitle(f"{shown!r}: not valid Unicode")
    if namespace == MAIN and parts[0] in _NAMESPACE_NAMES:
        raise InvalidTitle(f"{shown!r}: the namespace {parts[0]} is written with a colon")


_NAMESPACE_NAMES = {ns.name for ns in STORED if ns.name} | {"userprofiles"}
