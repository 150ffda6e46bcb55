"""`meta=allmessages`: the words of the interface. Those that clients ask for are here; others are missing."""

from __future__ import annotations

import re

from ...services import services
from ..errors import JSON, ApiError
from ..messages import messages
from ..module import Call, Module
from ..parameters import Parameter, Values, choice, choices, flag


def tell(call: Call, values: Values) -> list[JSON]:
    """One entry for each message that was asked for."""
    if _NO_LANGUAGE.search(values.text("lang")) or len(values.text("lang").encode()) > _LONGEST_LANGUAGE:
        raise ApiError("invalidlang", "Invalid language code for parameter amlang.")
    asked = values.words("messages")
    begin, end = values.optional("from"), values.optional("to")
    known = {**messages(values.text("lang") or "de"), "sitename": services().conference.title}
    keys = sorted(known) if "*" in asked else asked
    if values.text("customised") == "modified":
        return []
    told: list[JSON] = []
    for key in keys:
        if end is not None and key > end:
            break
        begin = None if key == begin else begin
        if begin is not None or not key.startswith(values.text("prefix")) or values.text("filter") not in key:
            continue
        told.append(_entry(key, known.get(key), bare=values.flag("nocontent")))
    return told


def _entry(key: str, text: str | None, *, bare: bool) -> JSON:
    shown: JSON = {"name": key, "normalizedname": (key[:1].lower() + key[1:]).replace(" ", "_")}
    if text is None:
        return shown | {"missing": True}
    return shown if bare else shown | {"content": text}


_NO_LANGUAGE = re.compile(r"""[:/\\\x00&<>'"|\[\]{}#%]""")
_LONGEST_LANGUAGE = 128


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
