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
        if ("namespace" in values and not values.numbers("namespace")) or "fragment" in show:
            return  # none that there is was asked for; where in a page a redirect leads is not kept
        start = self._start(values)
        titles = [
            (subject.title, subject) for subject in subjects if subject.title and self._can(subject.title)
        ]
        web = Web(services().database)
        for title, subject in sorted(titles, key=lambda pair: pair[0]):
            if start and (title.namespace, title.name) < start[:2]:
                continue
            here = start if start and (title.namespace, title.name) == start[:2] else None
            rows = web.sources_of(
                title, self.kind, namespaces=values.numbers("namespace"), redirects=wish,
                by_namespace=self._parted(values), start_namespace=here[2] if here else None,
                start=here[3] if here else 0,
            )  # fmt: skip
            for row in rows:
                if call.sight.sees(row) and (not self.redirects or target_of(row) == title):
                    space = f"{row.title.namespace}|" if self._parted(values) else ""
                    yield subject, row, f"{title.namespace}|{marks.key(title.name)}|{space}{row.page_id}"

    def _can(self, title: Title) -> bool:
        return self.kind != "file" or title.namespace == FILE

    def _parted(self, values: Values) -> bool:
        """Whether pages come by namespace first: when several were asked for."""
        return len(values.numbers("namespace")) > 1

    def _start(self, values: Values) -> tuple[int, str, int, int] | None:
        found = marks.parts(values, 4 if self._parted(values) else 3)
        if found is None:
            return None
        space = marks.number(found[2]) if self._parted(values) else 0
        return marks.number(found[0]), marks.name_of(found[1]), space, marks.number(found[-1])


def _entry(row: PageRow, wanted: Sequence[str]) -> JSON:
    entry: JSON = {}
    if "pageid" in wanted:
        entry["pageid"] = row.page_id
    if "title" in wanted:
        entry |= {"ns": row.title.namespace, "title": row.title.full}
    if "redirect" in wanted:
        entry["redirect"] = row.redirect
    return entry
