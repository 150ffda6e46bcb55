"""Names by which lists begin and end: parts of titles, read as titles are. Pure."""

from __future__ import annotations

from ..errors import InvalidTitle
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


def begins(text: str, namespace: int) -> str:
    """Like `name_sent`, and what can be no name stands as it is: then it finds nothing."""
    try:
        return name_sent(text, namespace)
    except InvalidTitle:
        return text
