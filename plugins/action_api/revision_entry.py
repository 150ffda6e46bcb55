"""How a revision is shown: `prop=revisions` and the lists share it."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from ..errors import PageMissing
from ..storage.catalogue import RevisionRow
from ..storage.save import read
from ..wikitext.sections import section_text
from .errors import JSON, ApiError
from .module import Call
from .parameters import MANY, MANY_HIGH, Parameter, Type, Values, choices
from .timestamps import compact, iso

PROPERTIES = (
    "ids", "flags", "timestamp", "user", "userid", "size", "slotsize", "sha1", "slotsha1", "contentmodel",
    "comment", "parsedcomment", "content", "tags", "roles",
)  # fmt: skip
DEFAULT = "ids|timestamp|flags|comment|user"

SHOWING = (
    choices("prop", *PROPERTIES, default=DEFAULT, help="Was über jede Version."),
    choices("slots", "main", help="Der Text steht in slots.main.", all=True),
    Parameter("limit", Type.LIMIT, "Wie viele Versionen höchstens."),
    Parameter("section", help="Nur dieser Abschnitt des Textes."),
)
"""The parameters of how revisions are shown."""


def most(call: Call, values: Values, module: str) -> int:
    """How many revisions, fewer if their texts are wanted: 50, with `apihighlimits` 500."""
    wished, high = values.number("limit") or 10, MANY_HIGH if call.reader.high else MANY
    if "content" not in values.words("prop") or wished <= high:
        return wished
    if module in call.limits:  # `max`
        call.limits[module] = high
    else:
        values.warn(f'The value "{wished}" for "limit" must be no more than {high} with texts.')
    return high


def show(call: Call, values: Values, row: RevisionRow) -> JSON:
    """One revision as these parameters ask for."""
    wanted = values.words("prop")
    warn_of_old_form(values)
    shown = entry(call, row, wanted, slots="slots" in values)
    if "section" in values and "content" in wanted:
        slot = shown["slots"]["main"] if "slots" in values else shown  # type: ignore[index]
        assert isinstance(slot, dict)
        found = _section(values.text("section"), str(slot.pop("content", "")))
        if found is not None:
            slot["content"] = found
        elif "slots" in values:
            slot.clear()
            slot["nosuchsection"] = True
        else:
            raise ApiError("nosuchsection", f"There is no such section in r{row.rev_id}.")
    return shown


def warn_of_old_form(values: Values) -> None:
    """Say that what belongs to slots was asked for without naming any."""
    if "slots" not in values and {"content", "slotsha1", "slotsize", "contentmodel"} & set(
        values.words("prop")
    ):
        values.deprecate('Because "slots" was not specified, a legacy format has been used for the output.')


def _section(wanted: str, text: str) -> str | None:
    return section_text(text, 0 if wanted == "new" else section_number(wanted))


def section_number(wanted: str) -> int:
    """The number of a section that was asked for. Raises `ApiError`."""
    number = wanted.removeprefix("T-")
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        raise ApiError("invalidsection", "The section parameter must be a valid section ID or new.")
    return int(number)


def signature(call: Call, row: RevisionRow, wanted: Collection[str]) -> JSON:
    """Who did it, when and why, as every list of revisions tells it."""
    shown: JSON = {}
    if "user" in wanted:
        shown["user"] = row.user_name
    if "userid" in wanted:
        shown["userid"] = call.user_id_of(row.user_name)
    if "timestamp" in wanted:
        shown["timestamp"] = iso(row.time)
    if "comment" in wanted:
        shown["comment"] = row.summary
    if "parsedcomment" in wanted:
        shown["parsedcomment"] = escape(row.summary)
    if "tags" in wanted:
        shown["tags"] = []
    return shown


def entry(call: Call, row: RevisionRow, wanted: Collection[str], *, slots: bool) -> JSON:
    """One revision with the properties that are wanted; its text in `slots` or, as of old, beside them."""
    shown = signature(call, row, wanted)
    if "ids" in wanted:
        shown |= {"revid": row.rev_id, "parentid": row.parent_id}
    if "flags" in wanted:
        shown["minor"] = row.minor
    if "size" in wanted:
        shown["size"] = row.size
    if "sha1" in wanted:
        shown["sha1"] = row.sha1
    if "roles" in wanted:
        shown["roles"] = ["main"]
    if slot := _slot(row, wanted):
        if slots:
            shown["slots"] = {"main": slot}
        else:
            shown |= slot
    return shown


def key(row: RevisionRow) -> str:
    """Where to go on: the revision, as `time|id`; only the id counts."""
    return f"{compact(row.time)}|{row.rev_id}"


def _slot(row: RevisionRow, wanted: Collection[str]) -> JSON:
    slot: JSON = {}
    if "slotsize" in wanted:
        slot["size"] = row.size
    if "slotsha1" in wanted:
        slot["sha1"] = row.sha1
    if "contentmodel" in wanted or "content" in wanted:
        slot["contentmodel"] = "wikitext"
    if "content" in wanted:
        slot["contentformat"] = "text/x-wiki"
        try:
            slot["content"] = read(row.rev_id)
        except PageMissing:  # Destroyed a moment ago.
            slot["texthidden"] = True
    return slot
