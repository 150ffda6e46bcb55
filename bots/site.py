"""The archive's edge: fetch every public page as a visitor sees it, write the static files.

Pages that a visitor cannot read are not in it, because it reads as a visitor. The old archive stays until the
new one is whole.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import requests
from lxml import html

from familienkonferenz.bots.archive import LIVE_ONLY, Rendered, build
from familienkonferenz.bots.errors import StateError, WikiError
from familienkonferenz.bots.wiki import Wiki
from familienkonferenz.config import Conference

if TYPE_CHECKING:
    from familienkonferenz.bots.run import Progress

_NAMESPACES = (0, 1, 14)
"""Articles, discussions and categories; templates are no reading."""
_CONTENT = ("//main", "//*[@id='content']", "//body")
"""Where the text of a page is: in our theme, in MediaWiki's, anywhere."""
_OURS_LIVE_ONLY = LIVE_ONLY | {"werkzeuge", "meldung"}
_TIMEOUT = (5, 60)


def archive(
    wiki: Wiki, conference: Conference, folder: Path, progress: Progress, *, dry_run: bool = False
) -> int:
    """Write the archive to `folder` and return how many files it has. Raises `WikiError`, `StateError`."""
    visitor = requests.Session()
    titles = [title for namespace in _NAMESPACES for title in wiki.titles("", namespace)]
    pages: dict[str, Rendered] = {}
    with progress("Seiten archivieren", len(titles)) as step:
        for title in titles:
            _add(pages, _fetched(visitor, title, wiki.address(title)))
            step(1)
    cited = sorted(_permalinks(pages.values()))
    with progress("Fassungen archivieren", len(cited)) as step:
        for path in cited:
            _add(pages, _fetched(visitor, "", urljoin(wiki.root, path)))
            step(1)
    zone = conference.timezone
    note = f"{conference.begin.astimezone(zone):%d.%m.%Y} bis {conference.end.astimezone(zone):%d.%m.%Y}"
    files = build(pages.values(), {}, conference.title, note, origins=(wiki.root,), live_only=_OURS_LIVE_ONLY)
    if dry_run:
        return sum(1 for _ in files)
    new = folder.with_name(folder.name + ".new")
    try:
        shutil.rmtree(new, ignore_errors=True)
        count = 0
        for file in files:
            target = new / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content)
            count += 1
        shutil.rmtree(folder, ignore_errors=True)
        new.replace(folder)
    except OSError as error:
        raise StateError(
            str(error.filename or folder), str(error.strerror), "Platz und Rechte prüfen"
        ) from None
    return count


def _add(pages: dict[str, Rendered], page: Rendered | None) -> None:
    """Each address once: a redirect page leads where another title already is."""
    if page is not None:
        pages.setdefault(page.path, page)


def _fetched(visitor: requests.Session, title: str, address: str) -> Rendered | None:
    """The page as a visitor gets it; None when he may not, or when it leads to another page."""
    try:
        response = visitor.get(address, timeout=_TIMEOUT)
    except requests.RequestException:
        raise WikiError(
            f"{address} does not answer", "is it running? start it with: konferenz serve"
        ) from None
    if response.status_code in (401, 403, 404):
        return None
    if not response.ok:
        raise WikiError(f"{address} answers {response.status_code}", "noch einmal laufen lassen", page=title)
    tree: Any = html.fromstring(response.content, parser=html.HTMLParser(encoding="utf-8"))
    content = next(found[0] for xpath in _CONTENT if (found := tree.xpath(xpath)))
    inner = (content.text or "") + "".join(
        html.tostring(child, encoding="unicode") for child in content.iterchildren()
    )
    heading = " ".join(content.xpath("string(.//h1)").split())
    return Rendered(title or heading, unquote(urlsplit(response.url).path), inner)


def _permalinks(pages: Iterable[Rendered]) -> Iterator[str]:
    """Addresses of the exact revisions that the pages quote."""
    found: set[str] = set()
    for page in pages:
        found.update(re.findall(r'href="(/\+rev/[0-9]+)"', page.html))
    yield from found
