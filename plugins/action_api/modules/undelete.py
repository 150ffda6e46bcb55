"""`action=undelete`: bring a page back that was taken down."""

from __future__ import annotations

from ...errors import PageExists, PageMissing, PermissionDenied
from ...services import services
from ...storage import lifecycle
from ...storage.files import Files
from ...titles import MAIN, TALK, Title
from ..errors import JSON, ApiError
from ..module import Call, Module
from ..parameters import WATCHLIST, Parameter, Type, Values, flag, token
from ..summaries import TAGS, refuse_tags, summary_of


def answer(call: Call, values: Values) -> JSON:
    """Say how many revisions are back."""
    title = Title.parse(values.text("title"))
    if "undelete" not in call.rights:
        raise PermissionDenied("Wiederherstellen kann nur die Moderation.")
    refuse_tags(values)
    reason = values.text("reason")
    try:
        saved, count = lifecycle.restore(title, summary=summary_of(reason))
        if values.flag("undeletetalk") and title.namespace == MAIN:
            lifecycle.restore(Title(TALK, title.name), summary=summary_of(reason))
    except (PageMissing, PageExists) as error:
        raise ApiError("cantundelete", str(error)) from error
    versions = sum(1 for _ in Files(services().database).versions(saved.page_id))
    return {"undelete": {"title": title.full, "revisions": count, "fileversions": versions, "reason": reason}}


MODULE = Module(
    name="undelete",
    help="Stellt eine gelöschte Seite wieder her.",
    parameters=(
        Parameter("title", help="Ihr Titel.", required=True),
        Parameter("reason", help="Warum.", default=""),
        TAGS,
        Parameter(
            "timestamps", Type.TIMESTAMP, "Wird angenommen; hier kommt immer alles zurück.", multi=True
        ),
        Parameter("fileids", Type.INTEGER, multi=True),
        flag("undeletetalk", "Auch die Diskussion."),
        WATCHLIST,
        token("csrf"),
    ),
    answer=answer,
    posted=True,
    token="csrf",  # noqa: S106  (a kind)
)
