"""`prop=extlinks`: the addresses elsewhere that pages link to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...storage.catalogue import PageRow
from ...storage.save import fetch, read
from ...wikitext import expand
from ...wikitext.opaque import without_hidden
from .. import marks
from ..errors import ApiError
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Parameter, Values, choice, flag, limit

PROTOCOLS = ("http", "https", "ftp", "mailto", "tel")
_ADDRESS = re.compile(r"(?:(?:https?|ftp)://|(?:mailto|tel):)[^\s<>\[\]\"|{}]+", re.IGNORECASE)


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Add `extlinks` to the pages; it goes on at a page's address."""
    if "*" in values.text("query"):
        raise ApiError("badquery", "Invalid query.")
    found = marks.parts(values, 2)
    start = (marks.number(found[0]), marks.number(found[1])) if found else (0, 0)
    left = values.limit()
    for subject in sorted(subjects, key=lambda subject: subject.key):
        if subject.row is None or subject.key < start[0]:
            continue
        for number, address in enumerate(page_addresses(subject.row)):
            if (subject.key, number) < start or not _fits(address, values):
                continue
            if left == 0:
                return f"{subject.key}|{number}"
            left -= 1
            shown = subject.data.setdefault("extlinks", [])
            assert isinstance(shown, list)
            shown.append({"url": address})
    return None


def page_addresses(row: PageRow) -> Iterator[str]:
    """The addresses in a page as it reads, its templates put in."""
    text = read(row.latest)
    if "{{" in text:
        text = expand(text, row.title, fetch).text
    return iter(addresses(text))


def addresses(expanded: str) -> list[str]:
    """The addresses in a text whose templates are put in, each once, by name."""
    hits = _ADDRESS.findall(without_hidden(expanded))
    return sorted({hit.rstrip(".,;:!?'\"") if "(" in hit else hit.rstrip(".,;:!?'\")") for hit in hits})


def _fits(address: str, values: Values) -> bool:
    protocol, _, rest = address.partition(":")
    wanted = values.text("protocol")
    return wanted in ("", protocol) and values.text("query") in rest.removeprefix("//")


MODULE = Module(
    name="extlinks",
    help="Die Adressen anderswo, auf die Seiten verweisen.",
    prefix="el",
    parameters=(
        limit(),
        CONTINUE,
        choice("protocol", "", *PROTOCOLS, default=""),
        Parameter("query", help="Nur Adressen, in denen das steht."),
        flag("expandurl"),
    ),
    describe=describe,
)
