"""The archive's edge: fetch every public page as a visitor sees it, write the static files.

Pages that a visitor cannot read are not in it, because it reads as a visitor. With them come the revisions that
they quote, their pictures, the pages of these files, the files that they lead to and the wiki's own look. The old
archive stays until the new one is whole.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import local
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import requests
from lxml import html

from familienkonferenz.bots.archive.build import LIVE_ONLY, File, Rendered, build
from familienkonferenz.bots.archive.files import is_file, keep_downloads, newest_only, shown
from familienkonferenz.bots.archive.paths import OWN, key
from familienkonferenz.bots.errors import StateError, WikiError
from familienkonferenz.bots.refusals import unanswered
from familienkonferenz.bots.wiki.port import Wiki
from familienkonferenz.config import Conference
from familienkonferenz.config.language import reason, say
from familienkonferenz.page_templates.window import Window

if TYPE_CHECKING:
    from familienkonferenz.bots.run import Progress

_NAMESPACES = (0, 1, 14)
"""Articles, discussions and categories; templates are no reading, and of files those that are shown."""
_FILES = 6
_LISTS = ("+beitraege",)
"""Pages that are made when they are asked for, and have no title; a MediaWiki has none there."""
_CONTENT = ("//main", "//*[@id='content']", "//body")
"""Where the text of a page is: in our theme, in MediaWiki's, anywhere."""
_OURS_LIVE_ONLY = LIVE_ONLY | {"werkzeuge", "meldung"}
_PERMALINK = re.compile(r"/\+rev/[0-9]+")
_OWN_PERMALINK = "//*[contains(concat(' ', @class, ' '), ' stand ')]//a[starts-with(@href, '/+rev/')]"
"""A page's link to itself as it stands: in the archive nothing changes, so it is the page."""
_AT_ONCE = 3
"""Pages fetched at the same time: few, for people are reading."""
_TIMEOUT = (5, 60)


@dataclass(frozen=True, slots=True)
class _Fetched:
    """A page, its own permalink ("" if it names none), where it leads, what it shows and wears from elsewhere."""

    page: Rendered
    asked: str
    permalink: str
    links: frozenset[str]
    pictures: frozenset[str]
    styles: tuple[str, ...]


@dataclass
class _Collection:
    """All that was fetched, by address; each page once."""

    pages: dict[str, Rendered] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)
    styles: dict[str, None] = field(default_factory=dict)

    def add(self, fetched: _Fetched | None) -> None:
        """Keep a page, unless a visitor may not read it."""
        if fetched is None:
            return
        path = fetched.page.path
        self.pages.setdefault(path, fetched.page)
        if key(fetched.asked.replace(":", "/")) != key(path.replace(":", "/")):  # not just spelled otherwise
            self.redirects[fetched.asked] = path
        if fetched.permalink:
            self.redirects[fetched.permalink] = path
        self.links |= fetched.links
        self.pictures |= fetched.pictures
        self.styles |= dict.fromkeys(fetched.styles)

    def quoted(self) -> list[str]:
        """Addresses of the exact revisions that the pages quote and that are not there yet."""
        found = {address for page in self.pages.values() for address in _PERMALINK.findall(page.html)}
        return sorted(found - self.redirects.keys() - self.pages.keys())


def archive(
    wiki: Wiki,
    conference: Conference,
    window: Window,
    folder: Path,
    progress: Progress,
    *,
    dry_run: bool = False,
) -> int:
    """Write the archive to `folder` and return how many files it has. Raises `WikiError`, `StateError`."""
    visitor = _Visitor(wiki.root)
    addresses = _addresses(wiki, _NAMESPACES)
    addresses += [("", urljoin(wiki.root, path)) for path in _LISTS]
    found = _Collection()
    with progress(say("archiving pages", "Seiten archivieren"), len(addresses)) as step:
        for fetched in visitor.pages(addresses, step):
            found.add(fetched)
    quoted = [("", urljoin(wiki.root, path)) for path in found.quoted()]
    with progress(say("archiving quotations", "Zitate archivieren"), len(quoted)) as step:
        for fetched in visitor.pages(quoted, step):
            found.add(fetched)
    described = {_path(address): (title, address) for title, address in _addresses(wiki, (_FILES,))}
    seen = set[str]()
    while new := sorted(shown(found.links | found.pictures, described.keys() - seen)):
        seen.update(new)
        with progress(say("archiving files", "Dateien archivieren"), len(new)) as step:
            for fetched in visitor.pages([described[path] for path in new], step):
                found.add(fetched)
    pages = {key(path) for path in found.pages} | {key(path) for path in described}
    wanted = found.pictures | {
        link for link in found.links if is_file(link) and key(urlsplit(link).path) not in pages
    }
    linked = {address for page in found.pages.values() for address in _PERMALINK.findall(page.html)}
    with TemporaryDirectory() as beside:
        kept = _Kept(Path(beside))
        for address, content in visitor.files(sorted(wanted)):
            kept.put(urlsplit(address).path, content)
        files = build(
            found.pages.values(),
            kept,
            conference.title,
            days(window, conference),
            origins=(wiki.root,),
            redirects={
                old: new
                for old, new in found.redirects.items()
                if not _PERMALINK.fullmatch(old) or old in linked
            },
            live_only=_OURS_LIVE_ONLY,
            look="\n".join(content.decode("utf-8", "replace") for _, content in visitor.files(found.styles)),
        )
        return sum(1 for _ in files) if dry_run else _written(files, folder)


