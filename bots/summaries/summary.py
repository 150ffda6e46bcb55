"""One page a bot keeps: its marked section, and how the page begins where there is none yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from familienkonferenz.bots.sections import replace
from familienkonferenz.page_templates.render import render

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Summary:
    """The body of the bot's section `section` on page `title`.

    `skeleton` is the whole page for its first creation, with people's parts and the section in place but
    empty; "" means: only keep an existing page up to date, create none.
    """

    title: str
    section: str
    body: str
    skeleton: str = ""


def filled(title: str, section: str, template: str, start: str = "", **values: object) -> Summary:
    """A summary from template `summaries/<template>`, its skeleton from `summaries/<start>` ("": none)."""
    body = render(f"summaries/{template}", **values)
    return Summary(title, section, body, skeleton(start, section, **values) if start else "")


def skeleton(start: str, section: str, **values: object) -> str:
    """A new page: template `summaries/<start>` with an empty marked section where it says `%ABSCHNITT%`."""
    before, _, after = render(f"summaries/{start}", **values).partition("%ABSCHNITT%")
    return replace(before, section, "") + after + "\n"


def parts(rows: Sequence[_T], size: int) -> list[Sequence[_T]]:
    """The rows in parts of at most `size`; one empty part where there are none."""
    return [rows[i : i + size] for i in range(0, len(rows), size)] or [rows]
