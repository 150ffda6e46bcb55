"""Marks: the values by which a reply goes on. Whatever is none that we gave is refused, never guessed. Pure."""

from __future__ import annotations

import re

from .errors import ApiError
from .parameters import Values


def bad() -> ApiError:
    """The refusal of a mark that is none."""
    return ApiError("badcontinue", "Invalid continue param. You should pass the original value returned.")


def parts(values: Values, count: int, name: str = "continue", sign: str = "|") -> list[str] | None:
    """The parts of a mark, exactly `count`; None where none was sent. Raises `ApiError` badcontinue."""
    mark = values.optional(name)
    if mark is None:
        return None
    found = mark.split(sign)
    if len(found) != count:
        raise bad()
    return found


def number(part: str) -> int:
    """A part that is a number. Raises `ApiError` badcontinue."""
    digits = part.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise bad()
    return int(part)


def leading(part: str) -> int:
    """The number that a part begins with, 0 without one: some modules of MediaWiki ask for no more."""
    digits = re.match(r"-?[0-9]{1,18}", part)
    return int(digits[0]) if digits else 0


def key(name: str) -> str:
    """A name as MediaWiki writes it within marks."""
    return name.replace(" ", "_")


def name_of(key: str) -> str:
    """The name of a key."""
    return key.replace("_", " ")
