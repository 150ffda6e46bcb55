"""The tokens an expanded text is laid flat into: what lines and blocks are made of.

mwparserfromhell gives a tree in which a tag holds whole lines; blocks are lines. So the tree is laid flat: markup
text stays a string, tags become `Open` and `Close`, and all that is finished (links, entities, `<nowiki>`) stands in
the row as one token that no later step reads again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .tags import BLOCK, Element


@dataclass(frozen=True, slots=True)
class Plain:
    """Text that is no markup whatever it looks like: from an entity or from `<nowiki>`."""

    text: str


@dataclass(frozen=True, slots=True)
class Open:
    """An opening tag, or the beginning of an emphasis (`b`, `i`)."""

    name: str
    attributes: dict[Any, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Close:
    """A closing tag, or the end of an emphasis."""

    name: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A finished element. A block one stands between paragraphs; one that `takes_trail` draws in following letters."""

    element: Element
    is_block: bool = False
    takes_trail: bool = False


@dataclass(frozen=True, slots=True)
class ContentsHere:
    """Where the contents list stands."""


Token = str | Plain | Open | Close | Piece | ContentsHere
Line = list[Token]


_NOTHING = Plain("")
"""`<nowiki/>`: parts what stands at its sides."""


def is_block(token: Token) -> bool:
    """Whether a token stands between paragraphs."""
    if isinstance(token, Piece):
        return token.is_block
    return isinstance(token, ContentsHere) or (isinstance(token, Open | Close) and token.name in BLOCK)


def is_shown(tokens: Iterable[Token]) -> bool:
    """Whether anything of the tokens can be seen."""
    return any(
        token.strip() != ""
        if isinstance(token, str)
        else isinstance(token, Plain | Piece) and token != _NOTHING
        for token in tokens
    )


def leading_text(line: Line) -> str:
    """The markup text a line begins with; empty if it begins with anything else."""
    return line[0] if line and isinstance(line[0], str) else ""


def without_leading(line: Line, count: int) -> Line:
    """The line without the first `count` characters of the text it begins with."""
    text = leading_text(line)
    return [text[count:], *line[1:]] if len(text) > count else line[1:]


def lines(tokens: Iterable[Token]) -> list[Line]:
    """The tokens cut into lines."""
    return split(tokens, "\n")


def stripped(line: Line) -> Line:
    """The line without blanks at its ends."""
    tokens = list(line)
    if tokens and isinstance(tokens[0], str):
        tokens[0] = tokens[0].lstrip(" \t\n")
    if tokens and isinstance(tokens[-1], str):
        tokens[-1] = tokens[-1].rstrip(" \t\n")
    return [token for token in tokens if token != ""]


def split(tokens: Iterable[Token], mark: str) -> list[Line]:
    """The tokens cut at a mark, wherever it stands in markup text."""
    found: list[Line] = [[]]
    for token in tokens:
        if not isinstance(token, str):
            found[-1].append(token)
            continue
        first, *others = token.split(mark)
        if first:
            found[-1].append(first)
        found.extend([other] if other else [] for other in others)
    return found
