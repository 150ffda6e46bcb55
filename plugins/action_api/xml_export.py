"""MediaWiki's XML export, schema 0.10 and 0.11: what `query&export`, Special:Export and dumps hold.

Written piece by piece, so that the history of the whole wiki streams through constant memory. Sizes are bytes
of UTF-8, `sha1` is base 36 as in MediaWiki's dumps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from ..services import services
from ..storage.catalogue import PageRow, RevisionRow
from ..storage.texts import normalise
from ..titles import NAMESPACES
from .module import Call
from .pages import target_of
from .site import GENERATOR, base_url, case_of
from .timestamps import iso

Choose = Callable[[PageRow], Iterable[RevisionRow]]
"""Which revisions of a page are exported."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(number for number in range(32) if number not in b"\t\n\r")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PAIRS = tuple(one + other for one in _DIGITS for other in _DIGITS)
_AT_ONCE = 50
"""Texts that are read at once."""
_PIECE = 1 << 16
"""Characters that are sent at once: many small pieces cost more than their text."""


def newest(page: PageRow) -> Iterable[RevisionRow]:
    """The newest revision alone."""
    return services().catalogue.revisions(page.page_id, limit=1)


def base36(sha1: str) -> str:
    """A SHA-1 in hexadecimal as MediaWiki stores it: base 36, 31 digits.

    >>> base36("da39a3ee5e6b4b0d3255bfef95601890afd80709")
    'phoiac9h4m842xq45sp7s6u21eteeq1'
    """
    number, pairs = int(sha1, 16), []
    for _ in range(16):
        number, pair = divmod(number, 1296)
        pairs.append(_PAIRS[pair])
    return "".join(reversed(pairs))[1:]


class Exporter:
    """Writes pages as XML of one schema version."""

    def __init__(self, version: str = "0.11", choose: Choose = newest) -> None:
        self._version = version
        self._choose = choose

    def document(self, call: Call, pages: Iterable[PageRow]) -> Iterator[str]:
        """The whole document; `pages` are such as the caller may read."""
        held, size = [self._head()], 0
        for page in pages:
            for piece in self._page(call, page):
                held.append(piece)
                size += len(piece)
                if size >= _PIECE:
                    yield "".join(held)
                    held, size = [], 0
        yield "".join([*held, "</mediawiki>\n"])

    def _head(self) -> str:
        schema = f"http://www.mediawiki.org/xml/export-{self._version}/"
        spaces = "".join(
            f'      <namespace key="{space.id}" case="{case_of(space)}">{escape(space.name)}</namespace>\n'
            if space.name
            else f'      <namespace key="{space.id}" case="{case_of(space)}" />\n'
            for space in sorted(NAMESPACES.values(), key=lambda space: space.id)
        )
        return (
            f'<mediawiki xmlns="{schema}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            f' xsi:schemaLocation="{schema} http://www.mediawiki.org/xml/export-{self._version}.xsd"'
            f' version="{self._version}" xml:lang="de">\n'
            "  <siteinfo>\n"
            f"    <sitename>{_text(services().conference.title)}</sitename>\n"
            f"    <dbname>{_text(services().conference.key)}</dbname>\n"
            f"    <base>{_text(base_url())}</base>\n"
            f"    <generator>{GENERATOR}</generator>\n"
            "    <case>case-sensitive</case>\n"
            f"    <namespaces>\n{spaces}    </namespaces>\n"
            "  </siteinfo>\n"
        )

    def _page(self, call: Call, page: PageRow) -> Iterator[str]:
        target = target_of(page) if page.redirect else None
        yield (
            f"  <page>\n    <title>{_text(page.title.full)}</title>\n    <ns>{page.title.namespace}</ns>\n"
            f"    <id>{page.page_id}</id>\n"
        )
        if target is not None:
            yield f"    <redirect title={quoteattr(target.full)} />\n"
        revisions = iter(self._choose(page))
        while batch := list(islice(revisions, _AT_ONCE)):
            texts = services().catalogue.contents([row.rev_id for row in batch])
            for row in batch:
                if row.rev_id in texts:  # Else destroyed a moment ago.
                    yield self._revision(call, row, _legal(texts[row.rev_id]))
        yield "  </page>\n"

    def _revision(self, call: Call, row: RevisionRow, text: str) -> str:
        parent = f"      <parentid>{row.parent_id}</parentid>\n" if row.parent_id else ""
        minor = "      <minor />\n" if row.minor else ""
        comment = f"      <comment>{_text(row.summary)}</comment>\n" if row.summary else ""
        newer = self._version != "0.10"
        origin = f"      <origin>{row.rev_id}</origin>\n" if newer else ""
        sha1 = base36(row.sha1)
        size = f' bytes="{row.size}"' + (f' sha1="{sha1}"' if newer else "")
        body = f">{escape(text)}</text>" if text else " />"
        return (
            f"    <revision>\n      <id>{row.rev_id}</id>\n{parent}"
            f"      <timestamp>{iso(row.time)}</timestamp>\n"
            f"      <contributor>\n        <username>{_text(row.user_name)}</username>\n"
            f"        <id>{call.user_id_of(row.user_name)}</id>\n      </contributor>\n"
            f"{minor}{comment}{origin}"
            "      <model>wikitext</model>\n      <format>text/x-wiki</format>\n"
            f'      <text{size} xml:space="preserve"{body}\n'
            f"      <sha1>{sha1}</sha1>\n    </revision>\n"
        )


def _legal(content: bytes) -> str:
    """A text as it is kept, without what XML cannot hold; that is looked for in bytes, which is ten times as fast."""
    text = normalise(content.decode("utf-8"))
    harmless = len(content.translate(None, _CONTROLS)) == len(content) and b"\xef\xbf" not in content
    return text if harmless else _ILLEGAL.sub("\ufffd", text)


def _text(value: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", value))
