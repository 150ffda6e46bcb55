"""What a text becomes before it is saved: `~~~~` a signature, `{{subst:…}}` the template's own words. Pure.

As MediaWiki's pre-save transform of 1.39: nothing within `<nowiki>`, `<pre>` or a comment is touched, and of the
calls that a template brings along only those are put in that say `subst:` or `safesubst:` themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from ..errors import InvalidTitle
from ..titles import TEMPLATE, USER, Title
from .braces import Argument, Call, Pieces, Source, read
from .dates import formatted
from .expand import VISIT, Fetch, Limits, expand
from .inclusion import prepare
from .opaque import Finder
from .site import Wiki

DEPTH, NESTING = 10, 60
"""How deep substituted templates, and calls of any kind, may stand in each other; what is deeper stays as written."""
MOST = 500_000
"""Characters that may be put in; what is more stays a call."""
WORK = 2_000_000
"""What may be looked at, as `expand.Limits` counts it: pages that put in each other can come to nothing, for hours."""

_Params = list[tuple[str | None, str]]
_SUBST = re.compile(r"\s*(?:safesubst|sicher_?ers|subst|ers):", re.IGNORECASE)
_OPAQUE = re.compile(r"<!--|<(?P<name>nowiki|pre)(?:\s[^<>]*)?>", re.IGNORECASE)
_TILDES = re.compile(r"~{3,}")
_PIPE = re.compile(r"\[\[([^\[\]{}|<>\n]{1,255})\|\]\]")


def presaved(
    text: str, title: Title, user: str, now: datetime, fetch: Fetch, wiki: Wiki | None = None
) -> str:
    """The text as it is to be saved by `user` ("" for nobody) on the page `title`; `now` is the time of the place.

    >>> presaved("[[Thema/Kinder (2026)|]]", Title(0, "A"), "Lisa", datetime(2026, 11, 3, tzinfo=UTC), lambda of: None)
    '[[Thema/Kinder (2026)|Thema/Kinder]]'
    """
    if "ubst:" in text.lower() or "ers:" in text.lower():
        text = _Substitution(title, now, fetch, wiki).run(text)
    if "~~~" not in text and "|]]" not in text:
        return text
    kept: list[str] = []
    finder = Finder(text)
    done = position = 0
    while found := _OPAQUE.search(text, position):
        name = found["name"]
        end = finder.after_closing_tag(name, found.end()) if name else finder.after("-->", found.end())
        position = end or found.end()
        if end:
            kept += (_signed(text[done : found.start()], user, now), text[found.start() : end])
            done = end
    kept.append(_signed(text[done:], user, now))
    return "".join(kept)


def signature(user: str, now: datetime, tildes: int = 4) -> str:
    """Three tildes are the name, five the time, four are both."""
    zone = now.tzname() or "UTC"
    time = formatted(now, "H:i, j. M Y") + f" ({zone})"
    if tildes == 5:
        return time
    account = Title(USER, user).full
    name = f"[[{account}|{user}]] ([[Benutzer Diskussion:{user}|Diskussion]])"
    return name if tildes == 3 else f"{name} {time}"


def _signed(text: str, user: str, now: datetime) -> str:
    """The text with its tildes and its `[[Seite|]]` put in; of more than five tildes all but five stay."""

    def said(found: re.Match[str]) -> str:
        count = len(found[0])
        if not user and count != 5:
            return found[0]
        return signature(user, now, min(count, 5)) + "~" * max(count - 5, 0)

    text = _TILDES.sub(said, text)
    return _PIPE.sub(lambda found: f"[[{found[1]}|{_short(found[1])}]]", text) if "|]]" in text else text


def _short(page: str) -> str:
    """What `[[Seite|]]` says: the name without its namespace, and without what stands in brackets or behind a comma."""
    name = page.removeprefix(":").partition(":")[2] or page.removeprefix(":")
    before = name.partition("(" if name.rstrip().endswith(")") else ", ")[0]
    return before.strip() or name.strip()


@dataclass(frozen=True, slots=True)
class _Frame:
    """A text that is being read, and what its parameters say; those of the page itself say nothing."""

    source: Source
    args: dict[str, str] | None
    depth: int


class _Substitution:
    """One run over a text: how much may still be put in."""

    def __init__(self, title: Title, now: datetime, fetch: Fetch, wiki: Wiki | None) -> None:
        self._title = title
        self._wiki = wiki
        self._now = now
        self._fetch = fetch
        self._left = MOST
        self._work = WORK
        self._sources: dict[Title, Source | None] = {}

    def run(self, text: str) -> str:
        """The text with its substitutions."""
        source = read(text)
        return self._pieces(source.pieces, _Frame(source, None, 0), 0)

    def _pieces(self, pieces: Pieces, frame: _Frame, nesting: int) -> str:
        """The pieces as written, but for what is substituted."""
        text = "".join(
            piece if isinstance(piece, str) else self._piece(piece, frame, nesting + 1) for piece in pieces
        )
        self._work -= len(text) + VISIT
        return text

    def _piece(self, piece: Call | Argument, frame: _Frame, nesting: int) -> str:
        if nesting > NESTING or self._work < 0:
            return frame.source.written(piece)
        if isinstance(piece, Argument):
            return self._argument(piece, frame, nesting)
        head = self._pieces(piece.head, frame, nesting)
        params = [
            (
                None if param.name is None else self._pieces(param.name, frame, nesting),
                self._pieces(param.value, frame, nesting),
            )
            for param in piece.params
        ]
        found = _SUBST.match(head)
        put_in = self._put_in(head[found.end() :].strip(), params, frame.depth, nesting) if found else None
        if put_in is None or len(put_in) > self._left:
            return _call(head, params)
        self._left -= len(put_in)
        return put_in

    def _argument(self, piece: Argument, frame: _Frame, nesting: int) -> str:
        name = self._pieces(piece.name, frame, nesting)
        value = None if frame.args is None else frame.args.get(name.strip())
        if value is not None and len(value) <= self._left:
            self._left -= len(value)
            return value
        default = None if piece.default is None else self._pieces(piece.default, frame, nesting)
        if frame.args is None or default is None:
            return "{{{" + name + ("" if default is None else f"|{default}") + "}}}"
        return default

    def _put_in(self, name: str, params: _Params, depth: int, nesting: int) -> str | None:
        """What a substituted call amounts to; None if it stays a call."""
        if depth >= DEPTH:
            return None
        try:
            title = Title.parse(name, default=TEMPLATE)
        except InvalidTitle:
            title = None
        source = self._source(title) if title and title.namespace >= 0 else None
        if source is None:  # a word or a function, or a template that is not there
            limits = Limits(work=self._work)
            call = _call(name, params)
            expanded = expand(call, self._title, self._fetch, limits=limits, now=self._now, wiki=self._wiki)
            self._work -= expanded.work
            return None if expanded.warnings or expanded.text.startswith(("[[:", "{{")) else expanded.text
        args: dict[str, str] = {}
        position = 0
        for given, value in params:
            position += given is None
            args[str(position) if given is None else given.strip()] = (
                value if given is None else value.strip()
            )
        return self._pieces(source.pieces, _Frame(source, args, depth + 1), nesting)

    def _source(self, title: Title) -> Source | None:
        """A page as it counts where it is put in, read once; None if there is none."""
        if title not in self._sources:
            text = self._fetch(title)
            self._work -= len(text or "")
            self._sources[title] = None if text is None else read(prepare(text, transcluded=True))
        return self._sources[title]


def _call(head: str, params: _Params) -> str:
    return (
        "{{"
        + "|".join([head, *(value if name is None else f"{name}={value}" for name, value in params)])
        + "}}"
    )
