"""Lists: `*`, `#`, `:` and `;` at the beginning of lines, nested and mixed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from moin.utils.tree import moin_page

from .emphasis import emphasised
from .tags import Element
from .tokens import Close, Line, Open, leading_text, stripped, without_leading

DEPTH = 12
"""How deep lists may stand in each other; further marks are shown as text."""

_MARKS = re.compile(rf"[*#:;]{{1,{DEPTH}}}")
_KINDS = {"*": "unordered", "#": "ordered", ":": "", ";": ""}

Fill = Callable[[Element, Line], None]
"""Writes a line into an element."""


def marks(line: Line) -> str:
    """The list marks a line begins with; empty if it belongs to no list."""
    found = _MARKS.match(leading_text(line))
    return found[0] if found else ""


@dataclass(slots=True)
class _Level:
    kind: str
    list: Element
    item: Element
    body: Element | None


class Lists:
    """Consecutive list lines, written into one element."""

    def __init__(self, root: Element, fill: Fill) -> None:
        self._root = root
        self._fill = fill
        self._levels: list[_Level] = []

    def add(self, line: Line) -> None:
        """Add a line that begins with list marks."""
        wanted = marks(line)
        content = stripped(without_leading(line, len(wanted)))
        shared = 0
        for level, mark in zip(self._levels, wanted, strict=False):
            if level.kind != _KINDS[mark]:
                break
            shared += 1
        del self._levels[shared:]
        if shared == len(wanted):
            self._new_item()
        for mark in wanted[shared:]:
            self._new_list(_KINDS[mark])
        if wanted[-1] == ";":
            term, definition = _cut_definition(content)
            label = moin_page.list_item_label()
            self._levels[-1].item.append(label)
            self._fill(label, term)
            if definition is not None:
                self._fill(self._body(self._levels[-1]), definition)
        else:
            self._fill(self._body(self._levels[-1]), content)

    def _new_list(self, kind: str) -> None:
        within = self._body(self._levels[-1]) if self._levels else self._root
        attributes = {moin_page.item_label_generate: kind} if kind else {}
        element = moin_page.list(attrib=attributes)
        within.append(element)
        self._levels.append(_Level(kind, element, element, None))
        self._new_item()

    def _new_item(self) -> None:
        level = self._levels[-1]
        level.item, level.body = moin_page.list_item(), None
        level.list.append(level.item)

    def _body(self, level: _Level) -> Element:
        if level.body is None:
            level.body = moin_page.list_item_body()
            level.item.append(level.body)
        return level.body


def _cut_definition(content: Line) -> tuple[Line, Line | None]:
    """`; term : definition` on one line: both, if the colon is there and stands in no tag or emphasis."""
    content = emphasised(content)
    depth = 0
    for number, token in enumerate(content):
        depth += isinstance(token, Open) - isinstance(token, Close)
        if depth == 0 and isinstance(token, str) and ":" in token:
            before, _, after = token.partition(":")
            return stripped([*content[:number], before]), stripped([after, *content[number + 1 :]])
    return content, None
