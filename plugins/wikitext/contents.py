"""The headings of a page: the ids that links lead to, and the contents list. MediaWiki's rules (Parser of 1.39).

A list comes before the first heading of a page with four or more of them; `__TOC__` puts it elsewhere, `__NOTOC__`
leaves it out, `__FORCETOC__` asks for it whatever there is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from moin.utils.tree import html, moin_page, xlink

from .inline import plain_text
from .links import anchor
from .tags import Element

ENOUGH = 4
"""So many headings bring a list of their own accord."""


@dataclass(slots=True)
class Switches:
    """What magic words on the page ask for."""

    here: bool = False
    never: bool = False
    always: bool = False


@dataclass(slots=True)
class Contents:
    """The headings so far, and where a list may stand."""

    switches: Switches
    _given: dict[str, int] = field(default_factory=dict)
    _entries: list[tuple[int, str, str]] = field(default_factory=list)
    _place: tuple[Element, Element] | None = None

    def unique(self, text: str) -> str:
        """The id for a heading of this text: the second of the same letters, large or small, gets `_2`."""
        base = anchor(text) or "_"
        number = self._given[base.lower()] = self._given.get(base.lower(), 0) + 1
        return base if number == 1 else self.unique(f"{base}_{number}")

    def add(self, heading: Element, level: int, within: Element) -> None:
        """Give a heading, which is to be written into `within` next, its id, and list it."""
        text = " ".join(plain_text(list(heading)).split())
        given = self.unique(text)
        heading.set(moin_page.id, given)
        self._entries.append((level, text, given))
        if len(self._entries) == 1 and not self.switches.here:
            self.put(within)

    def put(self, within: Element) -> None:
        """Let the list stand here, if there is to be one."""
        if self._place is None:
            holder = html.div(attrib={moin_page.class_: "moin-table-of-contents"})
            within.append(holder)
            self._place = (within, holder)

    @property
    def wanted(self) -> bool:
        """Whether there is to be a list, as far as the headings until now tell."""
        asked = self.switches.here or self.switches.always
        enough = not self.switches.never and len(self._entries) >= ENOUGH
        return self._place is not None and bool(self._entries) and (asked or enough)

    def finish(self, *, listed: bool = True) -> None:
        """All headings are there: write the list, or take its place away; unless `listed` there is none at all."""
        if self._place is None:
            return
        within, holder = self._place
        if not (listed and self.wanted):
            within.remove(holder)
            return
        holder.append(
            html.div(attrib={moin_page.class_: "moin-table-of-contents-heading"}, children=["Inhalt"])
        )
        levels: list[int] = []
        lists: list[Element] = []
        for level, text, given in self._entries:
            depth = _depth(levels, level)
            del lists[depth:]
            if len(lists) < depth:
                lists.append(html.ol())
                (lists[-2][-1] if depth > 1 else holder).append(lists[-1])
            link = moin_page.a(attrib={xlink.href: f"#{given}"}, children=[text])
            lists[-1].append(html.li(children=[link]))


def _depth(levels: list[int], level: int) -> int:
    """How deep a heading stands in the list; `levels` are those of the headings that it stands beneath."""
    if not levels or level > levels[-1]:
        levels.append(level)
        return len(levels)
    while len(levels) > 1 and levels[-1] > level:
        if levels[-2] < level:
            break
        levels.pop()
    levels[-1] = level
    return len(levels)