def _addresses(wiki: Wiki, namespaces: Iterable[int]) -> list[tuple[str, str]]:
    """Title and address of all pages there."""
    return [(title, wiki.address(title)) for space in namespaces for title in wiki.titles("", space)]


def days(window: Window, conference: Conference) -> str:
    """From the first day to the last: `02.11.2026 bis 29.11.2026`, as the end itself no longer belongs to it."""
    zone = conference.timezone
    instants = (window.begin, window.end - timedelta(microseconds=1))
    first, last = (f"{instant.astimezone(zone):%d.%m.%Y}" for instant in instants)
    return first if first == last else f"{first} bis {last}"


def _written(files: Iterable[File], folder: Path) -> int:
    """Write the files beside `folder`, then put them in its place; how many there are."""
    folder = folder.resolve()
    new, old = (folder.with_name(f"{folder.name}.{word}") for word in ("new", "old"))
    count = 0
    try:
        _refuse_other(folder)
        shutil.rmtree(new, ignore_errors=True)
        for file in files:
            target = new / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content)
            count += 1
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():
            folder.replace(old)
        new.replace(folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        remedy = say("check space and rights", "Platz und Rechte prüfen")
        raise StateError(str(error.filename or folder), reason(error), remedy) from None
    return count


def _refuse_other(folder: Path) -> None:
    """An archive takes the place of an older one, never of somebody's other files."""
    if folder.exists() and any(folder.iterdir()) and not (folder / OWN).is_dir():
        raise StateError(
            str(folder),
            say("holds something else than an archive", "enthält etwas anderes als ein Archiv"),
            say("name an empty or new folder", "einen leeren oder neuen Ordner nennen"),
        )


class _Kept(Mapping[str, bytes]):
    """Contents by their paths, on the disk: pictures are large, and there may be many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}

    def put(self, path: str, content: bytes) -> None:
        """Keep a content."""
        self._files[path] = self._folder / str(len(self._files))
        self._files[path].write_bytes(content)

    def __getitem__(self, path: str) -> bytes:
        return self._files[path].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class _Visitor:
    """Anybody at a browser, without an account; with a connection of its own for each thread."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._own = local()

    def pages(
        self, addresses: Iterable[tuple[str, str]], step: Callable[[int], object]
    ) -> Iterator[_Fetched | None]:
        """The pages at these addresses, given with their titles, in their order; None for a private one."""
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            for fetched in threads.map(self._page, addresses):
                step(1)
                yield fetched

    def files(self, addresses: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Files of the wiki itself, as address and content; what is missing, elsewhere or a page is left out."""
        host = urlsplit(self._root).netloc
        for address in addresses:
            if urlsplit(address).netloc != host or (response := self._get(address)) is None:
                continue
            if not response.headers.get("Content-Type", "").startswith("text/html"):
                yield address, response.content

    def _page(self, titled: tuple[str, str]) -> _Fetched | None:
        title, address = titled
        response = self._get(address)
        if response is None:
            return None
        tree: Any = html.fromstring(response.content, parser=html.HTMLParser(encoding="utf-8"))
        content = next(found[0] for xpath in _CONTENT if (found := tree.xpath(xpath)))
        own = content.xpath(_OWN_PERMALINK)
        permalink = str(own[0].get("href")) if own else ""
        for link in own:
            _remove(link)
        newest_only(content)
        keep_downloads(content)
        asked, path = _path(address), _path(response.url)
        if asked != path or not title:  # a redirect led to another page
            title = " ".join(content.xpath("string(.//h1)").split()) or path.replace("_", " ").strip("/")
        return _Fetched(
            Rendered(title, path, _inner(content)),
            asked,
            permalink,
            self._own_addresses(response.url, content.xpath(".//a/@href")),
            self._own_addresses(response.url, content.xpath(".//img/@src")),
            tuple(urljoin(response.url, href) for href in tree.xpath("//link[@rel='stylesheet']/@href")),
        )

    def _own_addresses(self, base: str, hrefs: Iterable[str]) -> frozenset[str]:
        """The whole addresses of those that lie on the wiki."""
        host = urlsplit(self._root).netloc
        return frozenset(whole for href in hrefs if urlsplit(whole := _joined(base, href)).netloc == host)

    def _get(self, address: str) -> requests.Response | None:
        """The answer; None when a visitor may not read it. Raises `WikiError`."""
        try:
            response: requests.Response = self._session().get(address, timeout=_TIMEOUT)
        except requests.RequestException as error:
            raise unanswered(address, error) from None
        if response.status_code in (401, 403, 404):
            return None
        if not response.ok:
            problem = say(f"answers {response.status_code}", f"antwortet {response.status_code}")
            again = say("run it again", "noch einmal laufen lassen")
            raise WikiError(problem, again, page=unquote(address))
        return response

    def _session(self) -> requests.Session:
        if not hasattr(self._own, "session"):
            self._own.session = requests.Session()
        session: requests.Session = self._own.session
        return session


def _joined(base: str, href: str) -> str:
    """The whole address; "" for what is none."""
    try:
        return urljoin(base, href).partition("#")[0]
    except ValueError:
        return ""


def _path(address: str) -> str:
    return unquote(urlsplit(address).path)


def _inner(content: Any) -> str:
    children = "".join(html.tostring(child, encoding="unicode") for child in content.iterchildren())
    return (content.text or "") + children


def _remove(link: Any) -> None:
    """Take a link away, and the dot before it."""
    before, parent = link.getprevious(), link.getparent()
    if before is not None:
        before.tail = (before.tail or "").rstrip(" ·\n")
    elif parent is not None:
        parent.text = (parent.text or "").rstrip(" ·\n")
    link.drop_tree()
