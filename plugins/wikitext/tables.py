"""Tables: `{|`, `|-`, `|`, `!`, `|+`, `|}` at the beginning of lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from moin.utils.tree import html, moin_page

from .tags import Element, allowed, attributes
from .tokens import Line, Token, is_shown, leading_text, split, stripped, without_leading

DEPTH = 4
"""How deep tables may stand in each other; deeper ones are shown as written."""

INDENT = 10
"""How far a table may be indented."""

Fill = Callable[[Element, list[Line]], None]
"""Writes the lines of a cell into its element."""

_START = re.compile(r"[ \t]*(?::+[ \t]*)?\{\|")


@dataclass(slots=True)
class _Cell:
    is_head: bool
    attributes: dict[str, str]
    lines: list[Line]


@dataclass(slots=True)
class _Row:
    attributes: dict[str, str]
    cells: list[_Cell] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table as read. `stray` is what stands in it outside of any cell: it is shown before it, not lost."""

    attributes: dict[str, str]
    indent: int = 0
    rows: list[_Row | _Cell] = field(default_factory=list)
    has_caption: bool = False
    stray: list[Line] = field(default_factory=list)
    rest: Line = field(default_factory=list)
    next: int = 0


def begins(line: Line) -> bool:
    """Whether a line begins a table; each colon before it indents the table."""
    return _START.match(leading_text(line)) is not None


def read(lines: Sequence[Line], start: int) -> Table:
    """The table that begins at a line; `next` is the line after it, `rest` what stands behind its `|}`."""
    found = _START.match(leading_text(lines[start]))
    mark = found[0] if found else ""
    table = Table({}, min(mark.count(":"), INDENT), next=len(lines))
    table.attributes = _attributes(without_leading(lines[start], len(mark)), table)
    current: _Cell | None = None
    nested = 0
    for number in range(start + 1, len(lines)):
        line = lines[number]
        text = leading_text(line).lstrip(" \t")
        after = without_leading(line, len(leading_text(line)) - len(text))
        if begins(line):
            nested += 1
        elif nested and text.startswith("|}"):
            nested -= 1
        elif not nested and text.startswith("|}"):
            table.rest, table.next = stripped(without_leading(after, 2)), number + 1
            break
        elif not nested and text.startswith("|-"):
            dashes = len(text) - len(text[1:].lstrip("-"))
            table.rows.append(_Row(_attributes(without_leading(after, dashes), table)))
            current = None
            continue
        elif not nested and text.startswith("|+"):
            current = None
            if table.has_caption:
                table.stray.append(without_leading(after, 2))
            else:
                current = _cell(without_leading(after, 2), is_head=False)
                table.rows.append(current)
                table.has_caption = True
            continue
        elif not nested and text.startswith(("|", "!")):
            cells = _cells(without_leading(after, 1), is_head=text[0] == "!")
            if not table.rows or isinstance(table.rows[-1], _Cell):
                table.rows.append(_Row({}))
            row = table.rows[-1]
            assert isinstance(row, _Row), "a caption is followed by a row of its own"
            row.cells.extend(cells)
            current = cells[-1]
            continue
        (current.lines if current else table.stray).append(line)
    return table


def element(table: Table, fill: Fill) -> Element:
    """The table as an element; one without cells has an empty one."""
    rows = [row for row in table.rows if isinstance(row, _Cell) or row.cells]
    if not rows:
        rows = [_Row({}, [_Cell(False, {}, [[]])])]
    result = html.table(attrib=allowed(table.attributes))
    body: Element | None = None
    for row in rows:
        if isinstance(row, _Cell):
            caption = html.caption(attrib=allowed(row.attributes))
            fill(caption, row.lines)
            result.append(caption)
            body = None
            continue
        scope = "col" if all(cell.is_head for cell in row.cells) else "row"
        cells = [_cell_element(cell, scope, fill) for cell in row.cells]
        if body is None:
            body = html.tbody()
            result.append(body)
        body.append(moin_page.table_row(attrib=allowed(row.attributes), children=cells))
    return result


def _cell_element(cell: _Cell, scope: str, fill: Fill) -> Element:
    kept: dict[Any, str] = allowed(cell.attributes, tag="th" if cell.is_head else "td")
    if cell.is_head:
        kept.setdefault(html.scope, scope)
    made = (moin_page.table_cell_head if cell.is_head else moin_page.table_cell)(attrib=kept)
    fill(made, cell.lines)
    return made


def _attributes(tokens: Line, table: Table) -> dict[str, str]:
    """The attributes of the table or a row; text that is none is shown before the table."""
    found = _as_attributes(tokens)
    if found is None:
        table.stray.append(stripped(tokens))
        return {}
    return found


def _as_attributes(tokens: Sequence[Token]) -> dict[str, str] | None:
    if not is_shown(tokens):
        return {}
    texts = [token for token in tokens if isinstance(token, str)]
    return attributes("".join(texts)) if len(texts) == len(tokens) else None


def _cells(tokens: Line, *, is_head: bool) -> list[_Cell]:
    parts = split(tokens, "||")
    if is_head:
        parts = [cell for part in parts for cell in split(part, "!!")]
    return [_cell(part, is_head=is_head) for part in parts]


def _cell(tokens: Line, *, is_head: bool) -> _Cell:
    """A cell; what stands before its first `|` is attributes, if it can be."""
    first, *others = split(tokens, "|")
    given = _as_attributes(first) if others else None
    if given is None:
        return _Cell(is_head, {}, [stripped(tokens)])
    content: Line = []
    for number, part in enumerate(others):
        content.extend(["|", *part] if number else part)
    return _Cell(is_head, given, [stripped(content)])
