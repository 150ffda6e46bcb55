"""Sections of a page's source: from a heading to the next of its level or above. Numbers are MediaWiki's. Pure.

Section 0 is what stands above the first heading; headings are counted as they come, whatever their level. A heading
within a comment, `<nowiki>` or `<pre>` is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .opaque import Finder

_OPAQUE = re.compile(r"<!--|<(?P<name>nowiki|pre)\b[^<>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->")
_HEADING = re.compile(r"(={1,6})(.+?)(={1,6})", re.DOTALL)


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
    heads = _headings(text)
    ends, waiting = [len(text)] * len(heads), list[int]()
    for number, (begin, level, _) in enumerate(heads):
        while waiting and heads[waiting[-1]][1] >= level:
            ends[waiting.pop()] = begin
        waiting.append(number)
    return tuple(
        Section(number, level, line, begin, end)
        for number, ((begin, level, line), end) in enumerate(zip(heads, ends, strict=True), 1)
    )


def _headings(text: str) -> list[tuple[int, int, str]]:
    """Where each heading begins, its level and its text. One pass: anybody may send half a million marks."""
    found, begin, hidden = list[tuple[int, int, str]](), 0, _hidden(text)
    for line in text.split("\n"):
        while hidden and hidden[-1][1] <= begin:
            hidden.pop()
        if line.startswith("=") and not (hidden and hidden[-1][0] <= begin):
            match = _HEADING.fullmatch(_without_end(line))
            if match is not None:
                level = min(len(match[1]), len(match[3]))
                rest = "=" * (len(match[1]) - level) + match[2] + "=" * (len(match[3]) - level)
                found.append((begin, level, rest.strip()))
        begin += len(line) + 1
    return found


def _hidden(text: str) -> list[tuple[int, int]]:
    """From where to where nothing is read, the last first."""
    finder, found, position = Finder(text), list[tuple[int, int]](), 0
    while match := _OPAQUE.search(text, position):
        name = match["name"]
        end = finder.after_closing_tag(name, match.end()) if name else finder.after("-->", match.end())
        position = end or len(text)
        found.append((match.start(), position))
    return found[::-1]


def _without_end(line: str) -> str:
    """The line without the comments and blanks at its end."""
    last = line.rfind("-->") + 3
    comments = [match.span() for match in _COMMENT.finditer(line, 0, last)] if last > 2 else []
    line = line.rstrip(" \t")
    while comments and comments[-1][1] == len(line):
        line = line[: comments.pop()[0]].rstrip(" \t")
    return line


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
