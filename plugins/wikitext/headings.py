"""Headings: `== Text ==`, and the ids that links lead to."""

from __future__ import annotations

from moin.utils.tree import moin_page

from .inline import children, plain_text
from .links import anchor
from .tags import Element
from .tokens import Line, is_block, leading_text, stripped


class Anchors:
    """The ids given on a page so far: the second heading of a text gets `_2`, as on MediaWiki."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def unique(self, text: str) -> str:
        """The id for a heading of this text."""
        base = anchor(text) or "_"
        number = self._given[base] = self._given.get(base, 0) + 1
        return base if number == 1 else self.unique(f"{base}_{number}")


def heading(line: Line, anchors: Anchors) -> Element | None:
    """The heading that a line is, or None. As many `=` as stand on both sides make its level, up to six."""
    if not leading_text(line).startswith("="):
        return None
    line = stripped(line)
    last = line[-1]
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
    attributes = {moin_page.outline_level: str(level), moin_page.id: anchors.unique(plain_text(inside))}
    return moin_page.h(attrib=attributes, children=inside)


def _run(text: str) -> int:
    return len(text) - len(text.lstrip("="))
