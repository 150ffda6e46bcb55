"""`action=help`: the modules and their parameters for people, from the declarations."""

from __future__ import annotations

from html import escape

from .. import registry
from ..errors import JSON, ApiError
from ..main import PARAMETERS
from ..module import Call, Module
from ..parameters import Parameter, Type, Values, flag


def answer(call: Call, values: Values) -> JSON:
    """One HTML text for all modules that were asked for."""
    parts = []
    for path in dict.fromkeys(values.words("modules")):
        module = registry.modules().get(path)
        if path == "main":
            parts.append(_text("main", "Was jede Anfrage tragen kann.", "", PARAMETERS))
        elif module is not None:
            parts.append(_text(path, module.help, module.prefix, module.parameters))
            if values.flag("submodules") or values.flag("recursivesubmodules"):
                parts += _below(module)
        else:
            raise ApiError("badmodule", f'Ein Modul "{path[:40]}" gibt es nicht.')
    return {"help": {"mime": "text/html", "filename": "api-help.html", "help": "\n".join(parts)}}


def _below(module: Module) -> list[str]:
    groups = [
        part.group for part in module.parameters if part.type is Type.MODULE and part.group != "generator"
    ]
    modules = [
        registry.modules()[registry.path(group, name)] for group in groups for name in registry.names(group)
    ]
    return [_text(part.path, part.help, part.prefix, part.parameters) for part in modules]


def _text(path: str, about: str, prefix: str, parameters: tuple[Parameter, ...]) -> str:
    rows = "".join(
        f"<dt>{escape(prefix + part.name)}</dt><dd>{escape(part.help)} {escape(_values(part))}</dd>"
        for part in parameters
    )
    return f"<h2>{escape(path)}</h2><p>{escape(about)}</p><dl>{rows}</dl>"


def _values(parameter: Parameter) -> str:
    kind = "Einer der Werte" if not parameter.multi else "Werte"
    if parameter.choices:
        return f"{kind}: {', '.join(parameter.choices)}"
    return f"Art: {parameter.type.value}{', mehrere mit | getrennt' if parameter.multi else ''}"


MODULE = Module(
    name="help",
    help="Beschreibt die Module und ihre Parameter für Menschen.",
    parameters=(
        Parameter("modules", help="Pfade wie edit oder query+info.", multi=True, default="main"),
        flag("submodules"),
        flag("recursivesubmodules"),
        flag("wrap"),
        flag("toc"),
    ),
    answer=answer,
)
