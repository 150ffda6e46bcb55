"""`action=delete`: take a page down; moderators can bring it back."""

from __future__ import annotations

from ...errors import PageMissing
from ...services import services
from ...storage import lifecycle
from ...titles import MAIN, TALK, Title
from ..errors import JSON
from ..module import Call, Module
from ..pages import one_page
from ..parameters import Parameter, Type, Values, choice, flag
from ..summaries import TAGS, refuse_tags, summary_of


def answer(call: Call, values: Values) -> JSON:
    """Say what is gone; `logid` is the number of the revision that says so."""
    title, page = one_page(call, values.optional("title"), values.number("pageid"))
    if page is None:
        raise PageMissing(f"Die Seite „{title.full}“ gibt es nicht.")
    refuse_tags(values)
    reason = values.optional("reason")
    summary = summary_of(reason or "")
    with services().database.transaction():
        gone = lifecycle.delete(page, summary=summary)
        if values.flag("deletetalk") and title.namespace == MAIN:
            talk = call.sight.page(Title(TALK, title.name))
            if talk is not None:
                lifecycle.delete(talk, summary=summary)
            else:
                values.warn("The page has no talk page that could be deleted.")
    return {"delete": {"title": title.full, "reason": summary, "logid": gone.rev_id}}


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
        choice("watchlist", "nochange", "preferences", "unwatch", "watch", default="preferences"),
        flag("unwatch", deprecated=True),
        Parameter("oldimage"),
        Parameter("token", help="Ein Token der Art csrf.", required=True, secret=True),
    ),
    answer=answer,
    posted=True,
    token="csrf",  # noqa: S106  (a kind)
)
