"""`action=compare`: the difference of two revisions, pages or texts, as the rows of a table."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from ...pages.difference import Piece, changes
from ...services import services
from ...storage.catalogue import RevisionRow, Selection
from ..compared import SLOT, Side, parameters, revision, side
from ..errors import JSON, ApiError
from ..module import Call, Module
from ..parameters import Values, choice, choices
from ..timestamps import iso


def answer(call: Call, values: Values) -> JSON:
    """The difference and what was asked for of both sides."""
    for name, *further in (("from",), ("to", "torelative")):
        ways = [f"{name}{part}" for part in ("title", "id", "rev", "text", "slots")] + further
        if not any(way in values for way in ways):
            named = ", ".join(f'"{way}"' for way in ways)
            raise ApiError("missingparam", f"At least one of the parameters {named} is required.")
    left = side(call, values, "from")
    if "torelative" in values:
        if (where := values.text("torelative")) in ("prev", "next"):
            there = left.row is not None and (left.row.parent_id if where == "prev" else _next(left.row))
            if not there:
                values.warn("There is no such revision; the text is compared with itself or with nothing.")
        left, right = _relative(call, left, where)
    else:
        right = side(call, values, "to")
    wanted = values.words("prop")
    told = _told(call, left, "from", wanted) | _told(call, right, "to", wanted)
    if "rel" in wanted:
        if left.row is not None and not left.sent and left.row.parent_id:
            told["prev"] = left.row.parent_id
        if right.row is not None and not right.sent and (later := _next(right.row)) is not None:
            told["next"] = later
    body = _rows(left.text, right.text)
    if "slots" in values:
        slots = values.words("slots")
        body, bodies = (body if slots else ""), dict.fromkeys(slots, body)
    else:
        bodies = {}
    if "diffsize" in wanted:
        told["diffsize"] = len(body.encode("utf-8"))
    if "diff" in wanted:
        told |= {"bodies": bodies} if "slots" in values else {"body": body}
    return {"compare": told}


def _relative(call: Call, left: Side, where: str) -> tuple[Side, Side]:
    """The two sides in the order of saving."""
    if left.row is None or left.page is None:
        raise ApiError(
            "compare-relative-to-nothing", 'No "from" revision for "torelative" to be relative to.'
        )
    if where == "cur":
        return left, revision(call, left.page.latest)
    if where == "prev":
        return (revision(call, left.row.parent_id) if left.row.parent_id else Side("")), left
    later = _next(left.row)
    return left, revision(call, later) if later else replace(left, sent=True)


def _next(row: RevisionRow) -> int | None:
    selection = Selection(page_id=row.page_id, start=row.rev_id + 1)
    found = next(services().catalogue.select(selection, newest_first=False), None)
    return found.rev_id if found else None


def _told(call: Call, side: Side, name: str, wanted: tuple[str, ...]) -> JSON:
    row, page = side.row, side.page
    if row is None or page is None or side.sent:
        return {}
    told: JSON = {}
    if "ids" in wanted:
        told |= {f"{name}id": page.page_id, f"{name}revid": row.rev_id}
    if "title" in wanted:
        told |= {f"{name}ns": page.title.namespace, f"{name}title": page.title.full}
    if "size" in wanted:
        told[f"{name}size"] = row.size
    if "timestamp" in wanted:
        told[f"{name}timestamp"] = iso(row.time)
    if "user" in wanted:
        told |= {f"{name}user": row.user_name, f"{name}userid": call.user_id_of(row.user_name)}
    if "comment" in wanted:
        told[f"{name}comment"] = row.summary
    if {"comment", "parsedcomment"} & set(wanted):
        told[f"{name}parsedcomment"] = escape(row.summary)
    return told


def _rows(old: str, new: str) -> str:
    """The rows of a table in MediaWiki's words, so that its stylesheets fit."""
    rows = []
    for change in changes(old, new):
        rows.append(
            f'<tr><td colspan="2" class="diff-lineno">Zeile {change.old_line}:</td>'
            f'<td colspan="2" class="diff-lineno">Zeile {change.new_line}:</td></tr>\n'
            f'<tr><td class="diff-marker" data-marker="−"></td>{_cell("del", change.old)}'
            f'<td class="diff-marker" data-marker="+"></td>{_cell("ins", change.new)}</tr>\n'
        )
    return "".join(rows)


def _cell(mark: str, pieces: tuple[Piece, ...]) -> str:
    kind = "deletedline" if mark == "del" else "addedline"
    inner = "".join(
        f'<{mark} class="diffchange">{escape(piece.text)}</{mark}>' if piece.changed else escape(piece.text)
        for piece in pieces
    )
    return (
        f'<td class="diff-{kind} diff-side-{"deleted" if mark == "del" else "added"}"><div>{inner}</div></td>'
    )


MODULE = Module(
    name="compare",
    help="Vergleicht Versionen, Seiten oder Texte.",
    parameters=(
        *parameters("from"),
        *parameters("to"),
        choice("torelative", "cur", "next", "prev"),
        choices(
            "prop", "diff", "diffsize", "rel", "ids", "title", "user", "comment", "parsedcomment", "size", "timestamp",
            default="diff|ids|title",
        ),
        choices("slots", SLOT, all=True, help="Der Unterschied je Teil der Seite, als bodies."),
    ),
    answer=answer,
)  # fmt: skip
