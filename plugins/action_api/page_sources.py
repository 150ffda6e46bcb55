"""Pages that lead to pages: what `prop=linkshere`, `transcludedin`, `fileusage` and `redirects` share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..services import services
from ..storage.catalogue import PageRow
from ..storage.web import Web
from ..titles import FILE, Title
from . import marks
from .errors import JSON, ApiError
from .module import Call, Continue, Subject
from .pages import target_of
from .parameters import CONTINUE, NAMESPACES_WANTED, Values, choices, limit

PARAMETERS = (
    choices("prop", "pageid", "title", "redirect", default="pageid|title|redirect"),
    NAMESPACES_WANTED,
    choices("show", "redirect", "!redirect"),
    limit(),
    CONTINUE,
)


@dataclass(frozen=True, slots=True)
class PageSources:
    """One kind of leading to a page; gives a module its `describe` and `generate`.

    `key` is the field of a page, `kind` that of `Web`; `redirects`: only pages that redirect there.
    """

    key: str
    kind: str
    redirects: bool = False

    def describe(self, call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
        """Add the pages that lead there to each page, as many as the limit allows."""
        left = values.limit()
        for subject, row, mark in self._all(call, values, subjects):
            if left == 0:
                return mark
            left -= 1
            shown = subject.data.setdefault(self.key, [])
            assert isinstance(shown, list)
            shown.append(_entry(row, values.words("prop")))
        return None

    def generate(
        self, call: Call, values: Values, subjects: Sequence[Subject]
    ) -> tuple[list[PageRow | Title], Continue]:
        """The pages that lead there themselves."""
        found: list[PageRow | Title] = []
        for _, row, mark in self._all(call, values, subjects):
            if len(found) == values.limit():
                return found, mark
            found.append(row)
        return found, None

    def _all(
        self, call: Call, values: Values, subjects: Sequence[Subject]
    ) -> Iterator[tuple[Subject, PageRow, str]]:
        show = set(values.words("show"))
        if {"redirect", "!redirect"} <= show or {"fragment", "!fragment"} <= show:
            raise ApiError("show", "Incorrect parameter - mutually exclusive values may not be supplied.")
        wish = True if "redirect" in show or self.redirects else False if "!redirect" in show else None
        start = self._start(values)
        titles = [
            (subject.title, subject) for subject in subjects if subject.title and self._can(subject.title)
        ]
        web = Web(services().database)
        for title, subject in sorted(titles, key=lambda pair: pair[0]):
            if start and (title.namespace, title.name) < start[:2]:
                continue
            begin = start[2] if start and (title.namespace, title.name) == start[:2] else 0
            rows = web.sources_of(
                title, self.kind, namespaces=values.numbers("namespace"), redirects=wish, start=begin
            )
            for row in rows:
                if call.sight.sees(row) and (not self.redirects or target_of(row) == title):
                    yield subject, row, f"{title.namespace}|{marks.key(title.name)}|{row.page_id}"

    def _can(self, title: Title) -> bool:
        return self.kind != "file" or title.namespace == FILE

    def _start(self, values: Values) -> tuple[int, str, int] | None:
        found = marks.parts(values, 3)
        return found and (marks.number(found[0]), marks.name_of(found[1]), marks.number(found[2]))  # type: ignore[return-value]


def _entry(row: PageRow, wanted: Sequence[str]) -> JSON:
    entry: JSON = {}
    if "pageid" in wanted:
        entry["pageid"] = row.page_id
    if "title" in wanted:
        entry |= {"ns": row.title.namespace, "title": row.title.full}
    if "redirect" in wanted:
        entry["redirect"] = row.redirect
    return entry
