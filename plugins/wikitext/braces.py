"""Double and triple braces: the source of a page as text, template calls and template parameters.

This is MediaWiki's own way of pairing braces (includes/parser/Preprocessor_Hash.php of 1.39): one pass, one stack,
so it is linear in the text. mwparserfromhell is not used here, because it tries each opening brace to the end of
the page and goes back (4 kB of `{{a|` take half a second), and because it refuses calls whose name holds a link,
a tag or a line break, which `{{#if:` often does. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .opaque import Finder

Pieces = tuple["Piece", ...]
"""A stretch of source, cut at its calls and parameters."""


@dataclass(frozen=True, slots=True)
class Param:
    """One `|name=value` of a call; `name` is None where no `=` stands. Nothing is trimmed yet."""

    name: Pieces | None
    value: Pieces

    @property
    def raw(self) -> Pieces:
        """Name and value as one text, for functions that know no names."""
        return self.value if self.name is None else (*self.name, "=", *self.value)


@dataclass(frozen=True, slots=True)
class Call:
    """`{{head|param|…}}`; `start` and `end` are offsets in the source."""

    head: Pieces
    params: tuple[Param, ...]
    start: int
    end: int
    at_line_start: bool


@dataclass(frozen=True, slots=True)
class Argument:
    """`{{{name|default}}}`; further parts are ignored, as MediaWiki does."""

    name: Pieces
    default: Pieces | None
    start: int
    end: int


Piece = str | Call | Argument


@dataclass(frozen=True, slots=True)
class Source:
    """A text and its pieces."""

    text: str
    pieces: Pieces

    def written(self, piece: Call | Argument) -> str:
        """The piece as it was typed."""
        return self.text[piece.start : piece.end]


@dataclass(slots=True)
class _Part:
    pieces: list[Piece] = field(default_factory=list)
    name: list[Piece] | None = None


@dataclass(slots=True)
class _Opening:
    """Something opened and not closed yet: `count` braces, or the two brackets of a link."""

    mark: str
    count: int
    start: int
    parts: list[_Part]


_MARK = re.compile(r"\{\{+|\}\}+|\[\[|\]\]|\||=|<(?P<opaque>nowiki|pre)(?:\s[^<>]*)?>", re.IGNORECASE)


def read(text: str) -> Source:
    """Pair the braces of a source that went through `inclusion.prepare`.

    What is opened and never closed is text. Pipes within `[[ ]]` belong to the link.

    >>> read("{{Beitrag|art=Wunsch}} in {{{ort}}}").pieces[1]
    ' in '
    """
    return _Reader(text).read()


class _Reader:
    __slots__ = ("_done", "_root", "_stack", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._done = 0
        self._root = _Part()
        self._stack: list[_Opening] = []

    def read(self) -> Source:
        if "{{" not in self._text:
            return Source(self._text, (self._text,) if self._text else ())
        finder = Finder(self._text)
        position = 0
        while found := _MARK.search(self._text, position):
            mark, start, position = found[0], found.start(), found.end()
            if name := found["opaque"]:
                position = finder.after_closing_tag(name, position) or position
            elif mark[0] == "{":
                self._open("{", len(mark), start, position)
            elif mark == "[[":
                self._open("[", 2, start, position)
            elif mark == "]]":
                self._close_link(position)
            elif mark[0] == "}":
                self._close_braces(start, position)
            else:
                self._separate(mark, start)
        self._flush(len(self._text))
        return Source(self._text, tuple(self._flattened()))

    def _flush(self, until: int) -> None:
        """Give the text since the last mark to the part that is open."""
        if until > self._done:
            self._here().pieces.append(self._text[self._done : until])
        self._done = until

    def _here(self) -> _Part:
        return self._stack[-1].parts[-1] if self._stack else self._root

    def _open(self, mark: str, count: int, start: int, end: int) -> None:
        self._flush(start)
        self._done = end
        self._stack.append(_Opening(mark, count, start, [_Part()]))

    def _close_link(self, end: int) -> None:
        if self._stack and self._stack[-1].mark == "[":
            self._flush(end)
            link = self._stack.pop()
            self._here().pieces.extend(("[[", *link.parts[0].pieces))

    def _separate(self, mark: str, start: int) -> None:
        """A `|` begins the next part; the first `=` of a later part ends its name."""
        if not self._stack or self._stack[-1].mark != "{":
            return
        parts = self._stack[-1].parts
        if mark == "|":
            self._flush(start)
            parts.append(_Part())
        elif len(parts) > 1 and parts[-1].name is None:
            self._flush(start)
            parts[-1].name, parts[-1].pieces = parts[-1].pieces, []
        else:
            return
        self._done = start + 1

    def _close_braces(self, start: int, end: int) -> None:
        """Pair a run of closing braces with the runs that are open, three or two at a time."""
        while end - start >= 2 and self._stack and self._stack[-1].mark == "{":
            self._flush(start)
            opening = self._stack.pop()
            width = 3 if min(end - start, opening.count) >= 3 else 2
            first = opening.start + opening.count - width
            piece = _piece(opening.parts, width, first, start + width, self._text)
            left = opening.count - width
            if left >= 2:
                self._stack.append(_Opening("{", left, opening.start, [_Part([piece])]))
            else:
                self._here().pieces.extend(("{", piece) if left else (piece,))
            start += width
            self._done = start

    def _flattened(self) -> list[Piece]:
        """The whole, with what was never closed as text. From the bottom up: linear."""
        whole = self._root.pieces
        for opening in self._stack:
            whole.append(opening.mark * opening.count)
            for number, part in enumerate(opening.parts):
                if number:
                    whole.append("|")
                if part.name is not None:
                    whole.extend((*part.name, "="))
                whole.extend(part.pieces)
        return whole


def _piece(parts: list[_Part], width: int, start: int, end: int, text: str) -> Call | Argument:
    head = tuple(parts[0].pieces)
    params = tuple(
        Param(None if part.name is None else tuple(part.name), tuple(part.pieces)) for part in parts[1:]
    )
    if width == 3:
        return Argument(head, params[0].raw if params else None, start, end)
    return Call(head, params, start, end, start > 0 and text[start - 1] == "\n")
