"""`prop=info`: what a page is, as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from ...errors import InvalidTitle
from ...gate import Kind, kind_of
from ...services import services
from ...titles import Title
from ..errors import JSON
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Values, choices
from ..site import base_url
from ..timestamps import iso

_RESTRICTED = [{"type": kind, "level": "sysop", "expiry": "infinity"} for kind in ("edit", "move")]


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Tell each page's newest revision, size and time; with `inprop` its protection and addresses."""
    wanted = values.words("prop")
    for subject in subjects:
        title, row = subject.title, subject.row
        if title is None or "special" in subject.data:
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
            closed = kind_of(title) in (Kind.FRAME, Kind.PRIVATE) or (row is not None and row.acl is not None)
            subject.data["protection"] = list(_RESTRICTED) if closed and row is not None else []
            subject.data["restrictiontypes"] = ["edit", "move"] if row is not None else ["create"]
        if "url" in wanted:
            url = f"{base_url()}/{quote(title.item_name)}"
            subject.data |= {"fullurl": url, "canonicalurl": url, "editurl": url}
        if "talkid" in wanted and (talk := _talk(call, title)) is not None:
            subject.data["talkid"] = talk
        if "displaytitle" in wanted:
            subject.data["displaytitle"] = title.full
    return None


def _talk(call: Call, title: Title) -> int | None:
    try:
        row = call.sight.page(title.talk)
    except InvalidTitle:
        return None
    return row.page_id if row is not None and row.title != title else None


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
            "prop", "displaytitle", "notificationtimestamp", "preload", "protection", "subjectid", "talkid",
            "url", "visitingwatchers", "watched", "watchers", "readable", "varianttitles",
        ),
        CONTINUE,
    ),
    describe=describe,
)  # fmt: skip
