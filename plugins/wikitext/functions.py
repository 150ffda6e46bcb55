"""Parser functions: `{{#if: … | … | … }}` and the few others a conference's pages use.

As MediaWiki's ParserFunctions of 1.39: arguments are trimmed, and only the branch that is taken is expanded. Pure.
Source: mediawiki.org, Help:Extension:ParserFunctions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Protocol
from urllib.parse import quote_plus

from ..errors import InvalidTitle
from ..titles import Title
from .braces import Param, Pieces
from .variables import VARIABLES, escaped


class Surroundings(Protocol):
    """What a function may ask: the text of pieces, and whether a page exists."""

    def text(self, pieces: Pieces) -> str: ...

    def exists(self, title: Title) -> bool: ...


@dataclass(frozen=True, slots=True)
class Arguments:
    """What stands after the colon, trimmed, and the parameters, expanded only when asked for."""

    first: str
    params: Sequence[Param]
    around: Surroundings

    def branch(self, number: int) -> str:
        """The trimmed text of a parameter; empty if there is none."""
        return self.around.text(self.params[number].raw).strip() if number < len(self.params) else ""


def _if(given: Arguments) -> str:
    return given.branch(0 if given.first else 1)


def _ifeq(given: Arguments) -> str:
    return given.branch(1 if _same(given.first, given.branch(0)) else 2)


def _same(left: str, right: str) -> bool:
    """Equal as numbers if both are numbers, else as text, with entities decoded."""
    left, right = unescape(left), unescape(right)
    try:
        return float(left) == float(right)
    except ValueError:
        return left == right


def _switch(given: Arguments) -> str:
    """The first case that fits; cases without `=` fall through to the next one that has it."""
    falling = default_next = False
    default = last = ""
    last_is_bare = False
    for param in given.params:
        last_is_bare = param.name is None
        if param.name is None:
            last = given.around.text(param.value).strip()
            falling = falling or _same(last, given.first)
            default_next = default_next or last == "#default"
            continue
        case = given.around.text(param.name).strip()
        if falling or _same(case, given.first):
            return given.around.text(param.value).strip()
        if default_next or case == "#default":
            default, default_next = given.around.text(param.value).strip(), False
    return last if last_is_bare else default


def _ifexist(given: Arguments) -> str:
    try:
        exists = given.around.exists(Title.parse(given.first))
    except InvalidTitle:
        exists = False
    return given.branch(0 if exists else 1)


def _of_title(word: Callable[[Title], str]) -> Callable[[Arguments], str]:
    """`{{PAGENAME:Vorlage:X}}`: the same word about another title."""

    def answer(given: Arguments) -> str:
        try:
            return escaped(word(Title.parse(given.first)))
        except InvalidTitle:
            return ""

    return answer


FUNCTIONS: dict[str, Callable[[Arguments], str]] = {
    "#if": _if,
    "#ifeq": _ifeq,
    "#switch": _switch,
    "#ifexist": _ifexist,
    "lc": lambda given: given.first.lower(),
    "uc": lambda given: given.first.upper(),
    "lcfirst": lambda given: given.first[:1].lower() + given.first[1:],
    "ucfirst": lambda given: given.first[:1].upper() + given.first[1:],
    "urlencode": lambda given: quote_plus(given.first),
}
"""Name before the colon, in lower case → function."""

TITLE_FUNCTIONS = {name: _of_title(word) for name, word in VARIABLES.items()}
"""The page words with a colon; these names count in capitals only."""
