"""Sections of a page's source: from a heading to the next of its level or above. Numbers are MediaWiki's. Pure.

Section 0 is what stands above the first heading; headings are counted as they come, whatever their level. A heading
within a comment, `<nowiki>` or `<pre>` is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPAQUE = re.compile(r"<!--.*?(?:-->|\Z)|<(nowiki|pre)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"^(={1,6})(.+?)(={1,6})[ \t]*(?:<!--.*?-->[ \t]*)*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its heading's level and text, where it begins and ends in the source, with those beneath it."""

    number: int
    level: int
    line: str
    begin: int
    end: int


def sections(text: str) -> tuple[Section, ...]:
    """The sections of a source, without section 0.

    >>> [(s.number, s.level, s.line) for s in sections("Eins\\n== Zwei ==\\n=== Drei ===\\n")]
    [(1, 2, 'Zwei'), (2, 3, 'Drei')]
    """
    hidden = [match.span() for match in _OPAQUE.finditer(text)] if "<" in text else []
    heads = [
        match
        for match in _HEADING.finditer(text)
        if not any(low <= match.start() < high for low, high in hidden)
    ]
    found = []
    for number, head in enumerate(heads, 1):
        level = min(len(head[1]), len(head[3]))
        line = "=" * (len(head[1]) - level) + head[2] + "=" * (len(head[3]) - level)
        end = next(
            (other.start() for other in heads[number:] if min(len(other[1]), len(other[3])) <= level),
            len(text),
        )
        found.append(Section(number, level, line.strip(), head.start(), end))
    return tuple(found)


def section_text(text: str, number: int) -> str | None:
    """The source of a section with those beneath it; None if there is none of that number."""
    place = _place(text, number)
    return None if place is None else text[place[0] : place[1]].rstrip()


def with_section(text: str, number: int, new: str) -> str | None:
    """The source with another text for a section; None if there is none of that number."""
    place = _place(text, number)
    if place is None:
        return None
    before, after = text[: place[0]], text[place[1] :]
    if new.strip() and after:
        new = f"{new.rstrip()}\n\n"
    return before + new + after


def _place(text: str, number: int) -> tuple[int, int] | None:
    found = sections(text)
    if number == 0:
        return 0, found[0].begin if found else len(text)
    section = next((section for section in found if section.number == number), None)
    return (section.begin, section.end) if section else None
