"""Entities, decoded to exactly the character they stand for. Pure."""

from __future__ import annotations

import re
from html.entities import html5

_ENTITY = re.compile(
    r"&(?:#(?P<decimal>[0-9]{1,7})|#[xX](?P<hexadecimal>[0-9A-Fa-f]{1,6})|(?P<name>[A-Za-z0-9]+));"
)


def decoded(entity: str) -> str | None:
    """The character of `&#35;`, `&#x23;` or `&num;`; None if it is none that can stand in HTML.

    The five control characters of HTML apart, a number means the character of that number: `&#160;` is U+00A0.
    """
    found = _ENTITY.fullmatch(entity)
    if found is None:
        return None
    if name := found["name"]:
        return html5.get(name + ";")
    code = int(found["decimal"]) if found["decimal"] else int(found["hexadecimal"], 16)
    return chr(code) if _can_stand(code) else None


def decode_all(text: str) -> str:
    """A text with all its entities decoded; what is none stays as written."""
    return _ENTITY.sub(lambda found: decoded(found[0]) or found[0], text)


def _can_stand(code: int) -> bool:
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )
