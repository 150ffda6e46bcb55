"""`meta=allmessages`: the words of the interface. Those that clients ask for are here; others are missing."""

from __future__ import annotations

from ...services import services
from ..errors import JSON
from ..messages import messages
from ..module import Call, Module
from ..parameters import Parameter, Values, choice, choices, flag


def tell(call: Call, values: Values) -> list[JSON]:
    """One entry for each message that was asked for."""
    asked = values.words("messages")
    begin, end = values.text("from"), values.text("to")
    known = {**messages(values.text("lang") or "de"), "sitename": services().conference.title}
    keys = sorted(known) if "*" in asked else asked
    if values.text("customised") == "modified":
        return []
    told: list[JSON] = []
    for key in keys:
        if (begin and key < begin) or (end and key > end) or not key.startswith(values.text("prefix")):
            continue
        if values.text("filter") not in key:
            continue
        entry: JSON = {"name": key, "normalizedname": key.replace(" ", "_")}
        told.append(entry | ({"content": known[key]} if key in known else {"missing": True}))
    return told


MODULE = Module(
    name="allmessages",
    help="Worte der Oberfläche.",
    prefix="am",
    parameters=(
        Parameter("messages", help="Welche; * für alle.", multi=True, default="*"),
        choices("prop", "default"),
        flag("enableparser"),
        flag("nocontent"),
        flag("includelocal"),
        Parameter("args", multi=True, repeats=True),
        Parameter("filter"),
        choice("customised", "all", "modified", "unmodified", default="all"),
        Parameter("lang"),
        Parameter("from"),
        Parameter("to"),
        Parameter("title"),
        Parameter("prefix"),
    ),
    tell=tell,
)
