"""Pages read as a browser would: which elements and attributes they have, and what one can read."""

from __future__ import annotations

import re
from collections import Counter

from lxml import html

HARMLESS = frozenset(("br", "p", "del", "ins"))
"""Elements that typed line breaks may make, and those that mark a difference."""


def skeleton(page: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """Each element with the names of its attributes, counted; breaks and paragraphs aside."""
    found: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for element in html.document_fromstring(page).iter():
        if isinstance(element.tag, str) and element.tag not in HARMLESS:
            found[element.tag, tuple(sorted(element.attrib))] += 1
    return found


def signed_in(html: str) -> str:
    """The name that a page greets; "" for a visitor."""
    found = re.search(r'href="/\+konto"[^>]*>([^<]+)<', html)
    return found[1] if found else ""


def visible(page: str) -> str:
    """The text of a page, breaks as line feeds."""
    root = html.document_fromstring(page)
    for element in root.iter("br"):
        element.tail = "\n" + (element.tail or "").removeprefix("\n")
    return str(root.text_content())


def acts(page: str) -> list[str]:
    """What in a page could act: scripts, frames, handlers, addresses that are programs or foreign forms."""
    bad = []
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in (
            "script",
            "iframe",
            "object",
            "embed",
            "base",
            "style",
            "svg",
            "math",
            "video",
            "audio",
        ):
            bad.append(element.tag)
        if element.tag == "meta" and "http-equiv" in element.attrib:
            bad.append("meta http-equiv")
        for name, value in element.attrib.items():
            address = "".join(value.split()).casefold()
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                bad.append(f"{element.tag} {name}")
            if name in ("href", "src", "action") and address.startswith(
                ("javascript:", "data:", "vbscript:")
            ):
                bad.append(f"{element.tag} {name}={value}")
            if name == "action" and not value.startswith(("/", "")):
                bad.append(f"form to {value}")
    return bad
