"""Parser functions: `{{#if: … | … | … }}` and the few others a conference's pages use.

As MediaWiki's ParserFunctions of 1.39: arguments are trimmed, and only the branch that is taken is expanded. Pure.
Source: mediawiki.org, Help:Extension:ParserFunctions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Protocol
from urllib.parse import quote, quote_plus

from ..errors import InvalidTitle
from ..titles import NAMESPACES, Title
from .braces import Param, Pieces
from .dates import formatted, moment
from .expressions import ExpressionError, evaluate
from .links import anchor
from .numbers import formatted_number, plain_number
from .site import WORDS_WITH_COLON, Asked, Wiki, Word
from .variables import VARIABLES, encoded, escaped


class Surroundings(Protocol):
    """What a function may ask: the text of pieces, whether a page exists, which page this is, the time, the wiki."""

    def text(self, pieces: Pieces) -> str: ...

    def exists(self, title: Title) -> bool: ...

    def here(self) -> Title: ...

    def moment(self) -> datetime: ...

    def wiki(self) -> Wiki: ...


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
    return _comparable(left) == _comparable(right)


def _comparable(text: str) -> float | str:
    """A number if it is one, else the text. Most are none, and a switch may have thousands of cases."""
    text = unescape(text)
    if _BEGINS_NUMBER.match(text):
        with suppress(ValueError):
            return float(text)
    return text


def _switch(given: Arguments) -> str:
    """The first case that fits; cases without `=` fall through to the next one that has it."""
    falling = default_next = False
    default = last = ""
    last_is_bare = False
    wanted = _comparable(given.first)
    for param in given.params:
        last_is_bare = param.name is None
        if param.name is None:
            last = given.around.text(param.value).strip()
            falling = falling or _comparable(last) == wanted
            default_next = default_next or last == "#default"
            continue
        case = given.around.text(param.name).strip()
        if falling or _comparable(case) == wanted:
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


def _expr(given: Arguments) -> str:
    try:
        return evaluate(given.first)
    except ExpressionError as error:
        return f'<strong class="error">Ausdrucksfehler: {error}</strong>'


def _ifexpr(given: Arguments) -> str:
    found = _expr(given)
    return found if found.startswith("<") else given.branch(0 if found not in ("", "0", "-0") else 1)


def _iferror(given: Arguments) -> str:
    if _ERROR.search(given.first):
        return given.branch(0)
    return given.branch(1) if len(given.params) > 1 else given.first


def _titleparts(given: Arguments) -> str:
    """Of `A/B/C` so many parts from so-and-so many on; negative numbers count from the end."""
    try:
        parts = Title.parse(given.first).full.split("/", 24)
    except InvalidTitle:
        return given.first
    count, begin = _integer(given.branch(0)), _integer(given.branch(1))
    parts = parts[begin - 1 if begin > 0 else begin :] if begin else parts
    return "/".join(parts[:count] if count else parts)


def _rel2abs(given: Arguments) -> str:
    """A path from this page, or from the one that is named."""
    path = given.first.rstrip(" /")
    base = given.branch(0) or given.around.here().full
    if path and not path.startswith(("/", "./", "../")) and path not in (".", ".."):
        base = ""
    parts: list[str] = []
    for part in f"{base}/{path}".split("/"):
        if part == ".." and not parts:
            return '<strong class="error">Der Pfad führt über die oberste Seite hinaus.</strong>'
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _time(given: Arguments) -> str:
    at = moment(given.branch(0), given.around.moment)
    if at is None:
        return '<strong class="error">Das ist keine Zeitangabe.</strong>'
    return formatted(at, given.first)


def _formatnum(given: Arguments) -> str:
    """`1234.5` as German has it, `1.234,5`; with `R` the other way round."""
    return plain_number(given.first) if given.branch(0) == "R" else formatted_number(given.first)


def _plural(given: Arguments) -> str:
    forms = len(given.params)
    return given.branch(0 if given.first in ("1", "-1", "1.0") or forms < 2 else 1)


def _pad(*, left: bool) -> Callable[[Arguments], str]:
    """Filled up to a length of at most 500, with zeros if nothing else is named."""

    def answer(given: Arguments) -> str:
        missing = min(_integer(given.branch(0)), 500) - len(given.first)
        filling = given.branch(1) if len(given.params) > 1 else "0"
        if missing <= 0 or not filling:
            return given.first
        padding = (filling * missing)[:missing]
        return padding + given.first if left else given.first + padding

    return answer


def _urlencode(given: Arguments) -> str:
    how = given.branch(0).upper()
    if how == "WIKI":
        return encoded(given.first)
    return quote(given.first, safe="-_.~") if how == "PATH" else quote_plus(given.first)


def _namespace(given: Arguments) -> str:
    name = given.first.replace("_", " ").casefold()
    for ns in NAMESPACES.values():
        if name == str(ns.id) or (name and name in map(str.casefold, (ns.name, ns.canonical, *ns.aliases))):
            return ns.name
    return f"[[:Vorlage:ns:{given.first}]]"


def _encoded_namespace(given: Arguments) -> str:
    return _namespace(given).replace(" ", "_")


def _url(given: Arguments) -> str:
    """The address of a page here, with what is to be asked of it."""
    try:
        address = "/" + quote(Title.parse(given.first).item_name)
    except InvalidTitle:
        return ""
    return f"{address}?{given.branch(0)}" if given.params else address


def _whole_url(given: Arguments) -> str:
    """The same with the wiki's own address before it, so that `[… Text]` is a link."""
    address = _url(given)
    return given.around.wiki().server + address if address else ""


def _asked(word: Word) -> Callable[[Arguments], str]:
    """A word about the wiki, with what stands behind its colon."""

    def answer(given: Arguments) -> str:
        said = [given.first, *(given.branch(number) for number in range(len(given.params)))]
        around = given.around
        return word(Asked(around.wiki(), around.here(), around.moment(), said))

    return answer


def _gender(given: Arguments) -> str:
    """Nobody says here what they are: the form for that, the third, or else the first."""
    return given.branch(2 if len(given.params) > 2 else 0)


def _language(given: Arguments) -> str:
    return _LANGUAGES.get(given.first.lower(), given.first)


def _special(given: Arguments) -> str:
    return f"Spezial:{given.first[:1].upper()}{given.first[1:]}" if given.first else ""


def _tag(given: Arguments) -> str:
    """`{{#tag: ref | text | name = a }}`: a tag, made of expanded text."""
    name = given.first.lower()
    if not re.fullmatch("[a-z][a-z0-9]*", name):
        return ""
    attributes = "".join(
        f' {key.strip()}="{value.strip().strip(_QUOTES)}"'
        for key, equals, value in (
            given.branch(number).partition("=") for number in range(1, len(given.params))
        )
        if equals
    )
    return f"<{name}{attributes}>{given.branch(0)}</{name}>"


def _integer(text: str) -> int:
    return int(text) if re.fullmatch(r"[+-]?\d{1,9}", text) else 0


_ERROR = re.compile(r"""<(?:strong|span|p|div)\s[^<>]{0,200}\bclass="(?:[^"<>\s]+\s)*error[\s"]""")
_BEGINS_NUMBER = re.compile(r"[+-]?\.?\d")
_QUOTES = "\"'"
_LANGUAGES = {
    "ar": "العربية", "bg": "български", "cs": "čeština", "da": "dansk", "de": "Deutsch", "el": "Ελληνικά",
    "en": "English", "es": "español", "et": "eesti", "fa": "فارسی", "fi": "suomi", "fr": "français",
    "hr": "hrvatski", "hu": "magyar", "it": "italiano", "ja": "日本語", "ku": "kurdî", "lt": "lietuvių",
    "lv": "latviešu", "nl": "Nederlands", "pl": "polski", "pt": "português", "ro": "română", "ru": "русский",
    "sk": "slovenčina", "sl": "slovenščina", "sq": "shqip", "sr": "српски / srpski", "sv": "svenska",
    "tr": "Türkçe", "uk": "українська", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
"""Languages by their own names: those that many families speak."""

_SAME: dict[Callable[[Arguments], str], tuple[str, ...]] = {
    _if: ("#if",),
    _ifeq: ("#ifeq",),
    _switch: ("#switch", "#wechsle"),
    _ifexist: ("#ifexist",),
    _expr: ("#expr",),
    _ifexpr: ("#ifexpr",),
    _iferror: ("#iferror",),
    _titleparts: ("#titleparts",),
    _rel2abs: ("#rel2abs",),
    _time: ("#time",),
    _tag: ("#tag", "#erweiterung"),
    _formatnum: ("formatnum", "zahlenformat"),
    _plural: ("plural",),
    _pad(left=True): ("padleft", "füllenlinks"),
    _pad(left=False): ("padright", "füllenrechts"),
    _urlencode: ("urlencode", "urlenkodiert"),
    _namespace: ("ns", "nr"),
    _encoded_namespace: ("nse", "nr_url"),
    _url: ("localurl", "localurle", "lokale_url", "lokale_url_c"),
    _whole_url: (
        "fullurl",
        "fullurle",
        "canonicalurl",
        "canonicalurle",
        "vollständige_url",
        "vollständige_url_c",
    ),
    _gender: ("gender", "geschlecht"),
    _language: ("#language", "#sprache"),
    _special: ("#special", "#speciale", "#spezial", "#speziale"),
    lambda given: given.branch(0): ("grammar", "grammatik"),
    lambda given: f"\u202a{given.first}\u202c": ("bidi",),
    lambda given: anchor(given.first): ("anchorencode", "ankerenkodiert", "sprungmarkeenkodiert"),
    lambda given: given.first.lower(): ("lc", "klein"),
    lambda given: given.first.upper(): ("uc", "gross"),
    lambda given: given.first[:1].lower() + given.first[1:]: ("lcfirst", "initial_klein"),
    lambda given: given.first[:1].upper() + given.first[1:]: ("ucfirst", "initial_gross"),
    lambda given: "": ("displaytitle", "seitentitel", "defaultsort", "sortierung", "defaultsortkey"),
}
FUNCTIONS = {name: function for function, names in _SAME.items() for name in names}
"""Name before the colon, in lower case → function."""

TITLE_FUNCTIONS = {name: _of_title(word) for name, word in VARIABLES.items()} | {
    name: _asked(word) for name, word in WORDS_WITH_COLON.items()
}
"""The words about pages and the wiki with a colon; these names count in capitals only."""
