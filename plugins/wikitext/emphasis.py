"""Emphasis: what the apostrophes of a line mean. MediaWiki's rules, per line (Parser::doQuotes of 1.39). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .tokens import Close, Line, Open, Token

_RUN = re.compile(r"''+")


@dataclass(slots=True)
class _Run:
    """A run of two, three or five apostrophes, and the text right before it."""

    count: int
    before: str


def emphasised(line: Line) -> Line:
    """The line with its apostrophes turned into `i` and `b`, all closed at its end.

    >>> emphasised(["'''fett''' und ''kursiv''"])[0]
    Open(name='b', attributes={})
    """
    if not any(isinstance(token, str) and "''" in token for token in line):
        return line
    parts = _parts(line)
    _balance([part for part in parts if isinstance(part, _Run)])
    return _tags(parts)


def _parts(line: Line) -> list[Token | _Run]:
    """The line cut at its runs. Of four apostrophes the first is text, of six and more all but five."""
    parts: list[Token | _Run] = []
    for token in line:
        if not isinstance(token, str):
            parts.append(token)
            continue
        done = 0
        for found in _RUN.finditer(token):
            length = len(found[0])
            count = 3 if length == 4 else min(length, 5)
            text = token[done : found.end() - count]
            if text:
                parts.append(text)
            last = parts[-1] if parts else ""
            parts.append(_Run(count, last if isinstance(last, str) else ""))
            done = found.end()
        if done < len(token):
            parts.append(token[done:])
    return parts


def _balance(runs: list[_Run]) -> None:
    """With an odd number of both kinds, one `'''` was an apostrophe and a `''`: the likeliest one."""
    italics = sum(run.count in (2, 5) for run in runs)
    bolds = sum(run.count in (3, 5) for run in runs)
    if italics % 2 == 0 or bolds % 2 == 0:
        return
    strong = [run for run in runs if run.count == 3]
    single = next((run for run in strong if run.before[-1:] != " " and run.before[-2:-1] == " "), None)
    several = next((run for run in strong if run.before[-1:] != " " and run.before[-2:-1] != " "), None)
    spaced = next((run for run in strong if run.before[-1:] == " "), None)
    if chosen := single or several or spaced:
        chosen.count = -2


def _tags(parts: list[Token | _Run]) -> Line:
    result: Line = []
    opened: list[str] = []
    for number, part in enumerate(parts):
        if not isinstance(part, _Run):
            result.append(part)
            continue
        if part.count == -2:
            result.append("'")
        names = {2: ["i"], 3: ["b"], -2: ["i"]}.get(part.count) or _both(parts[number + 1 :], opened)
        for name in names:
            if name in opened:
                opened.remove(name)
                result.append(Close(name))
            else:
                opened.append(name)
                result.append(Open(name))
    result.extend(Close(name) for name in reversed(opened))
    return result


def _both(after: list[Token | _Run], opened: list[str]) -> list[str]:
    """In which order five apostrophes open or close: what ends first opens last."""
    if opened:
        return opened[::-1] if len(opened) == 2 else [*opened, "i" if opened == ["b"] else "b"]
    following = next((part.count for part in after if isinstance(part, _Run)), 0)
    return ["i", "b"] if following in (3, 5) else ["b", "i"]
