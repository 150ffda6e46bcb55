"""Headings: `== Text ==`."""

from __future__ import annotations

from moin.utils.tree import moin_page

from .inline import children
from .tags import Element
from .tokens import Line, is_block, leading_text, stripped


def heading(line: Line) -> tuple[Element, int] | None:
    """The heading that a line is, and its level, or None. As many `=` as stand on both sides make it, up to six."""
    if not leading_text(line).startswith("="):
        return None
    line = stripped(line)
    last = line[-1] if line else None
    if not isinstance(last, str) or not last.endswith("="):
        return None
    first = leading_text(line)
    if len(line) == 1:
        sides = min(_run(first), _run(first[::-1]), (len(first) - 1) // 2)
    else:
        sides = min(_run(first), _run(last[::-1]))
    level = min(sides, 6)
    if level == 0:
        return None
    line[0] = first[level:]
    line[-1] = line[-1][:-level] if isinstance(line[-1], str) else line[-1]
    inside, _ = children([stripped([token for token in line if token != "" and not is_block(token)])])
    return element(level, inside), level


def element(level: int, inside: list[Element | str]) -> Element:
    """A heading, still without its id."""
    return moin_page.h(attrib={moin_page.outline_level: str(level)}, children=inside)


def _run(text: str) -> int:
    return len(text) - len(text.lstrip("="))
