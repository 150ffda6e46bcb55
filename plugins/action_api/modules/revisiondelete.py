"""`action=revisiondelete`: hide parts of single revisions. As on a MediaWiki just set up, nobody has the right.

What must go here goes with its page (`delete`), or for good (`konferenz destroy`).
"""

from __future__ import annotations

from ...errors import PermissionDenied
from ..errors import JSON
from ..module import Call, Module
from ..parameters import Parameter, Type, Values, choice, choices, token
from ..summaries import TAGS, refuse_tags

_PARTS = ("comment", "content", "user")


def answer(call: Call, values: Values) -> JSON:
    """Refuse it. Raises `ApiError`, `PermissionDenied`."""
    refuse_tags(values)
    raise PermissionDenied("Einzelne Versionen verbirgt hier niemand.")


MODULE = Module(
    name="revisiondelete",
    help="Verbirgt Teile einzelner Versionen; dieses Recht hat hier niemand.",
    parameters=(
        Parameter(
            "type",
            Type.CHOICE,
            "Wovon.",
            required=True,
            choices=("archive", "filearchive", "logging", "oldimage", "revision"),
        ),
        Parameter("target"),
        Parameter("ids", Type.STRING, "Die Nummern der Versionen.", multi=True, required=True),
        choices("hide", *_PARTS),
        choices("show", *_PARTS),
        choice("suppress", "no", "nochange", "yes", default="nochange"),
        Parameter("reason"),
        TAGS,
        token("csrf"),
    ),
    answer=answer,
    posted=True,
    token="csrf",  # noqa: S106  (a kind)
)
