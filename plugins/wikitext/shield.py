"""Which marks really are markup: pairs of links and tags. All others are shielded from mwparserfromhell.

mwparserfromhell tries every opening mark to the end of the page and goes back when nothing closes it: 4 kB of
`<b ` take 1.5 s, and twice as much four times as long. So one linear pass pairs the marks first. What has no
partner, stands too deep or is not ours is replaced, one character for one, by a noncharacter of Unicode (U+FDD0…)
that no page can hold; `unshield` gives it back. After that, nothing the parser tries can fail. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .opaque import Finder
from .tags import PAIRED, SELF_CLOSING, is_attributes

DEPTH = 20
"""How deep tags and links may stand in each other. Moin's output goes six calls down for each."""

_SHIELDED = "{}[]<>|*#:;=-"
_TO_SHIELD = {ord(char): 0xFDD0 + number for number, char in enumerate(_SHIELDED)}
_FROM_SHIELD = {chr(shield): chr(char) for char, shield in _TO_SHIELD.items()}
_SHIELD = re.compile("[" + "".join(_FROM_SHIELD) + "]")
URL_END = "".join(chr(_TO_SHIELD[ord(char)]) for char in "[]<>|")
"""The shielded characters that end a web address."""

SCHEMES = r"(?:https?:|ftps?:|ircs?:)?//|mailto:|tel:|sms:|news:|xmpp:"
"""How an address begins. Some of those that MediaWiki takes; none that runs anything."""

STRAY_END = re.compile(
    f"{chr(_TO_SHIELD[ord('<')])}/(?:{'|'.join(sorted((PAIRED - {'ref', 'references'}), key=len, reverse=True))})"
    rf"[ \t]*{chr(_TO_SHIELD[ord('>')])}",
    re.IGNORECASE,
)
"""The shielded end of a tag that was never opened: it is left out, as on MediaWiki."""

_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPOT = re.compile(r"[<>\[\]{}\n]")
"""Where a mark may begin: a set of characters is found many times faster than the marks themselves."""
_MARK = re.compile(
    r"""
      <(?P<opaque>nowiki|pre)(?:\s[^<>]*)?(?<!/)>
    | <(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>(?:\s[^<>]*?)?)(?P<empty>/?)>
    | (?P<link>\[\[|\]\])
    | (?P<address>\[(?=(?:SCHEMES)[^\s\[\]<>"/]))
    | (?P<line>\n[*\#:;=-]*)
    | (?P<other>[\[\]<>{}])
    """.replace("SCHEMES", SCHEMES),
    re.VERBOSE | re.IGNORECASE,
)
_TITLE = re.compile(r"[^\[\]{}<>|\n]+(?=\||\]\])")


def clean(text: str) -> str:
    """The text without what no page can show: line ends are LF, impossible characters U+FFFD."""
    return _IMPOSSIBLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def unshield(text: str) -> str:
    """The text as it was typed."""
    return _SHIELD.sub(lambda found: _FROM_SHIELD[found[0]], text)


def shield(text: str) -> str:
    """A cleaned text in which only well-paired links, tags and addresses are left for the parser to see."""
    return _Pairing(text).shielded()


@dataclass(frozen=True, slots=True)
class _Opened:
    name: str
    start: int
    end: int


class _Pairing:
    """One pass over a text: what is open, what has found its partner, what must be shielded."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[_Opened] = []
        self._counts: dict[str, int] = {}
        self._hidden: list[tuple[int, int]] = []
        self._pairs: list[tuple[_Opened, int, int]] = []

    def shielded(self) -> str:
        self._scan()
        self._hide_all(self._open)
        self._hide_too_deep()
        pieces: list[str] = []
        done = 0
        for start, end in sorted(self._hidden):
            pieces += (self._text[done:start], self._text[start:end].translate(_TO_SHIELD))
            done = end
        pieces.append(self._text[done:])
        return "".join(pieces)

    def _scan(self) -> None:
        text, finder = self._text, Finder(self._text)
        if start := re.match(r"[*#:;=-]+", text):
            self._hidden.append(start.span())
        position = 0
        while spot := _SPOT.search(text, position):
            start_at = spot.start()
            found = _MARK.match(text, start_at)
            assert found is not None, "every spot is a mark"
            position = found.end()
            if opaque := found["opaque"]:
                position = self._opaque(opaque, start_at, position, finder)
            elif name := found["name"]:
                self._tag(found, name.lower())
            elif found["link"] == "]]" and self._counts.get("["):
                position = start_at + 1
                self._close("[", start_at, position)
            elif link := found["link"]:
                self._link(link, start_at, position)
            elif found["address"]:
                self._end_address()
                self._push("[", start_at, position)
            elif found["line"]:
                self._end_address()
                self._hidden.append((start_at + 1, position))
            elif found["other"] == "]" and self._counts.get("["):
                self._close("[", start_at, position)
            else:
                self._hidden.append((start_at, position))

    def _opaque(self, name: str, start: int, end: int, finder: Finder) -> int:
        """`<nowiki>` and `<pre>` hold text only; without an end they are text themselves."""
        after = finder.after_closing_tag(name, end)
        if after is None:
            self._hidden.append((start, end))
            return end
        closing = self._text.rindex("<", end, after)
        self._hidden.append((end, closing))
        return after

    def _tag(self, found: re.Match[str], name: str) -> None:
        start, end = found.span()
        known = is_attributes(found["attributes"])
        if known and name in SELF_CLOSING and (found["empty"] or name in ("br", "hr", "wbr")):
            return
        if known and not found["empty"] and name in PAIRED:
            if not found["close"]:
                self._push(name, start, end)
                return
            if not found["attributes"].strip() and self._close(name, start, end):
                return
        self._hidden.append((start, end))

    def _link(self, mark: str, start: int, end: int) -> None:
        if mark == "[[" and _TITLE.match(self._text, end):
            self._push("[[", start, end)
        elif mark == "[[" or not self._close("[[", start, end):
            self._hidden.append((start, end))

    def _push(self, name: str, start: int, end: int) -> None:
        self._open.append(_Opened(name, start, end))
        self._counts[name] = self._counts.get(name, 0) + 1

    def _close(self, name: str, start: int, end: int) -> bool:
        """Pair the nearest open `name`; what was opened within and is still open has no partner."""
        if not self._counts.get(name):
            return False
        while (opened := self._open.pop()).name != name:
            self._counts[opened.name] -= 1
            self._hide_all([opened])
        self._counts[name] -= 1
        self._pairs.append((opened, start, end))
        return True

    def _end_address(self) -> None:
        """An address that is open at the end of its line, or where another begins, has no partner."""
        if self._counts.get("["):
            number = next(n for n in range(len(self._open) - 1, -1, -1) if self._open[n].name == "[")
            self._counts["["] -= 1
            self._hide_all([self._open.pop(number)])

    def _hide_all(self, opened: list[_Opened]) -> None:
        self._hidden.extend((mark.start, mark.end) for mark in opened)

    def _hide_too_deep(self) -> None:
        """Pairs that stand too deep in each other are shown as written."""
        marks = [(opened.start, opened.end, start, end) for opened, start, end in self._pairs]
        ends: list[int] = []
        for start, start_end, close, close_end in sorted(marks):
            while ends and ends[-1] <= start:
                ends.pop()
            if len(ends) >= DEPTH:
                self._hidden += ((start, start_end), (close, close_end))
            else:
                ends.append(close_end)
