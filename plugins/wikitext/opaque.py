"""Looking for the end of a comment, a `<nowiki>` or a `<pre>`: each text is searched through once at most.

Twenty thousand `<!--` without one `-->` must not mean twenty thousand searches to the end of the page.
"""

from __future__ import annotations

import re

_CLOSING = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("nowiki", "pre", "noinclude", "includeonly", "onlyinclude")
}


_OPENS = re.compile("<!--|<nowiki>")


def without_hidden(text: str) -> str:
    """The text without its comments and `<nowiki>`; one that is never closed hides nothing.

    >>> without_hidden("a<!-- b -->c<nowiki>d</nowiki>e<!-- f")
    'ace<!-- f'
    """
    finder, shown, position = Finder(text), [], 0
    while opens := _OPENS.search(text, position):
        shown.append(text[position : opens.start()])
        nowiki = opens[0] != "<!--"
        after = (
            finder.after_closing_tag("nowiki", opens.end()) if nowiki else finder.after("-->", opens.end())
        )
        shown.append("" if after else opens[0])
        position = after or opens.end()
    return "".join(shown) + text[position:]


class Finder:
    """Finds what closes, in one text; remembers what does not come any more."""

    __slots__ = ("_missing", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()

    def after(self, mark: str, position: int) -> int | None:
        """Where the text goes on after the next `mark`, or None if there is none."""
        if mark in self._missing:
            return None
        found = self._text.find(mark, position)
        if found < 0:
            self._missing.add(mark)
            return None
        return found + len(mark)

    def after_closing_tag(self, name: str, position: int) -> int | None:
        """Where the text goes on after the next `</name>`, or None if there is none."""
        name = name.lower()
        if name in self._missing:
            return None
        found = _CLOSING[name].search(self._text, position)
        if found is None:
            self._missing.add(name)
            return None
        return found.end()
