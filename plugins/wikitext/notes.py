"""Footnotes: `<ref>`, said once and named again, and the lists they stand in. As MediaWiki's Cite of 1.39 has them.

A list takes all notes of its group since the last one; what is in no list stands at the end of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from moin.utils.tree import html, moin_page, xlink

from .inline import Child
from .tags import Element


@dataclass(slots=True)
class _Note:
    """One note of a group: what it says, and the marks that lead to it."""

    id: int
    number: int
    body: list[Child] | None = None
    marks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Notes:
    """The footnotes of a page that no list has taken yet, by group."""

    _groups: dict[str, dict[str | int, _Note]] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    def cite(self, group: str, name: str, body: list[Child] | None) -> Element:
        """The mark in the text; `body` is what the note says, None if it only names another."""
        note = self._note(group, name)
        if note.body is None:
            note.body = body
        if not note.number:
            note.number = self._numbers[group] = self._numbers.get(group, 0) + 1
        mark = f"cite_ref-{note.id}-{len(note.marks)}"
        note.marks.append(mark)
        label = f"[{group} {note.number}]" if group else f"[{note.number}]"
        link = moin_page.a(attrib={xlink.href: f"#cite_note-{note.id}"}, children=[label])
        return html.sup(attrib={html.id: mark, moin_page.class_: "reference"}, children=[link])

    def tell(self, group: str, name: str, body: list[Child]) -> None:
        """Say what a named note says, in the list itself."""
        if name:
            self._note(group, name).body = body

    def listed(self, group: str) -> Element | None:
        """The list of a group's notes; a new one begins behind it. None if there are none."""
        self._numbers.pop(group, None)
        notes = sorted((note for note in self._groups.pop(group, {}).values() if note.marks), key=_number)
        if not notes:
            return None
        return html.ol(attrib={moin_page.class_: "references"}, children=[_item(note) for note in notes])

    def rest(self) -> list[Element]:
        """The lists of what no list has taken."""
        return [found for group in tuple(self._groups) if (found := self.listed(group)) is not None]

    def _note(self, group: str, name: str) -> _Note:
        notes = self._groups.setdefault(group, {})
        self._count += 1
        return notes.setdefault(name or self._count, _Note(self._count, 0))


def _number(note: _Note) -> int:
    return note.number


def _item(note: _Note) -> Element:
    back = [moin_page.a(attrib={xlink.href: f"#{mark}"}, children=["↑"]) for mark in note.marks]
    said = note.body if note.body is not None else ["Hierzu ist nichts angegeben."]
    kind = "reference-text" if note.body is not None else "error"
    return html.li(
        attrib={html.id: f"cite_note-{note.id}"},
        children=[
            moin_page.span(attrib={moin_page.class_: "mw-cite-backlink"}, children=back),
            " ",
            moin_page.span(attrib={moin_page.class_: kind}, children=said),
        ],
    )
