"""Titles that belong to pages: what `prop=templates`, `links`, `images` and `categories` share.

Pages go by id, their titles by namespace and name, so that a reply can go on at `page id|namespace|name`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..errors import InvalidTitle
from ..services import services
from ..storage.catalogue import PageRow
from ..storage.web import Place, Web
from ..titles import Title
from . import marks
from .errors import JSON
from .module import Call, Continue, Subject
from .parameters import Values

Show = Callable[[Values, PageRow, Title], JSON]


def plain(values: Values, page: PageRow, title: Title) -> JSON:
    """A title as it is mostly shown."""
    return {"ns": title.namespace, "title": title.full}


@dataclass(frozen=True, slots=True)
class PageTitles:
    """One kind of titles of pages; gives a module its `describe` and `generate`.

    `key` is the field of a page; `only` the parameter that narrows to certain titles; `kind` that of `Web`, or
    "category". `space`: marks name the namespace, too. `expected`: the namespace that all titles are of.
    """

    key: str
    kind: str
    only: str
    space: bool = True
    show: Show = plain
    expected: int | None = None

    def describe(self, call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
        """Add the titles to the pages, as many as the limit allows."""
        left = values.limit()
        by_id = {subject.key: subject for subject in subjects}
        for page_id, title in self._all(values, subjects):
            if left == 0:
                return self._mark(page_id, title)
            left -= 1
            subject = by_id[page_id]
            shown = subject.data.setdefault(self.key, [])
            assert isinstance(shown, list) and subject.row is not None
            shown.append(self.show(values, subject.row, title))
        return None

    def generate(
        self, call: Call, values: Values, subjects: Sequence[Subject]
    ) -> tuple[list[PageRow | Title], Continue]:
        """The pages of these titles themselves."""
        found: list[PageRow | Title] = []
        for page_id, title in self._all(values, subjects):
            if len(found) == values.limit():
                return found, self._mark(page_id, title)
            found.append(title)
        return found, None

    def _all(self, values: Values, subjects: Sequence[Subject]) -> Iterator[tuple[int, Title]]:
        start = self._start(values)
        ids = [subject.key for subject in subjects if subject.row is not None]
        only = list(self._only(values))
        if not ids or (values.words(self.only) and not only):
            return iter(())
        web = Web(services().database)
        descending = values.text("dir") == "descending"
        if self.kind == "category":
            named = [title.name for title in only]
            return web.categories_of(
                ids, only=named, start=start and (start[0], start[2]), descending=descending
            )
        spaces = values.numbers("namespace")
        return web.targets_of(
            ids, self.kind, namespaces=spaces, only=only, start=start, descending=descending
        )

    def _only(self, values: Values) -> Iterator[Title]:
        for text in values.words(self.only):
            try:
                title = Title.parse(text)
            except InvalidTitle as error:
                values.warn(str(error))
                continue
            if self.expected not in (None, title.namespace):
                values.warn(f'"{title.full}" is not what was asked for.')
                continue
            yield title

    def _mark(self, page_id: int, title: Title) -> str:
        space = f"{title.namespace}|" if self.space else ""
        return f"{page_id}|{space}{marks.key(title.name)}"

    def _start(self, values: Values) -> Place | None:
        found = marks.parts(values, 3 if self.space else 2)
        if found is None:
            return None
        space = marks.leading(found[1]) if self.space else 0
        return marks.leading(found[0]), space, marks.name_of(found[-1])
