"""`prop=imageinfo`: there are no files here; pywikibot asks all the same, with every generator."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import InvalidTitle
from ...titles import Title
from ..errors import ApiError
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Parameter, Type, Values, choices, flag, limit


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Say nothing of any page."""
    if (context := values.optional("badfilecontexttitle")) is not None:
        try:
            Title.parse(context)
        except InvalidTitle as error:
            raise ApiError("invalid-title", str(error)) from error
    return None


MODULE = Module(
    name="imageinfo",
    help="Angaben zu Dateien; hier gibt es keine.",
    prefix="ii",
    parameters=(
        choices(
            "prop", "timestamp", "user", "userid", "comment", "parsedcomment", "canonicaltitle", "url", "size",
            "dimensions", "sha1", "mime", "thumbmime", "mediatype", "metadata", "commonmetadata",
            "extmetadata", "archivename", "bitdepth", "uploadwarning", "badfile", default="timestamp|user",
        ),
        limit(1),
        Parameter("start", Type.TIMESTAMP),
        Parameter("end", Type.TIMESTAMP),
        Parameter("urlwidth", Type.INTEGER, default="-1"),
        Parameter("urlheight", Type.INTEGER, default="-1"),
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
)  # fmt: skip
