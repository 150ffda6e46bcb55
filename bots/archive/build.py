"""The conference as static files: every page as anybody could read it, for good, without a wiki behind it.

Same paths as the live wiki, links from file to file, no script, no form, no login, no request to anybody. It can
be unpacked anywhere and read without a server. The pages come from the store, rendered as an anonymous reader
gets them; whoever calls decides which. Pure: the same pages give the same files, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from familienkonferenz.bots.archive.files import DOCUMENTS, PICTURES
from familienkonferenz.bots.archive.html import archived, has_heading
from familienkonferenz.bots.archive.inert import is_inert
from familienkonferenz.bots.archive.names import called, order
from familienkonferenz.bots.archive.paths import OWN, apart, asset_file, key, page_file, relative
from familienkonferenz.bots.archive.style import STYLE
from familienkonferenz.bots.errors import KonferenzError

LIVE_ONLY = frozenset({"fk-knopf", "knopf", "mw-editsection", "nur-online"})
"""Classes of what only makes sense while the wiki lives: buttons to write, links to edit."""

_MENU = {
    "Startseite": "Startseite", "Themen": "Themen", "Kategorie:Beitrag": "Beiträge", "Alle Beiträge": "Beiträge",
    "Stadtteile": "Stadtteile", "Auswertung": "Auswertung",
}  # fmt: skip
"""Titles of the pages that the head of every page leads to, where they are there, and what it calls them; of two for
one word the last."""

_LOADS = re.compile(r"url\s*\(|@import|image-set|</", re.IGNORECASE)
_STYLE_FILE = f"{OWN}/stil.css"
_LIST_FILE = f"{OWN}/seiten/index.html"


class ArchiveError(KonferenzError):
    """Two different pages want to be archived at one address."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as read anonymously: title, path of its live address (`/Beitrag/12`), HTML of its main content."""

    title: str
    path: str
    html: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of the archive; `path` is relative, with `/`, and safe on every file system."""

    path: str
    content: bytes


def build(
    pages: Iterable[Rendered],
    assets: Mapping[str, bytes],
    conference: str,
    note: str = "",
    *,
    origins: Collection[str] = (),
    redirects: Mapping[str, str] | None = None,
    live_only: Collection[str] = LIVE_ONLY,
    look: str = "",
) -> Iterator[File]:
    """The files of the archive: pages and redirects by path, the list of pages, assets, the stylesheet.

    `assets`: live path → content, asked for when its turn comes; pictures and documents are kept, scripts and
    stylesheets are not.
    `conference`: its title. `note`: a sentence for every page's foot, e.g. the days of the conference.
    `origins`: addresses of the live wiki ("https://konferenz.example"); links there are the archive's own.
    `redirects`: live path → live path, for renamed pages and permalinks.
    `look`: the live wiki's stylesheet, so that the archive looks like it; one that loads anything is left out.
    Raises ArchiveError when two pages have one path.
    """
    site = _Site(pages, assets, conference, note, origins, redirects or {}, live_only, look)
    yield from site.files()


class _Site:
    """All pages and assets by their live paths, and the frame around them."""

    def __init__(
        self,
        pages: Iterable[Rendered],
        assets: Mapping[str, bytes],
        conference: str,
        note: str,
        origins: Collection[str],
        redirects: Mapping[str, str],
        live_only: Collection[str],
        look: str,
    ) -> None:
        self._style = STYLE if _LOADS.search(look) else STYLE + look
        self._conference, self._note, self._live_only = conference, note, live_only
        self._hosts = {urlsplit(origin).netloc.casefold() for origin in origins}
        self._pages = sorted(pages, key=lambda page: (key(page.path), page.title))
        self._names: dict[str, str] = {}
        self._taken: set[str] = {_STYLE_FILE, _LIST_FILE}
        self._files: dict[str, str] = {}
        for page in self._pages:
            if key(page.path) in self._files:
                raise ArchiveError(page.path, "zwei Seiten haben diese Adresse", "nur eine davon archivieren")
            self._files[key(page.path)] = self._take(page_file(page.path), page.path)
        self._titles = {key(page.title): self._files[key(page.path)] for page in self._pages}
        self._assets = {key(path): asset_file(path) for path in assets if _inert(path, assets)}
        self._contents = assets
        self._places = {asset_file(path): path for path in sorted(assets) if key(path) in self._assets}
        self._redirects = {
            key(old): (self._take(page_file(old), old), target)
            for old, new in sorted(redirects.items())
            if key(old) not in self._files and (target := self._files.get(key(new)))
        }

    def files(self) -> Iterator[File]:
        for page in self._pages:
            yield self._page(page)
        for file, target in self._redirects.values():
            yield self._redirect(file, target)
        if "" not in self._files and "" not in self._redirects:
            yield self._redirect("index.html", self._titles.get("Startseite", _LIST_FILE))
        yield self._list()
        for path, asset in self._places.items():
            yield File(path, self._contents[asset])
        yield File(_STYLE_FILE, self._style.encode())

    def _take(self, file: str, path: str) -> str:
        taken = apart(file, self._taken, path)
        self._taken.add(taken.casefold())
        return taken

    def _page(self, page: Rendered) -> File:
        file = self._files[key(page.path)]
        content = archived(
            page.html,
            lambda address: self._link(address, page.path, file),
            lambda address: self._picture(address, page.path, file),
            self._live_only,
        )
        self._names[file] = called(page.title, page.path, content)
        heading = "" if has_heading(content) else f"<h1>{escape(page.title)}</h1>\n"
        return self._framed(file, self._names[file], heading + content)

    def _list(self) -> File:
        entries = "\n".join(
            f'<li><a href="{escape(relative(_LIST_FILE, file))}">{escape(name)}</a></li>'
            for file, name in sorted(self._names.items(), key=lambda entry: (order(entry[1]), entry[0]))
        )
        return self._framed(_LIST_FILE, "Alle Seiten", f"<h1>Alle Seiten</h1>\n<ul>\n{entries}\n</ul>")

    def _redirect(self, file: str, target: str) -> File:
        address = escape(relative(file, target))
        body = (
            f'<h1>Diese Seite liegt an anderer Stelle</h1>\n<p><a href="{address}">Weiter zur Seite</a></p>'
        )
        return self._framed(
            file, "Weiterleitung", body, f'<meta http-equiv="refresh" content="0; url={address}">\n'
        )

    def _framed(self, file: str, title: str, content: str, head: str = "") -> File:
        menu = {label: found for title, label in _MENU.items() if (found := self._titles.get(key(title)))}
        start = self._files.get("") or menu.get("Startseite") or "index.html"
        links = {"Startseite": start} | menu | {"Startseite": start, "Alle Seiten": _LIST_FILE}
        leads = " ".join(
            f'<a href="{escape(relative(file, target))}">{label}</a>' for label, target in links.items()
        )
        text = f"""<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'; frame-src 'none'; \
form-action 'none'; connect-src 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
{head}<title>{escape(title)} – Archiv: {escape(self._conference)}</title>
<link rel="stylesheet" href="{escape(relative(file, _STYLE_FILE))}">
</head>
<body>
<a class="springen" href="#archiv-inhalt">Zum Inhalt springen</a>
<header class="archiv-kopf breite">
<p class="archiv"><strong>Archiv der Konferenz</strong> {escape(self._conference)}. Hier wird nichts mehr geändert.</p>
<nav aria-label="Archiv">{leads}</nav>
</header>
<main id="archiv-inhalt" class="breite">
{content}
</main>
<footer class="breite"><p>{escape(self._note or self._conference)}</p></footer>
</body>
</html>
"""
        return File(file, text.encode())

    def _link(self, address: str, path: str, file: str) -> str | None:
        """Where a link leads in the archive: a file, a place on the same page, the web, or nowhere."""
        address = address.strip()
        try:
            parts = urlsplit(address)
            local = self._local(address, path)
        except ValueError:
            return None
        if local is None:
            if parts.scheme in ("http", "https") and parts.hostname:
                return urlunsplit(parts)
            return address if parts.scheme == "mailto" and "@" in parts.path else None
        if address.startswith("#"):
            return address
        found = self._found(local, parts.query)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return relative(file, found) + fragment if found else None

    def _picture(self, address: str, path: str, file: str) -> str | None:
        try:
            local = self._local(address.strip(), path)
        except ValueError:
            return None
        found = self._assets.get(key(local)) if local is not None else None
        return relative(file, found) if found and found.casefold().endswith(PICTURES) else None

    def _local(self, address: str, path: str) -> str | None:
        """The live path an address means, or None where it leads off the wiki."""
        parts = urlsplit(address)
        if parts.scheme not in ("", "http", "https") or "\\" in address:
            return None
        if parts.netloc and parts.netloc.casefold() not in self._hosts:
            return None
        if parts.scheme and not parts.netloc:
            return None
        return urlsplit(urljoin(f"http://live/{path.lstrip('/')}", parts.path)).path

    def _found(self, local: str, query: str) -> str | None:
        asked = dict(parse_qsl(query))
        if set(asked) == {"title"} and local.endswith("/index.php"):
            return self._titles.get(key(asked["title"]))
        if query:
            return None
        wanted = key(local)
        if wanted in self._redirects:
            return self._redirects[wanted][1]
        return self._files.get(wanted) or self._assets.get(wanted)


def _inert(path: str, assets: Mapping[str, bytes]) -> bool:
    """Whether a file can do nothing when it is opened; a picture with a script in it can."""
    name = path.casefold()
    if name.endswith((".svg", ".xml")):
        return is_inert(assets[path])
    return name.endswith((*PICTURES, *DOCUMENTS))
