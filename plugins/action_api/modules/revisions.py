"""`prop=revisions`: the newest revision of each page, or one page's history.

Any of the parameters that walk through a history turns it into one, for one page. Content is bounded by bytes,
so a reply stays a reply.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...services import services
from ...storage.catalogue import RevisionRow, Selection
from .. import marks
from ..errors import JSON, ApiError
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Parameter, Type, Values, choice
from ..revision_entry import SHOWING, key, most, show

MAX_BYTES = 8_000_000
"""As much content as one reply holds, about; more is continued."""

_WALKING = ("limit", "start", "end", "startid", "endid", "user", "excludeuser")


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Add `revisions` to the pages; where to go on."""
    _check(values)
    there = [subject for subject in subjects if subject.row is not None]
    by_id = [subject for subject in there if subject.revisions]
    if "tag" in values:  # nothing is tagged here
        return None
    walking = any(name in values for name in _WALKING) or values.text("dir") == "newer"
    if by_id:
        if walking:
            raise ApiError("invalidparammix", 'The "revids" parameter may not be used with the list options.')
        for subject in by_id:
            rows = sorted(subject.revisions, key=lambda row: row.rev_id)
            subject.data["revisions"] = [show(call, values, row) for row in rows]
        return None
    if walking:
        if len(there) > 1:
            raise ApiError(
                "invalidparammix",
                "titles, pageids or a generator was used to supply multiple pages, but the rvlimit, rvstartid, "
                "rvendid, rvdir=newer, rvuser, rvexcludeuser, rvstart, and rvend parameters may only be used "
                "on a single page.",
            )
        return _history(call, values, there[0]) if there else None
    return _newest(call, values, there)


def _check(values: Values) -> None:
    for one, other in (("start", "startid"), ("end", "endid"), ("user", "excludeuser")):
        if one in values and other in values:
            raise ApiError(
                "invalidparammix", f'The parameters "{one}" and "{other}" can not be used together.'
            )
    for name in ("startid", "endid"):
        number = values.number(name)
        if number is not None and (number < 1 or services().catalogue.revision(number) is None):
            raise ApiError(f"badid_rv{name}", f'There is no revision with ID {number} for "rv{name}".')


def _newest(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    mark = marks.parts(values, 2)
    after = marks.leading(mark[0]) if mark else 0
    room = MAX_BYTES
    for subject in sorted(subjects, key=lambda subject: subject.key):
        assert subject.row is not None
        if subject.key < after:
            continue
        if room <= 0:
            return f"{subject.key}|{subject.row.latest}"
        row = services().catalogue.revision(subject.row.latest)
        if row is not None:
            subject.data["revisions"] = [show(call, values, row)]
            room -= _weight(row, values)
    return None


def _history(call: Call, values: Values, subject: Subject) -> Continue:
    limit = most(call, values, "revisions")
    shown: list[JSON] = []
    room = MAX_BYTES
    for row in _rows(values, subject.key):
        if len(shown) == limit or room <= 0:
            subject.data["revisions"] = shown
            return key(row)
        shown.append(show(call, values, row))
        room -= _weight(row, values)
    if shown:
        subject.data["revisions"] = shown
    return None


def _rows(values: Values, page_id: int) -> Iterator[RevisionRow]:
    newer = values.text("dir") == "newer"
    time = (values.number("start"), values.number("end"))
    ids = [values.number("startid"), values.number("endid")]
    if "continue" in values:
        ids[0] = marks.number((marks.parts(values, 2) or [""])[1])
    low, high = (0, 1) if newer else (1, 0)
    selection = Selection(
        page_id=page_id, user=values.optional("user"), not_user=values.optional("excludeuser"),
        since=time[low], until=time[high], start=ids[low], end=ids[high],
    )  # fmt: skip
    return services().catalogue.select(selection, newest_first=not newer)


def _weight(row: RevisionRow, values: Values) -> int:
    return row.size if "content" in values.words("prop") else 0


MODULE = Module(
    name="revisions",
    help="Versionen von Seiten.",
    prefix="rv",
    parameters=(
        *SHOWING,
        Parameter("startid", Type.INTEGER),
        Parameter("endid", Type.INTEGER),
        Parameter("start", Type.TIMESTAMP),
        Parameter("end", Type.TIMESTAMP),
        choice("dir", "newer", "older", default="older"),
        Parameter("user", Type.USER),
        Parameter("excludeuser", Type.USER),
        Parameter("tag"),
        CONTINUE,
    ),
    describe=describe,
)
