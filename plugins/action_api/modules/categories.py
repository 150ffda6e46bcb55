"""`prop=categories`: the categories of pages; as a generator, the categories' own pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...errors import InvalidTitle
from ...services import services
from ...storage.catalogue import PageRow
from ...titles import CATEGORY, Title
from ..errors import JSON
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Parameter, Values, choice, choices, limit


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Add `categories` to the pages, as many as the limit allows."""
    left = values.limit()
    for subject, title in _all(values, subjects):
        if left == 0:
            return f"{subject.key}|{title.name}"
        left -= 1
        shown = subject.data.setdefault("categories", [])
        assert isinstance(shown, list)
        one: JSON = {"ns": CATEGORY, "title": title.full}
        if "hidden" in values.words("prop"):
            one["hidden"] = False
        shown.append(one)
    return None


def generate(
    call: Call, values: Values, subjects: Sequence[Subject]
) -> tuple[list[PageRow | Title], Continue]:
    """The categories themselves."""
    found: list[PageRow | Title] = []
    for subject, title in _all(values, subjects):
        if len(found) == values.limit():
            return found, f"{subject.key}|{title.name}"
        found.append(title)
    return found, None


def _all(values: Values, subjects: Sequence[Subject]) -> Iterator[tuple[Subject, Title]]:
    """Pages by id with each of their categories by name, from where it goes on."""
    page, _, name = values.text("continue").partition("|")
    start = (int(page), name) if page.isascii() and page.isdigit() and len(page) < 19 else (0, "")
    only = set(values.words("categories"))
    if values.text("show") == "hidden":
        return
    for subject in sorted(subjects, key=lambda subject: subject.key):
        if subject.row is None:
            continue
        for category in services().catalogue.categories(subject.row.page_id):
            try:
                title = Title.parse(f":{category}", CATEGORY)
            except InvalidTitle:
                continue
            title = Title(CATEGORY, title.name)
            if (subject.key, title.name) >= start and (not only or title.full in only):
                yield subject, title


MODULE = Module(
    name="categories",
    help="Die Kategorien von Seiten.",
    prefix="cl",
    parameters=(
        choices("prop", "hidden", "sortkey", "timestamp"),
        choice("show", "!hidden", "hidden"),
        limit(),
        CONTINUE,
        Parameter("categories", help="Nur diese Kategorien.", multi=True),
        choice("dir", "ascending", "descending", default="ascending"),
    ),
    describe=describe,
    generate=generate,
)
