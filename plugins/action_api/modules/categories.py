"""`prop=categories`: the categories of pages; as a generator, the categories' own pages."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import InvalidTitle
from ...services import services
from ...storage.catalogue import PageRow
from ...titles import Title
from ..module import Module
from ..page_titles import PageTitles
from ..parameters import CONTINUE, Parameter, choice, choices, limit


def _of(row: PageRow) -> Iterator[Title]:
    for name in services().catalogue.categories(row.page_id):
        try:
            yield Title.parse(f"Kategorie:{name}")
        except InvalidTitle:
            continue


_TITLES = PageTitles("categories", _of, only="categories")

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
    describe=_TITLES.describe,
    generate=_TITLES.generate,
)
