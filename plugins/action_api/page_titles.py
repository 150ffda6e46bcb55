"""Titles that belong to pages: what `prop=templates`, `links` and `categories` share.

Pages go by id, their titles by name, so that a reply can go on at `page id|title`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..storage.catalogue import PageRow
from ..titles import Title
from .errors import ApiError
from .module import Call, Continue, Subject
from .parameters import Values

TitlesOf = Callable[[PageRow], Iterable[Title]]


@dataclass(frozen=True, slots=True)
class PageTitles:
    """One kind of titles of pages; gives a module its `describe` and `generate`.

    `key` is the field of a page; `only` the parameter that narrows to certain titles.
    """

    key: str
    of: TitlesOf
    only: str

    def describe(self, call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
        """Add the titles to the pages, as many as the limit allows."""
        left = values.limit()
        for subject, title in self._all(values, subjects):
            if left == 0:
                return f"{subject.key}|{title.full}"
            left -= 1
            shown = subject.data.setdefault(self.key, [])
            assert isinstance(shown, list)
            shown.append({"ns": title.namespace, "title": title.full})
        return None

    def generate(
        self, call: Call, values: Values, subjects: Sequence[Subject]
    ) -> tuple[list[PageRow | Title], Continue]:
        """The pages of these titles themselves."""
        found: list[PageRow | Title] = []
        for subject, title in self._all(values, subjects):
            if len(found) == values.limit():
                return found, f"{subject.key}|{title.full}"
            found.append(title)
        return found, None

    def _all(self, values: Values, subjects: Sequence[Subject]) -> Iterator[tuple[Subject, Title]]:
        start = _start(values.text("continue"))
        spaces, only = set(values.numbers("namespace")), set(values.words(self.only))
        for subject in sorted(subjects, key=lambda subject: subject.key):
            if subject.row is None or subject.key < start[0]:
                continue
            for title in sorted(set(self.of(subject.row)), key=lambda title: title.full):
                if spaces and title.namespace not in spaces:
                    continue
                if (subject.key, title.full) >= start and (not only or title.full in only):
                    yield subject, title


def _start(mark: str) -> tuple[int, str]:
    if not mark:
        return (0, "")
    page, bar, title = mark.partition("|")
    if not bar or not (page.isascii() and page.isdigit() and len(page) < 19):
        raise ApiError("badcontinue", "Invalid continue param. You should pass the original value returned.")
    return int(page), title
