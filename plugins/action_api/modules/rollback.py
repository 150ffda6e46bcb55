"""`action=rollback`: take back all newest edits of one account on a page."""

from __future__ import annotations

from ...errors import PageMissing, PermissionDenied
from ...services import services
from ...storage.catalogue import Selection
from ...storage.save import read, save
from ..errors import JSON, ApiError
from ..module import Call, Module
from ..pages import one_page
from ..parameters import WATCHLIST, Parameter, Type, Values, flag, token
from ..summaries import TAGS, refuse_tags, summary_of


def answer(call: Call, values: Values) -> JSON:
    """Save the newest text by somebody else once more, unless anybody has saved meanwhile."""
    title, page = one_page(call, values.optional("title"), values.number("pageid"))
    if page is None:
        raise PageMissing(f"Die Seite „{title.full}“ gibt es nicht.")
    refuse_tags(values)
    if "rollback" not in call.rights:
        raise PermissionDenied("Zurücksetzen kann nur die Moderation.")
    rows = services().catalogue.select(Selection(page_id=page.page_id))
    newest = next(rows)
    user = values.text("user")
    if newest.user_name != user:
        raise ApiError("alreadyrolled", f"Die letzte Änderung ist nicht von {user}.")
    target = next((row for row in rows if row.user_name != user), None)
    if target is None:
        raise ApiError("onlyauthor", f"Die Seite hat nur {user} bearbeitet.")
    said = values.text("summary") or (
        f"Änderungen von [[Benutzer:{user}|{user}]] wurden auf die letzte Version von "
        f"[[Benutzer:{target.user_name}|{target.user_name}]] zurückgesetzt"
    )
    saved = save(
        title, read(target.rev_id), summary=summary_of(said), base=newest.rev_id, no_create=True, minor=True,
        bot=values.flag("markbot") and "bot" in call.rights,
    )  # fmt: skip
    return {
        "rollback": {
            "title": title.full, "pageid": page.page_id, "summary": summary_of(said), "revid": saved.rev_id,
            "old_revid": newest.rev_id, "last_revid": target.rev_id,
        }
    }  # fmt: skip


MODULE = Module(
    name="rollback",
    help="Nimmt die letzten Änderungen eines Kontos zurück.",
    parameters=(
        Parameter("title", help="Die Seite nach Titel."),
        Parameter("pageid", Type.INTEGER, "Die Seite nach Nummer."),
        TAGS,
        Parameter("user", Type.USER, "Wessen Änderungen.", required=True),
        Parameter("summary", help="Die Zusammenfassung.", default=""),
        flag("markbot"),
        WATCHLIST,
        token("rollback"),
    ),
    answer=answer,
    posted=True,
    token="rollback",  # noqa: S106  (a kind)
)
