"""`action=compare`: the difference of two revisions, pages or texts, as the rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ...errors import PageMissing
from ...pages.difference import Piece, changes
from ...services import services
from ...storage.catalogue import PageRow, RevisionRow, Selection
from ...storage.save import MAX_BYTES, read
from ...titles import Title
from ..errors import JSON, ApiError
from ..module import Call, Module
from ..parameters import Parameter, Type, Values, choice, choices
from ..timestamps import iso


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two: its text, and its revision and page if it is one."""

    text: str
    row: RevisionRow | None = None
    page: PageRow | None = None


def answer(call: Call, values: Values) -> JSON:
    """The difference and what was asked for of both sides."""
    left = _side(call, values, "from")
    if "torelative" in values:
        if (where := values.text("torelative")) in ("prev", "next"):
            there = left.row is not None and (left.row.parent_id if where == "prev" else _next(left.row))
            if not there:
                values.warn("There is no such revision; the text is compared with itself or with nothing.")
        left, right = _relative(call, left, where)
    else:
        right = _side(call, values, "to")
    wanted = values.words("prop")
    told = _told(call, left, "from", wanted) | _told(call, right, "to", wanted)
    body = _rows(left.text, right.text)
    if (
        "rel" in wanted
        and right.row is not None
        and left.row is not None
        and left.row.page_id == right.row.page_id
    ):
        told |= _neighbours(left.row, right.row)
    if "diffsize" in wanted:
        told["diffsize"] = len(body.encode("utf-8"))
    if "diff" in wanted:
        told["body"] = body
    return {"compare": told}


def _side(call: Call, values: Values, name: str) -> _Side:
    named: list[str] = [part for part in ("text", "rev", "title", "id") if f"{name}{part}" in values]
    if not named:
        raise ApiError(
            "missingparam", f'One of "{name}title", "{name}id", "{name}rev", "{name}text" is required.'
        )
    if "text" in named:
        text = values.text(f"{name}text")
        if len(text.encode("utf-8")) > MAX_BYTES:
            raise ApiError("contenttoobig", "Der Text ist zu lang.")
        return _Side(text)
    if named[0] == "rev":
        return _revision(call, values.number(f"{name}rev") or 0)
    if named[0] == "id":
        page = call.sight.page_by_id(values.number(f"{name}id") or 0)
        if page is None:
            raise ApiError("nosuchpageid", f"There is no page with ID {values.number(f'{name}id')}.")
    else:
        title = Title.parse(values.text(f"{name}title"))
        page = call.sight.page(title)
        if page is None:
            raise PageMissing(f"Die Seite „{title.full}“ gibt es nicht.")
    return _revision(call, page.latest)


def _revision(call: Call, rev_id: int) -> _Side:
    row = services().catalogue.revision(rev_id)
    page = call.sight.page_by_id(row.page_id) if row else None
    if row is None or page is None:
        raise ApiError("nosuchrevid", f"There is no revision with ID {rev_id}.")
    return _Side(read(rev_id), row, page)


def _relative(call: Call, left: _Side, where: str) -> tuple[_Side, _Side]:
    """The two sides in the order of saving."""
    if left.row is None or left.page is None:
        raise ApiError(
            "compare-relative-to-nothing", 'No "from" revision for "torelative" to be relative to.'
        )
    if where == "cur":
        return left, _revision(call, left.page.latest)
    if where == "prev":
        return (_revision(call, left.row.parent_id) if left.row.parent_id else _Side("")), left
    later = _next(left.row)
    return left, (_revision(call, later) if later else left)


def _next(row: RevisionRow) -> int | None:
    selection = Selection(page_id=row.page_id, start=row.rev_id + 1)
    found = next(services().catalogue.select(selection, newest_first=False), None)
    return found.rev_id if found else None


def _neighbours(left: RevisionRow, right: RevisionRow) -> JSON:
    told: JSON = {}
    if left.parent_id:
        told["prev"] = left.parent_id
    if (later := _next(right)) is not None:
        told["next"] = later
    return told


def _told(call: Call, side: _Side, name: str, wanted: tuple[str, ...]) -> JSON:
    row, page = side.row, side.page
    if row is None or page is None:
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


def _parameters(name: str) -> tuple[Parameter, ...]:
    return (
        Parameter(f"{name}title", help="Eine Seite, nach Titel."),
        Parameter(f"{name}id", Type.INTEGER, "Eine Seite, nach Nummer."),
        Parameter(f"{name}rev", Type.INTEGER, "Eine Version."),
        Parameter(f"{name}text", Type.TEXT, "Ein Text.", deprecated=True),
    )


MODULE = Module(
    name="compare",
    help="Vergleicht Versionen, Seiten oder Texte.",
    parameters=(
        *_parameters("from"),
        *_parameters("to"),
        choice("torelative", "cur", "next", "prev"),
        choices(
            "prop", "diff", "diffsize", "rel", "ids", "title", "user", "comment", "parsedcomment", "size", "timestamp",
            default="diff|ids|title",
        ),
    ),
    answer=answer,
)  # fmt: skip
