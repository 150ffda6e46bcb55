"""`list=alldeletedrevisions`: the histories of deleted pages, for those who may bring them back."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import PermissionDenied
from ...services import services
from ...storage.catalogue import PageRow, RevisionRow
from ...storage.deleted import Deleted, Wanted
from ...titles import MAIN
from .. import marks
from ..errors import JSON, ApiError
from ..module import Call, Continue, Found, Module
from ..names import name_sent
from ..parameters import CONTINUE, NAMESPACES_WANTED, Parameter, Type, Values, choice, flag
from ..revision_entry import SHOWING, key, most, show, warn_of_old_form
from ..timestamps import compact


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Revisions, those of a page together: by name, or of one account in the order of saving."""
    by_name = "user" not in values
    _check(call, values, by_name=by_name)
    limit = most(call, values, "alldeletedrevisions")
    found: dict[int, Found] = {}
    count = 0
    for page, row in _rows(call, values, by_name=by_name):
        if count == limit:
            place = f"{page.title.namespace}|{marks.key(page.title.name)}|{compact(row.time)}|{row.rev_id}"
            return list(found.values()), place if by_name else key(row)
        count += 1
        if page.page_id not in found:
            now = services().catalogue.page(page.title)
            entry: JSON = {
                "pageid": now.page_id if now and call.sight.sees(now) else 0, "revisions": [],
                "ns": page.title.namespace, "title": page.title.full,
            }  # fmt: skip
            found[page.page_id] = Found(page, entry)
        shown = found[page.page_id].entry["revisions"]
        assert isinstance(shown, list)
        shown.append(show(call, values, row))
    if not count:
        warn_of_old_form(values)
    return list(found.values()), None


def _check(call: Call, values: Values, *, by_name: bool) -> None:
    if "deletedhistory" not in call.rights:
        raise PermissionDenied("Gelöschte Versionen sieht nur die Moderation.")
    if "content" in values.words("prop") and "deletedtext" not in call.rights:
        raise PermissionDenied("Gelöschte Texte sieht nur die Moderation.")
    if "user" in values and "excludeuser" in values:
        raise ApiError("invalidparammix", 'The parameters "user" and "excludeuser" can not be used together.')
    for name in ("start", "end") if by_name else ("from", "to", "prefix"):
        if name in values:
            goes = "must" if by_name else "cannot"
            raise ApiError("invalidparammix", f'The parameter "adr{name}" {goes} be used with "adruser".')


def _rows(call: Call, values: Values, *, by_name: bool) -> Iterator[tuple[PageRow, RevisionRow]]:
    if "tag" in values:  # nothing is tagged here
        return
    newer = values.text("dir") == "newer"
    since, until = (values.number("start"), values.number("end"))[:: 1 if newer else -1]
    low, high = (name_sent(values.text(name), MAIN) for name in (("from", "to") if newer else ("to", "from")))
    wanted = Wanted(
        user=values.optional("user"),
        not_user=values.optional("excludeuser"),
        namespaces=values.numbers("namespace"),
        low=low,
        high=high,
        prefix=name_sent(values.text("prefix"), MAIN),
        since=since,
        until=until,
    )
    mark = marks.parts(values, 4 if by_name else 2)
    begin = marks.number(mark[-1]) if mark else None
    rows = Deleted(services().database).revisions(wanted, by_name=by_name, newest_first=not newer)
    for page, row in rows:
        if begin is not None and row.rev_id != begin:
            continue
        begin = None
        if call.sight.sees(page):
            yield page, row


MODULE = Module(
    name="alldeletedrevisions",
    help="Alle Versionen gelöschter Seiten.",
    prefix="adr",
    parameters=(
        *SHOWING,
        Parameter("user", Type.USER, "Nur von diesem Konto, nach der Zeit."),
        NAMESPACES_WANTED,
        Parameter("start", Type.TIMESTAMP, "Wo angefangen wird; nur mit user."),
        Parameter("end", Type.TIMESTAMP, "Wo aufgehört wird; nur mit user."),
        choice("dir", "newer", "older", default="older"),
        Parameter("from", help="Von diesem Namen an; nicht mit user."),
        Parameter("to", help="Bis zu diesem Namen; nicht mit user."),
        Parameter("prefix", help="Namen, die so anfangen; nicht mit user."),
        Parameter("excludeuser", Type.USER),
        Parameter("tag"),
        CONTINUE,
        flag("generatetitles"),
    ),
    find=find,
)
