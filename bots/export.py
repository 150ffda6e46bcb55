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
from familienkonferenz.bots.revisions import Revision

_NAMESPACE = re.compile(r"\{http://www\.mediawiki\.org/xml/export-0\.(?:10|11)/\}")
_AGAIN = "den Export noch einmal holen"


def read(stream: BinaryIO) -> Iterator[Revision]:
    """The revisions in `stream` (bytes of one export), in its order: pages one after another.

    Raises ExportError, naming the last page and revision that were read, when the XML is broken or ends
    early, is no export, has another schema, or a revision lacks its number or time.
    """
    page, last, ns = "", 0, ""
    try:
        for event, element in etree.iterparse(
            stream, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True
        ):
            if not ns:
                ns = _opening(element)
            elif event == "end" and element.tag == f"{ns}title":
                page, last = element.text or "", 0
            elif event == "end" and element.tag == f"{ns}revision":
                revision = _revision(element, ns, page, last)
                last = revision.rev_id
                yield revision
                _let_go(element)
            elif event == "end" and element.tag == f"{ns}page":
                _let_go(element)
    except etree.XMLSyntaxError as error:
        raise ExportError(page, last, f"das XML ist kaputt oder bricht ab ({error.msg})", _AGAIN) from error


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
    text = element.find(f"{ns}text")
    try:
        return Revision(
            page_id=int(parent.findtext(f"{ns}id", "")),
            title=page,
            namespace=int(parent.findtext(f"{ns}ns", "")),
            rev_id=int(element.findtext(f"{ns}id", "")),
            parent_id=int(element.findtext(f"{ns}parentid", "") or 0),
            user=_user(element, ns),
            timestamp=datetime.fromisoformat(element.findtext(f"{ns}timestamp", "")).astimezone(UTC),
            comment=element.findtext(f"{ns}comment", ""),
            text="" if text is None else (text.text or "").replace("\r\n", "\n"),
            hidden=text is None or text.get("deleted") is not None,
        )
    except ValueError as error:
        raise ExportError(page, last, f"die nächste Version ist unlesbar ({error})", _AGAIN) from error


def _user(element: etree._Element, ns: str) -> str:
    contributor = element.find(f"{ns}contributor")
    if contributor is None:
        return ""
    return contributor.findtext(f"{ns}username", "") or contributor.findtext(f"{ns}ip", "")


def _let_go(element: etree._Element) -> None:
    """Free `element` and its elder siblings of the same kind; the element itself must stay until it ended."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (elder := element.getprevious()) is not None and elder.tag == element.tag:
        parent.remove(elder)
