"""All that pages lead to: what `list=alllinks`, `alltransclusions` and `allfileusages` share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..services import services
from ..storage.catalogue import PageRow
from ..storage.web import Web
from ..titles import Title
from . import marks
from .errors import JSON, ApiError
from .module import Call, Continue, Found, Subject
from .names import name_sent
from .parameters import CONTINUE, Parameter, Type, Values, choice, choices, flag, limit


def parameters(namespace: int | None) -> tuple[Parameter, ...]:
    """The parameters of such a list; `namespace` is that which is meant if none is named, None where it is fixed."""
    space = (Parameter("namespace", Type.NAMESPACE, default=str(namespace), further=(-2, -1)),)
    return (
        CONTINUE,
        Parameter("from", help="Von diesem Namen an."),
        Parameter("to", help="Bis zu diesem Namen."),
        Parameter("prefix", help="Namen, die so anfangen."),
        flag("unique", "Jedes Ziel nur einmal."),
        choices("prop", "ids", "title", default="title"),
        *(space if namespace is not None else ()),
        limit(),
        choice("dir", "ascending", "descending", default="ascending"),
    )


@dataclass(frozen=True, slots=True)
class AllTargets:
    """One kind of leading, as `Web` calls it; `namespace` where it is fixed."""

    kind: str
    namespace: int | None = None

    def find(self, call: Call, values: Values) -> tuple[list[Found], Continue]:
        """Titles by name, each as often as pages lead there, or once."""
        unique, wanted = values.flag("unique"), values.words("prop")
        if unique and "ids" in wanted:
            raise ApiError("params", 'The "prop=ids" and "unique" parameters cannot be used together.')
        found: list[Found] = []
        for title, page_id in self._rows(call, values):
            if len(found) == values.limit():
                return found, marks.key(title.name) if unique else f"{marks.key(title.name)}|{page_id}"
            entry: JSON = {"fromid": page_id} if "ids" in wanted else {}
            if "title" in wanted:
                entry |= {"ns": title.namespace, "title": title.full}
            found.append(Found(title, entry))
        return found, None

    def generate(
        self, call: Call, values: Values, subjects: Sequence[Subject]
    ) -> tuple[list[PageRow | Title], Continue]:
        """The pages that lead there; with `unique`, what they lead to."""
        unique = values.flag("unique")
        pages: list[PageRow | Title] = []
        for title, page_id in self._rows(call, values):
            row = call.sight.page_by_id(page_id)
            assert row is not None
            if len(pages) == values.limit():
                return pages, marks.key(title.name) if unique else f"{marks.key(title.name)}|{page_id}"
            pages.append(title if unique else row)
        return pages, None

    def _rows(self, call: Call, values: Values) -> Iterator[tuple[Title, int]]:
        unique = values.flag("unique")
        if values.optional("to") == "":  # nothing comes before the empty name
            return
        mark = marks.parts(values, 1 if unique else 2)
        space = values.number("namespace") if self.namespace is None else self.namespace
        rows = Web(services().database).all_targets(
            self.kind, space or 0,
            start=marks.name_of(mark[0]) if mark else name_sent(values.text("from"), space or 0),
            start_page=marks.leading(mark[1]) if mark and not unique else 0,
            end=name_sent(values.text("to"), space or 0) or None,
            prefix=name_sent(values.text("prefix"), space or 0), descending=values.text("dir") == "descending",
        )  # fmt: skip
        last = None
        for title, page_id in rows:
            if (unique and title == last) or call.sight.page_by_id(page_id) is None:
                continue
            last = title
            yield title, page_id
