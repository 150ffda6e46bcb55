"""MediaWiki's XML export (Special:Export, `action=query&export`), read as a stream.

The same format comes from every MediaWiki and from our own wiki, so bulk reading needs no API. Schema 0.10
and 0.11, https://www.mediawiki.org/xml/export-0.11.xsd. Memory does not grow with the export: each element is
let go as soon as it was read. Entities and document types are refused, nothing is fetched.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from lxml import etree

from familienkonferenz.bots.errors import ExportError
from familienkonferenz.bots.history.revisions import Revision

_NAMESPACE = re.compile(r"\{http://www\.mediawiki\.org/xml/export-0\.(?:10|11)/\}")
_PARTS = ("{*}title", "{*}revision", "{*}page")
"""The elements that are looked at as they end: a revision's own parts are read from it."""
_AGAIN = "den Export noch einmal holen"


def read(stream: BinaryIO) -> Iterator[Revision]:
    """The revisions in `stream` (bytes of one export), in its order: pages one after another.

    Raises ExportError, naming the last page and revision that were read, when the XML is broken or ends
    early, is no export, has another schema, or a revision lacks its number or time.
    """
    page, last, ns = "", 0, ""
    parser = etree.iterparse(
        stream, events=("end",), tag=_PARTS, resolve_entities=False, load_dtd=False, no_network=True
    )
    try:
        for _, element in parser:
            ns = ns or _opening(element.getroottree().getroot())
            if element.tag == f"{ns}revision":
                revision = _revision(element, ns, page, last)
                last = revision.rev_id
                yield revision
                _let_go(element)
            elif element.tag == f"{ns}title":
                page, last = element.text or "", 0
            elif element.tag == f"{ns}page":
                _let_go(element)
    except etree.XMLSyntaxError as error:
        raise ExportError(page, last, f"das XML ist kaputt oder bricht ab ({error.msg})", _AGAIN) from error
    if not ns:
        _opening(parser.root)


def _opening(root: etree._Element) -> str:
    """The namespace in braces of the root element; refuses what is no export."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise ExportError("", 0, "das XML hat einen DOCTYPE", "nur Exporte von MediaWiki einlesen")
    match = _NAMESPACE.match(str(root.tag))
    if match is None or root.tag != f"{match[0]}mediawiki":
        raise ExportError("", 0, f"kein Export im Schema 0.10 oder 0.11: {root.tag}", "Adresse prüfen")
    return match[0]


def _revision(element: etree._Element, ns: str, page: str, last: int) -> Revision:
    parent = element.getparent()
    assert parent is not None  # a revision is never the root: `_opening` saw that
    parts = {one.tag: one for one in element}
    values = {tag: one.text or "" for tag, one in parts.items()}
    text = parts.get(f"{ns}text")
    try:
        return Revision(
            page_id=int(parent.findtext(f"{ns}id", "")),
            title=page,
            namespace=int(parent.findtext(f"{ns}ns", "")),
            rev_id=int(values.get(f"{ns}id", "")),
            parent_id=int(values.get(f"{ns}parentid") or 0),
            user=_user(parts.get(f"{ns}contributor"), ns),
            timestamp=datetime.fromisoformat(values.get(f"{ns}timestamp", "")).astimezone(UTC),
            comment=values.get(f"{ns}comment", ""),
            text=values.get(f"{ns}text", "").replace("\r\n", "\n"),
            hidden=text is None or text.get("deleted") is not None,
        )
    except (ValueError, OverflowError) as error:  # also of a time that the calendar does not reach
        raise ExportError(page, last, f"die nächste Version ist unlesbar ({error})", _AGAIN) from error


def _user(contributor: etree._Element | None, ns: str) -> str:
    if contributor is None:
        return ""
    return contributor.findtext(f"{ns}username", "") or contributor.findtext(f"{ns}ip", "")


def _let_go(element: etree._Element) -> None:
    """Free `element` and its elder siblings of the same kind; the element itself must stay until it ended."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (elder := element.getprevious()) is not None and elder.tag == element.tag:
        parent.remove(elder)
