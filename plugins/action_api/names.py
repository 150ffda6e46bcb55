"""Names by which lists begin and end: parts of titles, read as titles are. Pure."""

from __future__ import annotations

import unicodedata
from html import unescape

from ..titles import Title


def name_sent(text: str, namespace: int) -> str:
    """A name as pages are called, of the beginning of one; "" stays so. Raises `InvalidTitle`."""
    if not text:
        return ""
    parsed = Title.parse(f"{text}x" if text[-1] in " _/:" else text, default=namespace)
    if parsed.namespace != namespace:  # what looks like a namespace is a part of the name here
        return text.replace("_", " ")
    name = parsed.name
    return name[:-1] if text[-1] in " _/:" else name


def title_sent(text: str) -> Title:
    """A title as clients write them: with a fragment, which names no page, and with entities. Raises `InvalidTitle`."""
    plain = unescape(text) if "&" in text and ";" in text else text
    name, _, _ = unicodedata.normalize("NFC", plain).partition("#")
    return Title.parse(name)
