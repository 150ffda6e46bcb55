"""One side of a comparison: a revision, a page as it is, or a text that was sent, whole or for a section.

Pages here have one slot, `main`; what belongs to it is named with it behind a hyphen, and counts only where the slot
is named, too: `fromslots=main&fromtext-main=…`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..errors import PageMissing
from ..services import services
from ..storage.catalogue import PageRow, RevisionRow
from ..storage.save import MAX_BYTES, as_saved, read
from ..titles import Title
from ..wikitext.sections import section_text, with_section
from .errors import ApiError
from .module import Call
from .parameters import Parameter, Type, Values, choice, choices, flag

SLOT = "main"


@dataclass(frozen=True, slots=True)
class Side:
    """Its text, its revision and page if it has one. `sent`: the text is not the revision's."""

    text: str
    row: RevisionRow | None = None
    page: PageRow | None = None
    sent: bool = False


def parameters(name: str) -> tuple[Parameter, ...]:
    """What a side is named by; `name` is `from` or `to`."""
    return (
        Parameter(f"{name}title", help="Eine Seite, nach Titel."),
        Parameter(f"{name}id", Type.INTEGER, "Eine Seite, nach Nummer."),
        Parameter(f"{name}rev", Type.INTEGER, "Eine Version."),
        choices(f"{name}slots", SLOT, help=f"Mit {name}text-main: ein Text statt dessen, was da steht."),
        flag(f"{name}pst", "Den Text so, wie er gespeichert würde."),
        Parameter(f"{name}text", Type.TEXT, "Ein Text.", deprecated=True),
        replace(choice(f"{name}contentformat", "text/x-wiki"), deprecated=True),
        replace(choice(f"{name}contentmodel", "wikitext"), deprecated=True),
        Parameter(f"{name}section", deprecated=True),
    )


def _of_slot(name: str) -> tuple[Parameter, ...]:
    """What may be sent for the slot, where it is named."""
    return (
        Parameter(f"{name}text-{SLOT}", Type.TEXT),
        Parameter(f"{name}section-{SLOT}"),
        choice(f"{name}contentformat-{SLOT}", "text/x-wiki"),
        choice(f"{name}contentmodel-{SLOT}", "wikitext"),
    )


def side(call: Call, values: Values, name: str) -> Side:
    """The side of that name. Raises `ApiError`, `PageMissing` or `InvalidTitle`."""
    slots = values.words(f"{name}slots") if f"{name}slots" in values else None
    if slots is not None and (f"{name}text" in values or f"{name}section" in values):
        raise ApiError("invalidparammix", "These parameters can not be used together.")
    sent = _sent(call, values, name, slots)
    there = _there(call, values, name, needed=sent is None and slots is None)
    if sent is None:
        text = _part(there.text, values, name) if there.row else ""
        return replace(there, text=text, sent=slots is not None)
    title = there.page.title if there.page else _guessed(call, values, name)
    if values.flag(f"{name}pst"):
        if title is None:
            raise ApiError("compare-no-title", "Cannot pre-save transform without a title.")
        sent = replace(sent, text=as_saved(title, sent.text))
    elif title is None:
        values.warn("No content model could be determined, assuming wikitext.")
    text = sent.text
    if sent.section:
        if there.row is None:
            raise ApiError(f"compare-no{name}revision", f'No "{name}" revision to take the section from.')
        whole = with_section(there.text, _number(sent.section), text)
        if whole is None:
            raise ApiError("sectionreplacefailed", "Der Abschnitt lässt sich nicht ersetzen.")
        text = whole
    return replace(there, text=_part(text, values, name), sent=True)


@dataclass(frozen=True, slots=True)
class _Sent:
    text: str
    section: str = ""


def _sent(call: Call, values: Values, name: str, slots: Sequence[str] | None) -> _Sent | None:
    """The text that was sent, in either way."""
    if f"{name}text" in values:
        found = _Sent(values.text(f"{name}text"))
    elif slots and SLOT in slots:
        ours = _of_slot(name)
        call.used.update(parameter.name for parameter in ours)
        given = call.reader.read(ours)
        if f"{name}text-{SLOT}" not in given:
            raise ApiError(
                "compare-maintextrequired",
                f'Parameter "{name}text-main" is required when "{name}slots" contains "main".',
            )
        found = _Sent(given.text(f"{name}text-{SLOT}"), given.text(f"{name}section-{SLOT}"))
    else:
        return None
    if len(found.text.encode("utf-8")) > MAX_BYTES:
        raise ApiError("contenttoobig", "Der Text ist zu lang.")
    return found


def _there(call: Call, values: Values, name: str, *, needed: bool) -> Side:
    """The revision or page that is named; an empty side without a row, if it need not be there."""
    if f"{name}rev" in values:
        return revision(call, values.number(f"{name}rev") or 0)
    if f"{name}title" in values:
        title = Title.parse(values.text(f"{name}title"))
        page = call.sight.page(title)
        if page is None and needed:
            raise PageMissing(f"Die Seite „{title.full}“ gibt es nicht.")
    elif f"{name}id" in values:
        page = call.sight.page_by_id(values.number(f"{name}id") or 0)
        if page is None:
            raise ApiError("nosuchpageid", f"There is no page with ID {values.number(f'{name}id')}.")
    else:
        page = None
    return revision(call, page.latest) if page else Side("")


def revision(call: Call, rev_id: int) -> Side:
    """A revision that may be read. Raises `ApiError`."""
    row = services().catalogue.revision(rev_id)
    page = call.sight.page_by_id(row.page_id) if row else None
    if row is None or page is None:
        raise ApiError("nosuchrevid", f"There is no revision with ID {rev_id}.")
    return Side(read(rev_id), row, page)


def _part(text: str, values: Values, name: str) -> str:
    """The section that was asked for, or all."""
    if f"{name}section" not in values:
        return text
    wanted = values.text(f"{name}section")
    found = section_text(text, _number(wanted)) if wanted else text
    if found is None:
        raise ApiError(f"nosuch{name}section", f'There is no section {wanted[:20]} in the "{name}" content.')
    return found


def _number(wanted: str) -> int:
    """The section that is meant; MediaWiki takes whatever begins with no number for the first text."""
    found = re.match(r"[0-9]{1,8}", wanted.rpartition("-")[2])
    return int(found[0]) if found else 0


def _guessed(call: Call, values: Values, name: str) -> Title | None:
    """The page that a text would stand on, by whatever is named on either side."""
    for one in (name, "from", "to"):
        if f"{one}rev" in values:
            row = services().catalogue.revision(values.number(f"{one}rev") or 0)
            page = call.sight.page_by_id(row.page_id) if row else None
        elif f"{one}title" in values:
            return Title.parse(values.text(f"{one}title"))
        else:
            page = call.sight.page_by_id(values.number(f"{one}id") or 0) if f"{one}id" in values else None
        if page is not None:
            return page.title
    return None
