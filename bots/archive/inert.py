"""Whether a picture or document in XML does nothing when a browser opens it: runs nothing, asks nobody. Pure.

Who looks for the dangerous signs in its bytes is told the same in another encoding, with another prefix, by a
stylesheet that makes the script; so it is read as browsers read it, and in doubt left out.
"""

from __future__ import annotations

import re

from lxml import etree

_ACTIVE = frozenset(
    """script handler listener foreignobject iframe object embed audio video set animate animatetransform animatemotion
    animatecolor discard include""".split()  # noqa: SIM905
)
_HTML = "http://www.w3.org/1999/xhtml"
_LINKS = frozenset(("href", "src", "data", "action", "from", "to", "values", "base"))
_LOADS = re.compile(r"url\s*+\((?!\s*[\"']?\s*#)|@import|image-set|\\", re.IGNORECASE)
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)


def is_inert(content: bytes) -> bool:
    """Whether it is XML of which a browser makes nothing but a sight; links to the web may be followed."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    document = root.getroottree()
    if (
        document.docinfo.internalDTD is not None or root.getprevious() is not None
    ):  # a stylesheet stands before
        return False
    return all(_harmless(element) for element in root.iter())


def _harmless(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return element.tag is etree.Comment
    name = etree.QName(element)
    local = name.localname.casefold()
    if local in _ACTIVE or name.namespace == _HTML:
        return False
    if local == "style" and _LOADS.search("".join(map(str, element.itertext()))):
        return False
    return all(_plain(local, str(key), str(value)) for key, value in element.attrib.items())


def _plain(element: str, key: str, value: str) -> bool:
    name = etree.QName(key).localname.casefold()
    if name in _LINKS:
        target = value.strip()
        return bool(_INSIDE.match(target) or (element == "a" and _WEB.match(target)))
    return not name.startswith("on") and not _LOADS.search(value)
