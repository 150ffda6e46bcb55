"""`action=move`: give a page another name; by default a redirect stays behind."""

from __future__ import annotations

from dataclasses import replace

from ...accounts import Actor, acting, current_actor
from ...errors import PageExists, PageMissing, PermissionDenied, WikiError
from ...services import services
from ...storage import lifecycle
from ...storage.catalogue import PageRow
from ...storage.save import save
from ...titles import MAIN, TALK, Title
from ..errors import JSON, ApiError
from ..module import Call, Module
from ..pages import target_of
from ..parameters import WATCHLIST, Parameter, Type, Values, flag, token
from ..summaries import TAGS, refuse_tags, summary_of

MOST_BELOW = 100
"""As many pages beneath one are moved with it."""


def answer(call: Call, values: Values) -> JSON:
    """Say from where to where, and whether a redirect stayed."""
    source = _source(call, values)
    target = Title.parse(values.text("to"))
    refuse_tags(values)
    moved = _move(source, target, values)
    reply: JSON = {"from": source.title.full, "to": target.full, "reason": values.text("reason")} | moved
    if values.flag("movetalk") and source.title.namespace == MAIN and target.namespace == MAIN:
        talk = call.sight.page(Title(TALK, source.title.name))
        if talk is not None:
            try:
                _move(talk, Title(TALK, target.name), values)
                reply |= {
                    "talkfrom": talk.title.full, "talkto": f"Diskussion:{target.name}", "talkmoveoverredirect": False,
                }  # fmt: skip
            except WikiError as error:
                reply["talkmove-errors"] = [_refusal(error)]
    if values.flag("movesubpages"):
        reply["subpages"] = _below(call, source.title, target, values)
    return {"move": reply}


def _below(call: Call, source: Title, target: Title, values: Values) -> list[JSON]:
    rows = services().catalogue.pages(source.namespace, prefix=f"{source.name}/", limit=MOST_BELOW)
    told: list[JSON] = []
    for row in rows:
        if not call.sight.sees(row) or row.title == target:
            continue
        to = Title(target.namespace, target.name + row.title.name.removeprefix(source.name))
        try:
            _move(row, to, values)
            told.append({"from": row.title.full, "to": to.full})
        except WikiError as error:
            told.append({"from": row.title.full, "errors": [_refusal(error)]})
    return told


def _refusal(error: WikiError) -> JSON:
    return {"code": error.code, "message": error.code, "params": [], "type": "error"}


def _clearing_the_way() -> Actor:
    """The caller, allowed by whichever grant moves pages to delete the redirect that is in the way."""
    actor = current_actor()
    clears = actor.allowed is not None and actor.permits("delete-redirect")
    return replace(actor, allowed=actor.allowed | {"delete"}) if clears and actor.allowed else actor


def _move(source: PageRow, target: Title, values: Values) -> JSON:
    if target == source.title:
        raise ApiError("selfmove", "The title is the same; cannot move a page over itself.")
    if target.namespace < MAIN:
        raise ApiError("immobile-target-namespace", "Dorthin lässt sich keine Seite verschieben.")
    summary = summary_of(values.text("reason"))
    try:
        with services().database.transaction():
            if over := _is_leftover(target, source.title):
                with acting(_clearing_the_way()):
                    lifecycle.delete(over, summary=summary)
            lifecycle.move(source, target, summary=summary)
            if leaving := not values.flag("noredirect"):
                save(source.title, f"#WEITERLEITUNG [[{target.full}]]", summary=summary, create_only=True)
    except PageExists as error:
        raise ApiError(
            "redirectexists" if _only_redirects(target) else "articleexists", str(error)
        ) from error
    except PermissionDenied as error:
        raise ApiError(
            "protectedpage" if error.code == "protectedpage" else "cantmove", str(error)
        ) from error
    return {"redirectcreated": leaving, "moveoverredirect": over is not None}


def _is_leftover(target: Title, source: Title) -> PageRow | None:
    """The page of that name if it only redirects to the one that is moved, and never did anything else."""
    there = _only_redirects(target)
    return there if there is not None and target_of(there) == source else None


def _only_redirects(title: Title) -> PageRow | None:
    """The page of that name if it is a redirect and never was anything else."""
    there = services().catalogue.page(title)
    if there is None or not there.redirect:
        return None
    return there if services().catalogue.shown_count(there.page_id) == 1 else None


def _source(call: Call, values: Values) -> PageRow:
    if ("from" in values) == ("fromid" in values):
        code = "invalidparammix" if "from" in values else "missingparam"
        raise ApiError(code, 'Exactly one of the parameters "from" and "fromid" is required.')
    if "fromid" in values:
        found = call.sight.page_by_id(values.number("fromid") or 0)
        if found is None:
            raise ApiError("nosuchpageid", f"There is no page with ID {values.number('fromid')}.")
        return found
    title = Title.parse(values.text("from"))
    found = call.sight.page(title)
    if found is None:
        raise PageMissing(f"Die Seite „{title.full}“ gibt es nicht.")
    return found


MODULE = Module(
    name="move",
    help="Verschiebt eine Seite.",
    parameters=(
        Parameter("from", help="Die Seite nach Titel."),
        Parameter("fromid", Type.INTEGER, "Die Seite nach Nummer."),
        Parameter("to", help="Der neue Titel.", required=True),
        Parameter("reason", help="Warum.", default=""),
        flag("movetalk", "Auch die Diskussion."),
        flag("movesubpages", "Auch die Seiten darunter."),
        flag("noredirect", "Ohne Weiterleitung."),
        WATCHLIST,
        flag("ignorewarnings"),
        TAGS,
        token("csrf"),
    ),
    answer=answer,
    posted=True,
    token="csrf",  # noqa: S106  (a kind)
)
