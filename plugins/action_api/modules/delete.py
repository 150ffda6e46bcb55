"""`action=delete`: take a page down; moderators can bring it back."""

from __future__ import annotations

from ...errors import PageMissing
from ...files.thumbnails import sweep
from ...services import services
from ...storage import lifecycle
from ...storage.catalogue import PageRow
from ...storage.events import number_of
from ...storage.files import Files
from ...titles import FILE, MAIN, TALK, Title
from ..errors import JSON, ApiError
from ..file_info import archive_name
from ..module import Call, Module
from ..pages import one_page
from ..parameters import WATCHLIST, Parameter, Type, Values, flag, token
from ..summaries import TAGS, refuse_tags, summary_of


def answer(call: Call, values: Values) -> JSON:
    """Say what is gone; `logid` is the number of that event."""
    title, page = one_page(call, values.optional("title"), values.number("pageid"))
    if page is None:
        raise PageMissing(f"Die Seite „{title.full}“ gibt es nicht.")
    refuse_tags(values)
    reason = values.optional("reason")
    summary = summary_of(reason or "")
    if title.namespace == FILE and (old := values.optional("oldimage")) is not None:
        return {"delete": _version_gone(page, old) | {"title": title.full, "reason": summary}}
    with services().database.transaction():
        gone = lifecycle.delete(page, summary=summary)
        if values.flag("deletetalk") and title.namespace == MAIN:
            talk = call.sight.page(Title(TALK, title.name))
            if talk is not None:
                lifecycle.delete(talk, summary=summary)
            else:
                values.warn("The page has no talk page that could be deleted.")
    return {"delete": {"title": title.full, "reason": summary, "logid": number_of(gone.rev_id)}}


def _version_gone(page: PageRow, old: str) -> JSON:
    """Destroy an older version of a file, as `archivename` calls it: its content is gone for good."""
    versions = list(Files(services().database).versions(page.page_id))
    if "!" not in old:
        raise ApiError("invalidoldimage", "The oldimage parameter has an invalid format.")
    for version in versions[1:]:
        if archive_name(version) == old:
            lifecycle.drop_file(version.rev_id)
            sweep(services())
            return {"logid": number_of(version.rev_id)}
    raise ApiError("nodeleteablefile", "No such old version of the file.")


MODULE = Module(
    name="delete",
    help="Löscht eine Seite; sie lässt sich wiederherstellen.",
    parameters=(
        Parameter("title", help="Die Seite nach Titel."),
        Parameter("pageid", Type.INTEGER, "Die Seite nach Nummer."),
        Parameter("reason", help="Warum."),
        TAGS,
        flag("deletetalk", "Auch die Diskussion."),
        flag("watch", deprecated=True),
        WATCHLIST,
        flag("unwatch", deprecated=True),
        Parameter("oldimage", help="Nur diese ältere Fassung einer Datei; sie ist endgültig weg."),
        token("csrf"),
    ),
    answer=answer,
    posted=True,
    token="csrf",  # noqa: S106  (a kind)
)
