"""`list=filearchive`: the files of deleted pages, for those who may bring them back."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import PermissionDenied
from ...services import services
from ...storage.files import Files, Version
from ...titles import FILE
from .. import marks
from ..errors import JSON
from ..file_info import info
from ..module import Call, Continue, Found, Module
from ..names import name_sent
from ..parameters import CONTINUE, Parameter, Values, choice, choices, limit
from ..timestamps import compact
from .allimages import sha1_wanted


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Versions of deleted files by name and time; it goes on with a version."""
    if "deletedhistory" not in call.rights:
        raise PermissionDenied("Gelöschte Dateien sieht nur die Moderation.")
    found: list[Found] = []
    for version in _versions(values):
        page = services().catalogue.page_by_id(version.page_id)
        if page is None or not call.sight.sees(page):
            continue
        name = marks.key(version.title.name)
        if len(found) == values.limit():
            return found, f"{name}|{compact(version.time)}|{version.rev_id}"
        entry: JSON = {"id": version.rev_id, "name": name, "ns": FILE, "title": version.title.full}
        found.append(Found(page, entry | _told(call, version, values)))
    return found, None


def _told(call: Call, version: Version, values: Values) -> JSON:
    wanted = {_NAMES.get(name, name) for name in values.words("prop")}
    told = info(call, version, wanted | ({"userid"} if "user" in wanted else set()))
    for ours, theirs in (("comment", "description"), ("parsedcomment", "parseddescription")):
        if ours in told:
            told[theirs] = told.pop(ours)
    return told


_NAMES = {"description": "comment", "parseddescription": "parsedcomment"}


def _versions(values: Values) -> Iterator[Version]:
    """Those that were asked for, from where it goes on."""
    down, sha1 = values.text("dir") == "descending", sha1_wanted(values)
    low, high = (name_sent(values.text(name), FILE) for name in (("to", "from") if down else ("from", "to")))
    prefix = name_sent(values.text("prefix"), FILE)
    mark = marks.parts(values, 3)
    begin = marks.number(mark[2]) if mark else None
    for version in Files(services().database).deleted(descending=down):
        name = version.title.name
        if begin is not None and version.rev_id != begin:
            continue
        begin = None
        within = name >= low and (not high or name <= high) and name.startswith(prefix)
        if within and sha1 in ("", version.facts.sha1):
            yield version


MODULE = Module(
    name="filearchive",
    help="Gelöschte Dateien.",
    prefix="fa",
    parameters=(
        Parameter("from", help="Von diesem Namen an."),
        Parameter("to", help="Bis zu diesem Namen."),
        Parameter("prefix", help="Namen, die so anfangen."),
        choice("dir", "ascending", "descending", default="ascending"),
        Parameter("sha1", help="Nur dieser Inhalt."),
        Parameter("sha1base36"),
        choices(
            "prop", "sha1", "timestamp", "user", "size", "dimensions", "description", "parseddescription", "mime",
            "mediatype", "metadata", "bitdepth", "archivename", default="timestamp",
        ),
        limit(),
        CONTINUE,
    ),
    find=find,
    pages=False,
)  # fmt: skip
