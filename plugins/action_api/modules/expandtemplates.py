"""`action=expandtemplates`: wikitext with its templates put in."""

from __future__ import annotations

from ...services import services
from ...storage.asked import ThisWiki
from ...storage.save import MAX_BYTES, fetch
from ...titles import Title
from ...wikitext import expand
from ...wikitext.parse_tree import parse_tree
from ..errors import JSON, ApiError
from ..module import Call, Module
from ..parameters import Parameter, Type, Values, choices, flag


def answer(call: Call, values: Values) -> JSON:
    """The expanded text, and what else was asked for."""
    if (rev_id := values.number("revid")) is not None and services().catalogue.revision(rev_id) is None:
        raise ApiError("nosuchrevid", f"There is no revision with ID {rev_id}.")
    title, text = (
        Title.parse("API" if (named := values.optional("title")) is None else named),
        values.text("text"),
    )
    if len(text.encode("utf-8")) > MAX_BYTES:
        raise ApiError("contenttoobig", "Der Text ist zu lang.")
    expanded = expand(text, title, fetch, now=services().local_now(), wiki=ThisWiki()).text
    wanted = values.words("prop")
    newer = call.reader.sent.get("formatversion") in ("2", "latest")
    apart: JSON = {}
    if values.flag("generatexml") and "prop" in values:
        raise ApiError("invalidparammix", 'The parameters "prop" and "generatexml" can not be used together.')
    if values.flag("generatexml"):
        apart["parsetree"] = parse_tree(text) if newer else {"*": parse_tree(text)}
    if "prop" not in values:
        values.warn(
            'Because no values have been specified for the "prop" parameter, a legacy format has been used.'
        )
        return apart | {"expandtemplates": {"wikitext" if newer else "*": expanded}}
    told: JSON = {"parsetree": parse_tree(text)} if "parsetree" in wanted else {}
    if "wikitext" in wanted:
        told["wikitext"] = expanded
    if "volatile" in wanted:
        told["volatile"] = False
    if "modules" in wanted:
        if not {"jsconfigvars", "encodedjsconfigvars"} & set(wanted):
            values.warn('Modules were asked for without "jsconfigvars" or "encodedjsconfigvars".')
        told |= {"modules": [], "modulescripts": [], "modulestyles": []}
    if "jsconfigvars" in wanted:
        told["jsconfigvars"] = {}
    if "encodedjsconfigvars" in wanted:
        told["encodedjsconfigvars"] = "[]"
    return apart | {"expandtemplates": told}


MODULE = Module(
    name="expandtemplates",
    help="Setzt Vorlagen in Wikitext ein.",
    parameters=(
        Parameter("title", help="Die Seite, auf der der Text stünde."),
        Parameter("text", Type.TEXT, "Der Wikitext.", required=True),
        Parameter("revid", Type.INTEGER),
        choices(
            "prop", "wikitext", "properties", "volatile", "ttl", "modules", "jsconfigvars",
            "encodedjsconfigvars", "parsetree",
        ),
        flag("includecomments"),
        flag("generatexml", deprecated=True),
        flag("showstrategykeys"),
    ),
    answer=answer,
)  # fmt: skip
