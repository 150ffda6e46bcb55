"""Redirects: `#WEITERLEITUNG [[Ziel]]` at the very beginning of a page. Pure."""

from __future__ import annotations

import re

from ..errors import InvalidTitle
from ..titles import Title

_REDIRECT = re.compile(
    r"\s*#(?:WEITERLEITUNG|REDIRECT)[ \t]*+(?::\s*+|\s++)?\[\[(?P<target>[^\[\]{}|<>\n]+)(?:\|[^\[\]\n]*)?\]\]",
    re.IGNORECASE,
)


def redirect_target(text: str) -> Title | None:
    """Where a page sends its readers, or None if it is no redirect.

    >>> redirect_target("#WEITERLEITUNG [[Thema/Jung und Alt#Ideen]]")
    Title(namespace=0, name='Thema/Jung und Alt')
    """
    found = _REDIRECT.match(text)
    if found is None:
        return None
    try:
        title = Title.parse(found["target"].partition("#")[0])
    except InvalidTitle:
        return None
    return title if title.namespace >= 0 else None


def without_redirect(text: str) -> str:
    """What stands after the redirect, its categories mostly."""
    found = _REDIRECT.match(text)
    return text[found.end() :] if found else text
