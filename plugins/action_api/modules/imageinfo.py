"""`prop=imageinfo`: the versions of files, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import InvalidTitle
from ...services import services
from ...storage.files import Files
from ...titles import FILE, Title
from .. import marks
from ..errors import JSON, ApiError
from ..file_info import PROPS, info, missing, scale
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Parameter, Type, Values, choices, flag, limit
from ..timestamps import iso, parse


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Add its versions to each file, as many as the limit allows; of a single one it goes on with a time."""
    if (context := values.optional("badfilecontexttitle")) is not None:
        try:
            Title.parse(context)
        except InvalidTitle as error:
            raise ApiError("invalid-title", str(error)) from error
    wanted = values.words("prop")
    files = [subject for subject in subjects if subject.title and subject.title.namespace == FILE]
    goes_on: Continue = None
    mark = marks.parts(values, 2) if files else None
    for subject in files:
        key = marks.key(subject.title.name) if subject.title else ""
        if mark and key < mark[0]:
            continue
        more = _tell(call, values, subject, wanted, _time(mark[1]) if mark and key == mark[0] else None)
        goes_on = more if len(files) == 1 else None
    return goes_on


def _time(part: str) -> int:
    try:
        return parse(part, services().clock())
    except (ValueError, OverflowError):
        raise marks.bad() from None


def _tell(call: Call, values: Values, subject: Subject, wanted: Sequence[str], begin: int | None) -> Continue:
    """Add its versions to one file, from a time on, backwards; the time of the one that is too many."""
    versions = list(Files(services().database).versions(subject.key)) if subject.row is not None else []
    subject.data["imagerepository"] = "local" if versions else ""
    if "badfile" in wanted:
        subject.data["badfile"] = False
    shown: list[JSON] = []
    small = scale(values)
    if versions and small is not None:
        small.size(versions[0])  # what cannot be drawn is refused, whatever is told
    if not versions and {"uploadwarning", "badfile"} & set(wanted):
        assert subject.title is not None
        subject.data["imageinfo"] = [missing(subject.title.full, wanted)]
    start, end = values.number("start") if begin is None else begin, values.number("end")
    for version in versions:
        if (start is not None and version.time > start) or (end is not None and version.time < end):
            continue
        if len(shown) == values.limit():
            return iso(version.time)
        shown.append(info(call, version, wanted, small, newest=version is versions[0]))
        subject.data["imageinfo"] = shown
    return None


MODULE = Module(
    name="imageinfo",
    help="Angaben zu Dateien und ihren Fassungen.",
    prefix="ii",
    parameters=(
        choices("prop", *PROPS, default="timestamp|user", help="Welche Angaben."),
        limit(1),
        Parameter("start", Type.TIMESTAMP, "Von dieser Zeit an, rückwärts."),
        Parameter("end", Type.TIMESTAMP, "Bis zu dieser Zeit."),
        Parameter("urlwidth", Type.INTEGER, "Die Adresse eines Bildes dieser Breite.", default="-1"),
        Parameter("urlheight", Type.INTEGER, "Höchstens so hoch.", default="-1"),
        Parameter("metadataversion", default="1"),
        Parameter("extmetadatalanguage", default="de"),
        flag("extmetadatamultilang"),
        Parameter("extmetadatafilter", multi=True),
        Parameter("urlparam", default=""),
        Parameter("badfilecontexttitle"),
        CONTINUE,
        flag("localonly"),
    ),
    describe=describe,
    goes_on="start",
)
