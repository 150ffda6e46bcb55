"""`action=watch`: put pages on the caller's own watchlist, or take them off it."""

from __future__ import annotations

from ...titles import Title
from .. import marks
from ..errors import JSON, ApiError
from ..module import Call, Module
from ..names import title_sent
from ..pages import PageSet
from ..parameters import Parameter, Type, Values, flag, token
from ..watched import CHANGE, require, watchable, watching


def answer(call: Call, values: Values) -> JSON:
    """Say of each page whether it is watched now. Raises `ApiError`, `PermissionDenied`."""
    require(call, CHANGE)
    named = [name for name in ("titles", "pageids", "revids") if name in values]
    if "title" in values:
        if named:
            raise ApiError("invalidparammix", f'The parameter "title" cannot be used with "{named[0]}".')
        title = title_sent(values.text("title"))
        if not watchable([title]):
            raise ApiError("invalidtitle", f"Bad title: {title.full}.")
        return {"watch": _done(call, values, title)}
    if len(named) > 1:
        raise ApiError(
            "multisource", f'The "{named[1]}" parameter cannot be used together with "{named[0]}".'
        )
    if values.text("continue"):
        marks.parts(values, 2, sign="||")
    return _several(call, values)


def _several(call: Call, values: Values) -> JSON:
    pages, follow = PageSet(call), values.flag("redirects")
    pages.add_titles(values.words("titles"), follow=follow)
    pages.add_ids(values.numbers("pageids"), follow=follow)
    pages.add_revisions(values.numbers("revids"))
    told: list[JSON] = []
    for subject in sorted(pages.subjects, key=lambda subject: subject.row is not None):
        title = subject.title
        if title is None or not watchable([title]):
            told.append({name: part for name, part in subject.data.items() if name != "pageid"})
        else:
            told.append(_done(call, values, title) | ({} if subject.row else {"missing": True}))
    reply: JSON = {"batchcomplete": True, "watch": told}
    if pages.normalized:
        reply["normalized"] = pages.normalized
    if pages.redirects:
        reply["redirects"] = pages.redirects
    return reply


def _done(call: Call, values: Values, title: Title) -> JSON:
    shown: JSON = {"title": title.full, "ns": title.namespace}
    if values.flag("unwatch"):
        watching().unwatch(call.user_id, title)
        return shown | {"unwatched": True}
    watching().watch(call.user_id, title)
    return shown | {"watched": True}


MODULE = Module(
    name="watch",
    help="Setzt Seiten auf die eigene Beobachtungsliste oder nimmt sie herunter.",
    parameters=(
        Parameter("title", deprecated=True),
        flag("unwatch", "Nicht mehr beobachten."),
        Parameter("continue"),
        Parameter("titles", help="Seiten nach Titel.", multi=True),
        Parameter("pageids", Type.INTEGER, "Seiten nach Nummer.", multi=True),
        Parameter("revids", Type.INTEGER, "Seiten nach Version.", multi=True),
        flag("redirects", "Weiterleitungen folgen."),
        flag("converttitles"),
        token("watch"),
    ),
    answer=answer,
    posted=True,
    token="watch",  # noqa: S106  (a kind)
)
