"""`prop=info`: what a page is, as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as _escape
from urllib.parse import quote

from ...errors import InvalidTitle
from ...gate import Change, Role, may_change
from ...moin_config import ROOT_PAGE
from ...phase import current_phase
from ...services import services
from ...titles import FILE, MAIN, TALK, Title
from .. import marks
from ..errors import JSON, ApiError
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Parameter, Values, choice, choices
from ..protected import protections
from ..site import base_url
from ..timestamps import iso
from ..watched import READ, watching


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Tell each page's newest revision, size and time; with `inprop` its protection and addresses."""
    wanted = values.words("prop")
    if "readable" in wanted:
        values.deprecate('"readable" has been deprecated; ask for "intestactions".')
    try:
        Title.parse(values.text("linkcontext"))
    except InvalidTitle as error:
        raise ApiError("badtitle", str(error)) from error
    mark = marks.parts(values, 2)
    start = (marks.leading(mark[0]), marks.name_of(mark[1])) if mark else None
    for subject in subjects:
        title, row = subject.title, subject.row
        if title is None or title.namespace < MAIN or (start and (title.namespace, title.name) < start):
            continue
        subject.data |= {
            "contentmodel": "wikitext", "pagelanguage": "de", "pagelanguagehtmlcode": "de",
            "pagelanguagedir": "ltr",
        }  # fmt: skip
        if row is not None:
            first = services().catalogue.revision(row.latest)
            subject.data |= {
                "touched": iso(row.time), "lastrevid": row.latest, "length": row.size,
                "redirect": row.redirect, "new": first is not None and first.parent_id == 0,
            }  # fmt: skip
            _drop_false(subject.data, "redirect", "new")
        if "protection" in wanted:
            subject.data["protection"] = protections(row) if row is not None else []
            subject.data["restrictiontypes"] = _kinds(title, exists=row is not None)
        if "watched" in wanted:
            subject.data["watched"] = READ in call.rights and watching().watches(call.user_id, title)
        if "notificationtimestamp" in wanted:
            subject.data["notificationtimestamp"] = ""
        if call.actor.role is Role.MODERATOR:
            count = watching().count(title) if {"watchers", "visitingwatchers"} & set(wanted) else 0
            subject.data |= {name: count for name in ("watchers", "visitingwatchers") if name in wanted}
        if "readable" in wanted:
            subject.data["readable"] = True
        if "preload" in wanted:
            subject.data["preload"] = "" if row is not None else None
        if "associatedpage" in wanted and title.namespace in (MAIN, TALK):
            other = Title(MAIN if title.namespace == TALK else TALK, title.name)
            subject.data["associatedpage"] = other.full
        if "subjectid" in wanted and title.namespace == TALK:
            subject_row = call.sight.page(Title(MAIN, title.name))
            if subject_row is not None:
                subject.data["subjectid"] = subject_row.page_id
        if values.words("testactions"):
            subject.data["actions"] = {
                action: _may(call, action, title) for action in values.words("testactions")
            }
        if "url" in wanted:
            url = f"{base_url()}/{quote(title.item_name)}"
            subject.data |= {"fullurl": url, "canonicalurl": url, "editurl": url}
        if "talkid" in wanted and (talk := _talk(call, title)) is not None:
            subject.data["talkid"] = talk
        if "displaytitle" in wanted:
            subject.data["displaytitle"] = _escape(title.full, quote=False)
    return None


def _kinds(title: Title, *, exists: bool) -> list[str]:
    kinds = ["edit", "move"] if exists else ["create"]
    return [*kinds, "upload"] if title.namespace == FILE else kinds


def _talk(call: Call, title: Title) -> int | None:
    try:
        row = call.sight.page(title.talk)
    except InvalidTitle:
        return None
    return row.page_id if row is not None and row.title != title else None


_CHANGES = {
    "edit": Change.EDIT, "create": Change.CREATE, "createpage": Change.CREATE, "move": Change.MOVE,
    "delete": Change.DELETE, "protect": Change.PROTECT,
}  # fmt: skip


def _may(call: Call, action: str, title: Title) -> bool:
    """Whether the caller may do this to the page now; what is unknown, nobody may."""
    if action == "read":
        return True
    if action not in _CHANGES:
        return action in call.rights
    row = call.sight.page(title)
    own = row is None or row.author == call.actor.name
    return may_change(call.actor.role, title, _CHANGES[action], current_phase(services()), own=own)


def _drop_false(data: JSON, *names: str) -> None:
    for name in names:
        if data[name] is False:
            del data[name]


MODULE = Module(
    name="info",
    help="Angaben zu Seiten.",
    prefix="in",
    parameters=(
        choices(
            "prop", "protection", "talkid", "watched", "watchers", "visitingwatchers", "notificationtimestamp",
            "subjectid", "associatedpage", "url", "readable", "preload", "displaytitle",
        ),
        Parameter("linkcontext", default=ROOT_PAGE),
        Parameter("testactions", help="Ob der Aufrufer das darf.", multi=True),
        choice("testactionsdetail", "boolean", "full", "quick", default="boolean"),
        CONTINUE,
    ),
    describe=describe,
)  # fmt: skip
