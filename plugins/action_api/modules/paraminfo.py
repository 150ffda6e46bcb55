"""`action=paraminfo`: the declarations of the modules, for clients.

Made from the same data that requests are checked by. pywikibot reads types, limits and submodules from it.
"""

from __future__ import annotations

from .. import registry
from ..errors import JSON
from ..main import PARAMETERS
from ..module import Call, Module
from ..parameters import MANY, MANY_HIGH, Parameter, Type, Values, choice

_MAIN = Module(name="main", help="Was jede Anfrage tragen kann.", parameters=PARAMETERS, answer=lambda *_: {})


_FORMATS = {
    "json": Module(
        name="json", help="Antworten als JSON.",
        parameters=tuple(part for part in PARAMETERS if part.name in ("utf8", "ascii", "formatversion")),
        answer=lambda *_: {},
    ),
    "none": Module(name="none", help="Keine Antwort.", answer=lambda *_: {}),
}  # fmt: skip


def answer(call: Call, values: Values) -> JSON:
    """Each module that was asked for; unknown ones with `missing`."""
    shown: list[JSON] = []
    for path in values.words("modules"):
        if path == "main":
            shown.append(_module(_MAIN))
        elif (module := registry.modules().get(path)) is not None:
            shown.append(_module(module))
        elif path in ("json", "none"):
            shown.append(_module(_FORMATS[path]))
        else:
            values.warn(f'The module "{path[:40]}" does not exist.')
    return {"paraminfo": {"helpformat": values.text("helpformat")} | ({"modules": shown} if shown else {})}


def _module(module: Module) -> JSON:
    return {
        "name": module.name,
        "classname": f"Api{module.name.capitalize()}",
        "path": module.path,
        "group": module.group,
        "prefix": module.prefix,
        "readrights": not module.posted,
        "writerights": bool(module.token),
        "mustbeposted": module.posted,
        "generator": module.generates,
        "description": module.help,
        "parameters": [_parameter(index, part) for index, part in enumerate(module.parameters, 1)],
    }


def _parameter(index: int, parameter: Parameter) -> JSON:
    shown: JSON = {"index": index, "name": parameter.name, "type": parameter.type.value}
    if parameter.help:
        shown["description"] = parameter.help
    if parameter.required:
        shown["required"] = True
    if parameter.deprecated:
        shown["deprecated"] = True
    if parameter.secret:
        shown["sensitive"] = True
    if parameter.multi:
        shown |= {"multi": True, "limit": MANY, "lowlimit": MANY, "highlimit": MANY_HIGH}
    if parameter.default is not None:
        shown["default"] = parameter.default
    match parameter.type:
        case Type.CHOICE:
            shown["type"] = list(parameter.choices)
        case Type.MODULE:
            names = registry.names(parameter.group)
            shown["type"] = list(names)
            shown["submodules"] = {name: registry.path(parameter.group, name) for name in names}
            if parameter.group == "generator":
                shown["submoduleparamprefix"] = "g"
        case Type.LIMIT:
            shown |= {"min": 1, "max": parameter.most, "highmax": parameter.most_high}
        case Type.NAMESPACE if parameter.multi:
            shown["allspecifier"] = "*"
    return shown


MODULE = Module(
    name="paraminfo",
    help="Beschreibt die Module und ihre Parameter.",
    parameters=(
        Parameter("modules", help="Pfade wie edit oder query+info.", multi=True),
        choice("helpformat", "none", "html", "raw", "wikitext", default="none"),
    ),
    answer=answer,
)
