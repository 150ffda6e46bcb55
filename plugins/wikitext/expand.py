"""Templates expanded as text: what a page says once its templates, parameters and functions are put in.

MediaWiki expands first and reads blocks afterwards, so a template may hold half a table; so do we. Pure: pages come
through `fetch`. Every limit leaves the text as it was written and says so in `warnings`; nothing is swallowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from ..errors import InvalidTitle
from ..titles import TEMPLATE, Title
from .braces import Argument, Call, Param, Pieces, Source, read
from .dates import CLOCK, formatted
from .functions import FUNCTIONS, TITLE_FUNCTIONS, Arguments
from .inclusion import prepare
from .redirects import redirect_target
from .site import STEADY, WORDS, WORDS_ANYHOW, Asked, Nowhere, Wiki
from .variables import CHARACTERS, SITE, VARIABLES, escaped

EPOCH = datetime.fromtimestamp(0, UTC)
"""The time where nobody says what time it is: what is read for its links and categories does not move."""

_SUBSTITUTED = re.compile(r"(?P<safe>safe|sicher_?)?(?:subst|ers):", re.IGNORECASE)

Fetch = Callable[[Title], str | None]
"""Gives the current source of a page, or None if there is none or it may not be read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far expansion goes: template in template, any nesting, calls on a page, characters put in, work.

    `size` counts characters from templates and those from parameters apart, as MediaWiki does; what is nested
    counts at each level. A contribution takes about thirty calls; the largest evaluation pages some thousands.
    Each level of `nesting` takes eight of the thousand frames that Python has. `work` counts what is looked at, shown
    or not: a template that shows nothing can still compare a hundred thousand cases, a thousand times.
    """

    depth: int = 40
    nesting: int = 60
    expansions: int = 50_000
    size: int = 2_000_000
    work: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Expanded:
    """The text with everything put in.

    `templates_used`: every page that was read for it, in the order of first use, missing ones and redirects
    included (a page must be rendered anew when one of them comes into being). `exists_asked`: the same for `#ifexist`.
    `warnings`: German sentences for the top of the page. `passing`: the text tells the time or what is in the wiki, and
    will be another one. `work` is what it took, as `Limits` counts it.
    """

    text: str
    templates_used: tuple[Title, ...]
    warnings: tuple[str, ...]
    exists_asked: tuple[Title, ...] = ()
    passing: bool = False
    work: int = 0


def expand(
    text: str, title: Title, fetch: Fetch, *, limits: Limits | None = None, now: datetime | None = None,
    wiki: Wiki | None = None,
) -> Expanded:  # fmt: skip
    """Put in all templates of the page `title` whose source is `text`. `now`, aware, is the time of the place.

    `wiki`: who is asked by `{{NUMBEROFPAGES}}` and the like; nobody, where a page is read for its links alone.

    Unknown templates become a link to their page, unknown functions stay as written, a template that holds
    itself becomes an error text.
    """
    expansion = _Expansion(title, fetch, limits or Limits(), now or EPOCH, wiki or Nowhere())
    source = read(prepare(text, transcluded=False))
    result = expansion.pieces(source.pieces, _Frame(source, {}, (title,)), 0)
    return Expanded(
        result,
        tuple(expansion.templates),
        tuple(expansion.warnings),
        tuple(expansion.asked),
        expansion.passing,
        expansion.work,
    )


def _template_source(text: str) -> Source:
    """A template as it counts where it is used."""
    return _remembered_source(text) if len(text) <= _REMEMBERED else _read_source(text)


def _read_source(text: str) -> Source:
    return read(prepare(text, transcluded=True))


_REMEMBERED = 20_000
"""Characters of a template that is kept in memory: the same few, small ones stand on every page."""
_remembered_source = lru_cache(maxsize=256)(_read_source)
VISIT, _FUNCTION = 20, 8
"""Work: for each visit, beside its characters; and for each character that a function reads."""


class _Frame:
    """One text being expanded, the parameters it was called with, and the pages that lead to it."""

    __slots__ = ("_known", "ancestors", "args", "source")

    def __init__(
        self, source: Source, args: dict[str, tuple[Pieces, _Frame, bool]], ancestors: tuple[Title, ...]
    ) -> None:
        self.source = source
        self.args = args
        self.ancestors = ancestors
        self._known: dict[str, str] = {}

    def argument(self, name: str, expansion: _Expansion, depth: int) -> str | None:
        """The text of a parameter, expanded where it was written, once; None if it was not given."""
        if name not in self._known:
            if name not in self.args:
                return None
            pieces, frame, trimmed = self.args[name]
            text = expansion.pieces(pieces, frame, depth)
            self._known[name] = text.strip() if trimmed else text
        return self._known[name]


@dataclass(frozen=True, slots=True)
class _Around:
    """A frame at a depth, as the parser functions see it."""

    expansion: _Expansion
    frame: _Frame
    depth: int

    def text(self, pieces: Pieces) -> str:
        return self.expansion.pieces(pieces, self.frame, self.depth)

    def exists(self, title: Title) -> bool:
        return self.expansion.exists(title)

    def here(self) -> Title:
        return self.expansion.title

    def moment(self) -> datetime:
        return self.expansion.moment()

    def wiki(self) -> Wiki:
        return self.expansion.wiki()


class _Expansion:
    """One run of `expand`: what was used so far, and the limits."""

    def __init__(self, title: Title, fetch: Fetch, limits: Limits, now: datetime, wiki: Wiki) -> None:
        self.title = title
        self._wiki = wiki
        self.passing = False
        self._now = now
        self.limits = limits
        self.templates: dict[Title, str | None] = {}
        self.asked: dict[Title, bool] = {}
        self.warnings: dict[str, None] = {}
        self.work = 0
        self._fetch = fetch
        self._titles: dict[str, Title | None] = {}
        self._sources: dict[Title, Source] = {}
        self._calls = 0
        self._template_size = 0
        self._argument_size = 0

    def pieces(self, pieces: Pieces, frame: _Frame, depth: int) -> str:
        """The text of some pieces within a frame."""
        if len(pieces) == 1 and isinstance(pieces[0], str):
            text = pieces[0]
        else:
            text = "".join(
                piece if isinstance(piece, str) else self._within_limits(piece, frame, depth)
                for piece in pieces
            )
        self.work += len(text) + VISIT
        return text

    def exists(self, title: Title) -> bool:
        """Whether a page is there, for `#ifexist`."""
        if title not in self.asked:
            self.asked[title] = self._fetch(title) is not None
        return self.asked[title]

    def moment(self) -> datetime:
        """The time, which makes the text a passing one."""
        self.passing = True
        return self._now

    def wiki(self) -> Wiki:
        """Who says what is in the wiki, which makes the text a passing one."""
        self.passing = True
        return self._wiki

    def _within_limits(self, piece: Call | Argument, frame: _Frame, depth: int) -> str:
        self._calls += 1
        if self._calls > self.limits.expansions:
            return self._refuse(f"mehr als {self.limits.expansions} Vorlagen und Parameter", piece, frame)
        if depth >= self.limits.nesting:
            return self._refuse(f"mehr als {self.limits.nesting} ineinander stehende Klammern", piece, frame)
        if max(self._template_size, self._argument_size) > self.limits.size:
            return self._refuse(f"mehr als {self.limits.size} Zeichen aus Vorlagen", piece, frame)
        if self.work > self.limits.work:
            return self._refuse("mehr zu vergleichen und zu rechnen, als eine Seite darf", piece, frame)
        if isinstance(piece, Argument):
            text = self._argument(piece, frame, depth + 1)
        else:
            text = self._call(piece, frame, depth + 1)
            if not piece.at_line_start and text.startswith(("{|", ":", ";", "#", "*")):
                text = "\n" + text
        return text

    def _refuse(self, why: str, piece: Call | Argument, frame: _Frame) -> str:
        self.warnings[f"Diese Seite hat {why}. Der Rest steht so da, wie er geschrieben ist."] = None
        return frame.source.written(piece)

    def _argument(self, piece: Argument, frame: _Frame, depth: int) -> str:
        written = self.pieces(piece.name, frame, depth)
        value = frame.argument(written.strip(), self, depth)
        if value is not None:
            self._argument_size += len(value)
            return value
        if piece.default is not None:
            return self.pieces(piece.default, frame, depth)
        return "{{{" + written + "}}}"

    def _call(self, call: Call, frame: _Frame, depth: int) -> str:
        written = self.pieces(call.head, frame, depth)
        head = written.strip()
        if not call.params:
            if head in CHARACTERS:
                return CHARACTERS[head]
            if head in VARIABLES:
                return escaped(VARIABLES[head](self.title))
            if head in CLOCK:
                is_local, form = CLOCK[head]
                return formatted(self.moment() if is_local else self.moment().astimezone(UTC), form)
            if head in SITE:
                return SITE[head]
            if word := WORDS.get(head) or WORDS_ANYHOW.get(head.lower()):
                self.passing = self.passing or head not in STEADY
                return word(Asked(self._wiki, self.title, self._now))
        if colon_at := _SUBSTITUTED.match(head):
            if colon_at["safe"] is None:
                return self._as_written(written, call.params, frame, depth)
            head = head[colon_at.end() :].strip()
        name, colon, first = head.partition(":")
        if colon and (function := FUNCTIONS.get(name.lower()) or TITLE_FUNCTIONS.get(name)):
            self.work += len(head) * _FUNCTION
            return function(Arguments(first.strip(), call.params, _Around(self, frame, depth)))
        title = self._template_title(head)
        if title is None:
            return self._as_written(written, call.params, frame, depth)
        return self._template(title, call.params, frame, depth)

    def _template_title(self, head: str) -> Title | None:
        """The page meant by `{{head}}`, or None where it can be no page."""
        if head not in self._titles:
            self._titles[head] = _template_title(head, self.title)
        return self._titles[head]

    def _as_written(self, head: str, params: tuple[Param, ...], frame: _Frame, depth: int) -> str:
        parts = [head, *(self.pieces(param.raw, frame, depth) for param in params)]
        return "{{" + "|".join(parts) + "}}"

    def _template(self, title: Title, params: tuple[Param, ...], frame: _Frame, depth: int) -> str:
        text = self._read(title)
        if text is not None and (target := redirect_target(text)) and target.namespace >= 0:
            title, text = target, self._read(target)
        if text is None:
            return f"[[:{title.full}]]"
        if title in frame.ancestors:
            return f'<span class="error">Vorlagenschleife entdeckt: [[:{title.full}]]</span>'
        if len(frame.ancestors) > self.limits.depth:
            self.warnings[f"Vorlagen stehen mehr als {self.limits.depth}-fach ineinander."] = None
            return f'<span class="error">Vorlagen zu tief ineinander: [[:{title.full}]]</span>'
        if title not in self._sources:
            self._sources[title] = _template_source(text)
            self.work += len(text)
        inner = _Frame(self._sources[title], self._args(params, frame, depth), (*frame.ancestors, title))
        expanded = self.pieces(inner.source.pieces, inner, depth)
        self._template_size += len(expanded)
        return expanded

    def _read(self, title: Title) -> str | None:
        if title not in self.templates:
            self.templates[title] = self._fetch(title)
        return self.templates[title]

    def _args(
        self, params: tuple[Param, ...], frame: _Frame, depth: int
    ) -> dict[str, tuple[Pieces, _Frame, bool]]:
        """Parameters by name: named ones are trimmed, unnamed ones counted and left as they are; the last wins."""
        args: dict[str, tuple[Pieces, _Frame, bool]] = {}
        self.work += len(params) * VISIT
        position = 0
        for param in params:
            if param.name is None:
                position += 1
                args[str(position)] = (param.value, frame, False)
            else:
                args[self.pieces(param.name, frame, depth).strip()] = (param.value, frame, True)
        return args


def _template_title(head: str, page: Title) -> Title | None:
    if head.startswith("#"):
        return None
    try:
        if head.startswith("/"):
            return Title.parse(f":{page.full}{head}")
        title = Title.parse(head, default=TEMPLATE)
    except InvalidTitle:
        return None
    return title if title.namespace >= 0 else None
